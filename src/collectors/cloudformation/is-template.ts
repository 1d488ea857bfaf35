import { isFields } from '../infrastructure-code/fields.ts';

/** Whether a JSON value is a template of CloudFormation. */
export function isTemplate(value: unknown): boolean {
  if (!isFields(value)) return false;
  const { Resources: resources } = value;
  if ('AWSTemplateFormatVersion' in value) return true;
  if (!isFields(resources)) return false;
  const types = Object.values(resources).map((resource) => (isFields(resource) ? resource['Type'] : null));
  return types.length > 0 && types.every((type) => typeof type === 'string');
}

/** Whether a text that is no JSON looks like a template in YAML. */
export function looksLikeTemplate(text: string): boolean {
  if (/^["']?AWSTemplateFormatVersion["']?\s*:/m.test(text)) return true;
  return /^["']?Resources["']?\s*:/m.test(text) && /^\s+["']?Type["']?\s*:\s*["']?(AWS|Custom)::/m.test(text);
}
