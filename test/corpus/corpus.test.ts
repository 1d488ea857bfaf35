import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInputs } from '../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../src/model/build-network.ts';
import { runRules } from '../../src/rules/engine.ts';
import { rules } from '../../src/rules/registry.ts';

const corpus = join('..', 'shared', 'corpus');

interface Ledger {
  /** Why each finding is right: `rule resource` → reason, by input. */
  readonly findings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** How many of the rules are undecided about something, by input; may fall, not grow. */
  readonly undecidedRules: Readonly<Record<string, number>>;
}

const ledger = JSON.parse(readFileSync('test/corpus-ledger.json', 'utf8')) as Ledger;

/** Inputs that describe networks that existed, or that Terraform made; one folder each. */
const networks = [
  ...['batfish', 'cloud-custodian'].flatMap((origin) => foldersOf(origin).map((name) => `${origin}/${name}`)),
  // The same network in several forms: each is an input of its own.
  ...foldersOf('terraform').flatMap((name) => formsOf(`terraform/${name}`)),
];

/** Answers that describe no network: only that they are read, and how, counts. */
const shapesOnly = [
  'aws-cli-examples',
  'botocore-examples',
  'cartography',
  'localstack',
  'moto',
  'policies',
  'cloudformation',
];

function foldersOf(origin: string): readonly string[] {
  const folder = join(corpus, origin);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Plans, states and folders of dumps below a folder. */
function formsOf(folder: string): readonly string[] {
  return readdirSync(join(corpus, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === 'describe' ? [path] : formsOf(path);
      return /\.(json|tfstate)$/.test(entry.name) ? [path] : [];
    })
    .sort();
}

function check(input: string) {
  const read = readInputs([join(corpus, input)], () => new Uint8Array());
  const { network, malformed } = buildNetwork(read.snapshot);
  const verdicts = runRules(
    network,
    rules.filter(({ onRequest }) => !onRequest).map((rule) => ({ rule })),
  );
  return { ...read, malformed, ...verdicts };
}

describe.skipIf(!existsSync(corpus))('real inputs (in ../shared/corpus)', () => {
  it('is where it is expected to be', () => {
    expect(networks.length).toBeGreaterThan(40);
  });

  it.each(networks)('%s: every finding stands in the ledger with its reason', (input) => {
    const { findings, undecided, unusable, malformed, faults } = check(input);
    expect(faults).toEqual([]);
    expect(unusable).toEqual([]);
    expect(malformed).toEqual([]);
    const found = findings.map(({ rule, resource }) => `${rule} ${resource.id}`);
    expect([...new Set(found)].sort()).toEqual(Object.keys(ledger.findings[input] ?? {}).sort());
    // Code never shows all there is, so every rule is undecided about what is not there: that says nothing.
    const isCode = input.startsWith('terraform/') && !input.endsWith('/describe');
    const counted = undecided.filter(({ affected }) => !isCode || affected.length > 0);
    const open = new Set(counted.map(({ rule }) => rule)).size;
    expect(open).toBeLessThanOrEqual(ledger.undecidedRules[input] ?? 0);
  });

  it.each(shapesOnly)('%s: is read without a fault', (input) => {
    const { unusable, malformed, faults, inputs, skipped } = check(input);
    expect(faults).toEqual([]);
    expect(malformed).toEqual([]);
    expect(unusable).toEqual([]);
    expect(inputs.length + skipped.length).toBeGreaterThan(0);
  });
});

if (!existsSync(corpus)) {
  console.warn('SKIPPED: the corpus of real inputs is not beside this checkout');
}
