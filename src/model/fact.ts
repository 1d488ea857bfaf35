/**
 * Three-valued answers. A `Fact` is a known value, or unknown together with the facts whose absence
 * makes it so. It has no truth value of its own: read `.known` first.
 */

/** One fact that an answer would need and the input does not hold. */
export interface MissingFact {
  readonly family: string;
  readonly account: string | null;
  readonly region: string | null;
  /** Plain words: `not collected`, `denied: UnauthorizedOperation`, `no State on vpce-1`. */
  readonly reason: string;
}

export interface Known<T> {
  readonly known: true;
  readonly value: T;
}

export interface Unknown {
  readonly known: false;
  readonly missing: readonly MissingFact[];
}

export type Fact<T> = Known<T> | Unknown;

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

export function unknown(...missing: readonly MissingFact[]): Unknown {
  return { known: false, missing: distinctMissing(missing) };
}

export const yes: Known<boolean> = known(true);
export const no: Known<boolean> = known(false);

export function missingKey(missing: MissingFact): string {
  return JSON.stringify([missing.family, missing.account, missing.region, missing.reason]);
}

/** The same missing facts without repetition, sorted, so that the order of reading does not show. */
export function distinctMissing(missing: readonly MissingFact[]): readonly MissingFact[] {
  if (missing.length < 2) return missing;
  const byKey = new Map(missing.map((fact) => [missingKey(fact), fact]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, fact]) => fact);
}

export function isTrue(fact: Fact<boolean>): boolean {
  return fact.known && fact.value;
}

export function isFalse(fact: Fact<boolean>): boolean {
  return fact.known && !fact.value;
}

export function map<A, B>(fact: Fact<A>, transform: (value: A) => B): Fact<B> {
  return fact.known ? known(transform(fact.value)) : fact;
}

export function flatMap<A, B>(fact: Fact<A>, transform: (value: A) => Fact<B>): Fact<B> {
  return fact.known ? transform(fact.value) : fact;
}

export function not(fact: Fact<boolean>): Fact<boolean> {
  if (!fact.known) return fact;
  return fact.value ? no : yes;
}

/** Kleene's AND: false as soon as one is false, whatever is unknown beside it. */
export function and(...facts: readonly Fact<boolean>[]): Fact<boolean> {
  return every(facts, itself);
}

/** Kleene's OR: true as soon as one is true, whatever is unknown beside it. */
export function or(...facts: readonly Fact<boolean>[]): Fact<boolean> {
  return some(facts, itself);
}

export function every<T>(items: Iterable<T>, predicate: (item: T) => Fact<boolean>): Fact<boolean> {
  let missing: MissingFact[] | undefined;
  for (const item of items) {
    const answer = predicate(item);
    if (!answer.known) (missing ??= []).push(...answer.missing);
    else if (!answer.value) return no;
  }
  return missing === undefined ? yes : unknown(...missing);
}

function itself<T>(item: T): T {
  return item;
}

export function some<T>(items: Iterable<T>, predicate: (item: T) => Fact<boolean>): Fact<boolean> {
  let missing: MissingFact[] | undefined;
  for (const item of items) {
    const answer = predicate(item);
    if (!answer.known) (missing ??= []).push(...answer.missing);
    else if (answer.value) return yes;
  }
  return missing === undefined ? no : unknown(...missing);
}

/** All values, or unknown when one of them is. */
export function all<T>(facts: Iterable<Fact<T>>): Fact<readonly T[]> {
  const values: T[] = [];
  const missing: MissingFact[] = [];
  for (const fact of facts) {
    if (fact.known) values.push(fact.value);
    else missing.push(...fact.missing);
  }
  return missing.length === 0 ? known(values) : unknown(...missing);
}

/**
 * A list of which some members may be missing. A witness in an incomplete list is a witness; that
 * there is none is known only of a complete one.
 */
export interface Listing<T> {
  readonly items: readonly T[];
  /** Empty when the list is complete. */
  readonly missing: readonly MissingFact[];
}

export function someOf<T>(listing: Listing<T>, predicate: (item: T) => Fact<boolean>): Fact<boolean> {
  const answer = some(listing.items, predicate);
  if (isTrue(answer) || listing.missing.length === 0) return answer;
  return unknown(...listing.missing, ...(answer.known ? [] : answer.missing));
}

export function everyOf<T>(listing: Listing<T>, predicate: (item: T) => Fact<boolean>): Fact<boolean> {
  return not(someOf(listing, (item) => not(predicate(item))));
}

/** The members as a known value when the list is complete. */
export function complete<T>(listing: Listing<T>): Fact<readonly T[]> {
  return listing.missing.length === 0 ? known(listing.items) : unknown(...listing.missing);
}

/** The members for which the predicate is true; those for which it is unknown count as missing. */
export function filterListing<T>(listing: Listing<T>, predicate: (item: T) => Fact<boolean>): Listing<T> {
  const items: T[] = [];
  const missing: MissingFact[] = [...listing.missing];
  for (const item of listing.items) {
    const answer = predicate(item);
    if (!answer.known) missing.push(...answer.missing);
    else if (answer.value) items.push(item);
  }
  return { items, missing: distinctMissing(missing) };
}
