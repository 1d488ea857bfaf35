import { type Fields, isFields } from '../infrastructure-code/fields.ts';

/** Values of parameters by name, as somebody who deploys gives them; null for one that stays as it was before. */
export type ParameterValues = ReadonlyMap<string, string | null>;

/**
 * The values of a parameter file: the list that the AWS CLI takes (`[{"ParameterKey": …, "ParameterValue": …}]`, or
 * `["Key=Value"]`), a plain object, or one under `Parameters`. Null for anything else.
 */
export function parameterValues(value: unknown): ParameterValues | null {
  if (Array.isArray(value)) {
    const pairs = value.map(pairOf);
    return pairs.every((pair) => pair !== null) ? new Map(pairs) : null;
  }
  if (!isFields(value)) return null;
  const { Parameters: parameters } = value;
  const fields: Fields = isFields(parameters) ? parameters : value;
  const pairs = Object.entries(fields).map(([name, each]): readonly [string, string | null] => [
    name,
    textOf(each),
  ]);
  return pairs.every((pair): pair is readonly [string, string] => pair[1] !== null) ? new Map(pairs) : null;
}

/** What `--parameter` takes; null for a text without a name. */
export function parseParameter(text: string): readonly [string, string] | null {
  const equals = text.indexOf('=');
  return equals > 0 ? [text.slice(0, equals), text.slice(equals + 1)] : null;
}

function pairOf(item: unknown): readonly [string, string | null] | null {
  if (typeof item === 'string') return parseParameter(item);
  if (!isFields(item) || typeof item['ParameterKey'] !== 'string') return null;
  if (item['UsePreviousValue'] === true) return [item['ParameterKey'], null];
  const value = textOf(item['ParameterValue']);
  return value === null ? null : [item['ParameterKey'], value];
}

function textOf(value: unknown): string | null {
  if (Array.isArray(value)) return value.map(String).join(',');
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : null;
}
