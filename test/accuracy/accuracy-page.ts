import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExpectedFinding, MutationResult } from '../known-good/known-good.ts';
import { corpus } from '../rules/honesty/readable-inputs.ts';
import { analyzerAnswers, measuredInputs, undecidedTable } from './measured-inputs.ts';
import { lessThanStated, recordingsNotAsked, tracesNotAsked } from './stated-elsewhere.ts';

/** A test as the test runner tells of it. */
export interface TestResult {
  readonly file: string;
  readonly title: string;
  readonly passed: boolean;
}

/** What the tests have shown: of oracles, and of each known-good estate. */
export interface Shown {
  readonly tests: readonly TestResult[];
  readonly mutations: Readonly<Record<string, readonly MutationResult[]>>;
}

const batfish = 'test/analysis/connectivity/batfish-oracle.test.ts';
const custodian = 'test/analysis/connectivity/custodian-oracle.test.ts';
const verdicts = 'test/corpus/policy-verdicts.test.ts';
const policies = 'test/corpus/policies.test.ts';
const forms = 'test/collectors/terraform/same-network.test.ts';

/** The tests that compare with what others state, for the one who runs them. */
export const oracleTests: readonly string[] = [batfish, custodian, verdicts, policies, forms];

/** `docs/accuracy.md`: all figures from what tests and programs measure, none by hand. */
export function accuracyPage({ tests, mutations }: Shown): string {
  return `${[
    '# How often it is right',
    'Every figure on this page is written by `npm run accuracy`, from what the tests and programs named beside it measure; no figure is typed by hand. The corpus is data of other projects that lies beside the checkout (`../shared/corpus`); without it the tests that need it say that they are skipped.',
    '## Against what others state',
    `Reproduce with \`npx vitest run ${oracleTests.join(' ')}\`.`,
    oracleTable(tests),
    '### What differs, one by one',
    differences(),
    '## Faults put into estates that are right',
    'Three fixtures are built as one should build them, and all rules that are on by default must be silent about them, with nothing undecided. Then one thing at a time is removed or broken, and exactly the expected findings must come: one too few lowers the recall, one too many is a false alarm. Reproduce with `KNOWN_GOOD_TABLE=1 npx vitest run test/known-good`, which prints every mutation with what it gave.',
    ...estateTables(mutations),
    '## What stays open',
    'Share of the rules that are on by default which leave something open on an input, because it does not hold the fact. Dumps of the corpus are partial, and infrastructure code never shows all that exists, so every rule that looks for what is not there stays open on it. What is found there stands in `test/corpus-ledger.json`, each finding with the reason why it is right. `vpce-lint check INPUT --no-config --format json` shows it for one input; `npm run accuracy` counts them all.',
    undecidedTable(measuredInputs()),
    '## Against Reachability Analyzer',
    analyzerText(),
    '## What else is measured elsewhere',
    '- `npm run honesty`: takes every family of facts and every field that AWS always returns from every input, one and two at a time. A finding may stay or become undecided, a pass too; nothing else.\n- `npm run fuzz`: spoiled inputs, against the program and its parts.\n- `npm run test:faults`: faults put into the engine itself, each of which the comparison with a packet-by-packet simulator must catch.\n- [Performance](performance.md) has the figures of time and memory.',
  ].join('\n\n')}\n`;
}

function oracleTable(tests: readonly TestResult[]): string {
  const count = (file: string, isCase: (title: string) => boolean = () => true) => {
    const cases = tests.filter((test) => test.file === file && isCase(test.title));
    return { all: cases.length, agree: cases.filter(({ passed }) => passed).length };
  };
  const isTrace = (title: string) => title.includes(' to ');
  const rows: readonly (readonly [string, string, string, ReturnType<typeof count>])[] = [
    [
      'batfish',
      'verdict, first blocker and gateways of packets in real networks of AWS, by another analyzer',
      `${casesIn('batfish')} traces`,
      count(batfish, isTrace),
    ],
    [
      'cloud-custodian',
      'what its tests assert of recorded answers of AWS: routes, ACLs, prefix lists, endpoints',
      `${casesIn('cloud-custodian')} recordings`,
      count(custodian),
    ],
    [
      'policies of AWS and others',
      'what their authors say that they allow and deny',
      `${verdictCount()} policies`,
      count(verdicts),
    ],
    [
      'policies of AWS and others',
      'that they are read, and what the examples do',
      'all files',
      count(policies),
    ],
    ['terraform', 'one network as plan, state and dump: the same verdicts', 'all cases', count(forms)],
  ];
  return table(
    ['origin', 'what is compared', 'stated', 'tests', 'agree'],
    rows.map(([origin, what, stated, { all, agree }]) => [origin, what, stated, String(all), String(agree)]),
  );
}

function casesIn(origin: string): number {
  const { cases } = JSON.parse(readFileSync(join(corpus, origin, 'ORACLE.json'), 'utf8')) as {
    readonly cases: Readonly<Record<string, unknown>>;
  };
  return Object.values(cases).reduce<number>(
    (total, stated) => total + (Array.isArray(stated) ? stated.length : 1),
    0,
  );
}

function verdictCount(): number {
  return (JSON.parse(readFileSync(join(corpus, 'policies', 'VERDICTS.json'), 'utf8')) as unknown[]).length;
}

function differences(): string {
  const notAsked = [
    ...Object.entries(tracesNotAsked).map(([name, why]) => `batfish, ${name}: not asked, because ${why}.`),
    ...Object.entries(recordingsNotAsked).map(
      ([name, what]) => `cloud-custodian, ${name}: not asked: it states ${what}.`,
    ),
  ];
  const less = lessThanStated.map(
    ({ origin, name, states, weSay, because }) =>
      `${origin}, ${name}: it states ${states}. We say ${weSay}: ${because}.`,
  );
  return [...notAsked, ...less].map((line) => `- ${line}`).join('\n');
}

function estateTables(mutations: Shown['mutations']): readonly string[] {
  const names = Object.keys(mutations).sort();
  const all = names.flatMap((name) => mutations[name] ?? []);
  const rules = [
    ...new Set(all.flatMap(({ expected, actual }) => [...expected.findings, ...actual.findings])),
  ].map(({ rule }) => rule);
  const recall = (results: readonly MutationResult[], rule: string | null) => {
    const isOf = (one: ExpectedFinding) => rule === null || one.rule === rule;
    const wanted = results.flatMap(({ expected, actual }) =>
      expected.findings.filter(isOf).map((one) => has(actual.findings, one)),
    );
    const alarms = results.flatMap(({ expected, actual }) =>
      actual.findings.filter((one) => isOf(one) && !has(expected.findings, one)),
    );
    return [String(wanted.length), String(wanted.filter(Boolean).length), String(alarms.length)];
  };
  const head = ['expected', 'found', 'false alarms'];
  return [
    table(
      ['estate', 'mutations', ...head],
      [...names, null].map((name) => {
        const results = name === null ? all : (mutations[name] ?? []);
        return [name ?? 'all', String(results.length), ...recall(results, null)];
      }),
    ),
    'By rule, over all mutations of the three estates. A rule that is not named here finds nothing in any of them and is not expected to; its own examples hold it (`npx vitest run test/rules -t RULE`).',
    table(
      ['rule', ...head],
      [...new Set(rules)].sort().map((rule) => [rule, ...recall(all, rule)]),
    ),
  ];
}

function has(findings: readonly ExpectedFinding[], { rule, resource, severity }: ExpectedFinding): boolean {
  return findings.some((one) => one.rule === rule && one.resource === resource && one.severity === severity);
}

function analyzerText(): string {
  const answers = analyzerAnswers();
  const both = answers.filter(({ hasNetwork }) => hasNetwork);
  const found = answers.map(({ path }) => `\`${path}\``).join(', ');
  return [
    `\`vpce-lint compare INPUT --analyses FILE\` holds each answer of AWS's Reachability Analyzer against ours, where somebody has both. Of all inputs that these figures stand on, ${answers.length} hold${answers.length === 1 ? 's' : ''} answers of it (${found}), and ${both.length} of those with the network that they are about: so ${both.length === 0 ? 'there is no figure yet' : 'see what `compare` prints for them'}.`,
    'Who runs it on a network of their own gets the figure for that network; what the command does with agreement, disagreement and what we leave open is tested on made-up answers (`npx vitest run test/cli/compare.test.ts`).',
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')).replaceAll(' ', ''), ...rows.map(line)].join('\n');
}
