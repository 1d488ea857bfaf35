import type { RawItem } from '../../model/snapshot.ts';
import {
  account,
  endpointInterface,
  instanceInterface,
  permission,
  region,
  route,
  routeTable,
  securityGroup,
  subnet,
  vpc,
  vpcAttributes,
} from '../example-estate.ts';
import { hubEstate, hubTable, hubToSpoke, spokeTable, spokeToHub } from '../hub-example-estate.ts';
import type { Facts } from '../rule.ts';

/** The families of the hub's estate as they stand, for adding to them. */
const hub = hubEstate();

/** The groups, with that of the endpoint naming each VPC. */
const groups: readonly RawItem[] = (hub.securityGroups ?? []).map((group) =>
  group.GroupId === 'sg-endpoint'
    ? securityGroup('sg-endpoint', {
        ingress: ['10.0.0.0/16', '10.1.0.0/16', '10.2.0.0/16'].map((block) => permission(443, block)),
      })
    : group,
);

/** Hub and spoke, where private DNS of the endpoint is on in the hub and no zone leads the spoke there. */
export function privateDnsInHub(): Facts {
  return hubEstate({
    securityGroups: groups,
    vpcEndpoints: (hub.vpcEndpoints ?? []).map((endpoint) => ({ ...endpoint, PrivateDnsEnabled: true })),
    hostedZones: [],
    hostedZoneVpcs: [],
    resourceRecordSets: [],
    hostedZonesByVpc: [
      { VpcId: 'vpc-1', HostedZoneSummaries: [] },
      { VpcId: 'vpc-2', HostedZoneSummaries: [] },
    ],
  });
}

const names: Readonly<Record<string, string>> = {
  Z1: `kms.${region}.amazonaws.com`,
  Z2: `ssm.${region}.amazonaws.com`,
};

function zonesOf(VpcId: string, ids: readonly string[]): RawItem {
  return {
    VpcId,
    HostedZoneSummaries: ids.map((HostedZoneId) => ({
      HostedZoneId,
      Name: `${names[HostedZoneId] ?? ''}.`,
      Owner: { OwningAccount: account },
    })),
  };
}

/** Hub and spoke beside a third VPC (10.2.0.0/16) with one instance and some routes, and the zones of each. */
export function thirdVpc(
  routes: readonly RawItem[],
  second: readonly string[] = ['Z1'],
  third: readonly string[] = [],
): Facts {
  const [acl] = hub.networkAcls ?? [];
  return hubEstate({
    vpcs: [...(hub.vpcs ?? []), vpc({ VpcId: 'vpc-3', CidrBlock: '10.2.0.0/16' })],
    vpcAttributes: [...(hub.vpcAttributes ?? []), vpcAttributes({ VpcId: 'vpc-3' })],
    subnets: [...(hub.subnets ?? []), subnet('subnet-third', '10.2.1.0/24', 'a', { VpcId: 'vpc-3' })],
    routeTables: [
      hubTable(hubToSpoke, route('10.2.0.0/16', 'pcx-1')),
      spokeTable(spokeToHub),
      routeTable('rtb-third', [], [], {
        VpcId: 'vpc-3',
        Routes: [{ ...route('10.2.0.0/16', 'local'), Origin: 'CreateRouteTable' }, ...routes],
      }),
    ],
    networkAcls: [
      ...(hub.networkAcls ?? []),
      { ...acl, NetworkAclId: 'acl-3', VpcId: 'vpc-3', Associations: [{ SubnetId: 'subnet-third' }] },
    ],
    networkInterfaces: [
      ...(hub.networkInterfaces ?? []),
      instanceInterface('eni-third', 'subnet-third', '10.2.1.10', {
        VpcId: 'vpc-3',
        Groups: [{ GroupId: 'sg-third' }],
      }),
      endpointInterface('eni-endpoint-2', 'subnet-a', '10.0.1.21'),
    ],
    securityGroups: [
      ...groups,
      ...groups
        .filter(({ GroupId }) => GroupId === 'sg-spoke')
        .map((group) => ({ ...group, GroupId: 'sg-third', VpcId: 'vpc-3' })),
    ],
    vpcPeeringConnections: [
      {
        VpcPeeringConnectionId: 'pcx-1',
        RequesterVpcInfo: { VpcId: 'vpc-3', OwnerId: account, Region: region },
        AccepterVpcInfo: { VpcId: 'vpc-1', OwnerId: account, Region: region },
        Status: { Code: 'active' },
      },
    ],
    hostedZones: Object.entries(names).map(([Id, Name]) => ({
      Id: `/hostedzone/${Id}`,
      Name: `${Name}.`,
      Config: { PrivateZone: true },
    })),
    hostedZoneVpcs: Object.keys(names).map((HostedZoneId) => ({
      HostedZoneId,
      VPCs: [
        ...(second.includes(HostedZoneId) ? [{ VPCId: 'vpc-2', VPCRegion: region }] : []),
        ...(third.includes(HostedZoneId) ? [{ VPCId: 'vpc-3', VPCRegion: region }] : []),
      ],
    })),
    hostedZonesByVpc: [zonesOf('vpc-1', []), zonesOf('vpc-2', second), zonesOf('vpc-3', third)],
  });
}

/** The same with a second endpoint in the hub, of Systems Manager, and a route of the third VPC to the hub. */
export function twoServices(second: readonly string[], third: readonly string[]): Facts {
  const facts = thirdVpc([route('10.0.0.0/16', 'pcx-1')], second, third);
  const [kms] = facts.vpcEndpoints ?? [];
  const target = `vpce-2-abcd.ssm.${region}.vpce.amazonaws.com`;
  return {
    ...facts,
    vpcEndpoints: [
      kms ?? {},
      {
        ...kms,
        VpcEndpointId: 'vpce-2',
        ServiceName: `com.amazonaws.${region}.ssm`,
        NetworkInterfaceIds: ['eni-endpoint-2'],
        DnsEntries: [{ DnsName: target, HostedZoneId: 'Z7' }],
      },
    ],
    vpcEndpointServices: Object.values(names).map((name) => ({
      ServiceName: `com.amazonaws.${region}.${name.split('.')[0] ?? ''}`,
      ServiceType: [{ ServiceType: 'Interface' }],
      PrivateDnsNames: [{ PrivateDnsName: name }],
    })),
    resourceRecordSets: [
      ...(facts.resourceRecordSets ?? []),
      {
        HostedZoneId: 'Z2',
        ResourceRecordSets: [
          { Name: `${names.Z2 ?? ''}.`, Type: 'A', AliasTarget: { DNSName: target, HostedZoneId: 'Z7' } },
        ],
      },
    ],
  };
}
