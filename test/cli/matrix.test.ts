import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import matrix from '../../src/cli/commands/matrix.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import type { MatrixDocument } from '../../src/report/matrix-schema.ts';
import type { PathDocument } from '../../src/report/path-schema.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { type Run, runProgram } from './run-program.ts';

const demo = 'fixtures/demo/estate.json';
const makeFolder = temporaryFolders();

interface SnapshotFile {
  readonly scopes: readonly { facts: Record<string, { items: unknown[] }> }[];
}

function demoSnapshot(): SnapshotFile {
  return JSON.parse(readFileSync(demo, 'utf8')) as SnapshotFile;
}

function ask(...words: readonly string[]): Promise<Run> {
  return runProgram(['matrix', ...words, demo]);
}

function documentOf({ stdout }: { readonly stdout: string }): MatrixDocument {
  return JSON.parse(stdout) as MatrixDocument;
}

/** Runs the command here, for what the program itself adds nothing to. */
function runHere(given: Readonly<Record<string, unknown>>) {
  const printed: string[] = [];
  const noted: string[] = [];
  const console = { out: (text: string) => printed.push(text), note: (text: string) => noted.push(text) };
  const usual = { inputs: [demo], protocol: 'tcp', color: 'auto', verbose: false };
  return {
    printed,
    noted,
    ended: Promise.resolve().then(() => matrix.run({ ...usual, ...given }, console)),
  };
}

async function documentHere(given: Readonly<Record<string, unknown>>): Promise<MatrixDocument> {
  const { printed, ended } = runHere({ format: ['json'], ...given });
  expect(await ended).toBe(0);
  return documentOf({ stdout: printed.join('') });
}

describe('matrix', () => {
  it.concurrent('answers for people, with what the words stand for', async () => {
    const run = await ask('--vpc', 'vpc-02092306dbd440c1e', '--service', 'cassandra');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(
      /^vpc-02092306dbd440c1e "shop-prod" 111122223333\/eu-central-1\n\nservice +shop-prod-app-a/,
    );
    expect(run.stdout).toMatch(/^cassandra /m);
    expect(run.stdout).toMatch(/^secretsmanager +blocked: security group \[4\]/m);
    expect(run.stdout).toContain('  [4] blocked by sg-01a75e7282b218add "secrets" [security-group-denied]\n');
    expect(run.stdout).toMatch(/\n1 VPC, 11 subnets x 14 services: \d+ reachable.*\n$/);
    expect(Math.max(...run.stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
  });

  it.concurrent('answers for programs by the published schema, as path answers each question', async () => {
    const [answer, schema] = await Promise.all([
      ask('--format', 'json', '-s', 'sqs'),
      runProgram(['schema', 'matrix']),
    ]);
    expect([answer.code, answer.stderr, schema.code]).toEqual([0, '', 0]);
    const document = documentOf(answer);
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(schema.stdout) as object);
    validate(document);
    expect(validate.errors).toBeNull();
    const questions = document.subnets.flatMap(({ id, cells }) =>
      cells.map(({ service }) => ({ from: id, to: service })),
    );
    const file = join(
      makeFolder({ 'q.jsonl': questions.map((one) => JSON.stringify(one)).join('\n') }),
      'q.jsonl',
    );
    const paths = await runProgram(['path', '--queries', file, demo]);
    const answers = paths.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as PathDocument)
      .map(({ from, to, verdict, private: stays, branches }) => [
        from,
        to,
        verdict,
        stays,
        blockersOf(branches.flatMap(({ blockers }) => blockers)),
      ]);
    const cells = document.subnets.flatMap(({ id, cells: own }) =>
      own.map(({ service, verdict, private: stays, blockers }) => [
        id,
        service,
        verdict,
        stays,
        blockersOf(blockers),
      ]),
    );
    expect(cells).toEqual(answers);
    expect(cells.length).toBeGreaterThan(150);

    function blockersOf(blockers: readonly { reason: string; component: { id: string } }[]) {
      return [...new Set(blockers.map(({ reason, component }) => `${reason} ${component.id}`))].sort();
    }
  });

  it.concurrent('answers in Markdown, to a file', async () => {
    const file = join(makeFolder(), 'matrix.md');
    const run = await ask('--format', `markdown=${file}`, '--format', 'json');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(documentOf(run).format).toBe('vpce-lint/matrix');
    expect(readFileSync(file, 'utf8')).toContain('\n| batch-jobs-a +1 | eu-central-1a +1 | ');
  });

  it.concurrent('shows examples and exit codes in its help', async () => {
    const { stdout } = await runProgram(['matrix', '--help']);
    expect(stdout).toMatch(/^Examples:\n {2}.*vpce-lint matrix/m);
    for (const code of [0, 2, 3, 5]) expect(stdout).toMatch(new RegExp(`\\b${code} [a-z]`));
  });

  it('asks for the port of each service, or for that which is given', async () => {
    const { services } = await documentHere({ service: ['cassandra', 'https://db.corp:8443'] });
    expect(services).toContainEqual({ service: 'cassandra', protocol: 'tcp', port: 9142 });
    expect(services).toContainEqual({ service: 'https://db.corp:8443', protocol: 'tcp', port: 8443 });
    const given = await documentHere({ port: 53, protocol: 'udp' });
    expect(new Set(given.services.map(({ port, protocol }) => `${protocol}/${port}`))).toEqual(
      new Set(['udp/53']),
    );
    const echo = await documentHere({ protocol: 'icmp' });
    expect(new Set(echo.services.map(({ port }) => port))).toEqual(new Set([null]));
  });

  it('is of the VPCs and subnets that are asked for', async () => {
    const [one] = (await documentHere({ subnet: ['subnet-01d6e3693593ebc0a'] })).subnets;
    expect(one?.name).toBe('shop-prod-app-a');
    const batch = await documentHere({ vpc: ['vpc-05ef74105c4830675'] });
    expect(batch.subnets.map(({ name }) => name)).toEqual(['batch-jobs-b', 'batch-jobs-a']);
    expect(batch.vpcs.map(({ name }) => name)).toEqual(['batch']);
  });

  it('is the same whatever the order of what is read', async () => {
    const turned = demoSnapshot();
    for (const { facts } of turned.scopes) {
      for (const { items } of Object.values(facts)) items.reverse();
    }
    const folder = makeFolder({ 'estate.json': turned });
    const { inputs: _, ...document } = await documentHere({});
    const { inputs: __, ...other } = await documentHere({ inputs: [folder] });
    expect(other).toEqual(document);
  });

  it('hangs on missing facts wherever it changes because a family is missing', async () => {
    const before = cellsOf(await documentHere({}));
    const families = new Set(demoSnapshot().scopes.flatMap(({ facts }) => Object.keys(facts)));
    let unknown = 0;
    for (const family of families) {
      // Without subnets there are no rows, and without endpoints their columns are not asked for.
      if (family === 'subnets' || family === 'vpcEndpoints') continue;
      const lacking = demoSnapshot();
      for (const { facts } of lacking.scopes) delete facts[family];
      const folder = makeFolder({ 'estate.json': lacking });
      const after = cellsOf(await documentHere({ inputs: [folder] }));
      expect([...after.keys()]).toEqual([...before.keys()]);
      const changed = [...after].filter(([place, { verdict }]) => verdict !== before.get(place)?.verdict);
      // Where one part of the traffic is unknown and another is not, all of it is partial.
      const wrong = changed.filter(
        ([, { verdict, missing }]) =>
          missing.length === 0 || (verdict !== 'unknown' && verdict !== 'partial'),
      );
      expect([family, wrong]).toEqual([family, []]);
      unknown += changed.filter(([, { verdict }]) => verdict === 'unknown').length;
    }
    expect(unknown).toBeGreaterThan(100);

    function cellsOf({ subnets }: MatrixDocument) {
      return new Map(
        subnets.flatMap(({ id, cells }) => cells.map((cell) => [`${id} ${cell.service}`, cell] as const)),
      );
    }
  });
});

describe('a call of matrix that asks nothing', () => {
  it.each([
    [{ inputs: [] }, 'No input given: vpce-lint matrix dumps/'],
    [{ port: 65536 }, '--port takes one number from 0 to 65535.'],
    [{ protocol: ['tcp', 'udp'] }, '--protocol takes one value.'],
    [{ format: ['sarif'] }, 'Unknown format "sarif". Formats: text, json, markdown.'],
    [
      { service: ['10.0.0.256'] },
      '"10.0.0.256" is no service, DNS name, URL, endpoint id, address or CIDR block.',
    ],
    [
      { vpc: ['vpc-05ef74105c4830676'] },
      'No VPC in the input has the id "vpc-05ef74105c4830676". Did you mean',
    ],
    [{ subnet: ['subnet-1'] }, 'No subnet in the input has the id "subnet-1".'],
  ])('%j is told in plain words', async (given, message) => {
    const { printed, ended } = runHere(given);
    await expect(ended).rejects.toThrow(UsageError);
    await expect(ended).rejects.toThrow(message);
    expect(printed).toEqual([]);
  });

  it('ends with 3 where the input cannot be read, and with 2 where the file cannot be written', async () => {
    expect(await runHere({ inputs: [join(makeFolder(), 'nothing')] }).ended).toBe(3);
    const folder = makeFolder();
    const { noted, ended } = runHere({ format: [`json=${folder}`] });
    expect(await ended).toBe(2);
    expect(noted.join()).toContain(`cannot write ${folder}`);
  });
});
