import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  all,
  and,
  complete,
  every,
  everyOf,
  type Fact,
  filterListing,
  flatMap,
  isFalse,
  isTrue,
  known,
  type Listing,
  type MissingFact,
  map,
  no,
  not,
  or,
  some,
  someOf,
  unknown,
  yes,
} from '../../src/model/fact.ts';

function missing(family: string): MissingFact {
  return { family, account: null, region: null, reason: 'not collected' };
}

const maybe = unknown(missing('subnets'));

/** The value in one letter: true, false or unknown. */
function letter(fact: Fact<boolean>): string {
  return fact.known ? (fact.value ? 'T' : 'F') : 'U';
}

function factOf(value: string): Fact<boolean> {
  return value === 'T' ? yes : value === 'F' ? no : maybe;
}

const facts = fc.constantFrom('T', 'F', 'U').map(factOf);
const lists = fc.array(facts, { maxLength: 5 });

describe('three-valued logic', () => {
  it.each([
    ['T', 'T', 'T', 'T'],
    ['T', 'F', 'F', 'T'],
    ['T', 'U', 'U', 'T'],
    ['F', 'F', 'F', 'F'],
    ['F', 'U', 'F', 'U'],
    ['U', 'U', 'U', 'U'],
  ])('%s and %s is %s, or is %s, whatever the order', (a, b, conjunction, disjunction) => {
    for (const [left, right] of [
      [a, b],
      [b, a],
    ]) {
      expect(letter(and(factOf(left ?? ''), factOf(right ?? '')))).toBe(conjunction);
      expect(letter(or(factOf(left ?? ''), factOf(right ?? '')))).toBe(disjunction);
    }
  });

  it('turns true and false round, and leaves the unknown with what is missing', () => {
    expect([letter(not(yes)), letter(not(no))]).toEqual(['F', 'T']);
    expect(not(maybe)).toEqual(maybe);
  });

  it('has empty products: and() is true, or() is false', () => {
    expect([and(), or()]).toEqual([yes, no]);
    expect([every([], () => no), some([], () => yes)]).toEqual([yes, no]);
  });

  it('keeps the laws of De Morgan', () => {
    fc.assert(
      fc.property(lists, (list) => {
        expect(not(and(...list))).toEqual(or(...list.map(not)));
        expect(not(or(...list))).toEqual(and(...list.map(not)));
      }),
    );
  });

  it('is the same whatever the order and however often the same is asked', () => {
    fc.assert(
      fc.property(lists, (list) => {
        expect(or(...[...list].reverse(), ...list)).toEqual(or(...list));
        expect(and(...[...list].reverse(), ...list)).toEqual(and(...list));
      }),
    );
  });

  it('is honest: what is known stays so when an unknown comes to be known', () => {
    fc.assert(
      fc.property(lists, fc.boolean(), (list, later) => {
        const resolved = list.map((fact) => (fact.known ? fact : known(later)));
        for (const combine of [and, or]) {
          const before = combine(...list);
          if (before.known) expect(combine(...resolved)).toEqual(before);
        }
      }),
    );
  });

  it('has one answer to isTrue and isFalse, and none for the unknown', () => {
    expect([yes, no, maybe].map((fact) => [isTrue(fact), isFalse(fact)])).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ]);
  });
});

describe('missing facts', () => {
  it('are in one order, in whatever order they were met', () => {
    const [a, b, c] = [missing('a'), missing('b'), missing('c')];
    for (const order of [
      [a, b, c],
      [a, c, b],
      [b, a, c],
      [b, c, a],
      [c, a, b],
      [c, b, a],
    ])
      expect(unknown(...order)).toEqual({ known: false, missing: [a, b, c] });
  });

  it('are named once each, sorted, from all that was asked', () => {
    const both = or(unknown(missing('b')), no, unknown(missing('a')), unknown(missing('b'), missing('a')));
    expect(both).toEqual({ known: false, missing: [missing('a'), missing('b')] });
    expect(all([unknown(missing('b')), known(1), unknown(missing('a'))])).toEqual(both);
  });

  it('do not hang on to what they do not decide', () => {
    expect(or(maybe, yes)).toEqual(yes);
    expect(and(maybe, no)).toEqual(no);
  });

  it('pass through what is made of a fact', () => {
    expect(map(known(2), (value) => value + 1)).toEqual(known(3));
    expect(map(maybe, () => 1)).toEqual(maybe);
    expect(flatMap(known(2), () => maybe)).toEqual(maybe);
    expect(flatMap(maybe, () => yes)).toEqual(maybe);
    expect(all([known(1), known(2)])).toEqual(known([1, 2]));
  });
});

describe('listings', () => {
  const partial = (items: readonly string[]): Listing<string> => ({ items, missing: [missing('subnets')] });
  const whole = (items: readonly string[]): Listing<string> => ({ items, missing: [] });

  it.each([
    ['TF', true, 'T', 'F'],
    ['FF', true, 'F', 'F'],
    ['TT', true, 'T', 'T'],
    ['FU', true, 'U', 'F'],
    ['TU', true, 'T', 'U'],
    ['', true, 'F', 'T'],
    ['TF', false, 'T', 'F'],
    ['FF', false, 'U', 'F'],
    ['TT', false, 'T', 'U'],
    ['TU', false, 'T', 'U'],
    ['FU', false, 'U', 'F'],
    ['', false, 'U', 'U'],
  ])('members %s, complete %s: some is %s, every is %s', (members, isComplete, anyOne, each) => {
    const listing = isComplete ? whole(members.split('')) : partial(members.split(''));
    expect(letter(someOf(listing, factOf))).toBe(anyOne);
    expect(letter(everyOf(listing, factOf))).toBe(each);
  });

  it('name both what keeps the list and what keeps its members from being known', () => {
    expect(someOf(partial(['F']), factOf)).toEqual(unknown(missing('subnets')));
    const answer = someOf(partial(['F', 'x']), (item) => (item === 'F' ? no : unknown(missing('vpcs'))));
    expect(answer).toEqual(unknown(missing('subnets'), missing('vpcs')));
  });

  it('are a value only when complete', () => {
    expect(complete(whole(['a']))).toEqual(known(['a']));
    expect(complete(partial(['a']))).toEqual(maybe);
  });

  it('keep what is known of them when they are filtered', () => {
    expect(filterListing(whole(['T', 'F', 'U', 'T']), factOf)).toEqual({
      items: ['T', 'T'],
      missing: [missing('subnets')],
    });
    expect(filterListing(whole(['T', 'F']), factOf)).toEqual({ items: ['T'], missing: [] });
    expect(filterListing(partial(['F']), factOf)).toEqual({ items: [], missing: [missing('subnets')] });
  });
});
