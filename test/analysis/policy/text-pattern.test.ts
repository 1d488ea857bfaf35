import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  matchesPattern,
  parsePattern,
  patternsOverlap,
  policyVariable,
} from '../../../src/analysis/policy/text-pattern.ts';

const matches = (pattern: string, text: string) => matchesPattern(parsePattern(pattern), text);
const overlap = (a: string, b: string) => patternsOverlap(parsePattern(a), parsePattern(b));

describe('a pattern', () => {
  it.each([
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['s3:Get*', 's3:GetObject', true],
    ['s3:*Object', 's3:GetObjectAcl', false],
    ['*a*b*', 'xxaxxbxx', true],
    ['a?c', 'ac', false],
    [`\${?}`, '?', true],
    [`\${?}`, 'a', false],
    [`\${$}{x}`, `\${x}`, true],
    [`\${aws:username}/x`, 'anybody/x', true],
    [`\${open`, `\${open`, true],
  ])('%s and the text %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it('takes no exponential time', () => {
    expect(matches(`${'*a'.repeat(50)}b`, 'a'.repeat(5000))).toBe(false);
  });

  it('names its policy variable', () => {
    expect(policyVariable(`x/\${*}/\${aws:username}`)).toBe('aws:username');
    expect(policyVariable(`x/\${*}`)).toBe(null);
  });
});

describe('two patterns', () => {
  it.each([
    ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*', false],
    ['arn:aws:s3:::a*', 'arn:aws:s3:::*b', true],
    ['*', '', true],
    ['a', '', false],
    ['a?', '?b', true],
    ['a?', 'a', false],
    ['s3:get*', 's3:*object', true],
    [`\${*}`, 'b', false],
  ])('%s and %s have a text in common: %s', (a, b, expected) => {
    expect(overlap(a, b)).toBe(expected);
    expect(overlap(b, a)).toBe(expected);
  });

  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });
  const texts = ['', 'a', 'b'].flatMap((x) =>
    ['', 'a', 'b'].flatMap((y) => ['', 'a', 'b'].map((z) => x + y + z)),
  );
  const short = [...new Set(texts.flatMap((x) => texts.map((y) => x + y)))];

  it('overlap exactly when some text matches both', () => {
    // Five tokens each: a common text, if there is one, is not longer than the literals of both.
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const witness = short.some((text) => matches(a, text) && matches(b, text));
        if (witness) expect(overlap(a, b)).toBe(true);
        const literals = `${a}${b}`.replaceAll('*', '').length;
        if (!witness && literals <= 6) expect(overlap(a, b)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
