import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { family } from '../../src/model/fact-families.ts';
import type { RawItem } from '../../src/model/snapshot.ts';
import { readableInputs } from '../rules/honesty/readable-inputs.ts';
import { answersOn, factsOf, turned } from './facts-in-any-order.ts';
import type { ExampleList } from './snapshot-of-lists.ts';

/** The same lists in another order: that of the ranks, which are dealt out to them in turn. */
function dealt(lists: readonly ExampleList[], ranks: readonly number[]): readonly ExampleList[] {
  return lists
    .map((list, index) => ({ list, rank: ((ranks[index % ranks.length] ?? 0) * (index + 1)) % 1_009 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ list }) => list);
}

const orders = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 50, maxLength: 200 });

describe.each([
  ['fixtures/demo/estate.json'],
  ['fixtures/clean-twin/input'],
  ['fixtures/facts-of-the-card/input'],
])('the order of files and items in %s', (path) => {
  const facts = factsOf(path);
  const asGiven = answersOn(facts);

  it('changes nothing', () => {
    expect(answersOn([...facts].reverse())).toEqual(asGiven);
    fc.assert(
      fc.property(orders, (order) => {
        expect(answersOn(dealt(facts, order))).toEqual(asGiven);
      }),
      { numRuns: 8 },
    );
  });

  it('changes nothing inside the items either', () => {
    const items = facts.map((list) => ({
      ...list,
      items: list.items.map((item) => turned(item) as RawItem),
    }));
    expect(answersOn(items)).toEqual(asGiven);
  });

  it('changes nothing when all of it comes twice', () => {
    expect(answersOn([...facts, ...dealt(facts, [3, 1, 2])])).toEqual(asGiven);
  });

  it('finds nothing because of a field that is in doubt', () => {
    const found = new Set(asGiven.findings.map(({ fingerprint }) => fingerprint));
    for (let which = 0; which < 25; which += 1) {
      const { findings } = answersOn([...facts, ...facts.map((list) => withoutField(list, which))]);
      expect(findings.filter(({ fingerprint }) => !found.has(fingerprint))).toEqual([]);
    }
  });

  it('does not decide between two descriptions that differ', () => {
    fc.assert(
      fc.property(fc.nat(20), orders, (which, order) => {
        const both = [...facts, ...facts.map((list) => withoutField(list, which))];
        const [forward, backward, mixed] = [both, [...both].reverse(), dealt(both, order)].map(answersOn);
        expect(backward).toEqual(forward);
        expect(mixed).toEqual(forward);
      }),
      { numRuns: 8 },
    );
  });
});

/** The same items, each without one of its fields that do not identify it. */
function withoutField(list: ExampleList, which: number): ExampleList {
  const { id } = family(list.family);
  const items = list.items.map((item) => {
    const fields = Object.keys(item)
      .filter((field) => !id.includes(field))
      .sort();
    const dropped = fields[which % fields.length];
    return Object.fromEntries(Object.entries(item).filter(([field]) => field !== dropped));
  });
  return { ...list, items };
}

/** All that a snapshot or dumps tell; infrastructure code says more of an item than the item. */
const inputs = readableInputs(
  (name) =>
    /^(?:fixtures|corpus\/(?:batfish|cloud-custodian))\/|\/describe$/.test(name) &&
    !name.includes('/unit-json/'),
);

describe('every fixture, and every network of the corpus', () => {
  it.each(inputs.map(({ name, path }) => [name, path] as const))(
    '%s says the same whole, in one file an item, and with all lists the other way round',
    (_name, path) => {
      const facts = factsOf(path);
      const asGiven = answersOn(facts);
      const turnedFacts = facts.map((list) => ({
        ...list,
        items: list.items.map((item) => turned(item) as RawItem),
      }));
      expect(withoutNumbers(answersOn(turnedFacts.reverse()))).toEqual(withoutNumbers(asGiven));
      expect(answersOn(together(facts))).toEqual(asGiven);
    },
  );
});

/** Routes that cannot be read have no name but their number in the table. */
function withoutNumbers(answers: ReturnType<typeof answersOn>): unknown {
  return JSON.parse(JSON.stringify(answers).replaceAll(/where route \d+ of/g, 'where a route of'));
}

/** The same items in one list for each family of an account and region. */
function together(facts: readonly ExampleList[]): readonly ExampleList[] {
  const lists = new Map<string, ExampleList>();
  for (const list of facts) {
    const key = JSON.stringify([list.scope, list.family]);
    const before = lists.get(key);
    lists.set(key, before ? { ...before, items: [...before.items, ...list.items] } : list);
  }
  return [...lists.values()];
}
