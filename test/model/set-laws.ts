import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** What address sets and port sets have in common. */
interface SetOf<S> {
  union(other: S): S;
  intersect(other: S): S;
  subtract(other: S): S;
  isEmpty(): boolean;
  isSubsetOf(other: S): boolean;
  overlaps(other: S): boolean;
  equals(other: S): boolean;
}

/** Checks the laws of set algebra. Every equation compares representations, so it also checks canonicity. */
export function describeSetLaws<S extends SetOf<S>>(
  name: string,
  sets: fc.Arbitrary<S>,
  empty: S,
  all: S,
  unionAll: (sets: readonly S[]) => S,
): void {
  const complement = (set: S): S => all.subtract(set);
  const law = (title: string, holds: (a: S, b: S, c: S) => void): void => {
    it(title, () => fc.assert(fc.property(sets, sets, sets, holds)));
  };

  describe(`laws of set algebra for ${name}`, () => {
    law('union and intersection commute and associate', (a, b, c) => {
      expect(a.union(b)).toEqual(b.union(a));
      expect(a.intersect(b)).toEqual(b.intersect(a));
      expect(a.union(b).union(c)).toEqual(a.union(b.union(c)));
      expect(a.intersect(b).intersect(c)).toEqual(a.intersect(b.intersect(c)));
    });

    law('each distributes over the other', (a, b, c) => {
      expect(a.intersect(b.union(c))).toEqual(a.intersect(b).union(a.intersect(c)));
      expect(a.union(b.intersect(c))).toEqual(a.union(b).intersect(a.union(c)));
    });

    law('complement: De Morgan, involution, excluded middle', (a, b) => {
      expect(complement(a.union(b))).toEqual(complement(a).intersect(complement(b)));
      expect(complement(a.intersect(b))).toEqual(complement(a).union(complement(b)));
      expect(complement(complement(a))).toEqual(a);
      expect(a.union(complement(a))).toEqual(all);
      expect(a.intersect(complement(a))).toEqual(empty);
    });

    law('identity, domination, idempotence, absorption', (a, b) => {
      expect(a.union(empty)).toEqual(a);
      expect(empty.union(a)).toEqual(a);
      expect(a.intersect(all)).toEqual(a);
      expect(a.union(all)).toEqual(all);
      expect(a.intersect(empty)).toEqual(empty);
      expect(empty.intersect(a)).toEqual(empty);
      expect(a.union(a)).toEqual(a);
      expect(a.intersect(a)).toEqual(a);
      expect(a.union(a.intersect(b))).toEqual(a);
      expect(a.intersect(a.union(b))).toEqual(a);
    });

    law('difference is intersection with the complement', (a, b) => {
      expect(a.subtract(b)).toEqual(a.intersect(complement(b)));
      expect(a.subtract(b).union(a.intersect(b))).toEqual(a);
      expect(a.subtract(empty)).toEqual(a);
      expect(empty.subtract(a)).toEqual(empty);
      expect(a.subtract(a)).toEqual(empty);
    });

    law('subset, overlap, emptiness and equality agree with the operations', (a, b) => {
      expect(a.isSubsetOf(b)).toBe(a.subtract(b).isEmpty());
      expect(a.overlaps(b)).toBe(!a.intersect(b).isEmpty());
      expect(a.equals(b)).toBe(a.isSubsetOf(b) && b.isSubsetOf(a));
      expect(a.isEmpty()).toBe(a.equals(empty));
      expect(a.intersect(b).isSubsetOf(a)).toBe(true);
      expect(a.isSubsetOf(a.union(b))).toBe(true);
      expect(a.equals(a.subtract(b).union(a.intersect(b)))).toBe(true);
    });

    it('the union of a list is the union of its members one by one, in any order', () => {
      fc.assert(
        fc.property(fc.array(sets, { maxLength: 9 }), (list) => {
          const oneByOne = list.reduce((sum, set) => sum.union(set), empty);
          expect(unionAll(list)).toEqual(oneByOne);
          expect(unionAll(list.toReversed())).toEqual(oneByOne);
        }),
      );
    });
  });
}
