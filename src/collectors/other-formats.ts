import { isTemplate } from './cloudformation/is-template.ts';

/** Why a JSON value that is no input of ours is none: what it seems to be instead. */
export function describeForeignValue(value: unknown): string {
  if (Array.isArray(value)) {
    if (value.some(isTemplate)) {
      return 'it is a list of CloudFormation templates; each is expected in a file of its own';
    }
    return value.length === 0 ? 'it is an empty list' : 'it is a list of no kind of item that is known';
  }
  if (typeof value !== 'object' || value === null) return 'it holds no JSON object';
  const keys = Object.keys(value);
  if (keys.length === 0) return 'it is an empty object';
  const has = (...names: readonly string[]): boolean => names.every((name) => keys.includes(name));
  if (has('AWSTemplateFormatVersion') || has('Resources')) {
    return 'it is a CloudFormation template without resources';
  }
  if (has('Statement')) return 'it is an IAM policy document without the resource it belongs to';
  if (has('$schema', 'runs')) return 'it is a SARIF log';
  if ('format' in value && typeof value.format === 'string' && value.format.startsWith('vpce-lint/')) {
    return 'it is a document of ours, but no snapshot';
  }
  const shown = keys.slice(0, 4).map((key) => JSON.stringify(key.slice(0, 60)));
  return `no key of it is one that vpce-lint reads (it has ${shown.join(', ')}${keys.length > 4 ? ', …' : ''})`;
}
