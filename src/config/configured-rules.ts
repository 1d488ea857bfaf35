import * as z from 'zod';
import { type DeclaredWorkload, workloadOptions } from '../rules/bundle/declared-workload.ts';
import { costOptions } from '../rules/cost/cost-options.ts';
import type { RuleRun } from '../rules/engine.ts';
import type { Expectation } from '../rules/expectation/expectation-schema.ts';
import type { Rule } from '../rules/rule.ts';
import type { Config } from './config-schema.ts';
import { presets } from './presets.ts';

/** What a configuration makes of rules. */
export interface ConfiguredRules {
  readonly isOn: (rule: Rule) => boolean;
  /** How a rule runs, if it does. */
  readonly runOf: (rule: Rule) => RuleRun;
}

/** What files say beside settings of rules. */
export interface Declared {
  readonly expectations: readonly Expectation[];
  readonly workloads: readonly DeclaredWorkload[];
}

/** A rule that the configuration names runs, unless it is off there; of the others, those of its presets.
 * Expectations are checked where there are some. */
export function configuredRules(
  { extends: names, rules: settings, prices, traffic, trustedAccounts, organization }: Config,
  { expectations, workloads }: Declared,
): ConfiguredRules {
  const trusted = [...new Set([...trustedAccounts, ...(organization?.accounts ?? [])])].sort();
  return {
    isOn: (rule) => {
      const setting = settings[rule.id];
      if (rule.topic === 'expectation' && (setting === undefined || expectations.length === 0)) {
        return expectations.length > 0;
      }
      if (setting === undefined && trusted.length > 0 && asksWhomToTrust(rule)) return true;
      if (setting === undefined) return names.some((name) => presets[name].includes(rule));
      return (typeof setting === 'string' ? setting : setting.severity) !== 'off';
    },
    runOf: (rule) => {
      const setting = settings[rule.id];
      const { severity, options: given } = typeof setting === 'object' ? setting : { severity: setting };
      const options =
        rule.topic === 'expectation'
          ? { expectations }
          : rule.options === workloadOptions
            ? { workloads }
            : rule.options === costOptions
              ? { prices, traffic }
              : asksWhomToTrust(rule)
                ? { trustedAccounts: trusted, ...(given ?? {}) }
                : given;
      return {
        rule,
        ...(severity === undefined || severity === 'off' ? {} : { severity }),
        ...(options === undefined ? {} : { options }),
      };
    },
  };
}

/** Whether a rule judges foreign accounts by a list of those that are trusted, and says nothing without one. */
function asksWhomToTrust({ options }: Rule): boolean {
  return options instanceof z.ZodObject && 'trustedAccounts' in options.shape;
}
