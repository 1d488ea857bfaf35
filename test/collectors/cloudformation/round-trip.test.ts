import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { templateReader } from './template-file.ts';

const read = templateReader();

type Facts = Readonly<Record<string, readonly RawItem[]>>;

function factsOf(path: string): Facts {
  const { scopes } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly scopes: readonly { readonly facts: Readonly<Record<string, { readonly items: RawItem[] }>> }[];
  };
  return Object.fromEntries(Object.entries(scopes[0]?.facts ?? {}).map(([name, { items }]) => [name, items]));
}

const list = (value: unknown): readonly RawItem[] => (Array.isArray(value) ? (value as RawItem[]) : []);
const logical = (id: unknown) => String(id).replaceAll(/[^A-Za-z0-9]/g, '');

/** A template that makes what the facts describe; what is not among them goes by its id. */
function templateOf(facts: Facts): unknown {
  const made = new Set(
    [
      ['vpcs', 'VpcId'],
      ['subnets', 'SubnetId'],
      ['routeTables', 'RouteTableId'],
      ['securityGroups', 'GroupId'],
      ['vpcEndpoints', 'VpcEndpointId'],
    ].flatMap(([family = '', field = '']) => (facts[family] ?? []).map((item) => item[field])),
  );
  const ref = (id: unknown) => (made.has(id) ? { Ref: logical(id) } : id);
  const resources: Record<string, unknown> = {};
  const add = (id: unknown, Type: string, Properties: RawItem) => {
    resources[logical(id)] = { Type, Properties };
  };
  for (const { VpcId, CidrBlock } of facts['vpcs'] ?? []) {
    const attributes = (facts['vpcAttributes'] ?? []).find((item) => item['VpcId'] === VpcId);
    const flag = (name: string) => list([attributes?.[name]])[0]?.['Value'];
    add(VpcId, 'AWS::EC2::VPC', {
      CidrBlock,
      EnableDnsSupport: flag('EnableDnsSupport'),
      EnableDnsHostnames: flag('EnableDnsHostnames'),
    });
  }
  for (const { SubnetId, VpcId, CidrBlock, AvailabilityZone } of facts['subnets'] ?? []) {
    add(SubnetId, 'AWS::EC2::Subnet', { VpcId: ref(VpcId), CidrBlock, AvailabilityZone });
  }
  for (const { RouteTableId, VpcId, Routes, Associations } of facts['routeTables'] ?? []) {
    add(RouteTableId, 'AWS::EC2::RouteTable', { VpcId: ref(VpcId) });
    for (const [index, { State: _, Origin: __, ...route }] of list(Routes).entries()) {
      if (route['GatewayId'] === 'local' || String(route['GatewayId']).startsWith('vpce-')) continue;
      add(`${String(RouteTableId)}Route${index}`, 'AWS::EC2::Route', {
        RouteTableId: ref(RouteTableId),
        ...route,
      });
    }
    for (const { SubnetId } of list(Associations)) {
      if (SubnetId === undefined) continue;
      add(`${logical(SubnetId)}Association`, 'AWS::EC2::SubnetRouteTableAssociation', {
        RouteTableId: ref(RouteTableId),
        SubnetId: ref(SubnetId),
      });
    }
  }
  for (const { GroupId, VpcId, IpPermissions, IpPermissionsEgress } of facts['securityGroups'] ?? []) {
    const rules = (permissions: unknown, peer: string) =>
      list(permissions).flatMap(({ IpProtocol, FromPort, ToPort, ...peers }) =>
        [
          ...list(peers['IpRanges']).map(({ CidrIp }) => ({ CidrIp })),
          ...list(peers['Ipv6Ranges']).map(({ CidrIpv6 }) => ({ CidrIpv6 })),
          ...list(peers['PrefixListIds']).map((each) => ({ [`${peer}PrefixListId`]: each['PrefixListId'] })),
          ...list(peers['UserIdGroupPairs']).map((pair) => ({
            [`${peer}SecurityGroupId`]: ref(pair['GroupId']),
          })),
        ].map((each) => ({ IpProtocol, FromPort, ToPort, ...each })),
      );
    add(GroupId, 'AWS::EC2::SecurityGroup', {
      VpcId: ref(VpcId),
      SecurityGroupIngress: rules(IpPermissions, 'Source'),
      SecurityGroupEgress: rules(IpPermissionsEgress, 'Destination'),
    });
  }
  for (const item of facts['vpcEndpoints'] ?? []) {
    const { VpcEndpointType, ServiceName, PrivateDnsEnabled, PolicyDocument } = item;
    const refs = (field: string) => (Array.isArray(item[field]) ? item[field].map(ref) : []);
    add(item['VpcEndpointId'], 'AWS::EC2::VPCEndpoint', {
      VpcEndpointType,
      VpcId: ref(item['VpcId']),
      ServiceName,
      PrivateDnsEnabled: VpcEndpointType === 'Interface' ? PrivateDnsEnabled : undefined,
      PolicyDocument: JSON.parse(String(PolicyDocument)) as unknown,
      RouteTableIds: refs('RouteTableIds'),
      SubnetIds: refs('SubnetIds'),
      SecurityGroupIds: list(item['Groups']).map(({ GroupId }) => ref(GroupId)),
    });
  }
  return { Resources: resources };
}

/** What is the same in both, in words that do not depend on ids and order. */
function told(facts: Facts): Readonly<Record<string, unknown>> {
  const sorted = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).sort();
  const peersOf = (permission: RawItem) => {
    const traffic = [permission['IpProtocol'], permission['FromPort'], permission['ToPort']];
    const peers = [
      ...list(permission['IpRanges']).map((each) => each['CidrIp']),
      ...list(permission['Ipv6Ranges']).map((each) => each['CidrIpv6']),
      ...list(permission['PrefixListIds']).map((each) => each['PrefixListId']),
      ...list(permission['UserIdGroupPairs']).map((each) => logical(each['GroupId'])),
    ];
    return peers.map((peer) => [...traffic, peer]);
  };
  const targets = ['GatewayId', 'NatGatewayId', 'TransitGatewayId', 'VpcPeeringConnectionId'] as const;
  const entries = [
    ...(facts['vpcs'] ?? []).map((item) => [logical(item['VpcId']), item['CidrBlock']]),
    ...(facts['vpcAttributes'] ?? []).map((item) => [
      `${logical(item['VpcId'])} attributes`,
      [item['EnableDnsSupport'], item['EnableDnsHostnames']],
    ]),
    ...(facts['subnets'] ?? []).map((item) => [
      logical(item['SubnetId']),
      [logical(item['VpcId']), item['CidrBlock'], item['AvailabilityZone']],
    ]),
    ...(facts['routeTables'] ?? []).map((item) => [
      logical(item['RouteTableId']),
      [
        sorted(
          list(item['Routes'])
            .filter((route) => route['DestinationPrefixListId'] === undefined)
            .map((route) => [route['DestinationCidrBlock'], ...targets.map((name) => route[name] ?? null)]),
        ),
        list(item['Routes']).flatMap((route) =>
          route['DestinationPrefixListId'] === undefined ? [] : logical(route['GatewayId']),
        ),
        sorted(
          list(item['Associations']).flatMap(({ SubnetId }) =>
            typeof SubnetId === 'string' ? logical(SubnetId) : [],
          ),
        ),
      ],
    ]),
    ...(facts['securityGroups'] ?? []).map((item) => [
      logical(item['GroupId']),
      ['IpPermissions', 'IpPermissionsEgress'].map((field) => sorted(list(item[field]).flatMap(peersOf))),
    ]),
    ...(facts['vpcEndpoints'] ?? []).map((item) => {
      const policy = item['PolicyDocument'];
      const ids = (field: string) => sorted((Array.isArray(item[field]) ? item[field] : []).map(logical));
      return [
        logical(item['VpcEndpointId']),
        [
          item['VpcEndpointType'],
          item['ServiceName'],
          item['VpcEndpointType'] === 'Interface' ? item['PrivateDnsEnabled'] : null,
          ids('RouteTableIds'),
          ids('SubnetIds'),
          sorted(list(item['Groups']).map(({ GroupId }) => logical(GroupId))),
          typeof policy === 'string' ? (JSON.parse(policy) as unknown) : policy,
        ],
      ];
    }),
  ];
  return Object.fromEntries(entries) as Readonly<Record<string, unknown>>;
}

describe.each(['clean-twin', 'missing-prefix-list-route', 'pull-request'])('%s', (fixture) => {
  const [file] = fixture === 'pull-request' ? ['deployed.json'] : ['estate.json'];
  const facts = factsOf(`fixtures/${fixture}/input/${file}`);

  it('written as a template and read again is the same network', () => {
    const { snapshot, malformed } = read(
      { 'network.json': templateOf(facts) },
      { 'AWS::Region': 'eu-west-1', 'AWS::AccountId': '111122223333' },
    );
    expect(malformed).toEqual([]);
    const families = snapshot.scopes[0]?.families ?? {};
    const again = Object.fromEntries(
      Object.entries(families).map(([name, { lists }]) => [name, lists.flatMap(({ items }) => items)]),
    );
    expect(Object.keys(told(facts)).length).toBeGreaterThan(8);
    expect(told(again)).toMatchObject(told(facts));
  });
});
