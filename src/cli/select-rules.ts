import type { RuleRun } from '../rules/engine.ts';
import type { Rule } from '../rules/rule.ts';
import { didYouMean } from './closest.ts';
import { UsageError } from './usage-error.ts';

export interface RuleSelection {
  /** Exactly these; empty for the default set. */
  readonly only: readonly string[];
  readonly enable: readonly string[];
  readonly disable: readonly string[];
}

/** The rules to run. @throws UsageError for a rule that does not exist. */
export function selectRules(rules: readonly Rule[], selection: RuleSelection): readonly RuleRun[] {
  const { only, enable, disable } = selection;
  for (const id of [...only, ...enable, ...disable]) findRule(rules, id);
  return rules
    .filter(({ id, onRequest }) => (only.length > 0 ? only.includes(id) : enable.includes(id) || !onRequest))
    .filter(({ id }) => !disable.includes(id))
    .map((rule) => ({ rule }));
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
