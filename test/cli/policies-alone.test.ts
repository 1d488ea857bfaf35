import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolders } from '../temporary-folder.ts';
import { runProgram } from './run-program.ts';

const makeFolder = temporaryFolders();

const policy = (statement: object) =>
  JSON.stringify(
    { Version: '2012-10-17', Statement: [{ Principal: '*', Action: 's3:*', ...statement }] },
    null,
    2,
  );
const office = { 'aws:SourceIp': '203.0.113.0/24' };
const endpoint = policy({ Effect: 'Allow', Resource: '*', Condition: { IpAddress: office } });
const bucket = policy({
  Effect: 'Deny',
  Resource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'],
  Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } },
});
const role = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});

interface Finding {
  readonly rule: string;
  readonly resource: { readonly id: string };
  readonly location: { readonly file: string; readonly line: number } | null;
}

async function check(files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const folder = makeFolder(files);
  const run = await runProgram([
    'check',
    '--format',
    'json',
    ...words.map((word) => word.replace('DIR', folder)),
  ]);
  const report =
    run.stdout === '' ? null : (JSON.parse(run.stdout) as { findings: Finding[]; undecided: unknown[] });
  const found = report?.findings.map(({ rule, resource, location }) => ({
    rule,
    id: resource.id.replace(`${folder}/`, ''),
    line: location?.line,
  }));
  return { ...run, found, undecided: report?.undecided, stderr: run.stderr.replaceAll(join(folder, ''), '') };
}

describe('policy documents alone', () => {
  it('of an endpoint, which its path tells, with the line', async () => {
    const { code, found, undecided } = await check({ 's3-endpoint.json': endpoint }, 'DIR');
    expect(found).toEqual([
      { rule: 'policy-sourceip-via-endpoint', id: expect.stringContaining('s3-endpoint.json'), line: 11 },
    ]);
    expect([code, undecided]).toEqual([1, []]);
  });

  it('of a bucket, which its resources tell', async () => {
    const { code, found, undecided } = await check(
      { 'reports.json': bucket },
      'DIR/reports.json',
      '--fail-on',
      'warning',
    );
    expect(found).toEqual([{ rule: 'policy-sourcevpce-deny-lockout', id: 'reports', line: 14 }]);
    expect([code, undecided]).toEqual([1, []]);
  });

  it('of what the user says', async () => {
    const { found } = await check({ 'p.json': endpoint }, 'DIR/p.json', '--policy-for', 'vpc-endpoint');
    expect(found?.map(({ rule }) => rule)).toEqual(['policy-sourceip-via-endpoint']);
    const key = await check(
      { 'p.json': bucket },
      'DIR/p.json',
      '--policy-for',
      'kms-key',
      '--fail-on',
      'none',
    );
    expect(key.found).toEqual([]);
  });

  it('that do not show what they belong to are not guessed at', async () => {
    const { code, stderr } = await check({ 'p.json': endpoint }, 'DIR/p.json');
    expect([code, stderr]).toEqual([3, expect.stringContaining('--policy-for vpc-endpoint|s3-bucket|')]);
  });

  it('of a role are not judged, and beside other facts none is', async () => {
    const alone = await check({ 'role.json': role }, 'DIR/role.json');
    expect([alone.code, alone.stderr]).toEqual([3, expect.stringContaining('is not judged alone')]);
    const vpcs = JSON.stringify({ Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }] });
    const beside = await check({ 'vpcs.json': vpcs, 's3-endpoint.json': endpoint }, 'DIR');
    expect([beside.code, beside.found]).toEqual([0, []]);
  });
});
