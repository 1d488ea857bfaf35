/** What is said of an estate with nothing wrong where one kind of fact was not collected: who cannot tell, and for want of what. */
import { describe, expect, it } from 'vitest';
import { readInputs } from '../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../src/model/build-network.ts';
import { type FamilyName, familyNames } from '../../src/model/fact-families.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { runRules } from '../../src/rules/engine.ts';
import { rules } from '../../src/rules/registry.ts';
import { expectToldPart } from './told/expect-told-part.ts';
import { toldVerdicts } from './told/told-verdicts.ts';

function without({ scopes, ...snapshot }: Snapshot, missing: FamilyName): Snapshot {
  return {
    ...snapshot,
    scopes: scopes.map(({ scope, families }) => ({
      scope,
      families: Object.fromEntries(Object.entries(families).filter(([family]) => family !== missing)),
    })),
  };
}

function said(snapshot: Snapshot): readonly string[] {
  const verdicts = runRules(
    buildNetwork(snapshot).network,
    rules.map((rule) => ({ rule })),
  );
  expect(verdicts.faults).toEqual([]);
  return toldVerdicts(verdicts);
}

describe.each(['hub-and-spoke', 'private-eks', 'saas-provider'])('told: %s', (name) => {
  const { snapshot } = readInputs([`fixtures/${name}/input`], () => new Uint8Array());
  const collected = familyNames.filter((family) =>
    snapshot.scopes.some(({ families }) => family in families),
  );
  const file = `${name}-without`;
  let told: readonly string[] | undefined;
  const whole = () => (told ??= said(snapshot));

  it('with all that was collected', () => {
    expectToldPart(file, 'with all', whole());
  });

  it.each(collected)('without %s', (family) => {
    const less = said(without(snapshot, family));
    expectToldPart(file, `without ${family}`, [
      ...less.filter((each) => !whole().includes(each)),
      ...whole()
        .filter((each) => !less.includes(each))
        .map((each) => `no longer ${each}`),
    ]);
  });
});
