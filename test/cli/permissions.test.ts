import { describe, expect, it } from 'vitest';
import { callTable } from '../../src/collectors/aws/call-table.ts';
import { includeTopics } from '../../src/collectors/aws/include-topic.ts';
import { runProgram } from './run-program.ts';

interface Policy {
  readonly Statement: readonly [{ readonly Action: readonly string[]; readonly Resource: string }];
}

async function actions(...words: readonly string[]): Promise<readonly string[]> {
  const { code, stdout } = await runProgram(['permissions', ...words]);
  expect(code).toBe(0);
  return (JSON.parse(stdout) as Policy).Statement[0].Action;
}

describe('vpce-lint permissions', () => {
  it('allows exactly what the table of calls needs', async () => {
    const needed = callTable.filter(({ topic }) => topic === null).map(({ action }) => action);
    expect(await actions()).toEqual([...new Set(needed)].sort());
  });

  it.each(includeTopics)('adds what %s needs, and nothing else', async (topic) => {
    const without = new Set(await actions());
    const added = (await actions('--include', topic)).filter((action) => !without.has(action));
    const needed = callTable.filter((call) => call.topic === topic).map(({ action }) => action);
    expect(added).toEqual([...new Set(needed)].sort());
  });

  it('never allows a change', async () => {
    for (const action of await actions('--include', 'all', '--org', '--all-regions')) {
      expect(action).toMatch(/^[a-z0-9-]+:(?:Describe|Get|List|Search)\w+$/);
    }
  });

  it('adds what finding accounts and regions takes', async () => {
    const found = await actions('--org', '--all-regions');
    expect(found).toEqual(expect.arrayContaining(['organizations:ListAccounts', 'ec2:DescribeRegions']));
  });

  it('says the same for Terraform', async () => {
    const { stdout } = await runProgram(['permissions', '--terraform']);
    expect(stdout).toMatch(/^data "aws_iam_policy_document" "vpce_lint" \{\n {2}statement \{\n/);
    const listed = [...stdout.matchAll(/^ {6}"(.+)",$/gm)].map(([, action]) => action);
    expect(listed).toEqual(await actions());
  });

  it('knows what can be included', async () => {
    const { code, stderr } = await runProgram(['permissions', '--include', 'secret']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean "secrets"?');
  });
});
