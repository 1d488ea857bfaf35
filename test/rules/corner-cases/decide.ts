import { describe, expect, it } from 'vitest';
import type { Rule, RuleExample } from '../../../src/rules/rule.ts';
import { ruleTests } from '../../../src/rules/rule-tests.ts';

/** Tests that a rule says exactly this of estates which its page does not show: each is as its examples are. */
export function decides(rule: Rule, cases: readonly RuleExample[]): void {
  const tests = ruleTests({ ...rule, examples: cases }).filter(({ title }) => title.startsWith('example: '));
  describe(rule.id, () => {
    it.each(tests.map(({ title, run }) => [title.replace('example: ', ''), run] as const))(
      '%s',
      (_title, run) => {
        expect(run()).toEqual([]);
      },
    );
  });
}
