import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../cli/run-program.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folderWith = temporaryFolders();
const types = resolve('dist', 'types');

/** A project of somebody else's in which the package is installed, and nothing beside it. */
function projectWith(code: string): string {
  const folder = folderWith({ 'main.mts': code });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve('.'), join(folder, 'node_modules', 'vpce-lint'), 'junction');
  return folder;
}

function compile(cwd: string) {
  const options = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--noEmit', '--types', ''];
  return runCommand(
    process.execPath,
    [resolve('node_modules/typescript/bin/tsc'), '--ignoreConfig', ...options, 'main.mts'],
    { cwd },
  );
}

describe('the types of the package', () => {
  it('name nothing that is not in the package', () => {
    expect(existsSync(join(types, 'index.d.ts'))).toBe(true);
    for (const path of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.d.ts')) continue;
      const text = readFileSync(join(types, path), 'utf8');
      const imported = [...text.matchAll(/^(?:import|export) [^;]*? from '([^']+)'|import\("([^"]+)"\)/gm)];
      for (const [, source = '', inline = ''] of imported) expect(`${source}${inline}`).toMatch(/^\.\.?\//);
    }
  });

  it('tell what inputs, reports, answers and rules hold', async () => {
    const run = await compile(
      projectWith(`
import { check, defineRule, isFalse, path, problem, readInputs, undecided } from 'vpce-lint';
import { estate, testRule } from 'vpce-lint/testing';
import type { Report } from 'vpce-lint';

const inputs = await readInputs(['dumps'], { overlay: false });
const report: Report = await check(inputs, { only: ['dns-support-disabled'], now: new Date(0) });
const severities: ('error' | 'warning' | 'info')[] = report.findings.map(({ severity }) => severity);
const { verdict } = await path(inputs, { from: 'i-1', to: 's3', port: 443 });
const isOpen: boolean = verdict === 'reachable';
const rule = defineRule({
  id: 'mine', severity: 'info', category: 'hygiene', summary: 'S.', why: 'W.', fix: 'F.',
  subject: 'vpcEndpoints', needs: ['vpcEndpoints'],
  examples: [{ title: 'None', facts: estate() }],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const { state } = endpoint;
      const name: string | null = endpoint.name;
      if (!state.known) yield undecided(endpoint, state.missing);
      else if (state.value.length > 3 && !isFalse(endpoint.isOwn)) yield problem({ resource: endpoint, message: name ?? '' });
    }
  },
});
testRule(rule);
console.log(severities, isOpen, await check(inputs, { rules: [rule] }));
declare const console: { log(...all: unknown[]): void };
`),
    );
    expect(run.stdout).toBe('');
    expect(run.code).toBe(0);
  });

  it('reject what is wrong', async () => {
    const run = await compile(
      projectWith(`
import { check, path, readInputs } from 'vpce-lint';
const inputs = await readInputs(['dumps']);
await path(inputs, { from: 'i-1' });
await check(inputs, { onyl: [] });
inputs.network.all('endpoints');
`),
    );
    expect(run.code).not.toBe(0);
    for (const line of [4, 5, 6]) expect(run.stdout).toContain(`main.mts(${line},`);
  });
});
