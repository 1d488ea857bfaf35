import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { snapshotFileSchema } from '../../src/model/snapshot-file.ts';
import { type AwsServer, type Request, startAwsServer } from '../collectors/aws/aws-server.ts';
import { account, demoFacts, estateReply, region } from '../collectors/aws/estate-server.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { program, type Run, reportIn, runProgram } from './run-program.ts';

const makeFolder = temporaryFolders();
const answer = estateReply(demoFacts());

let server: AwsServer;
let reply = answer;

beforeAll(async () => {
  server = await startAwsServer((request) => reply(request));
});
afterAll(() => server.close());
beforeEach(() => {
  reply = answer;
});

const environment = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_REGION: region,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/nowhere/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
};

function run(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  return runProgram([...words, '--endpoint-url', server.url], { env: { ...environment, ...env } });
}

const refusing = (code: string, isMeant: (request: Request) => boolean) => (request: Request) =>
  isMeant(request) ? { error: code, status: 403 } : answer(request);

describe('vpce-lint scan', () => {
  it('reports the same as a check of the snapshot that it saved', async () => {
    reply = refusing('UnauthorizedOperation', ({ operation }) => operation === 'DescribeNetworkAcls');
    const file = join(makeFolder(), 'saved.json.gz');
    const live = await run(['scan', '--include', 'buckets', '--format', 'json']);
    const saving = await run(['scan', '--include', 'buckets', '--format', 'json', '--save', file]);
    const checked = await runProgram(['check', file, '--format', 'json']);
    expect(live.code).toBe(1);
    expect(checked.code).toBe(1);
    const comparable = (one: Run) =>
      JSON.stringify(JSON.parse(one.stdout), (key, value: unknown) =>
        key === 'location' || key === 'inputs' ? undefined : value,
      );
    expect(comparable(live)).toBe(comparable(checked));
    expect(saving.stdout).toBe(checked.stdout);
    expect(reportIn(live).inputs).toEqual([{ path: `${account}/${region}`, kind: 'live' }]);
    expect(reportIn(live).findings.map(({ location }) => location)).not.toContainEqual(expect.anything());
    expect(reportIn(saving).findings[0]?.location?.file).toContain('saved.json.gz');
  });

  it('goes by a configuration, suppressions and a baseline as a check does', async () => {
    const [rule, other] = ['dns-support-disabled', 'gateway-endpoint-subnet-not-routed'];
    const cwd = makeFolder({
      'vpce-lint.yaml': `extends: []
rules: {${rule}: warning, ${other}: error}
scope: {regions: ['${region}']}
failOn: error
outputs: [json, sarif=out/scan.sarif]
baseline: known.json
suppressions:
  - {rule: ${rule}, resource: vpc-*, reason: known, owner: me}
  - {rule: ${other}, resource: rtb-none, reason: gone, owner: me}
`,
    });
    const file = join(cwd, 'saved.json');
    const words = ['scan', '--save', 'saved.json', '--endpoint-url', server.url];
    const env = { ...environment };
    const bare = await runProgram([...words, '--no-baseline'], { cwd, env });
    expect(bare).toMatchObject({ code: 1, stderr: '' });
    expect(reportIn(bare)).toMatchObject({ summary: { warning: 0, suppressed: 1 } });
    expect(new Set(reportIn(bare).findings.map((found) => found.rule))).toEqual(new Set([rule, other]));
    expect(JSON.parse(bare.stdout)).toMatchObject({ staleSuppressions: [{ status: 'unused' }] });
    expect(readFileSync(join(cwd, 'out/scan.sarif'), 'utf8')).toContain(other);
    const made = await runProgram(['baseline', 'create', file], { cwd });
    expect(made.stderr).toContain('known.json: 0 kept');
    const based = await runProgram(words, { cwd, env });
    const checked = await runProgram(['check', 'saved.json'], { cwd });
    expect(based).toMatchObject({ code: 0, stderr: '' });
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    expect(based.stdout).toBe(checked.stdout);
    expect(JSON.parse(based.stdout)).toMatchObject({ summary: { error: 0, warning: 0 } });
  });

  it('suppresses by tags, and refuses a configuration with mistakes before it asks AWS', async () => {
    const facts = demoFacts();
    const asked: string[] = [];
    reply = (request) => {
      asked.push(request.operation);
      return estateReply({
        ...facts,
        vpcs: (facts.vpcs ?? []).map((vpc) => ({
          ...vpc,
          Tags: [{ Key: 'vpce-lint:ignore', Value: 'dns-support-disabled the sandbox may be off owner=me' }],
        })),
      })(request);
    };
    const cwd = makeFolder({ 'vpce-lint.yaml': 'extends: []\nrules: {dns-support-disabled: error}' });
    const words = ['scan', '-f', 'json', '--endpoint-url', server.url];
    const tagged = await runProgram(words, { cwd, env: environment });
    expect(tagged).toMatchObject({ code: 0, stderr: '' });
    expect(reportIn(tagged)).toMatchObject({ summary: { error: 0, suppressed: 1 } });
    asked.length = 0;
    const broken = makeFolder({ 'vpce-lint.yaml': 'failOn: eror' });
    const refused = await runProgram(words, { cwd: broken, env: environment });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('vpce-lint.yaml:1:9: failOn takes');
    expect(asked).toEqual([]);
  });

  it('says what it may not read, and which permission that takes', async () => {
    reply = refusing('UnauthorizedOperation', ({ operation }) => operation === 'DescribeNetworkAcls');
    const { code, stderr, stdout } = await run(['scan', '-v']);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `${account}/${region}: networkAcls (ec2:DescribeNetworkAcls): UnauthorizedOperation`,
    );
    expect(stderr).toMatch(/\d+ calls \(0 retries\) to 1 accounts and regions in [\d.]+ s/);
    expect(stdout).toContain('ec2:DescribeNetworkAcls');
  });

  it('has an own place in SARIF for what stands in no file', async () => {
    const { stdout } = await run(['scan', '--format', 'sarif']);
    expect(stdout).toMatch(new RegExp(`"uri": "aws/${account}/${region}/[a-z-]+/[a-z0-9-]+"`));
  });

  it.each([
    ['UnauthorizedOperation', 'vpce-lint permissions'],
    ['ExpiredToken', 'renew them'],
    ['AuthFailure', 'not valid there'],
  ])('ends with 3, the reason and the fix when nothing could be collected: %s', async (error, fix) => {
    reply = (request) =>
      request.operation === 'GetCallerIdentity' ? answer(request) : { error, status: 403 };
    const { code, stderr, stdout } = await run(['scan']);
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toContain(error);
    expect(stderr).toContain(fix);
  });

  it('ends with 3 where VPCs, endpoints or route tables were refused', async () => {
    reply = refusing('UnauthorizedOperation', ({ operation }) => operation === 'DescribeRouteTables');
    const { code, stderr } = await run(['scan']);
    expect(code).toBe(3);
    expect(stderr).toContain('aws ec2 describe-route-tables was denied');
  });

  it('needs credentials, and says how they are given', async () => {
    const { code, stderr } = await run(['scan'], { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });
    expect(code).toBe(3);
    expect(stderr).toContain('--profile NAME');
  });

  it('needs a region, and says how it is given', async () => {
    const { code, stderr } = await run(['scan'], { AWS_REGION: '' });
    expect(code).toBe(2);
    expect(stderr).toContain('--region');
  });
});

describe('vpce-lint snapshot', () => {
  it('writes a valid file, one property a line', async () => {
    const file = join(makeFolder(), 'new', 'prod.json');
    const { code, stderr } = await run(['snapshot', '-o', file]);
    expect([code, stderr]).toEqual([0, '']);
    const text = readFileSync(file, 'utf8');
    expect(snapshotFileSchema.safeParse(JSON.parse(text)).success).toBe(true);
    expect(
      text
        .split('\n')
        .filter((line) => /": .*": /.test(line) && !/"(?:Policy\w*|Description)": "/.test(line)),
    ).toEqual([]);
  });

  it('redacts names and accounts, and keeps every finding', async () => {
    const [plain, redacted] = ['plain.json', 'redacted.json'].map((name) => join(makeFolder(), name));
    if (plain === undefined || redacted === undefined) throw new Error('no files');
    await run(['snapshot', '-o', plain]);
    expect((await run(['snapshot', '--redact', '-o', redacted])).code).toBe(0);
    const [open, hidden] = [plain, redacted].map((file) => readFileSync(file, 'utf8'));
    expect(open).toMatch(/shop-prod/);
    expect(hidden).not.toMatch(new RegExp(`shop-prod|checkout|${account}`));
    expect(snapshotFileSchema.safeParse(JSON.parse(hidden ?? '')).success).toBe(true);
    const found = async (file: string) =>
      reportIn(await runProgram(['check', file, '--format', 'json'])).findings.map(
        ({ rule, resource }) => `${rule} ${resource.id}`,
      );
    expect(await found(redacted)).toEqual(await found(plain));
  });

  it('gives the snapshot on standard output when no file is named', async () => {
    const { stdout } = await run(['snapshot']);
    expect(snapshotFileSchema.parse(JSON.parse(stdout)).scopes).toHaveLength(1);
  });

  it('compresses by name, and writes a file for each account and region on request', async () => {
    const folder = makeFolder();
    await run(['snapshot', '-o', join(folder, 'a.json.gz')]);
    expect(gunzipSync(readFileSync(join(folder, 'a.json.gz'))).toString('utf8')).toContain(
      'vpce-lint/snapshot',
    );
    await run(['snapshot', '--region', region, '--region', 'eu-west-1', '--split', '-o', join(folder, 'b')]);
    expect(readdirSync(join(folder, 'b'))).toEqual([
      `${account}.eu-central-1.json`,
      `${account}.eu-west-1.json`,
    ]);
  });

  it('writes nothing when nothing could be collected', async () => {
    reply = (request) =>
      request.operation === 'GetCallerIdentity' ? answer(request) : { error: 'AccessDenied', status: 403 };
    const file = join(makeFolder(), 'none.json');
    const { code } = await run(['snapshot', '-o', file]);
    expect(code).toBe(3);
    expect(existsSync(file)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')(
    'leaves no half file when it is interrupted, and says so',
    async () => {
      reply = (request) => (request.operation === 'DescribeSubnets' ? { silence: true } : answer(request));
      const folder = makeFolder();
      const before = server.requests.length;
      const words = ['snapshot', '-o', join(folder, 'half.json'), '--endpoint-url', server.url];
      const child = spawn(process.execPath, [program, ...words], { env: { ...process.env, ...environment } });
      const said: Buffer[] = [];
      child.stderr.on('data', (part: Buffer) => said.push(part));
      const ended = new Promise<string | null>((done) => child.on('close', (_, signal) => done(signal)));
      while (!server.requests.slice(before).some(({ operation }) => operation === 'DescribeSubnets')) {
        await new Promise((resume) => setTimeout(resume, 20));
      }
      child.kill('SIGINT');
      expect(await ended).toBe('SIGINT');
      expect(Buffer.concat(said).toString('utf8')).toMatch(
        /interrupted: \d+ answers.*no snapshot was written/,
      );
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});

describe('the options of collection', () => {
  it.each([
    [['--region', 'europe'], 'not a region'],
    [['--region', region, '--all-regions'], 'exclude each other'],
    [['--org'], '--role-name'],
    [['--role-name', 'audit'], '--org'],
    [['--role-arn', 'audit'], 'ARN of a role'],
    [['--external-id', 'x'], 'needs a role'],
    [['--vpc', 'main'], 'id of a VPC'],
    [['--tag', 'Name'], 'KEY=VALUE'],
    [['--include', 'bucket'], 'Did you mean "buckets"?'],
    [['--exclude-account', '1'], '--org'],
    [['--profil', 'x'], 'Did you mean --profile?'],
  ])('are checked before anything is asked: %s', async (words, complaint) => {
    const { code, stderr } = await runProgram(['scan', ...words], { env: environment });
    expect(code).toBe(2);
    expect(stderr).toContain(complaint);
  });
});
