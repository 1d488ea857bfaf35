import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLine, jsonText } from '../../src/reporters/json-text.ts';

describe('JSON texts', () => {
  it('escape what a terminal obeys and nobody sees', () => {
    expect(jsonLine({ name: 'a\u202eb\u2028\u0085\u{e0041}\ud800é' })).toBe(
      '{"name":"a\\u202eb\\u2028\\u0085\\udb40\\udc41\\ud800é"}',
    );
  });

  it('say what they were made from', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        for (const text of [jsonText(value), jsonLine(value)]) {
          expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        }
      }),
    );
  });
});
