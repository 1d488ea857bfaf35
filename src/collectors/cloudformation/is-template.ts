import { isFields } from '../infrastructure-code/fields.ts';

/** Whether a JSON value is a template of CloudFormation. */
export function isTemplate(value: unknown): boolean {
  if (!isFields(value)) return false;
  const { Resources: resources } = value;
  if ('AWSTemplateFormatVersion' in value) return true;
  if (!isFields(resources)) return false;
  return Object.values(resources).some(
    (resource) =>
      isFields(resource) && typeof resource['Type'] === 'string' && resource['Type'].includes('::'),
  );
}

/** Whether a text that is no JSON looks like a template in YAML. */
export function looksLikeTemplate(text: string): boolean {
  if (/^["']?AWSTemplateFormatVersion["']?\s*:/m.test(text)) return true;
  return /^["']?Resources["']?\s*:/m.test(text) && /["']?Type["']?\s*:\s*["']?(AWS|Custom)::/.test(text);
}
