import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInputs } from '../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../src/model/build-network.ts';
import { family, familyNames, isFamilyName } from '../../src/model/fact-families.ts';
import type { RawItem } from '../../src/model/snapshot.ts';
import { runRules } from '../../src/rules/engine.ts';
import { rules } from '../../src/rules/registry.ts';
import { type ExampleList, snapshotOfLists } from './snapshot-of-lists.ts';

/** The facts of an input, each item a list of its own, as if every one stood in a file of its own. */
function factsOf(path: string): readonly ExampleList[] {
  const { snapshot } = readInputs([path], () => new Uint8Array());
  return snapshot.scopes.flatMap(({ scope, families }) =>
    Object.entries(families).flatMap(([name, { lists }]): ExampleList[] => {
      if (!isFamilyName(name)) return [];
      const items = lists.flatMap((list) => list.items);
      return [
        { scope, family: name, items: [] },
        ...items.map((item) => ({ scope, family: name, items: [item] })),
      ];
    }),
  );
}

/** All that is said of a network except where it stands in the input. */
function answersOn(lists: readonly ExampleList[]) {
  const { network, malformed } = buildNetwork(snapshotOfLists(lists));
  expect(malformed).toEqual([]);
  const verdicts = runRules(
    network,
    rules.map((rule) => ({ rule })),
  );
  expect(verdicts.faults).toEqual([]);
  return {
    findings: verdicts.findings.map((finding) => ({
      ...finding,
      location: null,
      evidence: finding.evidence.map(({ message }) => message),
    })),
    undecided: verdicts.undecided,
    ids: familyNames.map((name) => network.all(name).map(({ id }) => id)),
    inVpcs: network.all('vpcs').map((vpc) =>
      familyNames.map((name) => {
        const { items, missing } = network.inVpc(name, vpc);
        return [items.map(({ id }) => id), missing];
      }),
    ),
  };
}

/** The same lists in another order: that of the ranks, which are dealt out to them in turn. */
function dealt(lists: readonly ExampleList[], ranks: readonly number[]): readonly ExampleList[] {
  return lists
    .map((list, index) => ({ list, rank: ((ranks[index % ranks.length] ?? 0) * (index + 1)) % 1_009 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ list }) => list);
}

/** The same value with the members of all its arrays the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned).reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, turned(member)])
      .reverse(),
  );
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
