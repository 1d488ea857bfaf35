import { describe, expect, it } from 'vitest';
import { koreanRuleTexts } from '../../src/data/korean.ts';
import { rules } from '../../src/rules/registry.ts';
import { runProgram } from '../cli/run-program.ts';

const parts = ['summary', 'why', 'fix'] as const;
const hangul = /[가-힣]/;

describe('what rules say in Korean', () => {
  it('is there for every rule, and for nothing else', () => {
    expect(Object.keys(koreanRuleTexts).sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))(
    'is Korean, with the commands of %s as they are',
    (id, rule) => {
      for (const part of parts) {
        const text = koreanRuleTexts[id]?.[part] ?? '';
        expect(text, part).toMatch(hangul);
        for (const [command] of rule[part].matchAll(/`[^`]+`/g)) expect(text, part).toContain(command);
      }
    },
  );

  it('is what explain and rules print with --lang ko', async () => {
    const { stdout: page } = await runProgram(['explain', 'dns-support-disabled', '--lang', 'ko']);
    expect(page).toContain(koreanRuleTexts['dns-support-disabled']?.why);
    expect(page).toContain('ec2:DescribeVpcAttribute');
    const { stdout: list } = await runProgram(['rules', '--lang', 'ko']);
    expect(list.split('\n').filter((line) => hangul.test(line))).toHaveLength(rules.length);
    const { code, stderr } = await runProgram(['rules', '--lang', 'fr']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('--lang takes en, ko') as string,
    });
  });
});
