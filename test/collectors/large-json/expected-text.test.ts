import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { expectedText } from '../../../src/collectors/large-json/expected-text.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '~', ' ', '\n'), maxLength: 40 });

it('stands where the same bytes stand, and nowhere else', () => {
  fc.assert(
    fc.property(text, text, text, fc.nat(3), (before, expected, behind, cut) => {
      const bytes = Buffer.from(before + expected + behind);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      const end = Math.max(0, bytes.length - cut);
      const there = expectedText(expected);
      for (let at = 0; at <= bytes.length; at += 1) {
        const stands = bytes.toString('latin1', at, end).startsWith(expected) && at <= end;
        expect(there.standsAt(view, at, end)).toBe(stands);
      }
    }),
    { numRuns: 2000 },
  );
});
