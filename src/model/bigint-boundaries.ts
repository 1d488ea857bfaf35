import { type Boundaries, combine, combinesToSome, type Operation } from './boundaries.ts';

// The sweep over two sets only compares their boundaries, so the rank of a boundary among all boundaries
// of both sets serves as well as the boundary itself. Working on ranks keeps one implementation, and keeps
// bigints out of it: code that has seen both kinds of number runs at half the speed for IPv4.

interface Ranked {
  readonly points: readonly bigint[];
  readonly first: Boundaries<number>;
  readonly second: Boundaries<number>;
}

function rank(first: Boundaries<bigint>, second: Boundaries<bigint>): Ranked {
  const points: bigint[] = [];
  const firstRanks: number[] = [];
  const secondRanks: number[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const x = first[i];
    const y = second[j];
    const point = y === undefined || (x !== undefined && x < y) ? x : y;
    if (point === undefined) return { points, first: firstRanks, second: secondRanks };
    if (x === point) {
      firstRanks.push(points.length);
      i++;
    }
    if (y === point) {
      secondRanks.push(points.length);
      j++;
    }
    points.push(point);
  }
}

/** {@link combine} for sets of bigints. */
export function combineBigints(
  first: Boundaries<bigint>,
  second: Boundaries<bigint>,
  operation: Operation,
): Boundaries<bigint> {
  if (first.length === 0 && second.length === 0) return first;
  const ranked = rank(first, second);
  const result: bigint[] = [];
  for (const index of combine(ranked.first, ranked.second, operation)) {
    const point = ranked.points[index];
    if (point !== undefined) result.push(point);
  }
  return result;
}

/** {@link combinesToSome} for sets of bigints. */
export function bigintsCombineToSome(
  first: Boundaries<bigint>,
  second: Boundaries<bigint>,
  operation: Operation,
): boolean {
  if (first.length === 0 && second.length === 0) return false;
  const ranked = rank(first, second);
  return combinesToSome(ranked.first, ranked.second, operation);
}
