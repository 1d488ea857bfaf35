import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { configuredRules } from '../../src/config/configured-rules.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { rules } from '../../src/rules/registry.ts';
import type { Rule } from '../../src/rules/rule.ts';

const model = rules.find(({ id }) => id === 'dns-support-disabled') as Rule;
const limited = {
  ...model,
  id: 'limited',
  category: 'hygiene',
  options: z.strictObject({ most: z.int().max(5).default(3) }),
} as Rule;
const onRequest = { ...model, id: 'asked-for', onRequest: true, category: 'cost' } as Rule;
const security = { ...model, id: 'secure', category: 'security' } as Rule;
const all = [limited, onRequest, security];

function read(text: string) {
  const result = readConfig(text, 'vpce-lint.yaml', all);
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join());
  return configuredRules(result.config, result);
}

describe('configuredRules', () => {
  it.each([
    ['', ['limited', 'secure']],
    ['extends: [strict]', ['limited', 'asked-for', 'secure']],
    ['extends: [cost]', ['asked-for']],
    ['extends: [perimeter]', ['secure']],
    ['extends: [cost, perimeter]', ['asked-for', 'secure']],
    ['extends: []', []],
    ['extends: [cost]\nrules: {limited: info, asked-for: off}', ['limited']],
    ['rules: {asked-for: {}, secure: {severity: off}}', ['limited', 'asked-for']],
  ])('with %j runs %j', (text, ids) => {
    const { isOn } = read(text);
    expect(all.filter(isOn).map(({ id }) => id)).toEqual(ids);
  });

  it('gives a rule its severity and its options, complete', () => {
    const { runOf } = read('rules: {limited: {severity: info, options: {most: 2}}, secure: warning}');
    expect(runOf(limited)).toEqual({ rule: limited, severity: 'info', options: { most: 2 } });
    expect(runOf(security)).toEqual({ rule: security, severity: 'warning' });
    expect(runOf(onRequest)).toEqual({ rule: onRequest });
  });

  it.each([
    [
      'rules:\n  limited: {options: {most: 9}}',
      '2:29: rules.limited.options.most: expected number to be <=5, not 9',
    ],
    ['rules:\n  limited: {options: {mots: 1}}', '2:23: unknown key "mots". Did you mean "most"?'],
    ['rules:\n  secure: {options: {most: 1}}', '2:12: unknown key "options". Did you mean "severity"?'],
  ])('checks options by the schema of the rule: %j', (text, message) => {
    const result = readConfig(text, 'vpce-lint.yaml', all);
    if (!('problems' in result)) throw new Error('no problem');
    const [problem] = result.problems;
    expect(`${problem?.position.line}:${problem?.position.column}: ${problem?.message}`).toContain(
      message.replace(' Did you mean "severity"?', ''),
    );
  });
});
