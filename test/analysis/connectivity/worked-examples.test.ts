/**
 * The worked examples that docs/semantics.md rests on, table by table, each row as a question to the analyzer: routes
 * (1.1, 1.3, 1.5), prefix lists (2), security groups (3.5), network ACLs (4), record types (5.7), gateway endpoints (6).
 */
import { describe, expect, it } from 'vitest';
import { answerPath } from '../../../src/analysis/connectivity/answer-path.ts';
import { parseTarget } from '../../../src/analysis/connectivity/parse-target.ts';
import type { Traffic } from '../../../src/analysis/connectivity/security-group-admission.ts';
import { https } from '../../../src/analysis/connectivity/security-group-admission.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import {
  allTraffic,
  defaultSecurityGroup,
  endpointInterface,
  instanceInterface,
  permission,
  route,
  routeTable,
  securityGroup,
  subnet,
  vpc,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';
import {
  aclOf,
  aws,
  common,
  endpointFor,
  endpointsInterface,
  privateTable,
  s3Gateway,
  source,
  subnets,
  toS3,
  withNat,
  withS3,
  withSsm,
} from './vectors/common-estate.ts';
import { fromPeer, withHubZone } from './vectors/hub-estate.ts';

/** `verdict via viaId`, and what blocks, of each branch. */
function told(facts: Facts, to: string, from = 'eni-1', traffic: Traffic = https): readonly string[] {
  const parsed = parseTarget(to);
  if (!parsed) throw new Error(`not a target: ${to}`);
  const answer = answerPath(networkOfFacts(facts), { from, to: parsed.target, traffic });
  return (answer?.branches ?? []).map(({ verdict, via, viaId, hops }) => {
    const blockers = hops.filter(({ decision }) => decision === 'block').map(({ reason }) => reason);
    return [verdict, via, viaId ?? '', ...blockers].join(' ').replaceAll(/ +/g, ' ').trim();
  });
}

/** Which way one address takes. */
function wayTo(facts: Facts, address: string): string {
  const [only = '', ...others] = told(facts, address);
  return [only.split(' ').slice(1, 3).join(' '), ...others].join(' and ');
}

const propagated = { Origin: 'EnableVgwRoutePropagation' };
const secondList: Facts = {
  managedPrefixListEntries: [{ PrefixListId: 'pl-2', Entries: [{ Cidr: '198.51.100.0/24' }] }],
};

describe('1.1: which table a subnet has', () => {
  const gateway = { ...s3Gateway, RouteTableIds: ['rtb-a'] };
  const tables = (main: 'rtb-a' | 'rtb-b') => {
    const table = (id: string, routes: readonly RawItem[]) =>
      main === id ? routeTable(id, [], routes) : { ...routeTable(id, [], routes), Associations: [] };
    return common({ vpcEndpoints: [gateway], routeTables: [table('rtb-a', [toS3]), table('rtb-b', [])] });
  };

  it('A1: a subnet without an association moves with the main table, and loses the endpoint of the old one', () => {
    expect(told(tables('rtb-a'), 's3')).toEqual(['reachable gateway-endpoint vpce-0gw']);
    expect(told(tables('rtb-b'), 's3')).toEqual(['blocked none route-none']);
  });
});

describe('1.3: what a route names as its target', () => {
  it.each<readonly [field: string, target: string, via: string]>([
    ['GatewayId', 'igw-1', 'internet-gateway igw-1'],
    ['GatewayId', 'vgw-1', 'vpn-gateway vgw-1'],
    ['NatGatewayId', 'nat-1', 'nat-gateway nat-1'],
    ['TransitGatewayId', 'tgw-1', 'transit-gateway tgw-1'],
    ['VpcPeeringConnectionId', 'pcx-1', 'vpc-peering pcx-1'],
    ['NetworkInterfaceId', 'eni-9', 'network-interface eni-9'],
    ['LocalGatewayId', 'lgw-1', 'local-gateway lgw-1'],
    ['CarrierGatewayId', 'cagw-1', 'carrier-gateway cagw-1'],
    [
      'CoreNetworkArn',
      'arn:aws:networkmanager::1:core-network/c',
      'core-network arn:aws:networkmanager::1:core-network/c',
    ],
    ['GatewayId', 'vpce-9', 'gateway-load-balancer-endpoint vpce-9'],
    [
      'OdbNetworkArn',
      'arn:aws:odb:eu-west-1:1:odb-network/o',
      'unknown arn:aws:odb:eu-west-1:1:odb-network/o',
    ],
  ])('%s %s is %s', (field, target, via) => {
    const { GatewayId: _, ...bare } = route('192.0.2.0/24', 'x');
    const facts = common({ routeTables: [privateTable({ ...bare, [field]: target })] });
    expect(wayTo(facts, '192.0.2.1')).toBe(via);
  });

  it('EgressOnlyInternetGatewayId carries IPv6 alone', () => {
    const { DestinationCidrBlock: _, ...bare } = route('::/0', 'eigw-1');
    const host = { ...source, Ipv6Addresses: [{ Ipv6Address: '2001:db8::a' }] };
    const facts = common({
      networkInterfaces: [host],
      routeTables: [privateTable({ ...bare, DestinationIpv6CidrBlock: '::/0' })],
    });
    expect(wayTo(facts, '2600::1')).toBe('egress-only-internet-gateway eigw-1');
    expect(told(facts, '192.0.2.1')).toEqual(['blocked none route-none']);
  });
});

describe('1.5: which route wins', () => {
  const list = (...routes: readonly RawItem[]) => withS3(routes);
  const [inside, other] = ['198.51.100.9', '203.0.113.200'];
  const gatewayEndpoint = 'gateway-endpoint vpce-0gw';
  it.each<readonly [id: string, why: string, facts: Facts, to: string, way: string]>([
    ['B1', 'the list is longer', list(route('0.0.0.0/0', 'nat-1')), inside, gatewayEndpoint],
    ['B2', 'the list does not hold it', list(route('0.0.0.0/0', 'nat-1')), other, 'nat-gateway nat-1'],
    [
      'B3',
      'a static route of the same length',
      list(route('198.51.100.0/24', 'pcx-1')),
      inside,
      'vpc-peering pcx-1',
    ],
    ['B4', 'a wider static route', list(route('198.51.100.0/23', 'tgw-1')), inside, gatewayEndpoint],
    [
      'B5',
      'a longer static route',
      list(route('198.51.100.0/26', 'eni-9')),
      inside,
      'network-interface eni-9',
    ],
    ['B5', 'and beside it', list(route('198.51.100.0/26', 'eni-9')), '198.51.100.100', gatewayEndpoint],
    [
      'B6',
      'propagated, of the same length',
      list(route('198.51.100.0/24', 'vgw-1', propagated)),
      inside,
      gatewayEndpoint,
    ],
    [
      'B7',
      'propagated and longer',
      list(route('198.51.100.0/25', 'vgw-1', propagated)),
      inside,
      'vpn-gateway vgw-1',
    ],
    [
      'B8',
      'another list with the same block',
      { ...list(route('pl-2', 'tgw-1')), ...secondList },
      inside,
      'unknown',
    ],
    [
      'B9',
      'a static route inside local',
      list(route('10.0.5.0/24', 'vpce-gwlb')),
      '10.0.5.7',
      'gateway-load-balancer-endpoint vpce-gwlb',
    ],
    [
      'B10',
      'a propagated route inside local',
      list(route('10.0.5.0/24', 'vgw-1', propagated)),
      '10.0.5.7',
      'local',
    ],
    [
      'B12',
      'a blackhole that does not win',
      list(route('0.0.0.0/0', 'nat-1', { State: 'blackhole' })),
      inside,
      gatewayEndpoint,
    ],
  ])('%s: %s', (_id, _why, facts, to, way) => {
    expect(wayTo(facts, to).replace(' interface-none', '')).toBe(way);
  });

  it('B11: an IPv4 default route carries no IPv6', () => {
    const host = { ...source, Ipv6Addresses: [{ Ipv6Address: '2001:db8::a' }] };
    const facts = common({
      networkInterfaces: [host],
      routeTables: [privateTable(route('0.0.0.0/0', 'igw-1'))],
    });
    expect(told(facts, '2600::1').at(0)).toMatch(/^blocked none .*route-none/);
  });
});

describe('2: prefix lists by their names (P1)', () => {
  it.each([
    [`com.amazonaws.eu-west-1.s3`, 'reachable gateway-endpoint vpce-0gw'],
    [`com.amazonaws.eu-west-1.s3express`, 'unknown'],
    [`com.amazonaws.us-east-1.s3`, 'unknown'],
    [`com.amazonaws.eu-west-1.vpc-lattice`, 'unknown'],
  ])('%s', (PrefixListName, expected) => {
    const prefixLists = [{ PrefixListId: 'pl-s3', PrefixListName, Cidrs: ['52.218.0.0/17'] }];
    expect(told(withS3([], { prefixLists }), 's3').map((each) => each.slice(0, expected.length))).toEqual([
      expected,
    ]);
  });
});

describe("3.5: whom an endpoint's security groups admit", () => {
  const secondary = '100.64.1.9';
  const fromSecondary: Facts = {
    vpcs: [vpc({ CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16' }, { CidrBlock: '100.64.0.0/16' }] })],
    subnets: [...subnets, subnet('subnet-pods', '100.64.1.0/24', 'a')],
    routeTables: [
      routeTable(
        'rtb-priv',
        ['subnet-a1', 'subnet-a2', 'subnet-ep1', 'subnet-pods'],
        [{ ...route('100.64.0.0/16', 'local'), Origin: 'CreateRouteTable' }],
      ),
    ],
    networkAcls: [aclOf('acl-default', ['subnet-a1', 'subnet-a2', 'subnet-ep1', 'subnet-pods'])],
    networkInterfaces: [instanceInterface('eni-1', 'subnet-pods', secondary), endpointsInterface],
  };
  const admit = (ingress: readonly RawItem[], changes: Facts = {}) =>
    withSsm(
      {},
      {
        securityGroups: [
          defaultSecurityGroup,
          securityGroup('sg-app', {}),
          securityGroup('sg-x', {}),
          securityGroup('sg-endpoint', { ingress: [...ingress] }),
        ],
        ...changes,
      },
    );
  const carrying = (...ids: readonly string[]): Facts => ({
    networkInterfaces: [{ ...source, Groups: ids.map((GroupId) => ({ GroupId })) }, endpointsInterface],
  });
  const of = (IpProtocol: string, fields: RawItem = {}) =>
    permission(443, '10.0.0.0/8', { IpProtocol, ...fields });
  const admitted = ['reachable interface-endpoint vpce-0ssm'];
  const denied = ['blocked interface-endpoint vpce-0ssm security-group-denied'];

  it.each<readonly [id: string, what: string, facts: Facts, told: readonly string[]]>([
    ['C1', 'the block holds the source', admit([permission(443, '10.0.0.0/16')]), admitted],
    [
      'C2',
      'the block is not that of the secondary CIDR',
      admit([permission(443, '10.0.0.0/16')], fromSecondary),
      denied,
    ],
    [
      'C3',
      'a reference to one of two groups of the source',
      admit([{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-app' }] }], carrying('sg-app', 'sg-x')),
      admitted,
    ],
    ['C5', 'another protocol, of any ports', admit([of('50', { FromPort: 0, ToPort: 65535 })]), denied],
    ['C6', 'udp', admit([of('udp')]), denied],
    ['C6', 'tcp by its number', admit([of('6')]), admitted],
    [
      'C7',
      'the default group alone, and a source without it',
      {
        ...withSsm({ Groups: [{ GroupId: 'sg-default' }] }, {}),
        networkInterfaces: [source, { ...endpointsInterface, Groups: [{ GroupId: 'sg-default' }] }],
      },
      denied,
    ],
    [
      'C8',
      'the union of two groups, one with a prefix list',
      admit([], {
        managedPrefixListEntries: [{ PrefixListId: 'pl-corp', Entries: [{ Cidr: '10.0.1.0/24' }] }],
        securityGroups: [
          defaultSecurityGroup,
          securityGroup('sg-app', {}),
          securityGroup('sg-1', {}),
          securityGroup('sg-2', { ingress: [permission(0, 'pl-corp', { ToPort: 65535 })] }),
        ],
        networkInterfaces: [
          source,
          { ...endpointsInterface, Groups: [{ GroupId: 'sg-1' }, { GroupId: 'sg-2' }] },
        ],
      }),
      admitted,
    ],
  ])('%s: %s', (_id, _what, facts, expected) => {
    expect(told(facts, 'ssm')).toEqual(expected);
  });

  it('C4: a reference to a group behind a transit gateway', () => {
    expect(told(withHubZone('sg-app'), 'kms')[0]).toContain('security-group-reference-lost');
    expect(told(withHubZone('10.0.0.0/16'), 'kms')[0]).toMatch(/^reachable interface-endpoint/);
  });
});

describe('4: what network ACLs do', () => {
  const acls = (entries: readonly string[], subnetId = 'subnet-a1'): Facts => ({
    networkAcls: [
      aclOf(
        'acl-rest',
        ['subnet-a1', 'subnet-a2', 'subnet-ep1'].filter((id) => id !== subnetId),
      ),
      aclOf('acl-x', [subnetId], entries),
    ],
  });
  const narrow = ['egress allow tcp 443 10.0.0.0/16', 'ingress allow tcp 1024-65535 10.0.0.0/16'];
  const inEndpoints = {
    ...source,
    SubnetId: 'subnet-ep1',
    PrivateIpAddress: '10.0.9.9',
    PrivateIpAddresses: [],
  };

  it.each<readonly [id: string, what: string, facts: Facts, told: readonly string[]]>([
    [
      'D1',
      'the port out and the ephemeral ports in',
      withSsm({}, acls(narrow)),
      ['reachable interface-endpoint vpce-0ssm'],
    ],
    [
      'D2',
      'too few ephemeral ports for Lambda',
      withSsm(
        {},
        {
          ...acls(['egress allow tcp 443 0.0.0.0/0', 'ingress allow tcp 32768-61000 0.0.0.0/0']),
          networkInterfaces: [{ ...source, InterfaceType: 'lambda' }, endpointsInterface],
        },
      ),
      ['partial interface-endpoint vpce-0ssm'],
    ],
    [
      'D2',
      'the same ACL for an instance',
      withSsm({}, acls(['egress allow tcp 443 0.0.0.0/0', 'ingress allow tcp 32768-61000 0.0.0.0/0'])),
      ['reachable interface-endpoint vpce-0ssm'],
    ],
    [
      'D4',
      'any ACL between two hosts of one subnet',
      withSsm(
        {},
        {
          ...acls(['egress deny all all 0.0.0.0/0', 'ingress deny all all 0.0.0.0/0'], 'subnet-ep1'),
          networkInterfaces: [inEndpoints, endpointsInterface],
        },
      ),
      ['reachable interface-endpoint vpce-0ssm'],
    ],
    [
      'D5',
      "no reply leaves the endpoint's subnet",
      withSsm(
        {},
        acls(['ingress allow tcp 443 10.0.0.0/8', 'egress allow tcp 443 10.0.0.0/8'], 'subnet-ep1'),
      ),
      ['blocked interface-endpoint vpce-0ssm network-acl-reply-denied'],
    ],
  ])('%s: %s', (_id, _what, facts, expected) => {
    expect(told(facts, 'ssm')).toEqual(expected);
  });

  it('D3: a deny before an allow for one of two blocks of a service', () => {
    const facts = withS3(
      [],
      acls([
        'egress deny tcp 443 198.51.100.0/24',
        'egress allow all all 0.0.0.0/0',
        'ingress allow all all 0.0.0.0/0',
      ]),
    );
    expect(told(facts, 's3')).toEqual([
      'blocked gateway-endpoint vpce-0gw network-acl-denied',
      'reachable gateway-endpoint vpce-0gw',
    ]);
  });
});

describe('5.7: the addresses that the names of an endpoint have', () => {
  const both = endpointInterface('eni-endpoint-ep1', 'subnet-ep1', '10.0.9.4', {
    Ipv6Addresses: [{ Ipv6Address: '2001:db8::4' }],
  });
  const addresses = (facts: Facts, name: string): readonly string[] => {
    const parsed = parseTarget(name);
    if (!parsed) throw new Error(`not a target: ${name}`);
    const host = { ...source, Ipv6Addresses: [{ Ipv6Address: '2001:db8::a' }] };
    const answer = answerPath(
      networkOfFacts({ ...facts, networkInterfaces: [host, ...(facts.networkInterfaces ?? []).slice(1)] }),
      { from: 'eni-1', to: parsed.target, traffic: https },
    );
    return (answer?.branches ?? []).flatMap(({ destinations }) => destinations.toCidrs());
  };
  const [ipv4, ipv6] = ['10.0.9.4/32', '2001:db8::4/128'];

  it.each<readonly [type: string, records: string | null, addresses: readonly string[]]>([
    ['ipv4', 'ipv4', [ipv4]],
    ['ipv6', 'ipv6', [ipv6]],
    ['dualstack', null, [ipv4, ipv6]],
    ['dualstack', 'dualstack', [ipv4, ipv6]],
    ['dualstack', 'ipv4', [ipv4]],
    ['dualstack', 'ipv6', [ipv6]],
    ['dualstack', 'service-defined', [ipv4]],
  ])('an interface endpoint of type %s with records %s', (IpAddressType, DnsRecordIpType, expected) => {
    const fields = { IpAddressType, ...(DnsRecordIpType ? { DnsOptions: { DnsRecordIpType } } : {}) };
    const facts = withSsm(fields, { networkInterfaces: [source, both] });
    expect(addresses(facts, aws('ssm'))).toEqual(expected);
  });

  it.each<readonly [service: string, records: string, hasIpv6: boolean]>([
    ['s3', 'service-defined', false],
    ['s3', 'ipv4', false],
    ['s3', 'dualstack', true],
  ])('a gateway endpoint for %s with records %s', (service, DnsRecordIpType, hasIpv6) => {
    const prefixLists = [
      { PrefixListId: 'pl-s3', PrefixListName: 'com.amazonaws.eu-west-1.s3', Cidrs: ['198.51.100.0/24'] },
      { PrefixListId: 'pl-6', PrefixListName: 'com.amazonaws.eu-west-1.ipv6.s3', Cidrs: ['2600:9000::/40'] },
    ];
    const vpcEndpoints = [{ ...s3Gateway, IpAddressType: 'dualstack', DnsOptions: { DnsRecordIpType } }];
    expect(addresses(withS3([], { vpcEndpoints, prefixLists }), service)).toEqual([
      '198.51.100.0/24',
      ...(hasIpv6 ? ['2600:9000::/40'] : []),
    ]);
  });
});

describe('6: who uses a gateway endpoint', () => {
  const vpcOnly = securityGroup('sg-app', { egress: [permission(443, '10.0.0.0/8')] });
  it.each<readonly [id: string, what: string, told: readonly string[], expected: readonly string[]]>([
    ['G-a', 'its own VPC, in its Region', told(withS3(), 's3'), ['reachable gateway-endpoint vpce-0gw']],
    [
      'G-b',
      'a bucket in another Region',
      told(withS3(), 's3.us-east-1.amazonaws.com'),
      ['blocked none route-none'],
    ],
    ['G-c', 'a peer', told(fromPeer(), 's3', 'eni-2'), ['blocked vpc-peering pcx-1 peering-not-transitive']],
    [
      'G-f',
      'a source that may send to private addresses only',
      told(withS3([], { securityGroups: [defaultSecurityGroup, vpcOnly] }), 's3'),
      ['blocked gateway-endpoint vpce-0gw security-group-denied'],
    ],
    [
      'G9',
      'ICMP echo',
      told(
        withS3([], {
          securityGroups: [defaultSecurityGroup, securityGroup('sg-app', { egress: [allTraffic] })],
        }),
        's3',
        'eni-1',
        { protocol: 1, port: 0 },
      ),
      ['reachable gateway-endpoint vpce-0gw'],
    ],
    [
      'G9',
      'UDP',
      told(
        withS3([], {
          securityGroups: [defaultSecurityGroup, securityGroup('sg-app', { egress: [allTraffic] })],
        }),
        's3',
        'eni-1',
        { protocol: 17, port: 443 },
      ),
      ['blocked gateway-endpoint vpce-0gw gateway-endpoint-protocol'],
    ],
  ])('%s: %s', (_id, _what, answered, expected) => {
    expect(answered).toEqual(expected);
  });

  it('G-d: not what a VPN brings', () => {
    const facts: Facts = {
      ...withS3(),
      vpnGateways: [
        {
          VpnGatewayId: 'vgw-1',
          State: 'available',
          VpcAttachments: [{ VpcId: 'vpc-1', State: 'attached' }],
        },
      ],
    };
    expect(told(facts, '198.51.100.9', '192.168.0.0/24@vgw-1')).toEqual([
      'blocked vpn-gateway vgw-1 vpn-gateway-not-in-vpc',
    ]);
  });

  it('G-e: IPv4 only, while IPv6 leaves over the internet or not at all', () => {
    const host = { ...source, Ipv6Addresses: [{ Ipv6Address: '2001:db8::a' }] };
    const facts = withNat(withS3([], { networkInterfaces: [host] }));
    const ways = told(facts, aws('s3.dualstack')).map((each) => each.split(' ').slice(0, 2).join(' '));
    expect(ways).toEqual(['reachable gateway-endpoint', 'blocked none']);
  });
});

describe('an endpoint for a service of another name', () => {
  it('is none for this one', () => {
    const facts = common({
      vpcEndpoints: [endpointFor('sqs')],
      networkInterfaces: [source, endpointsInterface],
    });
    expect(told(facts, 'ssm')).toEqual(['blocked none route-none']);
  });
});
