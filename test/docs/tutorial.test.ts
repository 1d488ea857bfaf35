import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { temporaryFolders } from '../temporary-folder.ts';

const folderWith = temporaryFolders();

/** A folder with a program `vpce-lint` that runs what was built. */
function installed(): string {
  const bin = folderWith();
  const program = join(bin, 'vpce-lint');
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${resolve('dist', 'bin.cjs')}" "$@"\n`);
  chmodSync(program, 0o755);
  return `${bin}${delimiter}${process.env['PATH'] ?? ''}`;
}

const { NO_COLOR: _, FORCE_COLOR: __, ...environment } = process.env;

describe.skipIf(process.platform === 'win32')('docs/tutorial.md', () => {
  it('goes from two files to a red gate and a green one, as it says', () => {
    const page = readFileSync('docs/tutorial.md', 'utf8');
    const blocks = [...page.matchAll(/^```(sh|text)(?: fails with (\d))?\n([\s\S]*?)^```$/gm)];
    expect(blocks.filter(([, kind]) => kind === 'sh').length).toBeGreaterThan(6);
    const cwd = folderWith();
    const env = { ...environment, PATH: installed() };
    let printed = '';
    for (const [, kind, code = '0', text = ''] of blocks) {
      if (kind === 'text') {
        expect(printed).toContain(text.trimEnd());
        continue;
      }
      const run = spawnSync('sh', ['-eu', '-c', text], { cwd, env, encoding: 'utf8' });
      expect(`${run.status}: ${text}${run.stderr}`).toContain(`${code}: ${text}`);
      printed = run.stdout;
    }
  }, 60_000);
});

describe('action.yml', () => {
  const action = parseDocument(readFileSync('action.yml', 'utf8')).toJS() as {
    inputs: Record<string, { description: string }>;
    runs: { using: string; steps: { run: string; env?: Record<string, string> }[] };
  };

  it('lets no input of a workflow into a script but as a variable', () => {
    expect(action.runs.using).toBe('composite');
    for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
    const [, check] = action.runs.steps;
    const passed = Object.values(check?.env ?? {}).join(' ');
    for (const name of Object.keys(action.inputs)) expect(passed).toContain(`inputs.${name} }}`);
  });

  it.skipIf(process.platform === 'win32')(
    'writes annotations, a SARIF file and a summary, and fails as it should',
    () => {
      const cwd = folderWith({ 'with blank/x.json': readFileSync('fixtures/demo/estate.json', 'utf8') });
      const run = (FAIL_ON: string) =>
        spawnSync('bash', ['-e', '-o', 'pipefail', '-c', action.runs.steps[1]?.run ?? ''], {
          cwd,
          env: {
            ...environment,
            VPCE_LINT: resolve('dist', 'bin.cjs'),
            INPUTS: 'with blank\n',
            FAIL_ON,
            CONFIG: '',
            CATEGORY: 'prod',
            GITHUB_OUTPUT: join(cwd, 'output'),
            GITHUB_STEP_SUMMARY: join(cwd, 'summary.md'),
          },
          encoding: 'utf8',
        });
      expect(run('').status).toBe(1);
      const mild = run('none');
      expect(mild.status).toBe(0);
      expect(mild.stdout).toMatch(/^::error file=with blank\/x\.json,line=/m);
      expect(readFileSync(join(cwd, 'summary.md'), 'utf8')).toContain('## vpce-lint');
      expect(readFileSync(join(cwd, 'output'), 'utf8')).toContain('sarif=vpce-lint.sarif');
      expect(readFileSync(join(cwd, 'vpce-lint.sarif'), 'utf8')).toContain('vpce-lint/prod/');
    },
  );
});

describe('the hook for pre-commit', () => {
  it('runs a command that there is', () => {
    const [hook] = parseDocument(readFileSync('.pre-commit-hooks.yaml', 'utf8')).toJS() as {
      entry: string;
    }[];
    expect(hook?.entry).toBe('vpce-lint check');
  });
});
