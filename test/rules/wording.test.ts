import { describe, expect, it } from 'vitest';
import { counted, listed, withoutFullStop } from '../../src/rules/wording.ts';

describe('wording', () => {
  it.each([
    [0, ''],
    [1, 'a'],
    [2, 'a and b'],
    [3, 'a, b and c'],
    [5, 'a, b, c, d and e'],
    [6, 'a, b, c, d and 2 more'],
    [26, 'a, b, c, d and 22 more'],
  ])('a list of %i is %s', (length, text) => {
    expect(listed('abcdefghijklmnopqrstuvwxyz'.split('').slice(0, length))).toBe(text);
  });

  it('counts things', () => {
    expect([0, 1, 2].map((count) => counted(count, 'subnet'))).toEqual([
      '0 subnets',
      '1 subnet',
      '2 subnets',
    ]);
  });

  it('puts a sentence into another', () => {
    expect(['It failed. ', 'It failed..', 'It failed', 'In v1.2', '. '].map(withoutFullStop)).toEqual([
      'It failed',
      'It failed',
      'It failed',
      'In v1.2',
      '',
    ]);
  });
});
