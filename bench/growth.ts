/** A size of something, and what it cost. */
export interface Cost {
  readonly size: number;
  readonly milliseconds: number;
}

/**
 * How cost grows with size: the exponent of the power of the size that fits best, by least squares over the
 * logarithms. 1 is growth in proportion, 2 that with the square.
 */
export function fittedExponent(costs: readonly Cost[]): number {
  const points = costs.map(({ size, milliseconds }) => [Math.log(size), Math.log(milliseconds)] as const);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([size]) => size)), mean(points.map(([, cost]) => cost))];
  const slopes = points.reduce((sum, [size, cost]) => sum + (size - x) * (cost - y), 0);
  return slopes / points.reduce((sum, [size]) => sum + (size - x) ** 2, 0);
}
