import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { planVpcs } from '../../../../bench/estate/plan.ts';
import { generateEstate } from '../../../../bench/generate-estate.ts';
import { readInputs } from '../../../../src/collectors/read-inputs.ts';
import { buildNetwork } from '../../../../src/model/build-network.ts';
import type { Network } from '../../../../src/model/network.ts';
import {
  defaultSecurityGroup,
  estate,
  gatewayEndpoint,
  instanceInterface,
  permission,
  route,
  routeTable,
  securityGroup,
  subnet,
} from '../../../../src/rules/example-estate.ts';
import { hubEstate, hubTable, peeredEstate, spokeTable } from '../../../../src/rules/hub-example-estate.ts';
import { temporaryFolders } from '../../../temporary-folder.ts';
import { networkOfFacts } from '../network-of-facts.ts';
import { networkOfScopes, scopesOf } from '../path/network-of-estate.ts';
import { type RandomNetwork, randomNetwork } from '../path/random-network.ts';
import { wantedPackets } from '../path/run-size.ts';
import { networkOfPlan } from '../transit/facts.ts';
import { attached, open } from '../transit/plan.ts';
import { aclOf, endpointsInterface, source, withNat, withS3, withSsm } from '../vectors/common-estate.ts';
import { column, columnsOf, differences, matrixRows } from './as-paths-have-it.ts';

const runs = Math.ceil(wantedPackets / 1000);
vi.setConfig({ testTimeout: 120_000 + 1000 * runs });

const makeFolder = temporaryFolders();

function networkIn(path: string): Network {
  return buildNetwork(readInputs([path], () => new Uint8Array()).snapshot).network;
}

/** Everything that makes names resolve, for both VPCs of the random networks. */
const naming = {
  dhcpOptions: [
    {
      DhcpOptionsId: 'dopt-1',
      DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] }],
    },
  ],
  hostedZonesByVpc: [],
  resolverRules: [],
  resolverRuleAssociations: [],
  profileAssociations: [],
};

function withNames(random: RandomNetwork): Network {
  return networkOfScopes(
    scopesOf(random).map(([scope, facts]) => [
      scope,
      {
        ...facts,
        ...naming,
        vpcs: facts.vpcs?.map((vpc) => ({ ...vpc, DhcpOptionsId: 'dopt-1' })) ?? [],
        vpcAttributes: (facts.vpcs ?? []).map(({ VpcId }) => ({
          VpcId,
          EnableDnsSupport: { Value: true },
          EnableDnsHostnames: { Value: true },
        })),
        vpcEndpoints:
          facts.vpcEndpoints?.map((endpoint) => ({
            ...endpoint,
            PrivateDnsEnabled: endpoint.VpcEndpointType === 'Interface',
          })) ?? [],
      },
    ]),
  );
}

const targets = ['s3', 'ssm', 'sts', 'kms', 'vpce-rsc', 'vpce-b', '0.0.0.0/0', '10.0.0.0/14', '::/0'];

const anyTraffic = fc.constantFrom(
  { protocol: 6, port: 443 },
  { protocol: 6, port: 443 },
  { protocol: 17, port: 443 },
  { protocol: 1, port: 0 },
);

describe('each cell of the matrix', () => {
  it('is what the path from the subnet to the service comes to, in random networks', () => {
    fc.assert(
      fc.property(randomNetwork, anyTraffic, (random, traffic) => {
        const columns = targets.map((target) => column(target, traffic));
        expect(differences(withNames(random), columns)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  it('is so in a large estate with faults of every kind', () => {
    const { path } = generateEstate(makeFolder(), 80, 20);
    const network = networkIn(path);
    const faulty = new Set(planVpcs(80, 20).flatMap(({ id, fault }) => (fault === null ? [] : id)));
    const subnets = network.all('subnets').filter(({ vpcId }) => vpcId !== null && faulty.has(vpcId));
    expect(subnets.length).toBeGreaterThan(100);
    const columns = [...columnsOf(network), column('sts'), column('sqs')];
    expect(differences(network, columns, subnets)).toEqual([]);
  });

  const corpus = join('..', 'shared', 'corpus');
  it.skipIf(!existsSync(corpus))('is so in real inputs', () => {
    for (const origin of readdirSync(corpus, { withFileTypes: true }).filter((each) => each.isDirectory())) {
      const network = networkIn(join(corpus, origin.name));
      const columns = [...columnsOf(network), column('sts')].slice(0, 20);
      expect([origin.name, differences(network, columns)]).toEqual([origin.name, []]);
    }
  });
});

describe('the kinds of sender in a subnet', () => {
  const closed = securityGroup('sg-closed', { egress: [permission(443, '10.0.0.0/8')] });
  const network = networkOfFacts(
    withS3([], {
      networkInterfaces: [
        source,
        instanceInterface('eni-3', 'subnet-a1', '10.0.1.11', { Groups: [{ GroupId: 'sg-closed' }] }),
        instanceInterface('eni-4', 'subnet-a1', '10.0.1.12', { Groups: [{ GroupId: 'sg-closed' }] }),
      ],
      securityGroups: [defaultSecurityGroup, securityGroup('sg-app', {}), closed],
    }),
  );
  const rows = matrixRows(network, [column('s3'), column('10.9.9.9')], network.all('subnets'));
  const row = (id: string) => rows.find(({ subnet }) => subnet.id === id);

  it('are told apart where they fare differently', () => {
    const entry = row('subnet-a1')?.entries[0];
    expect(entry?.cell.verdict).toBe('partial');
    expect(entry?.kinds).toBe(2);
    expect(entry?.senders.map(({ source: { resource }, cell }) => [resource.id, cell.verdict])).toEqual([
      ['eni-1', 'reachable'],
      ['eni-3', 'blocked'],
    ]);
    expect(entry?.cell.blockers.map(({ component }) => component.id)).toEqual(['sg-closed']);
  });

  it('are one where they fare alike', () => {
    expect(row('subnet-a1')?.entries[1]).toMatchObject({
      cell: { verdict: 'blocked' },
      kinds: 2,
      senders: [],
    });
  });

  it('are to come where no compute is yet', () => {
    expect(row('subnet-a1')?.hasCompute).toBe(true);
    expect(row('subnet-ep1')?.hasCompute).toBe(false);
    expect(row('subnet-ep1')?.assumptions.join()).toContain('no compute is in subnet-ep1 yet');
  });
});

describe('what senders of a VPC share', () => {
  const both = ['subnet-a1', 'subnet-a2'];
  const replyTo = (ports: string) => [
    'ingress allow all all 0.0.0.0/0',
    `egress allow tcp ${ports} 0.0.0.0/0`,
  ];
  const behindAcl = (ports: string) =>
    withSsm(
      {},
      {
        networkInterfaces: [
          source,
          instanceInterface('eni-2', 'subnet-a2', '10.0.2.10'),
          instanceInterface('eni-3', 'subnet-a2', '10.0.2.11', { InterfaceType: 'lambda' }),
          endpointsInterface,
        ],
        networkAcls: [aclOf('acl-1', both), aclOf('acl-ep', ['subnet-ep1'], replyTo(ports))],
      },
    );
  const verdicts = (facts: Parameters<typeof networkOfFacts>[0]) => {
    const network = networkOfFacts(facts);
    const subnets = network.all('subnets').filter(({ id }) => both.includes(id));
    expect(differences(network, [column('ssm')])).toEqual([]);
    return matrixRows(network, [column('ssm')], subnets).map(({ entries }) => entries[0]?.cell.verdict);
  };

  it('is not the range of ports that replies go to', () => {
    expect(verdicts(behindAcl('1024-65535'))).toEqual(['reachable', 'reachable']);
    expect(verdicts(behindAcl('32768-60999'))).toEqual(['reachable', 'partial']);
  });

  it('is not what a security group holds against the addresses of some', () => {
    const admitting = (block: string) => ({
      ...withSsm(),
      securityGroups: [
        defaultSecurityGroup,
        securityGroup('sg-app', { egress: [permission(443, '0.0.0.0/0')] }),
        securityGroup('sg-endpoint', { ingress: [permission(443, block)] }),
      ],
    });
    expect(verdicts(admitting('10.0.0.0/16'))).toEqual(['reachable', 'reachable']);
    expect(verdicts(admitting('10.0.1.0/24'))).toEqual(['reachable', 'blocked']);
  });

  it('is not the zone in which their ways to a transit gateway start', () => {
    const network = networkOfPlan({ ...open, attachments: [attached(0, { zones: ['a'] }), attached(1)] });
    const subnets = network.all('subnets').filter(({ id }) => ['subnet-0a', 'subnet-0b'].includes(id));
    const rows = matrixRows(network, [column('10.2.1.10')], subnets);
    expect(rows.map(({ entries }) => entries[0]?.cell.verdict)).toEqual(['reachable', 'blocked']);
    expect(differences(network, [column('10.2.1.10')], subnets)).toEqual([]);
  });

  it('is not the name of a group that an endpoint admits', () => {
    const facts = (...groups: readonly string[]) => ({
      ...withSsm(),
      networkInterfaces: [
        ...both.map((subnetId, index) =>
          instanceInterface(`eni-${index}`, subnetId, `10.0.${index + 1}.10`, {
            Groups: [{ GroupId: groups[index] }],
          }),
        ),
        endpointsInterface,
      ],
      securityGroups: [
        defaultSecurityGroup,
        securityGroup('sg-a', {}),
        securityGroup('sg-b', {}),
        securityGroup('sg-endpoint', { ingress: [permission(443, 'sg-a')] }),
      ],
    });
    expect(verdicts(facts('sg-a', 'sg-b'))).toEqual(['reachable', 'blocked']);
    expect(verdicts(facts('sg-b', 'sg-a'))).toEqual(['blocked', 'reachable']);
  });

  it('is not what the ACL of one of their subnets refuses in part', () => {
    const partly = aclOf(
      'acl-2',
      ['subnet-a2'],
      [
        'egress deny all all 10.0.9.0/28',
        'egress allow all all 0.0.0.0/0',
        'ingress allow all all 0.0.0.0/0',
      ],
    );
    const facts = behindAcl('1024-65535');
    const network = networkOfFacts({
      ...facts,
      networkAcls: [aclOf('acl-1', ['subnet-a1']), partly, ...(facts.networkAcls ?? []).slice(1)],
    });
    expect(differences(network, [column('10.0.0.0/16'), column('ssm'), column('10.0.9.4')])).toEqual([]);
  });

  it('is not the ACL of one of their subnets', () => {
    const mute = aclOf(
      'acl-2',
      ['subnet-a2'],
      ['egress deny tcp 443 0.0.0.0/0', 'ingress allow all all 0.0.0.0/0'],
    );
    const own = (acl: typeof mute) => {
      const facts = behindAcl('1024-65535');
      return {
        ...facts,
        networkAcls: [aclOf('acl-1', ['subnet-a1']), acl, ...(facts.networkAcls ?? []).slice(1)],
      };
    };
    expect(verdicts(own(aclOf('acl-2', ['subnet-a2'])))).toEqual(['reachable', 'reachable']);
    expect(verdicts(own(mute))).toEqual(['reachable', 'blocked']);
  });

  it.each([
    ['peering', 'pcx-1', peeredEstate('active')],
    ['transit gateway', 'tgw-1', hubEstate()],
  ])('is not a route back that a hub has for one of them, across a %s', (_, target, hub) => {
    const subnets = ['subnet-spoke', 'subnet-spoke-2'];
    const [spokeAcl] = (hub.networkAcls ?? []).filter(({ NetworkAclId }) => NetworkAclId === 'acl-2');
    const answering = (block: string) =>
      networkOfFacts({
        ...hub,
        subnets: [...(hub.subnets ?? []), subnet('subnet-spoke-2', '10.1.2.0/24', 'a', { VpcId: 'vpc-2' })],
        networkAcls: [
          ...(hub.networkAcls ?? []).filter((acl) => acl !== spokeAcl),
          { ...spokeAcl, Associations: subnets.map((SubnetId) => ({ SubnetId })) },
        ],
        networkInterfaces: [
          ...(hub.networkInterfaces ?? []),
          instanceInterface('eni-spoke-2', 'subnet-spoke-2', '10.1.2.10', {
            VpcId: 'vpc-2',
            Groups: [{ GroupId: 'sg-spoke' }],
          }),
        ],
        routeTables: [hubTable(route(block, target)), spokeTable(route('10.0.0.0/16', target))],
      });
    const verdictsOf = (network: Network) => {
      const spokes = network.all('subnets').filter(({ id }) => subnets.includes(id));
      expect(differences(network, [column('kms')])).toEqual([]);
      return matrixRows(network, [column('kms')], spokes).map(({ entries }) => entries[0]?.cell.verdict);
    };
    expect(verdictsOf(answering('10.1.0.0/16'))).toEqual(['reachable', 'reachable']);
    expect(verdictsOf(answering('10.1.1.0/24'))).toEqual(['reachable', 'blocked']);
  });
});

describe('a cell', () => {
  const verdictAndWay = (facts: Parameters<typeof networkOfFacts>[0], service: string) => {
    const network = networkOfFacts(facts);
    const subnets = network.all('subnets').filter(({ id }) => id === 'subnet-a1');
    const [row] = matrixRows(network, [column(service)], subnets);
    const cell = row?.entries[0]?.cell;
    return [cell?.verdict, cell?.private, cell?.ways.map(({ via, viaId }) => `${via} ${viaId}`).join()];
  };

  it('names the way and what delivers', () => {
    expect(verdictAndWay(withSsm(), 'ssm')).toEqual(['reachable', true, 'interface-endpoint vpce-0ssm']);
    expect(verdictAndWay(withNat(withS3([route('0.0.0.0/0', 'nat-1')])), 'sqs')).toEqual([
      'reachable',
      false,
      expect.stringMatching(/^nat-gateway nat-/),
    ]);
  });
});

describe('columns', () => {
  it('are the services that have endpoints, and the endpoints whose targets have no known name', () => {
    const network = networkOfFacts({
      vpcEndpoints: [
        endpoint('vpce-1', 'Interface', 'com.amazonaws.eu-west-1.ssm'),
        endpoint('vpce-2', 'Gateway', 'com.amazonaws.eu-west-1.s3'),
        endpoint('vpce-3', 'Interface', 'com.amazonaws.us-east-1.kms'),
        endpoint('vpce-4', 'Interface', 'com.amazonaws.vpce.eu-west-1.vpce-svc-0a1'),
        endpoint('vpce-5', 'Resource', 'com.amazonaws.eu-west-1.x'),
        endpoint('vpce-6', 'GatewayLoadBalancer', 'com.amazonaws.vpce.eu-west-1.vpce-svc-0a2'),
        { ...endpoint('vpce-7', 'Interface', 'com.amazonaws.eu-west-1.sqs'), State: 'deleted' },
      ],
    });
    expect(columnsOf(network).map(({ service }) => service)).toEqual([
      'com.amazonaws.us-east-1.kms',
      's3',
      'ssm',
      'vpce-4',
      'vpce-5',
    ]);
  });

  function endpoint(VpcEndpointId: string, VpcEndpointType: string, ServiceName: string) {
    return { VpcEndpointId, VpcEndpointType, ServiceName, VpcId: 'vpc-1', State: 'available' };
  }
});

describe('a policy that looks at the address of the sender', () => {
  const allows = (block: string) => ({
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: '*',
        Resource: '*',
        Condition: { IpAddress: { 'aws:VpcSourceIp': block } },
      },
    ],
  });
  const network = networkOfFacts(
    estate({
      vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { PolicyDocument: allows('10.0.1.0/24') })],
      routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-1')])],
    }),
  );

  it('is judged for each subnet by itself', () => {
    const rows = matrixRows(network, [column('s3')], network.all('subnets'));
    expect(rows.map(({ subnet, entries }) => [subnet.id, entries[0]?.cell.verdict])).toEqual([
      ['subnet-a', 'reachable'],
      ['subnet-b', 'blocked'],
    ]);
    expect(differences(network, [column('s3')])).toEqual([]);
  });
});
