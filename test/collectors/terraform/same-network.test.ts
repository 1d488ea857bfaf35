import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerPath } from '../../../src/analysis/connectivity/answer-path.ts';
import { parseTarget } from '../../../src/analysis/connectivity/parse-target.ts';
import { https } from '../../../src/analysis/connectivity/security-group-admission.ts';
import { readInputs } from '../../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../../src/model/build-network.ts';
import type { Network } from '../../../src/model/network.ts';
import { runRules } from '../../../src/rules/engine.ts';
import { rules } from '../../../src/rules/registry.ts';

const corpus = join('..', 'shared', 'corpus', 'terraform');
const cases = existsSync(corpus)
  ? readdirSync(corpus).filter((name) => existsSync(join(corpus, name, 'describe')))
  : [];

interface StateResource {
  readonly address: string;
  readonly values: { readonly id?: string; readonly primary_network_interface_id?: string };
}

/** The ids that the state of a case gives to addresses of its plan. */
function idsByAddress(name: string): (text: string) => string {
  const state = JSON.parse(readFileSync(join(corpus, name, 'state-show.json'), 'utf8')) as {
    readonly values: { readonly root_module: Module };
  };
  const ids = new Map<string, string>();
  const walk = ({ resources = [], child_modules = [] }: Module): void => {
    for (const { address, values } of resources) {
      for (const [attribute, id] of Object.entries(values)) {
        if (typeof id === 'string' && /_id$/.test(attribute)) ids.set(`${address}.${attribute}`, id);
      }
      if (values.id !== undefined) ids.set(address, values.id);
    }
    for (const module of child_modules) walk(module);
  };
  walk(state.values.root_module);
  return (text) => ids.get(text) ?? text;
}

interface Module {
  readonly resources?: readonly StateResource[];
  readonly child_modules?: readonly Module[];
}

function networkOf(path: string): Network {
  const read = readInputs([path], () => new Uint8Array());
  const { network, malformed } = buildNetwork(read.snapshot);
  expect({ unusable: read.unusable, malformed }).toEqual({ unusable: [], malformed: [] });
  return network;
}

function verdictsOn(network: Network, idOf: (text: string) => string) {
  const { findings, undecided } = runRules(
    network,
    rules.filter(({ onRequest }) => !onRequest).map((rule) => ({ rule })),
  );
  return {
    findings: new Set(findings.map(({ rule, resource }) => `${rule} ${idOf(resource.id)}`)),
    undecided: new Set(undecided.map(({ rule }) => rule)),
  };
}

const targets = ['s3', '10.1.101.9', '10.0.1.9', '198.18.0.1', '1.1.1.1'].flatMap(
  (text) => parseTarget(text) ?? [],
);

/** The verdict of each way from a subnet or instance to some targets. */
function waysIn(network: Network, idOf: (text: string) => string): ReadonlyMap<string, string> {
  const sources = [...network.all('subnets'), ...network.all('instances')];
  return new Map(
    sources.flatMap(({ id }) =>
      targets.map(({ target }, index) => {
        const answer = answerPath(network, { from: id, to: target, traffic: https });
        return [`${idOf(id)} ${index}`, answer?.verdict ?? 'no answer'] as const;
      }),
    ),
  );
}

describe.skipIf(cases.length === 0)('one network in several forms (../shared/corpus/terraform)', () => {
  describe.each(cases)('%s', (name) => {
    const forms = ['plan.json', 'plan-after-apply.json', 'state-show.json', 'terraform.tfstate'];
    const dump = networkOf(join(corpus, name, 'describe'));
    const idOf = idsByAddress(name);

    it.each(forms.filter((form) => existsSync(join(corpus, name, form))))(
      '%s gives the findings of the dump, or leaves them undecided',
      (form) => {
        const expected = verdictsOn(dump, (id) => id);
        const actual = verdictsOn(networkOf(join(corpus, name, form)), idOf);
        expect([...actual.findings].filter((finding) => !expected.findings.has(finding))).toEqual([]);
        const lost = [...expected.findings].filter((finding) => !actual.findings.has(finding));
        expect(lost.filter((finding) => !actual.undecided.has(finding.split(' ')[0] ?? ''))).toEqual([]);
      },
    );

    it.each(forms.filter((form) => existsSync(join(corpus, name, form))))(
      '%s gives the ways of the dump, or leaves them unknown',
      (form) => {
        const expected = waysIn(dump, (id) => id);
        const ways = [...waysIn(networkOf(join(corpus, name, form)), idOf)];
        // The emulator that was dumped forgets some of what Terraform told it.
        const isTold = (verdict: string | undefined) => verdict !== undefined && verdict !== 'unknown';
        const other = ways.filter(
          ([way, verdict]) => isTold(verdict) && isTold(expected.get(way)) && verdict !== expected.get(way),
        );

        expect(other.map(([way, verdict]) => [way, verdict, expected.get(way)])).toEqual([]);
        expect(ways.filter(([way]) => expected.has(way)).length).toBeGreaterThan(0);
      },
    );
  });
});

if (cases.length === 0) {
  console.warn('SKIPPED: the corpus of Terraform plans and states is not beside this checkout');
}
