import { readCustomRule } from '../config/custom-rules/read-custom-rule.ts';
import type { CustomRule } from '../rules/custom-rule.ts';
import { faultsOf, ruleTests } from '../rules/rule-tests.ts';

/**
 * Runs the examples of a rule of one's own and the laws that hold for every rule, under any test runner:
 * `test('my rule', () => testRule(rule))`.
 * @throws Error with a line for everything that does not hold.
 */
export function testRule(rule: CustomRule): void {
  const read = readCustomRule(rule, rule.id);
  if (typeof read === 'string') throw new Error(read);
  const faults = ruleTests(read).flatMap((test) => faultsOf(test).map((fault) => `${test.title}: ${fault}`));
  if (faults.length > 0) throw new Error([`rule ${read.id}`, ...faults].join('\n  '));
}
