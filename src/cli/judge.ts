import { checkExpectation } from '../analysis/connectivity/expectation.ts';
import { bearsSuppression } from '../config/suppressions/suppression-tag.ts';
import type { DeclaredOrganization, Network } from '../model/network.ts';
import type { Resource } from '../model/resources/resource.ts';
import type { ExpectationResult, StaleSuppression } from '../report/report.ts';
import { runRules, type Verdicts } from '../rules/engine.ts';
import type { Rule } from '../rules/rule.ts';
import type { Console } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { Settings } from './settings.ts';

/** What rules say of a network, with what is suppressed marked. */
export interface Judgement extends Verdicts {
  readonly stale: readonly StaleSuppression[];
  /** What the run ends with where a rule failed: a bug of ours, or one in a rule of the user's. Null where none did. */
  readonly faultCode: ExitCode | null;
  /** Whether a scope filter was at work. */
  readonly isScoped: boolean;
  readonly expectations: readonly ExpectationResult[];
}

/** Runs the rules, tells their faults, and applies the suppressions of configuration, tags and baseline. */
export async function judge(given: Network, settings: Settings, console: Console): Promise<Judgement> {
  const network = withDeclared(given, settings.loaded?.config.organization);
  const coverage = settings.coverageOf(network);
  const verdicts = runRules(network, settings.runs, coverage);
  for (const { rule, error } of verdicts.faults) {
    console.note(describeFault(rule, fileOf(rule, settings), error));
  }
  const suppressed = await suppress(network, verdicts, settings);
  return {
    ...verdicts,
    ...suppressed,
    faultCode: faultCodeOf(verdicts, settings),
    isScoped: coverage !== undefined,
    expectations: expectationResults(network, settings),
  };
}

/** The network with what the configuration says of an organization. */
export function withDeclared(network: Network, organization: DeclaredOrganization | undefined): Network {
  return organization === undefined ? network : network.withOrganization(organization);
}

function describeFault(rule: string, file: string | undefined, error: unknown): string {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return file === undefined
    ? `rule ${rule} failed, which is a bug in vpce-lint; please report it: ${detail}`
    : `${file}: rule ${rule} failed: ${detail}`;
}

function faultCodeOf({ faults }: Verdicts, settings: Settings): ExitCode | null {
  if (faults.length === 0) return null;
  return faults.every(({ rule }) => fileOf(rule, settings) !== undefined) ? exitCode.usage : exitCode.fault;
}

/** The file of a rule that is not one of ours. */
function fileOf(rule: string, { rules }: Settings): string | undefined {
  return rules.find(({ id }) => id === rule)?.file;
}

function expectationResults(network: Network, { loaded, runs }: Settings): readonly ExpectationResult[] {
  const isChecked = runs.some(({ rule }) => rule.topic === 'expectation');
  const expectations = isChecked ? (loaded?.expectations ?? []) : [];
  return expectations.map((expectation) => {
    const { broken, undecided, checked } = checkExpectation(network, expectation);
    const outcome = broken.length > 0 ? 'broken' : undecided.length > 0 ? 'undecided' : 'met';
    return { name: expectation.name, outcome, checked };
  });
}

/** Most networks have nothing suppressed, and need not load what does it. */
async function suppress(network: Network, verdicts: Verdicts, { loaded, baseline, now, rules }: Settings) {
  const tagged = loaded?.config.tagSuppressions === false ? [] : taggedResources(network, verdicts, rules);
  const hasNone =
    tagged.length === 0 && baseline === null && (loaded?.config.suppressions ?? []).length === 0;
  if (hasNone) return { findings: verdicts.findings, stale: [] };
  const { applySuppressions } = await import('../config/suppressions/apply.ts');
  const { baselineSuppressions } = await import('../config/suppressions/baseline.ts');
  const { configuredSuppressions } = await import('../config/suppressions/configured.ts');
  const { taggedSuppressions } = await import('../config/suppressions/tagged.ts');
  const ids = rules.map(({ id }) => id);
  const { sources, malformed } = taggedSuppressions(tagged, ids);
  const all = [
    ...(loaded ? configuredSuppressions(loaded, loaded.path) : []),
    ...sources,
    ...(baseline ? baselineSuppressions(baseline.entries, baseline.path) : []),
  ];
  return applySuppressions(verdicts, { sources: all, malformed }, now);
}

/** The resources with a tag that suppresses, of those that findings are about and those that rules judge. */
function taggedResources(
  network: Network,
  { subjects }: Verdicts,
  rules: readonly Rule[],
): readonly Resource[] {
  const families = new Set(rules.flatMap(({ subject }) => subject));
  const judged = [...families].flatMap((family): readonly Resource[] =>
    network.filter(family, bearsSuppression),
  );
  return [...new Set([...[...subjects.values()].filter(bearsSuppression), ...judged])];
}
