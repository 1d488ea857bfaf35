import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KnownFields } from '../../src/model/known-fields.ts';
import { sameJson } from '../../src/model/same-json.ts';

const json = fc.jsonValue({ maxDepth: 3 }).map((value): unknown => JSON.parse(JSON.stringify(value)));

describe('sameJson', () => {
  it('agrees with the deep equality of Node', () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        expect(sameJson(one, other)).toBe(isDeepStrictEqual(one, other));
        expect(sameJson(one, structuredClone(one))).toBe(true);
      }),
    );
  });

  it.each([
    ['{"a":1,"b":[2]}', '{"b":[2],"a":1}', true],
    ['[1,2]', '[2,1]', false],
    ['[]', '{}', false],
    ['{"a":null}', '{}', false],
    ['null', '{}', false],
    ['{"__proto__":{}}', '{}', false],
    ['{"__proto__":{}}', '{"a":{}}', false],
    ['{"__proto__":{"a":1}}', '{"__proto__":{"a":1}}', true],
    ['{"toString":1}', '{"a":1}', false],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(sameJson(JSON.parse(one), JSON.parse(other))).toBe(expected);
    expect(sameJson(JSON.parse(other), JSON.parse(one))).toBe(expected);
  });

  it('leaves out of objects at every depth what is not known of them', () => {
    const fields = fc.constantFrom('a', 'b', 'c');
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(1, 2, null),
        fc.array(tie('value'), { maxLength: 2 }),
        fc.dictionary(fields, tie('value'), { maxKeys: 3 }),
      ),
    }));
    const inner = new Map([['b', null]]);
    const known = new Map([
      ['a', inner],
      ['b', null],
    ]);
    const keptOf = (each: unknown, of: KnownFields | null): unknown => {
      if (Array.isArray(each)) return each.map((item) => keptOf(item, of));
      if (typeof each !== 'object' || each === null || of === null) return each;
      const kept = Object.entries(each).filter(([name]) => of.has(name));
      return Object.fromEntries(kept.map(([name, field]) => [name, keptOf(field, of.get(name) ?? null)]));
    };
    fc.assert(
      fc.property(value, value, (one, other) => {
        expect(sameJson(one, other, known)).toBe(isDeepStrictEqual(keptOf(one, known), keptOf(other, known)));
      }),
      { numRuns: 2000 },
    );
  });

  it('compares what is nested deeper than any stack', () => {
    const nested = (inner: string) =>
      JSON.parse('['.repeat(100_000) + inner + ']'.repeat(100_000)) as unknown;
    expect(sameJson(nested('1'), nested('1'))).toBe(true);
    expect(sameJson(nested('1'), nested('2'))).toBe(false);
  });
});
