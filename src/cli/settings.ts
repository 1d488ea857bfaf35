import type { Network } from '../model/network.ts';
import { type Severity, severities } from '../report/report.ts';
import type { Coverage, RuleRun } from '../rules/engine.ts';
import { rules } from '../rules/registry.ts';
import type { Rule } from '../rules/rule.ts';
import type { FailOn } from './exit-code.ts';
import { type BaselineChoice, type LoadedBaseline, loadBaseline } from './load-baseline.ts';
import { type ConfigFiles, type LoadedConfig, loadConfig } from './load-config.ts';
import type { Output, SarifSettings } from './output.ts';
import { type RuleSelection, selectRules } from './select-rules.ts';

/** What the command line says of a run of rules. */
export interface RuleOptions extends ConfigFiles {
  readonly inputs: readonly string[];
  readonly selection: RuleSelection;
  readonly baseline: BaselineChoice;
  /** The time at which suppressions hold or have expired. */
  readonly now: Date;
  readonly verbose: boolean;
}

/** What it says of a run that ends with a report. */
export interface GivenSettings extends RuleOptions {
  /** Null for those of the configuration, else text. */
  readonly outputs: readonly Output[] | null;
  /** Null for that of the configuration, else `error`. */
  readonly failOn: FailOn | null;
  readonly failOnUnknown: Severity | null;
  readonly sarif: { readonly profile: SarifSettings['profile'] | null; readonly category: string | null };
}

/** What a run goes by: the command line, then the configuration, then what is so by default. */
export interface Settings {
  /** All rules that there are, whether they run or not. */
  readonly rules: readonly Rule[];
  readonly runs: readonly RuleRun[];
  readonly outputs: readonly Output[];
  readonly failOn: FailOn;
  readonly failOnUnknown: Severity | null;
  /** What is judged of a network; undefined for all of it. */
  readonly coverageOf: (network: Network) => Coverage | undefined;
  readonly sarif: SarifSettings;
  readonly loaded: LoadedConfig | null;
  readonly baseline: LoadedBaseline | null;
  readonly now: Date;
}

/**
 * What a run goes by. `further` are rules beside ours that no configuration names.
 * @throws UsageError for a rule that does not exist, and for mistakes in the configuration.
 */
export async function settingsOf(options: GivenSettings, further: readonly Rule[] = []): Promise<Settings> {
  const known = [...rules, ...further];
  const loaded = await loadConfig(options, known);
  const baseline = await loadBaseline(options.baseline, loaded);
  return loaded === null
    ? bareSettings(options, known, baseline)
    : configuredSettings(options, loaded, baseline);
}

const textAlone: readonly Output[] = [{ format: 'text', file: null }];

function bareSettings(
  { selection, outputs, failOn, failOnUnknown, sarif, now }: GivenSettings,
  known: readonly Rule[],
  baseline: LoadedBaseline | null,
): Settings {
  return {
    rules: known,
    runs: selectRules(known, selection, null),
    outputs: outputs ?? textAlone,
    failOn: failOn ?? 'error',
    failOnUnknown,
    coverageOf: () => undefined,
    sarif: { profile: sarif.profile ?? 'github', category: sarif.category },
    loaded: null,
    baseline,
    now,
  };
}

async function configuredSettings(
  options: GivenSettings,
  loaded: LoadedConfig,
  baseline: LoadedBaseline | null,
): Promise<Settings> {
  const { configuredRules } = await import('../config/configured-rules.ts');
  const { coverageOf } = await import('../config/coverage.ts');
  const { presets } = await import('../config/presets.ts');
  const { config, outputs } = loaded;
  const { scope } = config;
  const chosen = config.extends.map((name) => presets[name]);
  return {
    rules: loaded.rules,
    runs: selectRules(loaded.rules, options.selection, configuredRules(config, loaded)),
    outputs: options.outputs ?? outputs ?? textAlone,
    failOn: options.failOn ?? config.failOn ?? mildest(chosen.map(({ failOn }) => failOn)) ?? 'error',
    failOnUnknown:
      options.failOnUnknown ??
      config.failOnUnknown ??
      mildest(chosen.map(({ failOnUnknown }) => failOnUnknown)) ??
      null,
    coverageOf: (network) => scope && coverageOf(scope, network),
    sarif: {
      profile: options.sarif.profile ?? config.sarif?.profile ?? 'github',
      category: options.sarif.category ?? config.sarif?.category ?? null,
    },
    loaded,
    baseline,
    now: options.now,
  };
}

/** Of several thresholds, the one that most reaches. */
function mildest(given: readonly (Severity | undefined)[]): Severity | undefined {
  return severities.findLast((severity) => given.includes(severity));
}
