/**
 * A set of integers, written as the points at which membership changes: every even position opens an
 * interval, the odd position after it closes that interval (exclusively). The points rise strictly, so
 * intervals are disjoint and never touch, and equal sets have equal points.
 *
 * `[80, 81, 443, 445]` is {80, 443, 444}.
 */
export type Boundaries<P extends number | bigint> = readonly P[];

/** The set without members. */
export const noBoundaries: readonly never[] = [];

// An operation is its own truth table: bit `s` says whether a point belongs to the result when it is
// in neither set (s = 0), only in the first (1), only in the second (2), or in both (3).
const onlyFirst = 0b0010;
const onlySecond = 0b0100;

/** Which members of two sets belong to the result. */
export type Operation = 0b1110 | 0b1000 | 0b0010;
export const union: Operation = 0b1110;
export const intersection: Operation = 0b1000;
export const difference: Operation = 0b0010;

/** Applies an operation to two sets of numbers in one pass over those boundaries of both that have a say. */
export function combine(
  first: Boundaries<number>,
  second: Boundaries<number>,
  operation: Operation,
): Boundaries<number> {
  if (second.length === 0) return (operation & onlyFirst) !== 0 ? first : second;
  if (first.length === 0) return (operation & onlySecond) !== 0 ? second : first;
  const result: number[] = [];
  let inResult = 0;
  let i = operation === intersection ? countBelow(first, second[0]) : 0;
  let j = operation === union ? 0 : countBelow(second, first[0]);
  while (i < first.length && j < second.length) {
    const x = first[i];
    const y = second[j];
    if (x === undefined || y === undefined) break;
    const point = Math.min(x, y);
    if (x === point) i++;
    if (y === point) j++;
    // After an odd number of boundaries we stand inside that set.
    const now = (operation >> ((i & 1) | ((j & 1) << 1))) & 1;
    if (now !== inResult) {
      result.push(point);
      inResult = now;
    }
  }
  if (i < first.length && (operation & onlyFirst) !== 0) return result.concat(first.slice(i));
  if (j < second.length && (operation & onlySecond) !== 0) return result.concat(second.slice(j));
  return result;
}

/** Whether {@link combine} would give a set with members; stops at the first one and allocates nothing. */
export function combinesToSome(
  first: Boundaries<number>,
  second: Boundaries<number>,
  operation: Operation,
): boolean {
  let i = operation === intersection ? countBelow(first, second[0]) : 0;
  let j = operation === union ? 0 : countBelow(second, first[0]);
  while (i < first.length && j < second.length) {
    const x = first[i];
    const y = second[j];
    if (x === undefined || y === undefined) break;
    if (x <= y) i++;
    if (y <= x) j++;
    if (((operation >> ((i & 1) | ((j & 1) << 1))) & 1) === 1) return true;
  }
  if (i < first.length) return (operation & onlyFirst) !== 0;
  return j < second.length && (operation & onlySecond) !== 0;
}

/** A walk over fewer boundaries is quicker than a search. */
const worthASearch = 16;

/** How many of the boundaries surely lie below a point; of a few, none are looked for. */
function countBelow(set: Boundaries<number>, point: number | undefined): number {
  if (point === undefined || set.length < worthASearch) return 0;
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((set[middle] ?? point) < point) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Joins any number of sets pairwise, in rounds, so that n boundaries in k sets cost n × log k steps. */
export function unionOfAll<P extends number | bigint>(
  sets: readonly Boundaries<P>[],
  join: (first: Boundaries<P>, second: Boundaries<P>) => Boundaries<P>,
): Boundaries<P> {
  let round = sets;
  while (round.length > 1) {
    const next: Boundaries<P>[] = [];
    for (let k = 0; k < round.length; k += 2) {
      next.push(join(round[k] ?? noBoundaries, round[k + 1] ?? noBoundaries));
    }
    round = next;
  }
  return round[0] ?? noBoundaries;
}

/** Whether the point is a member: one binary search. */
export function includes<P extends number | bigint>(set: Boundaries<P>, point: P): boolean {
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const boundary = set[middle];
    if (boundary !== undefined && boundary <= point) low = middle + 1;
    else high = middle;
  }
  return (low & 1) === 1;
}

/** Whether both sets have the same members. */
export function sameBoundaries<P extends number | bigint>(
  first: Boundaries<P>,
  second: Boundaries<P>,
): boolean {
  return first.length === second.length && first.every((point, index) => point === second[index]);
}

/** The intervals of a set, ascending; `end` is the first integer after the interval. */
export function intervalsOf<P extends number | bigint>(
  set: Boundaries<P>,
): readonly { readonly start: P; readonly end: P }[] {
  const intervals: { start: P; end: P }[] = [];
  for (let k = 0; k < set.length; k += 2) {
    const start = set[k];
    const end = set[k + 1];
    if (start !== undefined && end !== undefined) intervals.push({ start, end });
  }
  return intervals;
}
