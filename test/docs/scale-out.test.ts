import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { estate, gatewayEndpoint } from '../../src/rules/example-estate.ts';
import { runProgram } from '../cli/run-program.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folderWith = temporaryFolders();
const page = readFileSync('docs/scale-out.md', 'utf8');

function blocks(language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, code = '']) => code,
  );
}

/** The commands of ours on the page, wherever they stand. */
const commands = [...page.matchAll(/npx vpce-lint ([a-z]+) ([^\n]*)/g)].map(
  ([, command = '', words = '']) => ({ command, words }),
);

interface State {
  readonly Next?: string;
  readonly End?: boolean;
  readonly ItemProcessor?: Machine;
}
interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** States that lead to one that is not there, or that neither go on nor end. */
function loose({ StartAt, States }: Machine): readonly string[] {
  return [
    ...(StartAt in States ? [] : [StartAt]),
    ...Object.entries(States).flatMap(([name, { Next, End, ItemProcessor }]) => [
      ...(Next === undefined ? (End === true ? [] : [name]) : Next in States ? [] : [Next]),
      ...(ItemProcessor ? loose(ItemProcessor) : []),
    ]),
  ];
}

describe('docs/scale-out.md', () => {
  it('names commands and options that there are', () => {
    expect(commands.length).toBeGreaterThan(5);
    for (const { command, words } of commands) {
      const help = execFileSync(process.execPath, ['dist/bin.cjs', command, '--help'], { encoding: 'utf8' });
      for (const [flag] of words.matchAll(/--[a-z-]+/g)) expect(help).toContain(flag);
    }
  });

  it('has a workflow and a state machine that can be read and end', () => {
    const [workflow = ''] = blocks('yaml');
    const { jobs } = parse(workflow) as { readonly jobs: Readonly<Record<string, { needs?: string }>> };
    expect(jobs['check']?.needs).toBe('snapshot');
    const [machine = ''] = blocks('json');
    expect(loose(JSON.parse(machine) as Machine)).toEqual([]);
  });

  it('decides in the merged snapshot what an account alone leaves open', async () => {
    const facts = estate({ vpcEndpoints: [gatewayEndpoint('s3', [])] });
    const file = (account: string, families: readonly string[]) => ({
      format: 'vpce-lint/snapshot',
      version: 1,
      scopes: [
        {
          partition: 'aws',
          account,
          region: 'eu-west-1',
          facts: Object.fromEntries(
            Object.entries(facts)
              .filter(([family]) => families.includes(family))
              .map(([family, items]) => [family, { status: 'collected', complete: true, items }]),
          ),
        },
      ],
    });
    // The endpoint is seen from a participant of a shared VPC, all else from its owner.
    const all = Object.keys(facts);
    const cwd = folderWith({
      'accounts/444455556666/444455556666.json': file('444455556666', ['vpcEndpoints']),
      'accounts/111122223333/111122223333.json': file('111122223333', all),
    });
    const run = (words: string) => runProgram(words.split(' '), { cwd });
    const [merge, check] = commands
      .filter(({ words }) => words.includes('all.json.gz'))
      .slice(-2)
      .map(({ command, words }) => `${command} ${words}`);
    expect(await run(merge ?? '')).toMatchObject({ code: 0, stderr: '' });
    const alone = await run('check accounts/444455556666');
    expect(alone.stdout).not.toContain('error[');
    expect((await run(check ?? '')).stdout).toContain('error[gateway-endpoint-no-route-tables]');
  });
});
