import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { temporaryFolders } from '../temporary-folder.ts';
import { faultyEstate, onlyThatRule, reportIn, runProgram } from './run-program.ts';

const folderWith = temporaryFolders();
const [, ruleId] = onlyThatRule;

function withConfig(config: string, name = 'vpce-lint.yaml'): string {
  return folderWith({ 'estate.json': faultyEstate(), [name]: config });
}

function check(cwd: string, ...words: readonly string[]) {
  return runProgram(['check', ...(words.length > 0 ? words : ['estate.json'])], { cwd });
}

describe('the configuration', () => {
  it.concurrent.each([
    ['vpce-lint.yaml', `extends: []\nrules: {${ruleId}: warning}`],
    ['vpce-lint.yml', `extends: []\nrules:\n  ${ruleId}:\n    severity: warning`],
    ['vpce-lint.json', JSON.stringify({ extends: [], rules: { [ruleId]: 'warning' } })],
    ['vpce-lint.jsonc', `{ // why\n "extends": [], "rules": {"${ruleId}": "warning",}, }`],
  ])('is found as %s and gives a rule its severity', async (name, text) => {
    const run = await check(withConfig(text, name), 'estate.json', '-f', 'json');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(reportIn(run)).toMatchObject({ summary: { error: 0, warning: 1, info: 0 } });
  });

  it('is looked for upwards, as far as the repository goes', async () => {
    const folder = folderWith({
      'vpce-lint.yaml': `extends: []`,
      'plain/deep/estate.json': faultyEstate(),
      'repository/deep/estate.json': faultyEstate(),
    });
    mkdirSync(join(folder, 'repository', '.git'));
    const [plain, bounded] = await Promise.all([
      check(join(folder, 'plain', 'deep'), 'estate.json', '-f', 'json'),
      check(join(folder, 'repository', 'deep'), 'estate.json', '-f', 'json'),
    ]);
    expect(plain).toMatchObject({ code: 0 });
    expect(bounded).toMatchObject({ code: 1 });
  });

  it('is that of --config, or none with --no-config', async () => {
    const folder = folderWith({
      'estate.json': faultyEstate(),
      'vpce-lint.yaml': 'this: [is broken',
      'other.yaml': 'extends: []',
    });
    const [named, none, nearest, gone, both] = await Promise.all([
      check(folder, 'estate.json', '-c', 'other.yaml'),
      check(folder, 'estate.json', '--no-config'),
      check(folder),
      check(folder, 'estate.json', '--config', 'gone.yaml'),
      check(folder, 'estate.json', '--config', 'other.yaml', '--no-config'),
    ]);
    expect([named, none, nearest, gone, both].map(({ code }) => code)).toEqual([0, 1, 2, 2, 2]);
    expect(nearest.stderr).toMatch(/^vpce-lint: vpce-lint\.yaml:1:\d+: /);
    expect(gone.stderr).toContain('Cannot read gone.yaml: no such file or directory');
  });

  it('is refused with every mistake at its line, and nothing is checked', async () => {
    const run = await check(withConfig(`failOn: eror\nrules:\n  ${ruleId}s: off\n`));
    expect(run).toEqual({
      code: 2,
      stdout: '',
      stderr: [
        'vpce-lint: vpce-lint.yaml:1:9: failOn takes error, warning, info, none, not "eror". Did you mean "error"?',
        `vpce-lint: vpce-lint.yaml:3:3: unknown rule "${ruleId}s". Did you mean "${ruleId}"? "vpce-lint rules" lists all of them.`,
        'vpce-lint: "vpce-lint --help" lists commands and options.',
        '',
      ].join('\n'),
    });
  });

  it('may not stand there twice', async () => {
    const folder = folderWith({
      'vpce-lint.yaml': '',
      'vpce-lint.json': '{}',
      'estate.json': faultyEstate(),
    });
    const run = await check(folder);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('two configurations, vpce-lint.yaml and vpce-lint.json');
  });

  it('says what fails the run, unless the command line does', async () => {
    const folder = withConfig(`extends: []\nrules: {${ruleId}: info}\nfailOn: info\n`);
    const [configured, told] = await Promise.all([
      check(folder),
      check(folder, 'estate.json', '--fail-on=error'),
    ]);
    expect([configured.code, told.code]).toEqual([1, 0]);
  });

  it('with the strict preset fails for warnings and for what is undecided', async () => {
    const folder = folderWith({
      'vpce-lint.yaml': 'extends: [strict]',
      'vpcs.json': { Vpcs: [{ VpcId: 'vpc-1', OwnerId: '111122223333' }] },
    });
    expect((await check(folder, 'vpcs.json')).code).toBe(4);
    expect((await check(folder, 'vpcs.json', '--no-config')).code).toBe(0);
  });

  it('asks for reports that lie beside it, wherever the program runs', async () => {
    const folder = folderWith({
      'vpce-lint.yaml': 'outputs: [json, sarif=out/report.sarif]',
      'deep/estate.json': faultyEstate(),
    });
    const run = await check(join(folder, 'deep'));
    expect(reportIn(run).findings.length).toBeGreaterThan(0);
    expect(readFileSync(join(folder, 'out', 'report.sarif'), 'utf8')).toContain('"2.1.0"');
    expect(existsSync(join(folder, 'deep', 'out'))).toBe(false);
    const wrong = folderWith({ 'vpce-lint.yaml': '\noutputs: [jsn]', 'estate.json': faultyEstate() });
    expect((await check(wrong)).stderr).toContain(
      'vpce-lint.yaml:2:10: Unknown format "jsn". Did you mean "json"?',
    );
  });

  it('changes nothing about the demo', async () => {
    const folder = withConfig('extends: []');
    const [here, elsewhere] = await Promise.all([
      runProgram(['demo', '-f', 'json'], { cwd: folder }),
      runProgram(['demo', '-f', 'json'], { cwd: folderWith() }),
    ]);
    expect(reportIn(here).findings.length).toBeGreaterThan(5);
    expect(here.stdout.length).toBe(elsewhere.stdout.length);
  });
});

describe('the scope of the configuration', () => {
  const estate = {
    Vpcs: [
      { VpcId: 'vpc-1', OwnerId: '111122223333', Tags: [{ Key: 'Stage', Value: 'production' }] },
      { VpcId: 'vpc-2', OwnerId: '444455556666' },
    ],
    VpcEndpoints: ['vpc-1', 'vpc-2'].map((VpcId, index) => ({
      VpcEndpointId: `vpce-${index + 1}`,
      VpcId,
      OwnerId: index === 0 ? '111122223333' : '444455556666',
      VpcEndpointType: 'Gateway',
      ServiceName: 'com.amazonaws.eu-west-1.s3',
      State: 'available',
      RouteTableIds: [],
    })),
    NetworkInterfaces: [],
  };

  it.concurrent.each([
    ['accounts: ["111122223333"]', ['vpce-1']],
    ['accounts: ["444455556666"]', ['vpce-2']],
    ['vpcs: [vpc-2]', ['vpce-2']],
    ['tags: {Stage: prod*}', ['vpce-1']],
    ['tags: {Stage: test}', []],
    ['regions: [eu-*]', ['vpce-1', 'vpce-2']],
    ['regions: [us-*]', []],
  ])('%s leaves %j, and counts the others', async (scope, ids) => {
    const folder = folderWith({
      'vpce-lint.yaml': `scope: {${scope}}`,
      'dumps/eu-west-1/estate.json': estate,
    });
    const words = ['check', 'dumps', '-f', 'json', ...onlyThatRule];
    const run = await runProgram(words, { cwd: folder });
    const report = reportIn(run);
    expect(report.findings.map(({ resource }) => resource.id)).toEqual(ids);
    expect(report.summary).toMatchObject({ outOfScope: 2 - ids.length });
    const text = await runProgram(['check', 'dumps', ...onlyThatRule], { cwd: folder });
    if (ids.length < 2) expect(text.stdout).toContain(`${2 - ids.length} out of scope`);
  });
});

describe('the published schema of the configuration', () => {
  it('takes what the program takes, and refuses what it refuses', async () => {
    const { stdout } = await runProgram(['schema', 'config']);
    const validate = new Ajv2020({ allowUnionTypes: true, validateFormats: false }).compile(
      JSON.parse(stdout) as object,
    );
    expect(validate({ extends: ['strict'], rules: { [ruleId]: 'off' }, outputs: ['text'] })).toBe(true);
    expect(validate({ rules: { [ruleId]: { severity: 'info' } }, scope: { regions: ['eu-*'] } })).toBe(true);
    for (const wrong of [
      { rulez: {} },
      { rules: { [`${ruleId}s`]: 'off' } },
      { extends: ['none'] },
      { failOn: 1 },
    ]) {
      expect(validate(wrong)).toBe(false);
    }
  });
});
