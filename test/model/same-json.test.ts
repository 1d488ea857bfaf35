import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

  it('compares what is nested deeper than any stack', () => {
    const nested = (inner: string) =>
      JSON.parse('['.repeat(100_000) + inner + ']'.repeat(100_000)) as unknown;
    expect(sameJson(nested('1'), nested('1'))).toBe(true);
    expect(sameJson(nested('1'), nested('2'))).toBe(false);
  });
});
