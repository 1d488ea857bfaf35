import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { base, estate, gatewayEndpoint, route, routeTable } from '../../src/rules/example-estate.ts';
import { natInterface, throughNat } from '../../src/rules/nat-example-estate.ts';
import type { Facts } from '../../src/rules/rule.ts';
import { temporaryFolders } from '../temporary-folder.ts';
import { type Run, runProgram } from './run-program.ts';

const folderWith = temporaryFolders();

function snapshot(facts: Facts): object {
  const entries = Object.entries(facts).map(([family, items]): [string, object] => [
    family,
    { status: 'collected', complete: true, items },
  ]);
  const scope = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };
  return {
    format: 'vpce-lint/snapshot',
    version: 1,
    scopes: [{ ...scope, facts: Object.fromEntries(entries) }],
  };
}

const withEndpoint = estate({
  routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-1')])],
  vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { Tags: [{ Key: 'Name', Value: '::error::<b>@x' }] })],
});
const { routeTables: _, ...withoutRouteTables } = withEndpoint;

let folder: string;
beforeAll(() => {
  folder = folderWith({
    'endpoint.json': snapshot(withEndpoint),
    'detached.json': snapshot(
      estate({ vpcEndpoints: [gatewayEndpoint('s3', [])], routeTables: base.routeTables ?? [] }),
    ),
    'none.json': snapshot(estate()),
    'gap.json': snapshot(withoutRouteTables),
    'broken.json': '{',
  });
});

function diff(...words: readonly string[]): Promise<Run> {
  return runProgram(['diff', ...words], { cwd: folder });
}

interface Diff {
  readonly summary: Readonly<Record<string, number>>;
  readonly reachability: readonly {
    readonly change: string;
    readonly from: string;
    readonly to: string;
    readonly subnets: readonly { readonly id: string }[];
  }[];
  readonly findings: Readonly<Record<'new' | 'gone' | 'undecided', readonly { readonly rule: string }[]>>;
}

function read({ stdout }: Run): Diff {
  return JSON.parse(stdout) as Diff;
}

describe('diff', () => {
  it('tells that a private way is lost, from which subnets and why, and fails', async () => {
    const [text, json, markdown] = await Promise.all([
      diff('endpoint.json', 'detached.json'),
      diff('endpoint.json', 'detached.json', '-f', 'json'),
      diff('endpoint.json', 'none.json', '-f', 'markdown'),
    ]);
    expect([text.code, json.code, markdown.code]).toEqual([1, 1, 1]);
    expect(text.stdout).toMatch(/^ {2}unreachable s3 from subnet-a, subnet-b: unreachable/m);
    expect(text.stdout).toContain('new      error[gateway-endpoint-no-route-tables] vpce-1');
    expect(text.stdout).toContain('2 of 2 pairs of subnet and service changed; 2 lost a private way');
    expect(read(json).reachability).toMatchObject([
      {
        change: 'unreachable',
        from: 'private',
        to: 'unreachable',
        subnets: [{ id: 'subnet-a' }, { id: 'subnet-b' }],
      },
    ]);
    expect(markdown.stdout).toContain('🛑 **unreachable** s3 from subnet-a, subnet-b');
    expect(text.stdout).not.toMatch(/^\s*::/m);
    expect(markdown.stdout).not.toMatch(/^\s*::|<b>|@x/m);
  });

  it('tells what became reachable and which findings are gone, and does not fail', async () => {
    const run = await diff('detached.json', 'endpoint.json', '-f', 'json');
    expect(run.code).toBe(0);
    expect(read(run)).toMatchObject({
      reachability: [{ change: 'reachable', from: 'unreachable', to: 'private' }],
      findings: { new: [], gone: [{ rule: 'gateway-endpoint-no-route-tables' }] },
    });
  });

  it('tells which subnets lose their way to a new endpoint with private DNS that refuses them', async () => {
    const template = {
      Resources: {
        Group: {
          Type: 'AWS::EC2::SecurityGroup',
          Properties: {
            GroupDescription: 'endpoint',
            VpcId: 'vpc-1',
            SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.2.0/24' }],
          },
        },
        Endpoint: {
          Type: 'AWS::EC2::VPCEndpoint',
          Properties: {
            VpcId: 'vpc-1',
            ServiceName: 'com.amazonaws.eu-west-1.ssm',
            VpcEndpointType: 'Interface',
            SubnetIds: ['subnet-a'],
            SecurityGroupIds: [{ Ref: 'Group' }],
            PrivateDnsEnabled: true,
          },
        },
      },
    };
    const networkInterfaces = [...(base.networkInterfaces ?? []), natInterface];
    const vpcEndpointServices = [
      {
        ServiceName: 'com.amazonaws.eu-west-1.ssm',
        ServiceId: 'vpce-svc-1',
        PrivateDnsName: 'ssm.eu-west-1.amazonaws.com',
        PrivateDnsNames: [{ PrivateDnsName: 'ssm.eu-west-1.amazonaws.com' }],
        AvailabilityZones: ['eu-west-1a', 'eu-west-1b'],
      },
    ];
    const cwd = folderWith({
      'prod.json': snapshot(estate({ ...throughNat('0.0.0.0/0'), networkInterfaces, vpcEndpointServices })),
      'network.yaml': template,
    });
    const place = ['--parameter', 'AWS::Region=eu-west-1', '--parameter', 'AWS::AccountId=111122223333'];
    const run = await runProgram(['diff', '--overlay', 'prod.json', 'network.yaml', ...place, '-f', 'json'], {
      cwd,
    });
    const { reachability, findings } = read(run);
    // The addresses of its interfaces are known after deployment.
    expect(reachability).toMatchObject([
      { change: 'undecided', from: 'public', subnets: [{ id: 'subnet-a' }] },
      { change: 'undecided', from: 'unreachable', subnets: [{ id: 'subnet-b' }] },
    ]);
    expect(findings.new).toContainEqual(
      expect.objectContaining({
        rule: 'sg-endpoint-ingress-source-not-covered',
        severity: 'warning',
        message: expect.stringContaining(
          'what runs in subnet-a would reach the service through nat-1',
        ) as string,
      }),
    );
  });

  it('says of nothing that it changed where nothing did', async () => {
    const run = await diff('endpoint.json', 'endpoint.json');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/^0 new findings, 0 gone, \d+ unchanged\n0 of 2 pairs/);
  });

  it('calls nothing lost or gone that nobody can tell', async () => {
    const run = await diff('endpoint.json', 'gap.json', '-f', 'json');
    expect(run.code).toBe(0);
    expect(read(run).reachability).toMatchObject([{ change: 'undecided', from: 'private', to: 'undecided' }]);
    expect(read(run).findings.gone).toEqual([]);
  });

  it('has the exit codes that it says it has', async () => {
    const runs = await Promise.all([
      diff('endpoint.json', 'none.json', '--fail-on', 'none'),
      diff('endpoint.json', 'broken.json'),
      diff('endpoint.json'),
      diff('-', '-'),
      diff('endpoint.json', 'none.json', '-f', 'sarif'),
    ]);
    expect(runs.map(({ code }) => code)).toEqual([0, 3, 2, 2, 2]);
  });

  it('goes by the suppressions of the configuration', async () => {
    const config = folderWith({
      'vpce-lint.yaml': 'suppressions: [{rule: gateway-endpoint-no-route-tables, reason: x, owner: me}]\n',
    });
    const run = await diff('none.json', 'detached.json', '-f', 'json', '-c', `${config}/vpce-lint.yaml`);
    expect(read(run).findings.new.map(({ rule }) => rule)).not.toContain('gateway-endpoint-no-route-tables');
  });

  it('fits its published schema', async () => {
    const [schema, run] = await Promise.all([
      runProgram(['schema', 'diff']),
      diff('endpoint.json', 'detached.json', '-f', 'json'),
    ]);
    const validate = new Ajv2020({ validateFormats: false }).compile(JSON.parse(schema.stdout) as object);
    expect(validate(JSON.parse(run.stdout))).toBe(true);
    expect(JSON.parse(readFileSync('schemas/diff.schema.json', 'utf8'))).toEqual(JSON.parse(schema.stdout));
  });
});
