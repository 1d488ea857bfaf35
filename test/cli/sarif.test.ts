import { readFileSync } from 'node:fs';
import type { Log, Result } from 'sarif';
import { describe, expect, it } from 'vitest';
import { temporaryFolders } from '../temporary-folder.ts';
import { runProgram } from './run-program.ts';

const folderWith = temporaryFolders();

async function resultsOf(estate: string, ...words: readonly string[]): Promise<readonly Result[]> {
  const folder = folderWith({ 'estate.json': estate });
  const { stdout } = await runProgram(['check', 'estate.json', '-f', 'sarif', ...words], { cwd: folder });
  const log = JSON.parse(stdout) as Log;
  return log.runs[0]?.results ?? [];
}

const demo = readFileSync('fixtures/demo/estate.json', 'utf8');

describe('the SARIF log', () => {
  it('changes for one resource when that resource changes', async () => {
    const [, id = ''] = /"VpcEndpointId": "(vpce-[0-9a-f]+)"/.exec(demo) ?? [];
    const changed = demo.replace(
      '"EnableDnsSupport": {\n                "Value": false',
      '"EnableDnsSupport": {\n                "Value": true',
    );
    expect(changed).not.toBe(demo);
    expect(id).not.toBe('');
    const [before, after] = await Promise.all([resultsOf(demo), resultsOf(changed)]);
    const texts = (results: readonly Result[]) =>
      results.map((result) => JSON.stringify({ ...result, ruleIndex: 0 }));
    const gone = before.filter(
      (result) => !texts(after).includes(JSON.stringify({ ...result, ruleIndex: 0 })),
    );
    expect(gone.map(({ ruleId }) => ruleId)).toEqual(['dns-support-disabled']);
    expect(texts(after).filter((text) => !texts(before).includes(text))).toEqual([]);
  });

  it('is the same bytes every time, and has its category', async () => {
    const run = () => runProgram(['demo', '-f', 'sarif', '--sarif-category', 'prod/eu']);
    const [one, other] = await Promise.all([run(), run()]);
    expect(one.stdout).toBe(other.stdout);
    expect((JSON.parse(one.stdout) as Log).runs[0]?.automationDetails?.id).toBe('vpce-lint/prod/eu/');
  });

  it('shows the trace of an expectation as a flow, and in full what is suppressed', async () => {
    const folder = folderWith({
      'estate.json': demo,
      'vpce-lint.yaml': `extends: []
expectations: [{name: a, from: {resources: [i-0a5c190779dad20a7]}, to: s3, via: any}]
rules: {dns-support-disabled: error}
suppressions: [{rule: dns-support-disabled, reason: known, owner: me}]
`,
    });
    const run = async (...words: readonly string[]) => {
      const { stdout } = await runProgram(['check', 'estate.json', '-f', 'sarif', ...words], { cwd: folder });
      return (JSON.parse(stdout) as Log).runs[0]?.results ?? [];
    };
    const [github, full] = await Promise.all([run(), run('--sarif-profile', 'full')]);
    expect(github.map(({ ruleId }) => ruleId)).toEqual(['expectation-not-met']);
    const steps = github[0]?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
    expect(steps.length).toBeGreaterThan(2);
    expect(
      steps.every(({ location }) => location?.physicalLocation?.artifactLocation?.uri === 'estate.json'),
    ).toBe(true);
    expect(full.filter(({ suppressions }) => suppressions).map(({ ruleId }) => ruleId)).toEqual([
      'dns-support-disabled',
    ]);
  });
});
