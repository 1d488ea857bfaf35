import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolders } from '../temporary-folder.ts';
import { faultyEstate, onlyThatRule, program, reportIn, runCommand, runProgram } from './run-program.ts';

const folderWith = temporaryFolders();
let folder: string;
beforeAll(() => {
  folder = folderWith({
    'error.json': faultyEstate(),
    'clean.json': faultyEstate(['vpce-2'], { RouteTableIds: ['rtb-1'] }),
    'vpcs.json': { Vpcs: [{ VpcId: 'vpc-1', OwnerId: '111122223333' }] },
    'broken.json': '{"Vpcs": [',
    'directory/x.txt': '',
  });
});

function check(...words: readonly string[]) {
  return runProgram(['check', ...words], { cwd: folder });
}

describe('the exit code of check', () => {
  it.concurrent.each([
    [0, ['clean.json', ...onlyThatRule]],
    [1, ['error.json', ...onlyThatRule]],
    [1, ['error.json', ...onlyThatRule, '--fail-on', 'none', '--fail-on=warning']],
    [4, ['--fail-on-unknown', 'vpcs.json', ...onlyThatRule]],
    [0, ['vpcs.json', '--only', 'gateway-endpoint-route-missing-in-table', '--fail-on-unknown=error']],
    [1, ['error.json', '--fail-on-unknown']],
    [3, ['broken.json', 'error.json', ...onlyThatRule]],
    [3, ['gone.json', 'vpcs.json', ...onlyThatRule, '--fail-on-unknown']],
    [2, ['broken.json', 'error.json', ...onlyThatRule, '-f', 'json=directory']],
    [2, []],
    [2, ['error.json', '--fail-on-unknown=sometimes']],
  ])('is %d: %j', async (code, words) => {
    const run = await check(...words);
    expect(run).toMatchObject({ code });
    expect(run.stderr).not.toMatch(/^\s+at /m);
  });

  it('is 5 when the program itself fails, with a request to report it', async () => {
    const sabotage = 'data:text/javascript,Object.fromEntries=()=>{throw new TypeError("sabotaged")}';
    const run = await runProgram(['check', 'error.json'], {
      cwd: folder,
      nodeOptions: ['--import', sabotage],
    });
    expect(run).toMatchObject({ code: 5, stdout: '' });
    expect(run.stderr).toContain('internal error, please report it: TypeError: sabotaged');
  });

  it('is 3 when a snapshot was refused what everything stands on, with the report of the rest', async () => {
    const refused = { status: 'denied', complete: false, error: { code: 'UnauthorizedOperation' } };
    const scope = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };
    const facts = { vpcs: { status: 'collected', complete: true, items: [] } };
    const snapshot = (more: object) => ({
      format: 'vpce-lint/snapshot',
      version: 1,
      scopes: [{ ...scope, facts: { ...facts, ...more } }],
    });
    const files = folderWith({
      'refused.json': snapshot({ vpcEndpoints: refused }),
      'spared.json': snapshot({ networkAcls: refused, vpcEndpoints: facts.vpcs }),
      'nothing.json': { format: 'vpce-lint/snapshot', version: 1, scopes: [] },
    });
    const [run, spared, nothing] = await Promise.all(
      ['refused.json', 'spared.json', 'nothing.json'].map((name) =>
        runProgram(['check', name, '-f', 'json', ...onlyThatRule], { cwd: files }),
      ),
    );
    expect(run).toMatchObject({
      code: 3,
      stderr:
        'vpce-lint: 111122223333/eu-west-1: aws ec2 describe-vpc-endpoints was denied when the snapshot was taken (UnauthorizedOperation)\n',
    });
    expect(run && reportIn(run).undecided).toHaveLength(1);
    expect(spared).toMatchObject({ code: 0, stderr: '' });
    expect(nothing).toMatchObject({
      code: 3,
      stdout: '',
      stderr: 'vpce-lint: nothing.json holds no facts: nothing was collected\n',
    });
  });
});

describe('the reports of check', () => {
  it('go to standard output and to files, as many as are asked for', async () => {
    const out = folderWith();
    const run = await runProgram(
      [
        'check',
        join(folder, 'error.json'),
        ...onlyThatRule,
        '-f',
        'text',
        '-f',
        'json=a/b/report.json',
        '--format=sarif=report.sarif',
      ],
      { cwd: out },
    );
    expect(run).toMatchObject({ code: 1, stderr: '' });
    expect(run.stdout).toContain('error[gateway-endpoint-no-route-tables] VPC endpoint vpce-1');
    const report = reportIn({ ...run, stdout: readFileSync(join(out, 'a', 'b', 'report.json'), 'utf8') });
    expect(report.findings).toHaveLength(1);
    const sarif = JSON.parse(readFileSync(join(out, 'report.sarif'), 'utf8')) as { version: string };
    expect(sarif.version).toBe('2.1.0');
    expect(readdirSync(out).sort()).toEqual(['a', 'report.sarif']);
  });

  it('are data and nothing else, whatever there is to say beside them', async () => {
    const run = await check('error.json', 'broken.json', 'directory', '-v', '-f', 'json', ...onlyThatRule);
    expect(reportIn(run).findings).toHaveLength(1);
    expect(run.stderr.split('\n')).toEqual([
      'vpce-lint: broken.json:1:11: the text ends in the middle of an array: the file is truncated',
      'vpce-lint: error.json: read as aws-cli',
      'vpce-lint: directory/x.txt: skipped: the file is empty',
      '',
    ]);
  });

  it('say which file they could not write, and print the rest', async () => {
    const run = await check('error.json', ...onlyThatRule, '-f', 'sarif=directory', '-f', 'json');
    expect(run).toMatchObject({ code: 2, stderr: 'vpce-lint: cannot write directory: it is a directory\n' });
    expect(reportIn(run).findings).toHaveLength(1);
  });

  it('have colour only where it is wanted', async () => {
    const words = ['check', 'error.json', ...onlyThatRule];
    const runs = await Promise.all([
      runProgram(words, { cwd: folder }),
      runProgram([...words, '--color', 'always'], { cwd: folder, env: { NO_COLOR: '1' } }),
      runProgram([...words, '-f', 'json'], { cwd: folder, env: { FORCE_COLOR: '1' } }),
    ]);
    expect(runs.map(({ stdout }) => stdout.includes('\u001b['))).toEqual([false, true, false]);
  });

  it('are the same bytes for the same files, whatever the order in which they are named', async () => {
    const [one, other] = await Promise.all([
      check('error.json', 'vpcs.json', 'clean.json', '-f', 'json', '--fail-on', 'none'),
      check('clean.json', 'vpcs.json', './error.json', 'vpcs.json', '-f', 'json'),
    ]);
    expect(other.stdout).toBe(one.stdout);
    expect(reportIn(one).inputs).toHaveLength(3);
  });

  it('name files relative to where the program runs', async () => {
    const [named, whole] = await Promise.all([
      check(join(folder, 'error.json'), '-f', 'json', ...onlyThatRule),
      check(folder, '-f', 'json', ...onlyThatRule),
    ]);
    expect(reportIn(named).findings[0]?.location?.file).toBe('error.json');
    expect(reportIn(whole).inputs.map(({ path }) => path)).toEqual(['clean.json', 'error.json', 'vpcs.json']);
  });
});

describe('the end of a pipe', () => {
  const many = JSON.stringify(faultyEstate(Array.from({ length: 1_500 }, (_, index) => `vpce-${index}`)));

  it('that closes early is met in silence, with the true exit code', async () => {
    const run = await runProgram(['check', '-', '-f', 'json', ...onlyThatRule], {
      input: many,
      closeEarly: true,
    });
    expect(run).toMatchObject({ code: 1, stderr: '' });
  });

  it.skipIf(process.platform !== 'linux')('that takes nothing more is told', async () => {
    writeFileSync(join(folder, 'many.json'), many);
    const script = `"${process.execPath}" "${program}" check many.json -f json > /dev/full`;
    const run = await runCommand('sh', ['-c', script], { cwd: folder });
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(/^vpce-lint: cannot write to standard output: ENOSPC[^\n]*\n$/);
  });
});

describe('standard input', () => {
  const text = JSON.stringify(faultyEstate(), null, 2);

  it.concurrent.each([[['check', '--', '-', '-']], [['check', '--', '-']], [['check', 'vpcs.json', '-']]])(
    'is read by %j, once',
    async (words) => {
      const run = await runProgram([...words.slice(0, 1), '-f', 'json', ...onlyThatRule, ...words.slice(1)], {
        cwd: folder,
        input: text,
      });
      expect(run).toMatchObject({ code: 1, stderr: '' });
      expect(reportIn(run).findings).toMatchObject([{ location: { file: '<stdin>', line: 10, column: 7 } }]);
    },
  );

  it('that is not there is an empty input', async () => {
    expect(await runProgram(['check', '-'])).toEqual({
      code: 3,
      stdout: '',
      stderr: 'vpce-lint: <stdin>: the file is empty\n',
    });
  });

  it.skipIf(process.platform !== 'linux')('may be given as a pipe by its name', async () => {
    const node = `"${process.execPath}" "${program}"`;
    const script = `cat error.json | ${node} check /dev/stdin -f json --only gateway-endpoint-no-route-tables`;
    const run = await runCommand('sh', ['-c', script], { cwd: folder });
    expect(run).toMatchObject({ code: 1, stderr: '' });
    expect(reportIn(run).findings[0]?.location?.line).toBe(1);
  });
});
