import { buildNetwork } from '../model/build-network.ts';
import { distinctMissing } from '../model/fact.ts';
import { type FamilyName, familyNames } from '../model/fact-families.ts';
import type { Network } from '../model/network.ts';
import { snapshotOfFacts } from '../model/snapshot-of-facts.ts';
import type { Citation, Finding } from '../report/report.ts';
import { familiesRead, runRules } from './engine.ts';
import type { Facts, Rule, RuleExample } from './rule.ts';

/** One thing that holds for a rule, or does not: `run` gives a line for each way in which it does not. */
export interface RuleTest {
  readonly title: string;
  readonly run: () => readonly string[];
}

/** What must hold for a rule: its examples, what it says it reads, and the law of missing facts. */
export function ruleTests(rule: Rule): readonly RuleTest[] {
  return [
    {
      title: 'shows a case that fires, one that does not, and one that is undecided',
      run: () => missingCases(rule),
    },
    ...rule.examples.map((example) => ({
      title: `example: ${example.title}`,
      run: () => differences(rule, example),
    })),
    { title: 'reads only what it declares to need, and all of it', run: () => misdeclared(rule) },
    {
      title: 'neither finds more nor says less when a family of facts is missing',
      run: () => rule.examples.flatMap((example) => unlawful(rule, example)),
    },
  ];
}

/** What a test finds wrong. A rule that throws fails its test, and no other. */
export function faultsOf(test: RuleTest): readonly string[] {
  try {
    return test.run();
  } catch (error) {
    return [error instanceof Error ? `${error.name}: ${error.message}` : String(error)];
  }
}

function missingCases({ examples }: Rule): readonly string[] {
  const fires = examples.some(({ findings = [] }) => findings.length > 0);
  const passes = examples.some(
    ({ findings = [], undecided = [] }) => findings.length + undecided.length === 0,
  );
  const isOpen = examples.some(({ undecided = [] }) => undecided.length > 0);
  return [
    ...(fires ? [] : ['no example has findings']),
    ...(passes ? [] : ['no example has neither findings nor anything undecided']),
    ...(isOpen ? [] : ['no example is undecided']),
  ];
}

/** Stands for subjects that were not collected. */
const unseen = '';

interface Said {
  readonly findings: readonly Finding<Citation>[];
  /** Each resource that stays undecided with the missing families, as one text. */
  readonly undecided: readonly { readonly resource: string; readonly missing: string }[];
}

function saidOf(rule: Rule, { options }: RuleExample, facts: Facts): Said {
  const { findings, undecided, faults } = runRules(networkOf(facts), [{ rule, options: options ?? {} }]);
  const [fault] = faults;
  if (fault) throw fault.error;
  return {
    findings,
    undecided: undecided.flatMap(({ missing, affected }) => {
      const families = familiesIn(distinctMissing(missing).map(({ family }) => family));
      const resources = affected.length > 0 ? affected.map(({ id }) => id) : [unseen];
      return resources.map((resource) => ({ resource, missing: families }));
    }),
  };
}

/** @throws Error where an item of the facts is not as AWS would show it. */
function networkOf(facts: Facts): Network {
  const copy = JSON.parse(JSON.stringify(facts)) as Facts;
  const { network, malformed } = buildNetwork(snapshotOfFacts(copy));
  const [problem] = malformed;
  if (problem) throw new Error(`facts at ${problem.pointer}: ${problem.message}`);
  return network;
}

function familiesIn(families: readonly string[]): string {
  return [...new Set(families)].sort().join(', ');
}

/** Where what a rule says of an example is not what the example expects. */
function differences(rule: Rule, example: RuleExample): readonly string[] {
  const { findings, undecided } = saidOf(rule, example, example.facts);
  const expected = example.findings ?? [];
  return [
    ...unequal(
      'a finding on ',
      findings.map(({ resource }) => resource.id),
      expected.map(({ resource }) => resource),
    ),
    ...expected.flatMap((each) => misworded(rule, each, findings)),
    ...unequal(
      'undecided about ',
      undecided.map(openText),
      (example.undecided ?? []).map(({ resource, missing }) =>
        openText({ resource: resource ?? unseen, missing: familiesIn(missing) }),
      ),
    ),
  ];
}

function openText({ resource, missing }: Said['undecided'][number]): string {
  return `${resource === unseen ? 'resources that are not there' : resource} for want of ${missing}`;
}

type ExpectedFinding = NonNullable<RuleExample['findings']>[number];

function misworded(
  rule: Rule,
  { resource, message = '', severity = rule.severity, affected }: ExpectedFinding,
  findings: Said['findings'],
): readonly string[] {
  const about = findings.filter((found) => found.resource.id === resource);
  const [first] = about;
  if (!first) return [];
  const said = about.filter((found) => found.message.includes(message));
  if (said.length === 0)
    return [`expected "${message}" in the message about ${resource}, not "${first.message}"`];
  const severities = said.map((found) => found.severity);
  const wrong = severities.includes(severity)
    ? []
    : [`expected severity ${severity} about ${resource}, not ${severities.join(', ')}`];
  const suffer = said[0]?.affected.map(({ id }) => id) ?? [];
  return affected === undefined
    ? wrong
    : [...wrong, ...unequal(`${resource} affecting `, suffer, [...affected])];
}

/** What is there and not expected, and the reverse, each as often as it is too many. */
function unequal(what: string, actual: readonly string[], expected: readonly string[]): readonly string[] {
  return [
    ...surplus(actual, expected).map((one) => `did not expect ${what}${one}`),
    ...surplus(expected, actual).map((one) => `expected ${what}${one}, but there is none`),
  ];
}

function surplus(some: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return some.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function misdeclared(rule: Rule): readonly string[] {
  const read = new Set<FamilyName>();
  for (const { facts, options } of rule.examples) {
    for (const name of familiesRead(networkOf(facts), { rule, options: options ?? {} })) read.add(name);
  }
  return [
    ...[...read].filter((name) => !rule.needs.includes(name)).map((name) => `it reads ${name}, not in needs`),
    ...rule.needs
      .filter((name) => !read.has(name))
      .map((name) => `it needs ${name}, and no example makes it read that`),
  ];
}

/** Where dropping a family from an example creates a finding, or hides one instead of making it undecided. */
function unlawful(rule: Rule, example: RuleExample): readonly string[] {
  const full = saidOf(rule, example, example.facts);
  const found = new Set(full.findings.map(({ fingerprint }) => fingerprint));
  const open = new Set(full.undecided.map(({ resource }) => resource));
  return familyNames
    .filter((name) => name in example.facts)
    .flatMap((name) => {
      const { [name]: _, ...rest } = example.facts;
      const less = saidOf(rule, example, rest);
      const stays = new Set(less.findings.map(({ fingerprint }) => fingerprint));
      const stillOpen = new Set(less.undecided.map(({ resource }) => resource));
      const created = less.findings.filter(
        ({ fingerprint, resource }) => !found.has(fingerprint) && !open.has(resource.id),
      );
      const hidden = stillOpen.has(unseen)
        ? []
        : full.findings.filter(
            ({ fingerprint, resource }) => !stays.has(fingerprint) && !stillOpen.has(resource.id),
          );
      const where = `in "${example.title}" without ${name}`;
      return [
        ...created.map(({ resource }) => `a new finding on ${resource.id} ${where}`),
        ...hidden.map(({ resource }) => `no word about ${resource.id} ${where}: it must be undecided`),
      ];
    });
}
