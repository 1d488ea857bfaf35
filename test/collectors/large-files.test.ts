/** Whether a file is large enough to be read in parts shows in no verdict. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { knownItems } from '../../src/collectors/known-items.ts';
import { loadInputs } from '../../src/collectors/load-inputs.ts';
import { buildNetwork } from '../../src/model/build-network.ts';
import { runRules } from '../../src/rules/engine.ts';
import { rules } from '../../src/rules/registry.ts';
import { fixtureNames, inputOfFixture } from '../fixture-inputs.ts';

const folder = mkdtempSync(join(tmpdir(), 'vpce-lint-large-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const blanks = ' '.repeat(2 ** 20);

/** A copy of some facts, every JSON file of it larger than what is read as a whole. */
function enlarged(from: string, to: string): void {
  if (statSync(from).isDirectory()) {
    mkdirSync(to, { recursive: true });
    for (const name of readdirSync(from)) enlarged(join(from, name), join(to, name));
  } else if (from.endsWith('.json')) writeFileSync(to, readFileSync(from, 'utf8') + blanks);
  else cpSync(from, to);
}

async function verdictsOn(...paths: readonly string[]): Promise<readonly string[]> {
  const { snapshot } = await loadInputs(paths, () => new Uint8Array(), { fieldsAt: knownItems });
  const runs = rules.map((rule) => ({ rule }));
  const { findings, undecided } = runRules(buildNetwork(snapshot).network, runs);
  return [
    ...findings.map(({ rule, resource, message }) => `${rule} ${resource.id} ${message}`),
    ...undecided.map(({ rule, missing, count }) => `${rule} ${JSON.stringify(missing)} ${count}`),
  ];
}

const names = fixtureNames.filter((name) => statSync(inputOfFixture(name)).isDirectory());

it.each(names)('reads %s alike, large, small, and both beside each other', async (name) => {
  const small = inputOfFixture(name);
  const large = join(folder, name);
  enlarged(small, large);
  const verdicts = await verdictsOn(small);
  expect(await verdictsOn(large)).toEqual(verdicts);
  expect(await verdictsOn(large, small)).toEqual(verdicts);
  rmSync(large, { recursive: true });
});
