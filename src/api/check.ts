import { judge } from '../cli/judge.ts';
import { openSources } from '../cli/read-network.ts';
import { reportOf } from '../cli/run-check.ts';
import { settingsOf } from '../cli/settings.ts';
import { readCustomRule } from '../config/custom-rules/read-custom-rule.ts';
import type { Report } from '../report/report.ts';
import type { CustomRule } from '../rules/custom-rule.ts';
import type { Rule } from '../rules/rule.ts';
import { InputError } from './input-error.ts';
import { type Inputs, readingOf } from './inputs.ts';

export interface CheckOptions {
  /** A configuration file to go by; without it the rules run as they do without a configuration. */
  readonly config?: string;
  /** A baseline in place of that of the configuration. */
  readonly baseline?: string;
  /** Run exactly these rules. */
  readonly only?: readonly string[];
  /** Run these rules too. */
  readonly enable?: readonly string[];
  /** Do not run these rules. */
  readonly disable?: readonly string[];
  /** Rules of one's own to run beside those of the configuration. */
  readonly rules?: readonly CustomRule[];
  /** The time at which suppressions hold or have expired; that of the clock where it is not given. */
  readonly now?: Date;
}

/**
 * What the rules say of the inputs, as `vpce-lint check` reports it.
 * @throws InputError or UsageError for options and configurations with mistakes; whatever a rule throws.
 */
export async function check(inputs: Inputs, options: CheckOptions = {}): Promise<Report> {
  const reading = readingOf(inputs);
  const further = (options.rules ?? []).map(ruleOf);
  const { config, baseline, only = [], enable = [], disable = [], now = new Date() } = options;
  const settings = await settingsOf(
    {
      inputs: [],
      config: config === undefined ? { from: 'nowhere' } : { from: 'file', path: config },
      expectationsFile: null,
      baseline: baseline === undefined ? { from: 'configuration' } : { from: 'file', path: baseline },
      selection: { only, enable, disable },
      outputs: null,
      failOn: null,
      failOnUnknown: null,
      sarif: { profile: null, category: null },
      now,
      verbose: false,
    },
    further,
  );
  const ids = settings.rules.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) throw new InputError(`Two rules have the id ${twice}.`);
  const runs = reading.arePoliciesAlone
    ? settings.runs.filter(({ rule }) => rule.judgesPolicyAlone === true)
    : settings.runs;
  const judgement = await judge(reading.network, { ...settings, runs }, { out: () => {}, note: () => {} });
  const [fault] = judgement.faults;
  if (fault) throw fault.error;
  await openSources(reading.snapshot);
  return reportOf(reading, judgement);
}

function ruleOf(rule: CustomRule, index: number): Rule {
  const read = readCustomRule(rule, `rules[${index}]`);
  if (typeof read === 'string') throw new InputError(`rules[${index}]: ${read}`);
  return read;
}
