import type { RawItem } from '../../model/snapshot.ts';

/** Fields that hold, or may hold, what nobody may find in a file: keys, passwords, what instances run. */
const secretFields: ReadonlySet<string> = new Set(
  [
    'AccessKeyId',
    'CustomerGatewayConfiguration',
    'Environment',
    'Password',
    'PreSharedKey',
    'SecretAccessKey',
    'SecretBinary',
    'SecretString',
    'SessionToken',
    'UserData',
  ].map((name) => name.toLowerCase()),
);

/** IAM gives policy documents in the encoding of URLs. */
const encodedDocument = /^(?:%7B|%7b)/;

/**
 * An item as JSON, the fields of `first` before the others, those in the order of their names, so that two
 * collections of one thing are the same text. Times are ISO 8601; what may be secret is left out.
 */
export function plainItem(item: RawItem, first: readonly string[]): RawItem {
  const plain = plainFields(item);
  const leading = first
    .filter((name) => Object.hasOwn(plain, name))
    .map((name): [string, unknown] => [name, plain[name]]);
  return Object.fromEntries([...leading, ...Object.entries(plain)]);
}

function plainFields(fields: object): Record<string, unknown> {
  const entries = Object.entries(fields)
    .filter(([name, value]) => value !== undefined && !isHidden(name))
    .sort(([a], [b]) => compare(a, b))
    .map(([name, value]): [string, unknown] => [
      name,
      name === 'Tags' && Array.isArray(value) ? value.map(plainValue).sort(byKey) : plainValue(value),
    ]);
  return Object.fromEntries(entries);
}

function isHidden(name: string): boolean {
  return name.startsWith('$') || secretFields.has(name.toLowerCase());
}

function plainValue(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value === 'string') return encodedDocument.test(value) ? decoded(value) : value;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'object' && value !== null ? plainFields(value) : value;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function byKey(a: unknown, b: unknown): number {
  return compare(keyOf(a), keyOf(b));
}

function keyOf(tag: unknown): string {
  return typeof tag === 'object' && tag !== null && 'Key' in tag ? String(tag.Key) : '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
