/** Small estates with what ways seldom meet, each with a question that leads past it. */
import type { RawItem } from '../../../src/model/snapshot.ts';
import { exampleScope } from '../../../src/model/snapshot-of-facts.ts';
import {
  account,
  defaultSecurityGroup,
  endpointInterface,
  instanceInterface,
  interfaceEndpoint,
  permission,
  region,
  route,
  routeTable,
  securityGroup,
  subnet,
  vpc,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import type { Scopes } from '../told/told-doubts.ts';
import type { Question } from '../told/told-ways.ts';
import { alias, record, zones } from './name/name-estate.ts';
import type { PlannedService } from './provider/random-services.ts';
import { factsOfService } from './provider/service-estate.ts';
import { factsOf } from './transit/facts.ts';
import { attached, open, openVpc, type Plan } from './transit/plan.ts';
import {
  aclOf,
  common,
  endpointsInterface,
  privateTable,
  source,
  withNat,
  withS3,
  withSsm,
} from './vectors/common-estate.ts';
import { withHub } from './vectors/hub-estate.ts';

export interface RareEstate {
  readonly name: string;
  readonly scopes: Scopes;
  readonly question: Question;
}

function own(name: string, facts: Facts, from: string, to: string): RareEstate {
  return { name, scopes: [[exampleScope, facts]], question: { from, to } };
}

const elsewhere = { ...exampleScope, account: '444455556666' };
const of = (VpcId: string) => (item: RawItem) => ({ ...item, VpcId });
const ofPeer = of('vpc-2');
const everything = (id: string, ...subnetIds: readonly string[]) => aclOf(id, subnetIds);

/** Hosts of two accounts whose VPCs are peered, and whose groups name each other's alone. */
const peering: RawItem = {
  VpcPeeringConnectionId: 'pcx-1',
  RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: account, Region: region, CidrBlock: '10.0.0.0/16' },
  AccepterVpcInfo: { VpcId: 'vpc-2', OwnerId: elsewhere.account, Region: region, CidrBlock: '10.2.0.0/16' },
  Status: { Code: 'active' },
};
const naming = (groupId: string, UserId: string) =>
  permission(443, groupId, { UserIdGroupPairs: [{ GroupId: groupId, UserId }] });
const near: Facts = {
  vpcs: [vpc()],
  subnets: [subnet('subnet-1', '10.0.1.0/24', 'a')],
  routeTables: [routeTable('rtb-1', ['subnet-1'], [route('10.2.0.0/16', 'pcx-1')])],
  networkAcls: [everything('acl-1', 'subnet-1')],
  securityGroups: [securityGroup('sg-1', { egress: [naming('sg-2', elsewhere.account)] })],
  networkInterfaces: [instanceInterface('eni-1', 'subnet-1', '10.0.1.10', { Groups: [{ GroupId: 'sg-1' }] })],
  vpcEndpoints: [],
  vpcPeeringConnections: [peering],
};
const beyond: Facts = {
  vpcs: [vpc({ VpcId: 'vpc-2', OwnerId: elsewhere.account, CidrBlock: '10.2.0.0/16' })],
  subnets: [ofPeer(subnet('subnet-2', '10.2.1.0/24', 'a', { OwnerId: elsewhere.account }))],
  routeTables: [
    {
      ...ofPeer(routeTable('rtb-2', ['subnet-2'])),
      Routes: [
        { ...route('10.2.0.0/16', 'local'), Origin: 'CreateRouteTable' },
        route('10.0.0.0/16', 'pcx-1'),
      ],
    },
  ],
  networkAcls: [ofPeer(everything('acl-2', 'subnet-2'))],
  securityGroups: [ofPeer(securityGroup('sg-2', { ingress: [naming('sg-1', account)] }))],
  networkInterfaces: [
    ofPeer(instanceInterface('eni-2', 'subnet-2', '10.2.1.10', { Groups: [{ GroupId: 'sg-2' }] })),
  ],
  vpcEndpoints: [],
  vpcPeeringConnections: [peering],
};

/** Subnets for nothing but attachments, with ACLs that look at ports and senders; replies by several of them. */
const attachedApart: Plan = {
  ...open,
  vpcs: [
    { ...openVpc(1), acls: { ta: { in: 'https', out: 'ephemeral' } } },
    { ...openVpc(2), acls: { ta: { in: 'ephemeral', out: 'https' }, tb: { in: 'ephemeral', out: 'https' } } },
  ],
  attachments: [attached(0, { apart: true }), attached(1, { apart: true, applianceMode: true })],
};

/** Routes of the local addresses through a firewall, out and in. */
const firewall = instanceInterface('eni-fw', 'subnet-a2', '10.0.2.99', {
  Groups: [{ GroupId: 'sg-firewall' }],
  SourceDestCheck: false,
});
const throughFirewall = withSsm(
  {},
  {
    networkInterfaces: [source, firewall, endpointsInterface],
    securityGroups: [
      defaultSecurityGroup,
      securityGroup('sg-app', {}),
      securityGroup('sg-endpoint', { ingress: [permission(443, '10.0.0.0/16')] }),
      securityGroup('sg-firewall', { ingress: [permission(443, '10.0.0.0/16')] }),
    ],
    routeTables: [
      routeTable('rtb-priv', ['subnet-a1'], [route('10.0.9.0/28', 'eni-fw')]),
      routeTable('rtb-fw', ['subnet-a2']),
      routeTable('rtb-ep', ['subnet-ep1'], [route('10.0.1.0/24', 'eni-fw')]),
    ],
  },
);

/** The same through the endpoint of a Gateway Load Balancer. */
const throughInspection = {
  ...throughFirewall,
  networkInterfaces: [source, endpointsInterface],
  vpcEndpoints: [
    ...(throughFirewall.vpcEndpoints ?? []),
    interfaceEndpoint('ssm', ['subnet-a2'], {
      VpcEndpointId: 'vpce-gwlb',
      VpcEndpointType: 'GatewayLoadBalancer',
      ServiceName: `com.amazonaws.vpce.${region}.vpce-svc-1`,
      Groups: [],
      NetworkInterfaceIds: [],
    }),
  ],
  routeTables: [
    routeTable('rtb-priv', ['subnet-a1'], [route('10.0.9.0/28', 'vpce-gwlb')]),
    routeTable('rtb-fw', ['subnet-a2']),
    routeTable('rtb-ep', ['subnet-ep1'], [route('10.0.1.0/24', 'vpce-gwlb')]),
  ],
};

/** A public instance whose packets a firewall sees when they leave and when their replies come in. */
const publicSource = { ...source, Association: { PublicIp: '203.0.113.9' } };
const inspected = common({
  networkInterfaces: [publicSource, firewall],
  securityGroups: [
    defaultSecurityGroup,
    securityGroup('sg-app', {}),
    securityGroup('sg-firewall', { ingress: [permission(443, '10.0.0.0/16')] }),
  ],
  internetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
  routeTables: [
    routeTable('rtb-priv', ['subnet-a1', 'subnet-ep1'], [route('0.0.0.0/0', 'eni-fw')]),
    routeTable('rtb-fw', ['subnet-a2'], [route('0.0.0.0/0', 'igw-1')]),
    routeTable('rtb-edge', ['none'], [route('10.0.1.0/24', 'eni-fw')], {
      Associations: [{ Main: false, GatewayId: 'igw-1', AssociationState: { State: 'associated' } }],
    }),
  ],
});

const service: PlannedService = {
  serviceState: 'Available',
  balancerState: 'active',
  enforced: 'on',
  groups: [[{ protocol: 'tcp', from: 443, to: 443, peer: '10.0.1.10/32' }]],
  listeners: [
    { port: 443, protocol: 'TCP', forwards: true },
    { port: 8443, protocol: 'TCP', forwards: true },
  ],
  crossZone: false,
  targets: [
    { zone: 'a', state: 'healthy' },
    { zone: 'b', state: 'unhealthy' },
  ],
  isInOwnVpc: true,
  protocol: 6,
  port: 443,
};

/** Names that a zone makes aliases of others: of its own, of a wildcard, of an endpoint, and of another zone. */
const aliased = withSsm(
  {},
  zones(
    [
      'corp.example',
      alias('ssm.corp.example', 'b.corp.example', 'A', 'Z0PRIVATE0'),
      record('b.corp.example', 'CNAME', 'c.corp.example.'),
      alias('*.corp.example', 'vpce-0ssm-abcd.ssm.eu-west-1.vpce.amazonaws.com'),
    ],
    ['other.example', record('*.other.example', 'A', '10.0.9.4')],
  ),
);

/** Two kinds of sender in one subnet, of which one may send anywhere and the other to the endpoint alone. */
const twoKinds = withS3([route('10.7.0.0/16', 'eni-gone', { State: 'blackhole' })], {
  networkInterfaces: [
    source,
    instanceInterface('eni-3', 'subnet-a1', '10.0.1.11', { Groups: [{ GroupId: 'sg-s3' }] }),
  ],
  securityGroups: [
    defaultSecurityGroup,
    securityGroup('sg-app', {}),
    securityGroup('sg-s3', { egress: [permission(443, 'pl-s3')] }),
  ],
});

/** A NAT gateway whose addresses are told. */
const translated = (() => {
  const facts = withNat(common({ routeTables: [privateTable(route('0.0.0.0/0', 'nat-1'))] }));
  return {
    ...facts,
    natGateways: (facts.natGateways ?? []).map((nat) => ({
      ...nat,
      NatGatewayAddresses: [{ PrivateIp: '10.0.8.5', PublicIp: '203.0.113.8', Status: 'succeeded' }],
    })),
  };
})();

/** A network behind a VPN of a transit gateway that leads to an endpoint in a hub. */
const behindVpn = (() => {
  const hub = withHub('10.50.0.0/16');
  const vpn = {
    TransitGatewayAttachmentId: 'tgw-attach-vpn',
    TransitGatewayId: 'tgw-1',
    TransitGatewayOwnerId: account,
    ResourceOwnerId: account,
    ResourceType: 'vpn',
    ResourceId: 'vpn-1',
    State: 'available',
    Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
  };
  return {
    ...hub,
    routeTables: (hub.routeTables ?? []).map((table) =>
      table['RouteTableId'] === 'rtb-2'
        ? { ...table, Routes: [...(table['Routes'] as RawItem[]), route('10.50.0.0/16', 'tgw-1')] }
        : table,
    ),
    transitGatewayAttachments: [...(hub.transitGatewayAttachments ?? []), vpn],
    transitGatewayRoutes: (hub.transitGatewayRoutes ?? []).map((table) => ({
      ...table,
      Routes: [
        ...(table['Routes'] as RawItem[]),
        {
          DestinationCidrBlock: '10.50.0.0/16',
          TransitGatewayAttachments: [
            { TransitGatewayAttachmentId: 'tgw-attach-vpn', ResourceId: 'vpn-1', ResourceType: 'vpn' },
          ],
          Type: 'propagated',
          State: 'active',
        },
      ],
    })),
  };
})();

/** Two addresses of one interface and two groups, of which each permits a part. */
const twoGroups = withSsm(
  { Groups: [{ GroupId: 'sg-endpoint' }, { GroupId: 'sg-endpoint-2' }] },
  {
    networkInterfaces: [
      {
        ...source,
        Groups: [{ GroupId: 'sg-app' }, { GroupId: 'sg-extra' }],
        PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10' }, { PrivateIpAddress: '10.0.1.11' }],
      },
      endpointInterface('eni-endpoint-ep1', 'subnet-ep1', '10.0.9.4', {
        Groups: [{ GroupId: 'sg-endpoint' }, { GroupId: 'sg-endpoint-2' }],
      }),
    ],
    securityGroups: [
      defaultSecurityGroup,
      securityGroup('sg-app', { egress: [] }),
      securityGroup('sg-extra', { egress: [permission(443, 'sg-endpoint-2')] }),
      securityGroup('sg-endpoint', { ingress: [permission(443, '10.0.1.10/32')] }),
      securityGroup('sg-endpoint-2', { ingress: [permission(443, '10.0.1.11/32')] }),
    ],
    networkAcls: [
      aclOf('acl-a', ['subnet-a1', 'subnet-a2']),
      aclOf(
        'acl-ep',
        ['subnet-ep1'],
        ['ingress allow tcp 443 10.0.1.0/24', 'egress allow tcp 1024-65535 10.0.1.10/32'],
      ),
    ],
  },
);

export const rareEstates: readonly RareEstate[] = [
  {
    name: 'peered-groups',
    scopes: [
      [exampleScope, near],
      [elsewhere, beyond],
    ],
    question: { from: 'eni-1', to: '10.2.1.10' },
  },
  {
    name: 'attachments-apart',
    scopes: factsOf(attachedApart),
    question: { from: 'eni-0a', to: '10.2.1.10' },
  },
  own('firewall', throughFirewall, 'eni-1', '10.0.9.4'),
  own('inspection', throughInspection, 'eni-1', '10.0.9.4'),
  own('firewall-at-edge', inspected, 'eni-1', '192.0.2.1'),
  own('load-balancer', factsOfService(service), 'eni-1', 'vpce-0pay'),
  own('aliases', aliased, 'eni-1', 'ssm.corp.example'),
  own('two-kinds', twoKinds, 'subnet-a1', '0.0.0.0/0'),
  own('subnet-without-compute', twoKinds, 'subnet-ep1', 's3'),
  own('nat-addresses', translated, 'eni-1', '192.0.2.1'),
  own('vpn-attachment', behindVpn, '10.50.0.0/16@tgw-attach-vpn', 'vpce-0kms'),
  own('two-groups', twoGroups, 'eni-1', 'vpce-0ssm'),
];
