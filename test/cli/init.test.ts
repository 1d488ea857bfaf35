import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolders } from '../temporary-folder.ts';
import { faultyEstate, runProgram } from './run-program.ts';

const folderWith = temporaryFolders();

/** The configuration with all of its settings uncommented. */
function uncommented(text: string): string {
  return text.replace(/^#(?=\S| {2})/gm, '');
}

/** A module with a rule that finds nothing, for `customRules`. */
const ownRule = `export default {
  id: 'mine', severity: 'warning', category: 'hygiene', summary: 'There is one.', why: 'So.', fix: 'None.',
  subject: 'vpcEndpoints', needs: ['vpcEndpoints'], examples: [{ title: 'None', facts: {} }], check: () => [],
};
`;

async function initialized(...words: readonly string[]): Promise<string> {
  const hostile = [{ Key: 'Name', Value: 'x\nfailOn: none # "' }];
  const estate = faultyEstate(['vpce-1'], { Tags: hostile }) as { Vpcs: object[] };
  estate.Vpcs = estate.Vpcs.map((vpc) => ({ ...vpc, Tags: hostile }));
  const folder = folderWith({ 'dumps/eu-west-1/estate.json': estate, 'rules/mine.mjs': ownRule });
  expect(await runProgram(['init', ...words], { cwd: folder })).toEqual({
    code: 0,
    stdout: '',
    stderr: 'vpce-lint: wrote vpce-lint.yaml\n',
  });
  return folder;
}

describe('init', () => {
  it.each([[['dumps']], [[]]])(
    'with %j writes what is valid with its comments and without them',
    async (words) => {
      const folder = await initialized(...words);
      const file = join(folder, 'vpce-lint.yaml');
      const text = readFileSync(file, 'utf8');
      expect((await runProgram(['check', 'dumps'], { cwd: folder })).code).toBe(1);
      writeFileSync(file, uncommented(text));
      const run = await runProgram(['check', 'dumps', '--no-baseline'], { cwd: folder });
      expect(run.stderr).toBe('');
      expect([0, 1, 4]).toContain(run.code);
    },
  );

  it('names what is in the input', async () => {
    const text = readFileSync(join(await initialized('dumps'), 'vpce-lint.yaml'), 'utf8');
    expect(text).toContain('accounts: ["111122223333"]');
    expect(text).toContain('regions: ["eu-west-1"]');
    expect(text).toContain('#  gateway-endpoint-no-route-tables: error  # 1 finding');
    expect(text).not.toMatch(/^failOn/m);
  });

  it('shows every key of a configuration that says something of the network or of rules', async () => {
    const text = readFileSync(join(await initialized(), 'vpce-lint.yaml'), 'utf8');
    const shown = [...text.matchAll(/^#?([a-zA-Z]+):/gm)].map(([, key]) => key);
    const keys = ['customRules', 'trustedAccounts', 'organization', 'workloads', 'prices', 'traffic'];
    expect(shown).toEqual(
      expect.arrayContaining([...keys, 'rules', 'scope', 'expectations', 'suppressions']),
    );
  });

  it('replaces no configuration unless it is told to', async () => {
    const folder = folderWith({ 'vpce-lint.yaml': 'extends: []\n' });
    const run = await runProgram(['init'], { cwd: folder });
    expect(run).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('vpce-lint.yaml is there already'),
    });
    expect(readFileSync(join(folder, 'vpce-lint.yaml'), 'utf8')).toBe('extends: []\n');
    expect((await runProgram(['init', '--force'], { cwd: folder })).code).toBe(0);
  });
});
