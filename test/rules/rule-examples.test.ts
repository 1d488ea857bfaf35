import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/registry.ts';
import { ruleTests } from '../../src/rules/rule-tests.ts';

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  it.each(ruleTests(rule).map(({ title, run }) => [title, run] as const))('%s', (_title, run) => {
    expect(run()).toEqual([]);
  });
});
