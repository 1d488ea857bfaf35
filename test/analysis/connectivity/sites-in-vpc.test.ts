/** Who may talk to which endpoints within a VPC, and past which ACLs and appliances. */
import { describe, expect, it } from 'vitest';
import { detoursIn } from '../../../src/analysis/connectivity/detours.ts';
import {
  hinderedCrossings,
  isShutToAll,
  sitesIn,
} from '../../../src/analysis/connectivity/interface-endpoint-legs.ts';
import { hasZoneFor } from '../../../src/analysis/connectivity/private-names.ts';
import { known } from '../../../src/model/fact.ts';
import type { Network } from '../../../src/model/network.ts';
import type { Vpc } from '../../../src/model/resources/vpc.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import {
  aclEntry,
  endpointInterface,
  estate,
  instanceInterface,
  interfaceEndpoint,
  networkAcl,
  route,
  routeTable,
  subnet,
  without,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';

function ownVpc(network: Network): Vpc {
  const [vpc] = network.all('vpcs');
  if (!vpc) throw new Error('no VPC');
  return vpc;
}

const endpointIn = (name: string, service: string, fields: RawItem = {}) =>
  interfaceEndpoint(service, [`subnet-${name}`], { VpcEndpointId: `vpce-${name}`, ...fields });

/** Compute in two subnets, and endpoints in two others, of which one has an ACL of its own. */
function sites(entries: readonly string[], changes: Facts = {}): Facts {
  const all = ['ingress allow all all 0.0.0.0/0', 'egress allow all all 0.0.0.0/0'];
  const acl = (id: string, subnets: readonly string[], texts: readonly string[]) =>
    networkAcl(
      id,
      subnets,
      texts.map((text, index) => aclEntry(100 + index, text)),
    );
  return estate({
    subnets: [
      subnet('subnet-a', '10.0.1.0/24', 'a'),
      subnet('subnet-b', '10.0.2.0/24', 'b'),
      subnet('subnet-x', '10.0.8.0/28', 'a'),
      subnet('subnet-y', '10.0.9.0/28', 'b'),
    ],
    networkAcls: [
      acl('acl-1', ['subnet-a', 'subnet-b', 'subnet-y'], all),
      acl('acl-x', ['subnet-x'], entries),
    ],
    networkInterfaces: [
      instanceInterface('eni-a', 'subnet-a', '10.0.1.10'),
      instanceInterface('eni-b', 'subnet-b', '10.0.2.10'),
      endpointInterface('eni-endpoint-x', 'subnet-x', '10.0.8.4'),
      endpointInterface('eni-endpoint-y', 'subnet-y', '10.0.9.4'),
    ],
    vpcEndpoints: [endpointIn('x', 'ssm'), endpointIn('y', 'kms')],
    ...changes,
  });
}

describe('an ACL on the way to endpoints', () => {
  /** Of each crossing that it hinders, from where, where to and how far; and to which endpoints nobody gets. */
  const told = (facts: Facts, leg: 'request-in' | 'reply-out') => {
    const network = networkOfFacts(facts);
    const all = sitesIn(network, ownVpc(network));
    const acl = network.all('networkAcls').find(({ id }) => id === 'acl-x');
    const crossings = acl && hinderedCrossings(acl, leg, all);
    if (!crossings?.known) return crossings?.missing.map(({ reason }) => reason);
    return {
      crossings: crossings.value.map(
        ({ compute, endpoint, closed, narrowedPorts }) =>
          `${compute.subnetId} ${endpoint.subnetId} ${closed} ${narrowedPorts.toString()}`,
      ),
      shut: network
        .all('vpcEndpoints')
        .filter((endpoint) => isShutToAll(endpoint, all, crossings.value))
        .map(({ id }) => id),
    };
  };

  it('shuts the endpoint behind it to all, or to some, and no other', () => {
    expect(told(sites(['egress allow all all 0.0.0.0/0']), 'request-in')).toEqual({
      crossings: ['subnet-a subnet-x all ', 'subnet-b subnet-x all '],
      shut: ['vpce-x'],
    });
    expect(told(sites(['ingress allow tcp 443 10.0.1.0/24']), 'request-in')).toEqual({
      crossings: ['subnet-b subnet-x all '],
      shut: [],
    });
    expect(told(sites(['ingress allow tcp 443 10.0.0.0/16']), 'request-in')).toEqual({
      crossings: [],
      shut: [],
    });
  });

  it('may let a part of the replies through', () => {
    expect(told(sites(['egress allow tcp 1024-49151 10.0.0.0/16']), 'reply-out')).toEqual({
      crossings: ['subnet-a subnet-x none 49152-60999', 'subnet-b subnet-x none 49152-60999'],
      shut: [],
    });
  });

  it('is not asked within one subnet', () => {
    const networkInterfaces = [
      instanceInterface('eni-a', 'subnet-x', '10.0.8.10'),
      endpointInterface('eni-endpoint-x', 'subnet-x', '10.0.8.4'),
      endpointInterface('eni-endpoint-y', 'subnet-y', '10.0.9.4'),
    ];
    expect(told(sites([], { networkInterfaces }), 'request-in')).toEqual({ crossings: [], shut: [] });
  });

  it('is open where it is not told what it guards, or lets through', () => {
    const acls = (fields: RawItem) =>
      (sites([]).networkAcls ?? []).map((acl) =>
        acl['NetworkAclId'] === 'acl-x' ? { ...acl, ...fields } : acl,
      );
    expect(told(sites([], { networkAcls: acls({ Associations: undefined }) }), 'request-in')).toEqual([
      'no Associations on acl-x',
    ]);
    expect(told(sites([], { networkAcls: acls({ Entries: undefined }) }), 'request-in')).toEqual([
      'no Entries on acl-x',
    ]);
  });
});

describe('ways past appliances', () => {
  const told = (facts: Facts) => {
    const network = networkOfFacts(facts);
    const { items, missing } = detoursIn(network, ownVpc(network));
    return [
      ...items.map(
        ({ compute, endpoint, there, back }) =>
          `${compute.subnetId} ${endpoint.subnetId}: ${there.route?.target.id ?? '-'} ${back.route?.target.id ?? '-'}`,
      ),
      ...missing.map(({ family, reason }) => `${family}: ${reason}`),
    ];
  };
  const open = ['ingress allow all all 0.0.0.0/0', 'egress allow all all 0.0.0.0/0'];
  const tables = (...routes: readonly RawItem[]): Facts => ({
    routeTables: [routeTable('rtb-main', []), routeTable('rtb-a', ['subnet-a'], routes)],
  });

  it('are those from the subnet whose table leads there, to what it leads there, and no others', () => {
    expect(told(sites(open, tables(route('10.0.8.0/28', 'eni-fw'))))).toEqual([
      'subnet-a subnet-x: eni-fw -',
    ]);
    expect(told(sites(open, tables(route('10.0.8.0/28', 'vpce-fw'))))).toEqual([
      'subnet-a subnet-x: vpce-fw -',
    ]);
  });

  it('may be ways back alone', () => {
    const routeTables = [
      routeTable('rtb-main', []),
      routeTable('rtb-x', ['subnet-x'], [route('10.0.2.0/24', 'eni-fw')]),
    ];
    expect(told(sites(open, { routeTables }))).toEqual(['subnet-b subnet-x: - eni-fw']);
  });

  it.each<readonly [string, RawItem]>([
    ['leads elsewhere', route('10.9.0.0/16', 'eni-fw')],
    ['leads to more than the VPC', route('0.0.0.0/0', 'eni-fw')],
    ['is a blackhole', route('10.0.8.0/28', 'eni-fw', { State: 'blackhole' })],
    ['leads to a list', route('pl-s3', 'eni-fw')],
    ['leads to no appliance', route('10.0.8.0/28', 'tgw-1')],
  ])('are none where the route %s', (_, added) => {
    expect(told(sites(open, tables(added)))).toEqual([]);
  });

  it('are not known where tables or subnets are not', () => {
    expect(told(without(sites(open), 'routeTables'))).toEqual(['routeTables: not collected']);
    expect(told(without(sites(open, tables(route('10.0.8.0/28', 'eni-fw'))), 'subnets'))).toEqual([
      'subnets: not collected',
    ]);
  });
});

describe('a hosted zone speaks for the names of an endpoint', () => {
  const speaks = (zone: string, ...names: readonly string[]) => {
    const network = networkOfFacts(
      estate({
        hostedZonesByVpc: [
          {
            VpcId: 'vpc-1',
            HostedZoneSummaries: [
              { HostedZoneId: 'Z1', Name: `${zone}.`, Owner: { OwningAccount: '111122223333' } },
            ],
          },
        ],
      }),
    );
    const fact = hasZoneFor(network, ownVpc(network), known(names));
    return fact.known && fact.value;
  };

  it.each([
    ['ssm.example', 'ssm.example', true],
    ['example', 'ssm.example', true],
    ['sm.example', 'ssm.example', false],
    ['a.ssm.example', 'ssm.example', false],
    ['ecr.example', '*.ecr.example', true],
    ['a.ecr.example', '*.ecr.example', true],
    ['a.b.ecr.example', '*.ecr.example', true],
    ['xecr.example', '*.ecr.example', false],
    ['example', '*.ecr.example', true],
    ['other.example', '*.ecr.example', false],
  ])('%s for %s: %s', (zone, name, expected) => {
    expect(speaks(zone, name)).toBe(expected);
    expect(speaks(zone, 'apart.test', name)).toBe(expected);
  });

  it('for none where there are no names', () => {
    expect(speaks('example')).toBe(false);
  });
});
