import type { KnownFields } from './known-fields.ts';

/**
 * Whether two JSON values are equal, as far as some fields are known: of objects others do not count; null for all. The
 * order of keys does not count. Works without recursion, because an input may be nested as deeply as it likes.
 */
export function sameJson(one: unknown, other: unknown, known: KnownFields | null = null): boolean {
  const pairs: (readonly [unknown, unknown, KnownFields | null])[] = [[one, other, known]];
  for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
    const [left, right, fields] = pair;
    if (left === right) continue;
    if (!isContainer(left) || !isContainer(right) || Array.isArray(left) !== Array.isArray(right))
      return false;
    const isList = Array.isArray(left);
    const counted = isList ? null : fields;
    const keys = keysOf(left, counted);
    if (keys.length !== keysOf(right, counted).length) return false;
    for (const key of keys) {
      if (!Object.hasOwn(right, key)) return false;
      pairs.push([left[key], right[key], isList ? fields : (fields?.get(key) ?? null)]);
    }
  }
  return true;
}

function keysOf(value: object, known: KnownFields | null): readonly string[] {
  const keys = Object.keys(value);
  return known === null ? keys : keys.filter((key) => known.has(key));
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
