import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import path from '../../src/cli/commands/path.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import type { PathDocument } from '../../src/report/path-schema.ts';
import { type Run, runProgram } from './run-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'vpce-lint-path-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const demo = 'fixtures/demo/estate.json';
/** An instance of the demo that reaches ssm through its endpoint, and S3 not at all. */
const checkout = 'i-0a5c190779dad20a7';

function ask(...words: readonly string[]): Promise<Run> {
  return runProgram(['path', ...words, demo]);
}

type Line = PathDocument | { readonly error: string };

function parse(line: string): Line {
  const value: Line = JSON.parse(line);
  return value;
}

function linesOf({ stdout }: Run): readonly Line[] {
  return stdout.trimEnd().split('\n').map(parse);
}

/** Runs the command here, for what the program itself adds nothing to. */
function runHere(given: Readonly<Record<string, unknown>>) {
  const printed: string[] = [];
  const console = { out: (text: string) => printed.push(text), note: () => {} };
  const usual = {
    inputs: [demo],
    protocol: 'tcp',
    format: 'text',
    color: 'auto',
    verbose: false,
    overlay: false,
  };
  return { printed, ended: Promise.resolve().then(() => path.run({ ...usual, ...given }, console)) };
}

describe('path', () => {
  it.concurrent('answers in text, with the verdict first', async () => {
    const run = await ask('--from', checkout, '--to', 's3');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/^i-0a5c190779dad20a7 -> s3 tcp\/443: BLOCKED\n\nvia gateway endpoint vpce-/);
    expect(run.stdout).toContain('--> fixtures/demo/estate.json:');
    expect(run.stdout).toContain('\n  proven   with this change it is reachable, privately\n');
  });

  it.concurrent('judges the policies on the way for a request, and says so in JSON that fits the schema', async () => {
    const request = ['--action', 's3:GetObject', '--resource', 'arn:aws:s3:::logs/*'];
    const [run, schema] = await Promise.all([
      ask('--from', checkout, '--to', 's3', ...request, '--principal', 'anonymous', '--format', 'json'),
      runProgram(['schema', 'path']),
    ]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const document: PathDocument = JSON.parse(run.stdout);
    const validate = new Ajv2020().compile(JSON.parse(schema.stdout) as object);
    validate(document);
    expect(validate.errors).toBeNull();
    expect(document.request).toEqual({
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::logs/*',
      principal: 'anonymous',
    });
    const hop = document.branches[0]?.hops.find(({ plane }) => plane === 'policy');
    expect(hop).toMatchObject({ decision: 'block', reason: 'endpoint-policy-not-allowed' });
    expect(hop?.location?.line).toBeGreaterThan(1);
  });

  it.each([
    [{ action: 'GetObject' }, 'no action'],
    [{ action: 's3:GetObject', resource: 'logs/*' }, 'no resource'],
    [{ principal: 'ann' }, 'no principal'],
    [{ principal: 'arn:aws:s3:::logs' }, 'no principal'],
  ])('says what is wrong with the request %j', async (given, problem) => {
    const { ended } = runHere({ from: checkout, to: 's3', ...given });
    await expect(ended).rejects.toThrow(UsageError);
    await expect(ended).rejects.toThrow(problem);
  });

  it.concurrent('answers in JSON that fits the published schema', async () => {
    const [answer, schema] = await Promise.all([
      ask('--from', checkout, '--to', 's3', '--format', 'json'),
      runProgram(['schema', 'path']),
    ]);
    expect([answer.code, answer.stderr, schema.code]).toEqual([0, '', 0]);
    const document: PathDocument = JSON.parse(answer.stdout);
    const validate = new Ajv2020().compile(JSON.parse(schema.stdout) as object);
    validate(document);
    expect(validate.errors).toBeNull();
    expect(document).toMatchObject({
      from: checkout,
      to: 's3',
      protocol: 'tcp',
      port: 443,
      verdict: 'blocked',
    });
    expect(document.branches.flatMap(({ blockers }) => blockers.map(({ reason }) => reason))).toEqual([
      'security-group-denied',
    ]);
  });

  it.concurrent('shows examples and exit codes in its help', async () => {
    const { stdout } = await runProgram(['path', '--help']);
    expect(stdout).toMatch(/^Examples:\n {2}.*vpce-lint path/m);
    for (const code of [0, 1, 2, 3, 4, 5]) expect(stdout).toMatch(new RegExp(`\\b${code} [a-z]`));
  });
});

describe('path --expect', () => {
  it.concurrent.each([
    ['ssm', 'private', 0],
    ['s3', 'reachable', 1],
    ['vpce-0123456789abcdef0', 'reachable', 4],
  ])('of %s to be %s ends with %i', async (to, expected, code) => {
    const run = await ask('--from', checkout, '--to', to, '--expect', expected);
    expect(run).toMatchObject({ code, stderr: '' });
  });
});

describe('path --queries', () => {
  it.concurrent('answers each line in its place, and ends with 3 where one asks nothing', async () => {
    const file = join(folder, 'questions.jsonl');
    const questions = [
      { from: checkout, to: 'ssm' },
      { from: 'i-0a5c190779dad20a8', to: 'ssm' },
      { from: 'price-import-a', to: 'ssm' },
      { from: '10.0.0.0/8@tgw-attach-0a1', to: 'ssm' },
      { from: '10.0.0.0/8@eni-0a1', to: 'ssm' },
      { from: checkout, to: '10.0.0.256' },
      { from: checkout, to: 'vpce-0933cdfd601b2a95b' },
      { from: checkout, to: 'cassandra' },
      { from: checkout, to: 'https://db.corp:8443/x' },
      { from: checkout, to: 'vpce-0933cdfd601b2a95a', protocol: 'udp', port: 53 },
      { from: checkout, to: '10.20.80.12', protocol: 'icmp', port: 443 },
      { from: checkout, to: 'ssm', port: 70000 },
      { from: checkout, to: 'ssm', prt: 443 },
    ];
    writeFileSync(file, `${questions.map((one) => JSON.stringify(one)).join('\r\n')}\n\nnonsense\n[]\n`);
    const run = await ask('--queries', file);
    expect(run).toMatchObject({ code: 3, stderr: '' });
    expect(
      linesOf(run).map((each) =>
        'error' in each ? each.error : `${each.to} ${each.protocol}/${each.port} ${each.verdict}`,
      ),
    ).toEqual([
      'ssm tcp/443 reachable',
      `No interface, instance or subnet in the input has the id "i-0a5c190779dad20a8". Did you mean "${checkout}"?`,
      'No interface, instance or subnet in the input has the id "price-import-a". Did you mean "eni-0e9e998d188fd4439", which is called that?',
      'No VPN gateway, peering or attachment in the input has the id "tgw-attach-0a1".',
      '"10.0.0.0/8@eni-0a1" is no network behind an attachment: write its CIDR block and the id of a VPN gateway, peering or transit gateway attachment, as in 10.50.0.0/16@vgw-0123456789abcdef0.',
      '"10.0.0.256" is no service, DNS name, URL, endpoint id, address or CIDR block.',
      'No endpoint in the input has the id "vpce-0933cdfd601b2a95b". Did you mean "vpce-0933cdfd601b2a95a"?',
      'cassandra tcp/9142 blocked',
      'https://db.corp:8443/x tcp/8443 blocked',
      'vpce-0933cdfd601b2a95a udp/53 blocked',
      '10.20.80.12 icmp/null blocked',
      'port: expected number to be <=65535, not 70000',
      'unknown key "prt"',
      'the line is not JSON',
      'it must be an object, not a list',
    ]);
  });

  it('ends well where every line asks something', async () => {
    const file = join(folder, 'good.jsonl');
    writeFileSync(file, `\ufeff${JSON.stringify({ from: checkout, to: 'ssm' })}`);
    const { printed, ended } = runHere({ queries: file });
    expect(await ended).toBe(0);
    expect(printed.map(parse)).toMatchObject([{ format: 'vpce-lint/path', verdict: 'reachable' }]);
  });
});

describe('a call that asks nothing', () => {
  it.each([
    [{ from: checkout }, 'path needs --from and --to, or --queries FILE.'],
    [{ from: checkout, to: 's3', port: 65536 }, '--port takes a number from 0 to 65535.'],
    [{ from: checkout, to: 's3', port: Number.NaN }, '--port takes one number from 0 to 65535.'],
    [{ from: checkout, to: ['s3', 'ssm'] }, '--to takes one value.'],
    [{ queries: 'x', expect: 'blocked' }, '--queries asks its own questions: leave --expect out.'],
    [{ queries: join(folder, 'nowhere') }, `Cannot read ${join(folder, 'nowhere')}: `],
  ])('%j is told in plain words', async (given, message) => {
    const { printed, ended } = runHere(given);
    await expect(ended).rejects.toThrow(UsageError);
    await expect(ended).rejects.toThrow(message);
    expect(printed).toEqual([]);
  });

  it.concurrent('ends with 2 where nothing has the id, and names one that is nearly the same', async () => {
    const run = await ask('--from', 'subnet-01d6e3693593ebc0b', '--to', 's3');
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('Did you mean "subnet-01d6e3693593ebc0a"?');
  });

  it.concurrent('ends with 3 where the input cannot be read', async () => {
    const run = await runProgram(['path', '--from', checkout, '--to', 's3', join(folder, 'nothing')]);
    expect(run).toMatchObject({ code: 3, stdout: '' });
  });
});
