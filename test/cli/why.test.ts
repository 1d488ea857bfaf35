import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { WhyDocument } from '../../src/report/why-schema.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { runProgram } from './run-program.ts';

const folderWith = temporaryFolders();
const demo = 'fixtures/demo/estate.json';
/** An instance of the demo that reaches S3 not at all, and Systems Manager through its endpoint. */
const checkout = 'i-0a5c190779dad20a7';
const denial = `User: arn:aws:sts::111122223333:assumed-role/app/${checkout} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::logs/x.gz" because no VPC endpoint policy allows the s3:PutObject action`;

function why(...words: readonly string[]) {
  return runProgram(['why', ...words, demo]);
}

interface Estate {
  readonly scopes: readonly {
    readonly facts: {
      readonly vpcs: { items: readonly { readonly VpcId: string }[] };
      readonly networkInterfaces: {
        readonly items: readonly { readonly PrivateIpAddress: string; readonly NetworkInterfaceId: string }[];
      };
    };
  }[];
}

function demoEstate(): Estate {
  return JSON.parse(readFileSync(demo, 'utf8')) as Estate;
}

/** The demo with nothing but one VPC in the list of VPCs. */
function demoWithVpc(id: string): string {
  const estate = demoEstate();
  for (const { facts } of estate.scopes) {
    facts.vpcs.items = facts.vpcs.items.filter(({ VpcId }) => VpcId === id);
  }
  return `${folderWith({ 'estate.json': estate })}/estate.json`;
}

describe.concurrent('why', () => {
  it('takes sender, action, resource and caller from a denial, and shows the policy that it means', async () => {
    const run = await why(denial);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('AWS says that the vpc-endpoint policy has no Allow that fits');
    expect(run.stdout).toContain(`${checkout} -> s3 tcp/443: BLOCKED`);
    expect(run.stdout).toContain('no statement allows it: of statement ShopBuckets');
    expect(run.stdout).toContain('  so       that policy explains it\n');
    // A security group keeps the packets from arriving, and yet somebody was denied.
    expect(run.stdout).toMatch(/ {2}but {6}packets arrived, which by the input they cannot/);
  });

  it('answers for all of a VPC, each kind of fate once', async () => {
    const run = await why(
      '--from',
      'vpc-05ef74105c4830675',
      'Could not connect to the endpoint URL: "https://s3.eu-central-1.amazonaws.com/"',
    );
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/^ {2}seen {5}timeout: /);
    expect(run.stdout).toContain(
      'subnet-0228509e0d5f5b69e -> s3.eu-central-1.amazonaws.com tcp/443: BLOCKED',
    );
    expect(run.stdout).toContain('  the same from subnet-0de37341579bc0edb\n');
    expect(run.stdout).toContain('  so       what blocks above explains it\n');
  });

  it('needs no sender where the input has one VPC only', async () => {
    const run = await runProgram([
      'why',
      'lookup ssm.eu-central-1.amazonaws.com on 10.40.0.2:53: no such host',
      demoWithVpc('vpc-05ef74105c4830675'),
    ]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('no-such-name: the name was not resolved');
    expect(run.stdout).toContain('so its hosts resolve no name');
    expect(run.stdout).toContain('  so       what blocks above explains it\n');
  });

  it('says where the input does not explain what was seen', async () => {
    const run = await why('--from', checkout, 'dial tcp: lookup s3.eu-central-1.amazonaws.com: no such host');
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('  so       the input does not explain it.');
  });

  it('notices that a client went elsewhere than the name leads', async () => {
    const run = await why(
      '--from',
      checkout,
      'Post "https://ssm.eu-central-1.amazonaws.com/": dial tcp 52.46.149.173:443: i/o timeout',
    );
    expect(run.stdout).toMatch(/ {2}sent to {2}52\.46\.149\.173\n/);
    expect(run.stdout).toMatch(/ {2}but {6}52\.46\.149\.173 is no address that ssm/);
  });

  it('reads the text from standard input, and finds senders by their address', async () => {
    const record =
      '2 111122223333 eni-0123456789abcdef0 10.20.11.24 10.20.99.99 20641 443 6 20 4249 1 2 REJECT OK\n';
    const [sender] = demoEstate().scopes.flatMap(({ facts }) => facts.networkInterfaces.items);
    const input = record.replace('10.20.11.24', sender?.PrivateIpAddress ?? '');
    const run = await runProgram(['why', '-', demo], { input });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain(`${sender?.NetworkInterfaceId} -> 10.20.99.99 tcp/443`);
  });

  it.each([
    [
      ['Could not connect to the endpoint URL: "https://s3.eu-central-1.amazonaws.com/"'],
      /Where did it come from\? The input holds 3 VPCs .* Name it with --from/,
    ],
    [
      ['connection timed out', '--from', checkout],
      /names no host, .* Where was it going\? Name it with --to\./,
    ],
    [['connect ETIMEDOUT 10.0.1.5:22 from i-00000000000000000'], /i-00000000000000000 is not in the input/],
    [
      ['{"eventSource":"s3.amazonaws.com","eventName":"GetObject","sourceIPAddress":"192.0.2.7"}'],
      /192\.0\.2\.7 is in no subnet of the input.*192\.0\.2\.7\/32@vgw-/,
    ],
    [
      ['s3.eu-central-1.amazonaws.com', '--from', 'i-1'],
      /No interface, instance or subnet in the input has the id "i-1"/,
    ],
  ])('asks for the one thing that is missing: %j', async (words, question) => {
    const run = await why(...words);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(question);
  });

  it('needs an input, and says what it cannot read', async () => {
    const [none, gone] = await Promise.all([
      runProgram(['why', 's3.eu-central-1.amazonaws.com']),
      runProgram(['why', 's3.eu-central-1.amazonaws.com', 'gone.json']),
    ]);
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toContain('No input given: vpce-lint why "…" dumps/');
    expect(gone).toMatchObject({ code: 3, stdout: '' });
  });

  it('gives JSON that fits its schema', async () => {
    const [run, schema] = await Promise.all([why(denial, '-f', 'json'), runProgram(['schema', 'why'])]);
    const document: WhyDocument = JSON.parse(run.stdout);
    const validate = new Ajv2020({ validateFormats: false }).compile(JSON.parse(schema.stdout));
    expect(validate(document) || validate.errors).toBe(true);
    expect(document).toMatchObject({
      format: 'vpce-lint/why',
      understood: {
        kind: 'denied',
        to: 's3',
        port: 443,
        action: 's3:PutObject',
        policy: 'vpc-endpoint',
        isExplicit: false,
      },
      answers: [{ from: [checkout], explains: 'yes', path: { verdict: 'blocked', to: 's3' } }],
    });
  });
});
