import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { estate, gatewayEndpoint, without } from '../../src/rules/example-estate.ts';
import type { Facts } from '../../src/rules/rule.ts';
import { fixtureNames, inputOfFixture } from '../fixture-inputs.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { runProgram } from './run-program.ts';

const folderWith = temporaryFolders();

function snapshot(account: string, facts: Facts): object {
  const entries = Object.entries(facts).map(([family, items]): [string, object] => [
    family,
    { status: 'collected', complete: true, items },
  ]);
  const scope = { partition: 'aws', account, region: 'eu-west-1' };
  return {
    format: 'vpce-lint/snapshot',
    version: 1,
    scopes: [{ ...scope, facts: Object.fromEntries(entries) }],
  };
}

const broken = estate({ vpcEndpoints: [gatewayEndpoint('s3', [])] });
const undecided = without(estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])] }), 'routeTables');

interface Told {
  readonly summary: object;
  readonly inputs: readonly object[];
  readonly findings: readonly { readonly rule: string; readonly fingerprint: string }[];
  readonly undecided: readonly object[];
}

/** What a report says, wherever in the input it stands. */
async function toldOf(cwd: string, inputs: readonly string[]): Promise<object> {
  const { stdout } = await runProgram(['check', '--format', 'json', ...inputs], { cwd });
  const { summary, findings, undecided: open } = JSON.parse(stdout) as Told;
  return { summary, findings: findings.map(({ rule, fingerprint }) => [rule, fingerprint]), open };
}

describe('merge', () => {
  it('makes one snapshot of many that gives the report of all of them', async () => {
    const cwd = folderWith({
      'a/one.json': snapshot('111122223333', broken),
      'a/other.json': snapshot('444455556666', undecided),
    });
    const run = await runProgram(['merge', 'a', '-o', 'all.json.gz'], { cwd });
    expect(run).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const merged = gunzipSync(readFileSync(join(cwd, 'all.json.gz'))).toString('utf8');
    expect([...merged.matchAll(/"account": "(\d+)"/g)].map(([, account]) => account)).toEqual([
      '111122223333',
      '444455556666',
    ]);
    expect(await toldOf(cwd, ['all.json.gz'])).toEqual(await toldOf(cwd, ['a']));
  });

  it.each(fixtureNames)('keeps what fixtures/%s tells', async (name) => {
    const cwd = folderWith();
    const input = resolve(inputOfFixture(name));
    const run = await runProgram(['merge', input, '-o', 'all.json'], { cwd });
    expect(run.code, run.stderr).toBe(0);
    expect(await toldOf(cwd, ['all.json'])).toEqual(await toldOf(cwd, [input]));
  });

  it('refuses a template beside a snapshot, naming it', async () => {
    const cwd = folderWith();
    const run = await runProgram(['merge', resolve('fixtures/pull-request'), '-o', 'all.json'], { cwd });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('network.yaml is cloudformation');
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('makes one report of many, with each finding once and counts that reconcile', async () => {
    const cwd = folderWith({
      'one.json': snapshot('111122223333', broken),
      'other.json': snapshot('444455556666', undecided),
    });
    for (const [name, ...inputs] of [
      ['r1', 'one.json'],
      ['r2', 'one.json', 'other.json'],
    ] as const) {
      await runProgram(['check', '--format', `json=${name}.json`, ...inputs], { cwd });
    }
    const { stdout } = await runProgram(['merge', 'r1.json', 'r2.json'], { cwd });
    const both = JSON.parse(stdout) as Told;
    const second = JSON.parse(readFileSync(join(cwd, 'r2.json'), 'utf8')) as Told;
    expect(both).toEqual({ ...second, inputs: both.inputs });
    expect(both.inputs).toHaveLength(2);
    expect(both.findings.length).toBeGreaterThan(0);
  });

  it('makes one SARIF log of many, in which rules and results agree', async () => {
    const cwd = folderWith({
      'one.json': snapshot('111122223333', broken),
      'other.json': snapshot(
        '444455556666',
        estate({ vpcEndpoints: [gatewayEndpoint('s3', [], { VpcEndpointId: 'vpce-2' })] }),
      ),
    });
    for (const name of ['one', 'other']) {
      await runProgram(['check', '--format', `sarif=${name}.sarif`, `${name}.json`], { cwd });
    }
    const { stdout } = await runProgram(['merge', 'one.sarif', 'other.sarif', 'one.sarif'], { cwd });
    const { runs } = JSON.parse(stdout);
    expect(runs).toHaveLength(1);
    const [{ results, tool }] = runs;
    const own = JSON.parse(readFileSync(join(cwd, 'one.sarif'), 'utf8')).runs[0].results;
    expect(results).toHaveLength(2 * own.length);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  it.each([
    [
      'a report and a snapshot',
      { 'a.json': { format: 'vpce-lint/report' }, 'b.json': snapshot('111122223333', broken) },
      2,
      'one kind',
    ],
    [
      'a report that is none',
      { 'a.json': { format: 'vpce-lint/report', version: 1 } },
      3,
      'a.json: not a report',
    ],
    ['a truncated report', { 'a.json': '{ "format": "vpce-lint/report",' }, 3, 'a.json:1:'],
    ['nothing of ours', { 'a.json': [1, 2] }, 3, 'nothing to merge'],
  ])('refuses %s', async (_, files, code, words) => {
    const cwd = folderWith(files);
    const run = await runProgram(['merge', '.', '-o', 'all.json'], { cwd });
    expect(run.code).toBe(code);
    expect(run.stderr).toContain(words);
    expect(readdirSync(cwd)).not.toContain('all.json');
  });
});
