import type { ConfiguredRules } from '../config/configured-rules.ts';
import { didYouMean } from '../model/closest.ts';
import type { RuleRun } from '../rules/engine.ts';
import type { Rule } from '../rules/rule.ts';
import { UsageError } from './usage-error.ts';

export interface RuleSelection {
  /** Exactly these; empty for the default set. */
  readonly only: readonly string[];
  readonly enable: readonly string[];
  readonly disable: readonly string[];
}

/**
 * The rules to run: as the configuration has it, unless the command line says otherwise.
 * @throws UsageError for a rule that does not exist.
 */
export function selectRules(
  rules: readonly Rule[],
  selection: RuleSelection,
  config: ConfiguredRules | null,
): readonly RuleRun[] {
  const { only, enable, disable } = selection;
  for (const id of [...only, ...enable, ...disable]) findRule(rules, id);
  const isOn = (rule: Rule) => (config === null ? rule.onRequest !== true : config.isOn(rule));
  return rules
    .filter((rule) => (only.length > 0 ? only.includes(rule.id) : enable.includes(rule.id) || isOn(rule)))
    .filter(({ id }) => !disable.includes(id))
    .map((rule) => config?.runOf(rule) ?? { rule });
}

/** The rule with that id. @throws UsageError that suggests what may have been meant. */
export function findRule(rules: readonly Rule[], id: string): Rule {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule) return rule;
  const suggestion = didYouMean(
    id,
    rules.map((candidate) => candidate.id),
  );
  throw new UsageError(`Unknown rule "${id}".${suggestion} "vpce-lint rules" lists all of them.`);
}
