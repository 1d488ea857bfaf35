import * as fc from 'fast-check';
import { parseTarget } from '../src/analysis/connectivity/parse-target.ts';
import { matchesPattern, parsePattern, patternsOverlap } from '../src/analysis/policy/text-pattern.ts';
import { readSymptom } from '../src/analysis/symptom/read-symptom.ts';
import { sampleConfig } from '../src/cli/sample-config.ts';
import { parseJsonText } from '../src/collectors/json-text.ts';
import { readConfig } from '../src/config/read-config.ts';
import { readBaseline } from '../src/config/suppressions/baseline.ts';
import { AddressSet } from '../src/model/address-set.ts';
import { formatCidr, parseCidr } from '../src/model/cidr.ts';
import { canonicalDnsName, domainsFrom } from '../src/model/dns-name.ts';
import { matchesPattern as matchesGlob } from '../src/model/pattern.ts';
import { parseServiceName } from '../src/model/service-name.ts';
import { parseTimestamp } from '../src/model/timestamp.ts';
import { rules } from '../src/rules/registry.ts';
import { below, hostileTexts, mutateBytes, mutateValue, oneOf, type RandomNumber } from './mutate.ts';
import { pick } from './program-trials.ts';
import { readConfigurationSeeds } from './seeds.ts';
import type { TrialMaker } from './trial.ts';

/** A configuration, as text; whatever stands in it, either it is read or its mistakes are told with their places. */
export function configurationTrials(): TrialMaker {
  const seeds = readConfigurationSeeds();
  return (random) => {
    const original = pick(seeds, random);
    const bytes =
      below(random, 8) === 0 ? Buffer.from(draw(fc.json(), random)) : mutateBytes(original.bytes, random);
    const name = oneOf(random, ['vpce-lint.yaml', 'vpce-lint.jsonc'] as const);
    return {
      origin: original.path,
      command: `readConfig(FILE, '${name}')`,
      bytes,
      run: () => {
        const read = readConfig(Buffer.from(bytes).toString('utf8'), name, rules);
        const placeless = 'problems' in read ? read.problems.filter(({ message }) => message === '') : [];
        return { exitCode: null, faults: placeless.map(() => 'a mistake without a word') };
      },
    };
  };
}

/** One text for all that reads single values: addresses, names, patterns, times, errors that people paste. */
export function textTrials(): TrialMaker {
  return (random) => {
    const text = textFrom(random);
    const other = textFrom(random);
    return {
      origin: 'a text at random',
      command: 'every reader of single values',
      bytes: Buffer.from(JSON.stringify([text, other])),
      run: () => ({
        exitCode: null,
        faults: [
          ...faultsOfReaders(text, other),
          ...(below(random, 10) === 0 ? faultsOfConfiguration(text, other) : []),
        ],
      }),
    };
  };
}

function faultsOfReaders(text: string, other: string): readonly string[] {
  const faults: string[] = [];
  const cidr = parseCidr(text);
  if (cidr) {
    const again = parseCidr(formatCidr(cidr));
    if (again === null || formatCidr(again) !== formatCidr(cidr)) faults.push('an address that changes');
    if (AddressSet.fromCidrs([text]).isEmpty()) faults.push('a block without addresses');
  }
  const name = canonicalDnsName(text);
  if (canonicalDnsName(name) !== name && !text.includes('\\')) faults.push('a name that changes');
  if (name.length < 300) domainsFrom(name);
  parseServiceName(text);
  parseTimestamp(text);
  parseTarget(text);
  readSymptom(text);
  readBaseline(text);
  parseJsonText(text);
  matchesGlob(text, other);
  const [pattern, rival] = [parsePattern(text), parsePattern(other)];
  matchesPattern(pattern, other);
  if (patternsOverlap(pattern, rival) !== patternsOverlap(rival, pattern)) faults.push('one-sided overlap');
  return faults;
}

/** What `init` writes for a VPC of this id and name must be a configuration. */
function faultsOfConfiguration(id: string, name: string): readonly string[] {
  const vpcs = [{ id, name }];
  const sample = sampleConfig({ accounts: [], regions: [], vpcs, rules: [], example: null });
  const read = readConfig(sample, 'vpce-lint.yaml', rules);
  return 'problems' in read ? [`the configuration of init: ${read.problems[0]?.message}`] : [];
}

const kinds: readonly [fc.Arbitrary<string>, ...fc.Arbitrary<string>[]] = [
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.ipV4Extended(),
  fc.ipV6(),
  fc.tuple(fc.ipV4(), fc.integer({ min: -1, max: 40 })).map(([address, length]) => `${address}/${length}`),
  fc.domain(),
  fc.webUrl(),
  fc.json(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.stringMatching(/^[*?a${}:/]{0,30}$/),
];

function textFrom(random: RandomNumber): string {
  if (below(random, 4) === 0) return oneOf(random, hostileTexts);
  const text = draw(oneOf(random, kinds), random);
  if (below(random, 2) === 0) return text;
  const value = mutateValue(text, random);
  return typeof value === 'string' && below(random, 2) === 0
    ? value
    : Buffer.from(mutateBytes(Buffer.from(text), random)).toString('utf8');
}

function draw(arbitrary: fc.Arbitrary<string>, random: RandomNumber): string {
  return fc.sample(arbitrary, { seed: random(), numRuns: 1 })[0] ?? '';
}
