import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolders } from '../temporary-folder.ts';
import { faultyEstate, onlyThatRule, type Run, runProgram } from './run-program.ts';

const folderWith = temporaryFolders();
const [, ruleId] = onlyThatRule;

interface SuppressedReport {
  readonly summary: { readonly error: number; readonly suppressed: number };
  readonly findings: readonly {
    readonly resource: { readonly id: string };
    readonly suppressed?: object;
  }[];
  readonly staleSuppressions?: readonly {
    readonly status: string;
    readonly place: string;
    readonly detail: string;
  }[];
}

function reportOf({ stdout }: Run): SuppressedReport {
  return JSON.parse(stdout) as SuppressedReport;
}

function check(cwd: string, ...words: readonly string[]): Promise<Run> {
  return runProgram(['check', 'estate.json', ...onlyThatRule, ...words], { cwd });
}

const two = faultyEstate(['vpce-1', 'vpce-2']);

function suppressing(fields: string, more = ''): string {
  return folderWith({
    'estate.json': two,
    'vpce-lint.yaml': `suppressions:\n  - rule: ${ruleId}\n    reason: a test\n    owner: net-team\n${fields}${more}`,
  });
}

describe('a suppression in the configuration', () => {
  it.concurrent.each([
    ['    resource: vpce-1\n', 1],
    ['    resource: vpce-*\n', 2],
    ['    account: "111122223333"\n', 2],
    ['    account: "444455556666"\n', 0],
    ['    vpc: vpc-1\n', 2],
    ['', 2],
  ])('with %j covers %d of two findings, and the counts add up', async (fields, covered) => {
    const folder = suppressing(fields);
    const [json, text, sarif] = await Promise.all([
      check(folder, '-f', 'json'),
      check(folder),
      check(folder, '-f', 'sarif'),
    ]);
    const { summary, findings } = reportOf(json);
    expect(summary).toMatchObject({ error: 2 - covered, suppressed: covered });
    expect(findings).toHaveLength(2);
    expect(findings.filter(({ suppressed }) => suppressed)).toHaveLength(covered);
    expect(json.code).toBe(covered === 2 ? 0 : 1);
    expect(text.stdout).toContain(`${covered} suppressed`);
    expect((JSON.parse(sarif.stdout) as { runs: [{ results: object[] }] }).runs[0].results).toHaveLength(
      2 - covered,
    );
  });

  it('tells its reason, owner and last day', async () => {
    const run = await check(suppressing('    expires: 2027-01-31\n'), '-f', 'json', '--now', '2026-12-01');
    expect(reportOf(run).findings[0]?.suppressed).toEqual({
      kind: 'configuration',
      reason: 'a test',
      owner: 'net-team',
      expires: '2027-01-31',
    });
  });

  it.each([
    ['2027-01-31T23:59:59Z', 0],
    ['2027-02-01', 1],
  ])('that holds to 2027-01-31, at %s: exit code %d', async (now, code) => {
    const run = await check(suppressing('    expires: 2027-01-31\n'), '--now', now);
    expect(run.code).toBe(code);
    expect(run.stdout.includes('expired  vpce-lint.yaml:2:5')).toBe(code === 1);
  });

  it.each([
    ['suppressions: [{rule: RULE, owner: me}]', 'reason is missing'],
    ['suppressions: [{rule: RULE, owner: me, reason: " "}]', 'expected a reason'],
    ['suppressions: [{rule: RULE, reason: x}]', 'owner is missing'],
    ['suppressions: [{rule: RULEs, reason: x, owner: me}]', 'Did you mean "RULE"?'],
    [
      'suppressions: [{rule: RULE, reason: x, owner: me, expires: 2027-02-30}]',
      'expected a day like 2027-01-31',
    ],
  ])('without what it needs is refused: %s', async (config, message) => {
    const folder = folderWith({ 'estate.json': two, 'vpce-lint.yaml': config.replaceAll('RULE', ruleId) });
    const run = await check(folder);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(message.replaceAll('RULE', ruleId));
  });

  it('that covers nothing is told, unless nobody can know', async () => {
    const entries = (resource: string) =>
      `suppressions:\n  - {rule: ${ruleId}, resource: ${resource}, reason: x, owner: me}\n`;
    const unused = folderWith({ 'estate.json': two, 'vpce-lint.yaml': entries('vpce-9') });
    const run = await check(unused, '-f', 'json');
    expect(reportOf(run).staleSuppressions).toMatchObject([
      { status: 'unused', place: 'vpce-lint.yaml:2:5' },
    ]);
    expect((await check(unused)).stdout).toContain('1 suppression to look after:');
    const undecided = folderWith({
      'estate.json': { Vpcs: [{ VpcId: 'vpc-1', OwnerId: '111122223333' }] },
      'vpce-lint.yaml': entries('vpce-9'),
    });
    expect(reportOf(await check(undecided, '-f', 'json')).staleSuppressions).toBeUndefined();
    const otherRule = await runProgram(
      ['check', 'estate.json', '--only', 'dns-support-disabled', '-f', 'json'],
      { cwd: unused },
    );
    expect(reportOf(otherRule).staleSuppressions).toBeUndefined();
  });
});

describe('a tag', () => {
  const tagged = (Value: string, Key = 'vpce-lint:ignore') =>
    folderWith({ 'estate.json': faultyEstate(['vpce-1'], { Tags: [{ Key, Value }] }) });

  it.concurrent.each([
    [`${ruleId} moved in spring owner=net-team until=2027-01-31`, 'vpce-lint:ignore', 0],
    [`${ruleId} moved in spring`, 'vpce-lint:ignore:2', 0],
    [`${ruleId} moved until=2020-01-31`, 'vpce-lint:ignore', 1],
    [ruleId, 'vpce-lint:ignore', 1],
    [`${ruleId} x until=soon`, 'vpce-lint:ignore', 1],
    ['dns-support-disabled not this one', 'vpce-lint:ignore', 1],
    [`${ruleId} another key`, 'vpce-lint:note', 1],
  ])('%j under %s: exit code %d', async (value, key, code) => {
    expect((await check(tagged(value, key), '--now', '2026-12-01')).code).toBe(code);
  });

  it('is shown with what it says, and told where it says nothing that can be followed', async () => {
    const good = await check(tagged(`${ruleId} moved in spring owner=net-team`), '-f', 'json');
    expect(reportOf(good).findings[0]?.suppressed).toEqual({
      kind: 'tag',
      reason: 'moved in spring',
      owner: 'net-team',
    });
    const bad = await check(tagged(`${ruleId}s because`), '-f', 'json');
    expect(reportOf(bad).staleSuppressions).toMatchObject([
      {
        status: 'malformed',
        place: 'tag vpce-lint:ignore of vpce-1',
        detail: expect.stringContaining(`Did you mean "${ruleId}"?`),
      },
    ]);
  });

  it('says nothing where the configuration does not let it', async () => {
    const folder = folderWith({
      'estate.json': faultyEstate(['vpce-1'], { Tags: [{ Key: 'vpce-lint:ignore', Value: `${ruleId} x` }] }),
      'vpce-lint.yaml': 'tagSuppressions: false',
    });
    expect((await check(folder)).code).toBe(1);
    expect((await check(folder, '--no-config')).code).toBe(0);
  });
});

describe('a baseline', () => {
  const baseline = (cwd: string, ...words: readonly string[]) =>
    runProgram(['baseline', ...words, ...onlyThatRule], { cwd });
  const entriesIn = (folder: string) =>
    (
      JSON.parse(readFileSync(join(folder, 'vpce-lint.baseline.json'), 'utf8')) as {
        findings: { resource: string }[];
      }
    ).findings.map(({ resource }) => resource);

  it('lets new findings count only, and forgets what was fixed', async () => {
    const folder = folderWith({
      'estate.json': faultyEstate(['vpce-1', 'vpce-2']),
      'later.json': faultyEstate(['vpce-2', 'vpce-3']),
      'vpce-lint.yaml': 'baseline: vpce-lint.baseline.json',
    });
    expect(await check(folder)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"vpce-lint baseline create INPUT'),
    });
    expect(await baseline(folder, 'create', 'estate.json')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'vpce-lint: vpce-lint.baseline.json: 0 kept, 2 added, 0 dropped\n',
    });
    expect(await check(folder)).toMatchObject({ code: 0, stdout: expect.stringContaining('2 suppressed') });
    const later = await runProgram(['check', 'later.json', ...onlyThatRule, '-f', 'json'], { cwd: folder });
    expect(later.code).toBe(1);
    expect(reportOf(later)).toMatchObject({
      summary: { error: 1, suppressed: 1 },
      staleSuppressions: [{ status: 'unused', place: 'vpce-lint.baseline.json' }],
    });
    await baseline(folder, 'prune', 'later.json');
    expect(entriesIn(folder)).toEqual(['vpce-2']);
    await baseline(folder, 'update', 'later.json');
    expect(entriesIn(folder)).toEqual(['vpce-2', 'vpce-3']);
    expect((await check(folder, '--no-baseline')).code).toBe(1);
  });

  it('is not replaced by mistake, nor written from half of the input', async () => {
    const folder = folderWith({ 'estate.json': two, 'broken.json': '{' });
    await baseline(folder, 'create', 'estate.json');
    expect(await baseline(folder, 'create', 'estate.json')).toMatchObject({ code: 2 });
    expect(await baseline(folder, 'create', 'estate.json', '--force')).toMatchObject({ code: 0 });
    expect(await baseline(folder, 'update', 'estate.json', 'broken.json')).toMatchObject({ code: 3 });
    expect(entriesIn(folder)).toEqual(['vpce-1', 'vpce-2']);
  });

  it('keeps what nobody can tell to be gone', async () => {
    const folder = folderWith({
      'estate.json': two,
      'undecided.json': { Vpcs: [{ VpcId: 'vpc-1', OwnerId: '111122223333' }] },
      'elsewhere.json': JSON.stringify(faultyEstate(['vpce-7'])).replaceAll('111122223333', '444455556666'),
    });
    await baseline(folder, 'create', 'estate.json');
    for (const input of ['undecided.json', 'elsewhere.json']) {
      expect(await baseline(folder, 'prune', input)).toMatchObject({ code: 0 });
      expect(entriesIn(folder)).toEqual(['vpce-1', 'vpce-2']);
    }
  });

  it('covers a finding that got worse no longer', async () => {
    const folder = folderWith({ 'estate.json': two, 'mild.yaml': `rules: {${ruleId}: info}` });
    await runProgram(['baseline', 'create', 'estate.json', ...onlyThatRule, '-c', 'mild.yaml'], {
      cwd: folder,
    });
    const run = await check(folder, '--baseline', 'vpce-lint.baseline.json', '-f', 'json');
    expect(reportOf(run).summary).toMatchObject({ error: 2, suppressed: 0 });
  });
});
