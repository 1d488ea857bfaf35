import { describe, expect, it } from 'vitest';
import { type RuleSelection, selectRules } from '../../src/cli/select-rules.ts';
import { rules } from '../../src/rules/registry.ts';
import type { Rule } from '../../src/rules/rule.ts';

const [model] = rules;

/** Three rules of which the last is off by default. */
const three = ['plain', 'other', 'on-request'].map((id) => ({ ...model, id }) as Rule);
const withRequest = three.map((rule, index): Rule => {
  const { onRequest: _, ...rest } = rule;
  return index === 2 ? { ...rest, onRequest: true } : rest;
});

function selected(selection: Partial<RuleSelection>): string[] {
  const runs = selectRules(withRequest, { only: [], enable: [], disable: [], ...selection }, null);
  return runs.map(({ rule }) => rule.id);
}

describe('selectRules', () => {
  it.each([
    [{}, ['plain', 'other']],
    [{ enable: ['on-request'] }, ['plain', 'other', 'on-request']],
    [{ enable: ['plain'] }, ['plain', 'other']],
    [{ disable: ['plain'] }, ['other']],
    [{ only: ['on-request'] }, ['on-request']],
    [{ only: ['other', 'plain'] }, ['plain', 'other']],
    [{ only: ['plain', 'other'], disable: ['other'] }, ['plain']],
    [{ only: ['plain'], enable: ['on-request'] }, ['plain']],
    [{ only: ['plain'], disable: ['plain'] }, []],
  ])('%j', (selection, ids) => {
    expect(selected(selection)).toEqual(ids);
  });

  it.each([['only'], ['enable'], ['disable']])('knows no unknown rule in --%s', (flag) => {
    expect(() => selected({ [flag]: ['plian'] })).toThrow('Unknown rule "plian". Did you mean "plain"?');
    expect(() => selected({ [flag]: ['toString'] })).toThrow('Unknown rule "toString".');
  });
});
