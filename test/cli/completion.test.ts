import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/registry.ts';
import { runCommand, runProgram } from './run-program.ts';

async function completed(...words: readonly string[]): Promise<readonly string[]> {
  const { code, stdout } = await runProgram(['--get-yargs-completions', 'vpce-lint', ...words]);
  expect(code).toBe(0);
  return stdout.split('\n').slice(0, -1);
}

describe('completion', () => {
  it('knows commands, options, their values and rules', async () => {
    expect(await completed('')).toEqual(expect.arrayContaining(['check', 'diff', 'baseline', 'init']));
    expect(await completed('check', '--f')).toEqual(
      expect.arrayContaining(['--format', '--fail-on', '--config']),
    );
    expect(await completed('check', 'x', '--fail-on', '')).toEqual(['error', 'warning', 'info', 'none']);
    expect(await completed('check', '--only', '')).toEqual(rules.map(({ id }) => id));
    expect(await completed('explain', 'g')).toHaveLength(rules.length);
    expect(await completed('baseline', '')).toEqual(['create', 'update', 'prune']);
    expect(await completed('check', '')).toEqual([]);
  });

  it.each([['bash'], ['zsh'], ['fish']])('has a script for %s that asks the program', async (shell) => {
    const run = await runProgram(['completion', shell]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('vpce-lint --get-yargs-completions');
    if (shell !== 'bash') return;
    expect(await runCommand('bash', ['-n'], { input: run.stdout })).toMatchObject({ code: 0, stderr: '' });
  });
});
