import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { readInputs } from '../../src/collectors/read-inputs.ts';
import { family, familyCommand, familyNames } from '../../src/model/fact-families.ts';
import { rules } from '../../src/rules/registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'vpce-lint-readme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The code blocks of a language. */
function blocks(language: string): readonly string[] {
  const page = readFileSync('README.md', 'utf8');
  const found = page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...found].map(([, code = '']) => code);
}

/** The output that is shown of something, by a word that stands only there. */
function shownWith(word: string): string {
  return blocks('text').find((block) => block.includes(word)) ?? '';
}

/** What is shown of an output and does not stand there; what is left out has a line with three dots in its place. */
function inventedIn(shown: string, printed: string): readonly string[] {
  const parts = shown.split('\n…\n').map((part) => part.trim());
  expect(parts.length).toBeGreaterThan(1);
  return parts.filter((part) => !printed.includes(part));
}

/** What the AWS CLI prints as text for the `--query` of a command: one id each. */
const ids: Readonly<Record<string, string>> = {
  'sts get-caller-identity': '111122223333',
  'ec2 describe-vpcs': 'vpc-0a1b2c3d4e5f60718',
  'ec2 describe-managed-prefix-lists': 'pl-0a1b2c3d4e5f60718',
  'ec2 describe-vpc-endpoint-service-configurations': 'vpce-svc-0a1b2c3d4e5f60718',
  'ec2 describe-transit-gateway-route-tables': 'tgw-rtb-0a1b2c3d4e5f60718',
  'route53 list-hosted-zones': '/hostedzone/Z0123456789ABCDEFGHIJ',
  's3api list-buckets': 'example-bucket',
  'secretsmanager list-secrets': 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/database-AbCdEf',
};

/** What it prints otherwise, where an empty list says too little. */
const answers: Readonly<Record<string, unknown>> = {
  'ec2 describe-vpc-attribute': {
    VpcId: 'vpc-0a1b2c3d4e5f60718',
    EnableDnsSupport: { Value: true },
    EnableDnsHostnames: { Value: true },
  },
  'ec2 describe-prefix-lists': {
    PrefixLists: [{ PrefixListId: 'pl-1', PrefixListName: 'com.amazonaws.eu-west-1.s3', Cidrs: [] }],
  },
  'ec2 describe-managed-prefix-lists': {
    PrefixLists: [{ PrefixListId: 'pl-1', PrefixListArn: 'arn:aws:ec2:eu-west-1:aws:prefix-list/pl-1' }],
  },
  'route53 get-hosted-zone': { HostedZone: { Id: '/hostedzone/Z0123456789ABCDEFGHIJ' }, VPCs: [] },
  's3api get-bucket-policy': {
    Policy:
      '{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"arn:aws:s3:::example-bucket"}}',
  },
  'secretsmanager get-resource-policy': {
    ARN: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:s',
    ResourcePolicy: '{}',
  },
};

/** A program `aws` that answers from files: text for `--query`, else JSON; it fails for what it does not know. */
function installFakeAws(): string {
  const bin = join(folder, 'bin');
  const canned = join(folder, 'canned');
  mkdirSync(bin);
  mkdirSync(canned);
  const empty = familyNames.map((name): readonly [string, unknown] => [
    familyCommand(name).replace(/^aws /, ''),
    { [family(name).answerKey]: [] },
  ]);
  for (const [command, answer] of [...empty, ...Object.entries(answers)]) {
    writeFileSync(join(canned, `${command}.json`), JSON.stringify(answer));
  }
  for (const [command, id] of Object.entries(ids)) writeFileSync(join(canned, `${command}.text`), `${id}\n`);
  const program = join(bin, 'aws');
  writeFileSync(
    program,
    `#!/bin/sh\ncase "$*" in *--query*) kind=text ;; *) kind=json ;; esac\ncat "${canned}/$1 $2.$kind"\n`,
  );
  chmodSync(program, 0o755);
  return bin;
}

describe('README.md', () => {
  it.skipIf(process.platform === 'win32')('collects everything that the rules read, in any shell', () => {
    const script = blocks('sh').find((code) => code.includes('describe-vpc-attribute')) ?? '';
    const PATH = `${installFakeAws()}${delimiter}${process.env.PATH ?? ''}`;
    const run = spawnSync('sh', ['-eu', '-c', script], {
      cwd: folder,
      env: { ...process.env, PATH },
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);

    const { snapshot, unusable, skipped } = readInputs([join(folder, 'dumps')], () => new Uint8Array());
    expect(unusable.map(({ problem }) => problem)).toEqual([]);
    expect(skipped.map(({ problem }) => problem)).toEqual([]);
    expect(snapshot.scopes.map(({ scope }) => scope)).toEqual([
      { partition: 'aws', account: '111122223333', region: 'eu-west-1' },
    ]);
    const collected = Object.entries(snapshot.scopes[0]?.families ?? {}).filter(
      ([, { complete }]) => complete,
    );
    const needed = new Set(rules.flatMap(({ needs }) => needs));
    expect([...needed].filter((name) => !collected.some(([other]) => other === name))).toEqual([]);
  });

  it('shows what the demo really prints', () => {
    const printed = execFileSync(process.execPath, ['dist/bin.js', 'demo', '--color', 'never'], {
      encoding: 'utf8',
    });
    expect(inventedIn(shownWith('error['), printed)).toEqual([]);
  });

  it('shows what is really answered about a path', () => {
    const command = blocks('sh').find((code) => code.includes('vpce-lint path')) ?? '';
    const words = command.trim().replace('npx vpce-lint ', '').split(' ');
    const printed = execFileSync(process.execPath, ['dist/bin.js', ...words], { encoding: 'utf8' });
    expect(inventedIn(shownWith(': BLOCKED'), printed)).toEqual([]);
  });

  it('shows what the matrix really is', () => {
    const command = blocks('sh').find((code) => code.includes('vpce-lint matrix')) ?? '';
    const words = command.trim().replace('npx vpce-lint ', '').split(' ');
    const printed = execFileSync(process.execPath, ['dist/bin.js', ...words], { encoding: 'utf8' });
    expect(inventedIn(shownWith('blocked: DNS off'), printed)).toEqual([]);
  });

  it('shows what is really answered about a request', () => {
    const command = blocks('sh').find((code) => code.includes('--action')) ?? '';
    const words = command.trim().replace('npx vpce-lint ', '').replaceAll('"', '').split(' ');
    const printed = execFileSync(process.execPath, ['dist/bin.js', ...words], { encoding: 'utf8' });
    expect(inventedIn(shownWith('does not let'), printed)).toEqual([]);
  });

  it('shows what is really said of a missing fact', () => {
    const shown = shownWith('undecided[');
    const estate = JSON.parse(readFileSync('fixtures/demo/estate.json', 'utf8'));
    for (const scope of estate.scopes) delete scope.facts.vpcAttributes;
    const file = join(folder, 'estate.json');
    writeFileSync(file, JSON.stringify(estate));
    const { stdout } = spawnSync(process.execPath, ['dist/bin.js', 'check', file], { encoding: 'utf8' });
    expect(shown).not.toBe('');
    expect(stdout).toContain(shown);
  });

  it('names exactly the exit codes that there are', async () => {
    const { exitCode } = await import('../../src/cli/exit-code.ts');
    const named = [...readFileSync('README.md', 'utf8').matchAll(/^\| (\d) \|/gm)].map(([, code]) =>
      Number(code),
    );
    expect(named).toEqual(Object.values(exitCode));
  });
});
