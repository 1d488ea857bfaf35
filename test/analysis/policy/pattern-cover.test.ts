import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternsCover } from '../../../src/analysis/policy/pattern-cover.ts';
import { matchesPattern, parsePattern } from '../../../src/analysis/policy/text-pattern.ts';

const cover = (patterns: readonly string[], wanted: string) =>
  patternsCover(patterns.map(parsePattern), parsePattern(wanted));

describe('patterns cover a pattern', () => {
  it.each([
    [['*'], 'a*b', true],
    [['s3:*'], 's3:Get*', true],
    [['s3:Get*'], 's3:*', false],
    [['*'], '', true],
    [[], '', false],
    [['a', 'a?*'], 'a*', true],
    [['a', 'b'], '?', false],
    [['?*'], '*?', true],
    [['*a*', '*b*'], 'a?b', true],
    [['x*', '*y'], 'x*y', true],
    [['arn:aws:s3:::logs/*'], 'arn:aws:s3:::logs*', false],
    [['arn:aws:s3:::logs', 'arn:aws:s3:::logs/*'], 'arn:aws:s3:::logs/b/*', true],
  ])('%j and %s: %s', (patterns, wanted, expected) => {
    expect(cover(patterns, wanted)).toBe(expected);
  });

  it('gives up before it takes long', () => {
    const hard = Array.from({ length: 12 }, (_, index) => `*a${'?'.repeat(index + 8)}b*`);
    const started = performance.now();
    expect(cover(hard, `*${'?'.repeat(30)}*`)).not.toBe(true);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('as every short text shows', () => {
    const unit = fc.constantFrom('a', 'b', '*', '?');
    const pattern = fc.string({ unit, maxLength: 4 });
    const texts = ['', 'a', 'b', 'c'].flatMap((x) =>
      ['', 'a', 'b', 'c'].flatMap((y) =>
        ['', 'a', 'b', 'c'].flatMap((z) => ['', 'a', 'b', 'c'].map((w) => x + y + z + w)),
      ),
    );
    const all = [...new Set(texts.flatMap((text) => [text, `${text}c`, `a${text}b`, `bb${text}`]))];
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 3 }), pattern, (patterns, wanted) => {
        const read = patterns.map(parsePattern);
        const missed = all.some(
          (text) =>
            matchesPattern(parsePattern(wanted), text) && !read.some((each) => matchesPattern(each, text)),
        );
        expect(cover(patterns, wanted)).toBe(!missed);
      }),
      { numRuns: 1000 },
    );
  });
});
