import { existsSync } from 'node:fs';
import { systemProblem } from '../collectors/find-files.ts';
import { openRules } from '../config/suppressions/apply.ts';
import { type BaselineEntry, baselineEntry, baselineText } from '../config/suppressions/baseline.ts';
import type { Network } from '../model/network.ts';
import type { CodeChoice } from './code-choice.ts';
import type { Console } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type Judgement, judge } from './judge.ts';
import { baselinePath, readBaselineFile } from './load-baseline.ts';
import { writeWhole } from './output.ts';
import { readNetwork } from './read-network.ts';
import { type RuleOptions, settingsOf } from './settings.ts';
import { UsageError } from './usage-error.ts';

export type BaselineAction = 'create' | 'update' | 'prune';

export interface BaselineOptions extends RuleOptions, CodeChoice {
  readonly force: boolean;
}

const defaultPath = 'vpce-lint.baseline.json';

/** Makes a baseline or brings one up to date. Nothing is written unless all inputs could be read. */
export async function runBaseline(
  action: BaselineAction,
  options: BaselineOptions,
  console: Console,
): Promise<ExitCode> {
  const settings = await settingsOf({
    ...options,
    baseline: { from: 'nowhere' },
    outputs: null,
    failOn: null,
    failOnUnknown: null,
    sarif: { profile: null, category: null },
  });
  const path = baselinePath(options.baseline, settings.loaded) ?? defaultPath;
  if (action === 'create' && existsSync(path) && !options.force) {
    throw new UsageError(
      `${path} is there already. "baseline update" brings it up to date; --force replaces it.`,
    );
  }
  const before = action === 'create' ? [] : (await readBaselineFile(path)).entries;
  const inputs = await readNetwork(options, console);
  if (!inputs || inputs.incomplete) {
    console.note('an input could not be read, so nothing was written');
    return exitCode.input;
  }
  const judgement = await judge(inputs.network, settings, console);
  if (judgement.faultCode !== null) return judgement.faultCode;
  const open = judgement.findings.filter(({ suppressed }) => suppressed === undefined);
  const now = new Map(open.map((finding) => [keyOf(finding), baselineEntry(finding)]));
  const keeps = keeper(inputs.network, judgement, now);
  const kept = before.filter(keeps);
  const known = new Set(kept.map(keyOf));
  const added = action === 'prune' ? [] : [...now.values()].filter((entry) => !known.has(keyOf(entry)));
  // What an entry says of a finding that is still there is what is so today.
  const refreshed = action === 'prune' ? kept : kept.map((entry) => now.get(keyOf(entry)) ?? entry);
  try {
    writeWhole(path, baselineText([...refreshed, ...added]));
  } catch (error) {
    console.note(`cannot write ${path}: ${systemProblem(error)}`);
    return exitCode.usage;
  }
  const dropped = before.length - kept.length;
  console.note(`${path}: ${kept.length} kept, ${added.length} added, ${dropped} dropped`);
  return exitCode.success;
}

function keyOf({ rule, fingerprint }: Pick<BaselineEntry, 'rule' | 'fingerprint'>): string {
  return `${rule} ${fingerprint}`;
}

/**
 * An entry stays while its finding is there, and where nobody can tell that it is gone: its rule did not run or is
 * undecided, or its account and region are not in the input.
 */
function keeper(network: Network, judgement: Judgement, now: ReadonlyMap<string, unknown>) {
  const isOpen = openRules(judgement);
  const outOfScope = new Set(judgement.outOfScope.map(keyOf));
  return (entry: BaselineEntry): boolean => {
    const { rule, account, region } = entry;
    const isSeen = network.scopes.some(
      (scope) =>
        (account === null || scope.account === null || scope.account === account) &&
        (region === null || scope.region === null || scope.region === region),
    );
    return now.has(keyOf(entry)) || outOfScope.has(keyOf(entry)) || isOpen(rule) || !isSeen;
  };
}
