import { expect } from 'vitest';
import { readInputs } from '../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../src/model/build-network.ts';
import { familyNames, isFamilyName } from '../../src/model/fact-families.ts';
import { runRules } from '../../src/rules/engine.ts';
import { rules } from '../../src/rules/registry.ts';
import { type ExampleList, snapshotOfLists } from './snapshot-of-lists.ts';

/** The facts of an input, each item a list of its own, as if every one stood in a file of its own. */
export function factsOf(path: string): readonly ExampleList[] {
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
export function answersOn(lists: readonly ExampleList[]) {
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

/** The same value with the members of all its arrays the other way round. */
export function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned).reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, turned(member)])
      .reverse(),
  );
}
