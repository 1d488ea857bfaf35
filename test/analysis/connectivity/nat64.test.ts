import { describe, expect, it } from 'vitest';
import { answerPath } from '../../../src/analysis/connectivity/answer-path.ts';
import { parseTarget } from '../../../src/analysis/connectivity/parse-target.ts';
import { https } from '../../../src/analysis/connectivity/security-group-admission.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import { embeddedIpv4, synthesized } from '../../../src/model/nat64.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { route, routeTable, subnet, vpc } from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';
import { aclOf, aws, openToBoth, s3Gateway, source, withNat, withS3 } from './vectors/common-estate.ts';

const block = '2600:1f18:a::/56';
const own = '2600:1f18:a:1::a';
const ipv6 = (target: RawItem, DestinationIpv6CidrBlock: string): RawItem => {
  const { DestinationCidrBlock: _, ...fields } = target;
  return { ...fields, DestinationIpv6CidrBlock };
};
const localIpv6 = ipv6({ ...route('::/0', 'local'), Origin: 'CreateRouteTable' }, block);
const toNat = ipv6(route('::/0', 'nat-1'), '64:ff9b::/96');

/** S3's gateway endpoint and a NAT gateway, for a host that has IPv6 addresses, in a subnet with DNS64 or without. */
function estateOf(host: RawItem, hasDns64: boolean, routes: readonly RawItem[] = [toNat]): Facts {
  const ipv6Block = (Ipv6CidrBlock: string) => [
    { Ipv6CidrBlock, Ipv6CidrBlockState: { State: 'associated' } },
  ];
  const facts = withNat(
    withS3([], {
      ...openToBoth,
      vpcEndpoints: [s3Gateway],
      vpcs: [vpc({ Ipv6CidrBlockAssociationSet: ipv6Block(block) })],
      subnets: [
        subnet('subnet-a1', '10.0.1.0/24', 'a', {
          EnableDns64: hasDns64,
          Ipv6CidrBlockAssociationSet: ipv6Block('2600:1f18:a:1::/64'),
        }),
        subnet('subnet-a2', '10.0.2.0/24', 'b'),
        subnet('subnet-ep1', '10.0.9.0/28', 'a'),
      ],
      networkInterfaces: [host],
      routeTables: [
        routeTable(
          'rtb-priv',
          ['subnet-a1', 'subnet-a2', 'subnet-ep1'],
          [route('pl-s3', 'vpce-0gw'), localIpv6, ...routes],
        ),
      ],
    }),
  );
  const everything = ['0.0.0.0/0', '::/0'].flatMap((each) =>
    ['ingress', 'egress'].map((direction) => `${direction} allow all all ${each}`),
  );
  return {
    ...facts,
    routeTables: (facts.routeTables ?? []).map((table) =>
      table['RouteTableId'] === 'rtb-public'
        ? routeTable('rtb-public', ['subnet-public'], [route('0.0.0.0/0', 'igw-1'), localIpv6])
        : table,
    ),
    networkAcls: [
      ...(facts.networkAcls ?? []).filter((acl) => acl['NetworkAclId'] !== 'acl-public'),
      aclOf('acl-public', ['subnet-public'], everything),
    ],
  };
}

const ipv6Only = {
  ...source,
  PrivateIpAddress: undefined,
  PrivateIpAddresses: [],
  Ipv6Addresses: [{ Ipv6Address: own }],
};
const dualStack = { ...source, Ipv6Addresses: [{ Ipv6Address: own }] };

function told(facts: Facts, to: string): readonly string[] {
  const parsed = parseTarget(to);
  if (!parsed) throw new Error(`not a target: ${to}`);
  const answer = answerPath(networkOfFacts(facts), { from: 'eni-1', to: parsed.target, traffic: https });
  return (answer?.branches ?? []).map(({ verdict, via, destinations, hops }) =>
    [
      destinations.toCidrs().join(),
      verdict,
      via,
      ...hops.flatMap(({ decision, reason }) => (decision === 'pass' ? [] : reason)),
    ].join(' '),
  );
}

describe('a name without IPv6 addresses', () => {
  it('is out of reach for a host that has only such, without DNS64', () => {
    expect(told(estateOf(ipv6Only, false), aws('s3'))).toEqual([
      '198.51.100.0/24,203.0.113.0/25 blocked none source-has-no-address',
    ]);
  });

  it('R23: leads through the NAT gateway with DNS64, past the gateway endpoint', () => {
    expect(told(estateOf(ipv6Only, true), aws('s3'))).toEqual([
      '64:ff9b::c633:6400/120,64:ff9b::cb00:7100/121 reachable nat-gateway',
    ]);
  });

  it('R23: leads a host of both families both ways', () => {
    expect(told(estateOf(dualStack, true), aws('s3'))).toEqual([
      '198.51.100.0/24,203.0.113.0/25 reachable gateway-endpoint',
      '64:ff9b::c633:6400/120,64:ff9b::cb00:7100/121 reachable nat-gateway',
    ]);
    expect(told(estateOf(dualStack, false), aws('s3'))).toEqual([
      '198.51.100.0/24,203.0.113.0/25 reachable gateway-endpoint',
    ]);
  });

  it('needs a route for the addresses that are made up', () => {
    expect(told(estateOf(ipv6Only, true, []), aws('s3'))).toEqual([
      '64:ff9b::c633:6400/120,64:ff9b::cb00:7100/121 blocked none route-none',
    ]);
  });
});

describe('a NAT gateway', () => {
  it('R23: sends to the IPv4 addresses that IPv6 ones stand for: private ones end at the internet gateway', () => {
    expect(told(estateOf(ipv6Only, true), '64:ff9b::a63:0/112')).toEqual([
      '64:ff9b::a63:0/112 blocked nat-gateway internet-gateway-private-destination',
    ]);
  });

  it('leaves open what becomes of other IPv6 addresses', () => {
    const toAll = ipv6(route('::/0', 'nat-1'), '::/0');
    expect(told(estateOf(ipv6Only, true, [toAll]), '2001:db8::1')).toEqual([
      '2001:db8::1/128 unknown nat-gateway nat-gateway-unknown',
    ]);
  });
});

describe('a regional NAT gateway', () => {
  const zones = (AutoProvisionZones: string, ...names: readonly string[]): RawItem => ({
    NatGatewayId: 'nat-1',
    VpcId: 'vpc-1',
    State: 'available',
    ConnectivityType: 'public',
    AvailabilityMode: 'regional',
    AutoProvisionZones,
    RouteTableId: 'rtb-public',
    NatGatewayAddresses: names.map((AvailabilityZone) => ({ AvailabilityZone, PublicIp: '203.0.113.77' })),
  });
  const through = (nat: RawItem) =>
    told({ ...estateOf(source, false, [route('0.0.0.0/0', 'nat-1')]), natGateways: [nat] }, '192.0.2.1');

  it('R23: serves zones in which it has an address, and all where AWS gives it one', () => {
    expect(through(zones('disabled', 'eu-west-1a'))).toEqual(['192.0.2.1/32 reachable nat-gateway']);
    expect(through(zones('enabled', 'eu-west-1b'))).toEqual(['192.0.2.1/32 reachable nat-gateway']);
  });

  it('R23: may not serve a zone that it was given no address in', () => {
    expect(through(zones('disabled', 'eu-west-1b'))).toEqual([
      '192.0.2.1/32 unknown nat-gateway nat-gateway-zone-unknown',
    ]);
  });
});

describe('IPv6 addresses that stand for IPv4 ones', () => {
  it('hold them in their last bits, and give them back', () => {
    const some = AddressSet.fromCidrs(['192.0.2.0/30', '203.0.113.7/32', '2001:db8::/64']);
    const standing = synthesized(some);
    expect(standing.toCidrs()).toEqual(['64:ff9b::c000:200/126', '64:ff9b::cb00:7107/128']);
    expect(embeddedIpv4(standing.union(some)).equals(some.ipv4Only())).toBe(true);
    expect(embeddedIpv4(synthesized(AddressSet.allIpv4)).equals(AddressSet.allIpv4)).toBe(true);
  });
});
