import { describe, expect, it } from 'vitest';
import { fittedExponent } from '../../bench/growth.ts';

describe('the exponent of growth', () => {
  const costs = (of: (size: number) => number) =>
    [100, 200, 400, 800].map((size) => ({ size, milliseconds: of(size) }));

  it('is 1 where cost is in proportion, whatever a unit costs', () => {
    expect(fittedExponent(costs((size) => 7 * size))).toBeCloseTo(1, 10);
  });

  it('tells growth with the square, and with the logarithm, from that', () => {
    expect(fittedExponent(costs((size) => size ** 2 / 3))).toBeCloseTo(2, 10);
    expect(fittedExponent(costs((size) => size * Math.log(size)))).toBeGreaterThan(1.1);
  });
});
