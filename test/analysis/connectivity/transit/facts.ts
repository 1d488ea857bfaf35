import type { Network } from '../../../../src/model/network.ts';
import type { Scope } from '../../../../src/model/scope.ts';
import type { RawItem } from '../../../../src/model/snapshot.ts';
import { exampleScope } from '../../../../src/model/snapshot-of-facts.ts';
import { allTraffic, instanceInterface, permission } from '../../../../src/rules/example-estate.ts';
import type { Facts } from '../../../../src/rules/rule.ts';
import { networkOfScopes } from '../network-of-facts.ts';
import {
  attachedSubnet,
  hostAddress,
  isElsewhere,
  type Option,
  type Plan,
  type PlannedAttachment,
  type PlannedList,
  type PlannedStatic,
  type PlannedVpc,
  prefixList,
  prefixListBlocks,
  propagating,
  type SubnetName,
  subnetNames,
  zones,
} from './plan.ts';

/** Peered gateways may be in one region; then only their accounts tell them apart. */
const elsewhere: Scope = { ...exampleScope, account: '444455556666' };

/** How the routes of transit gateways are told: all that are there, or static ones and propagations. */
export type Telling = 'all-routes' | 'static-routes';

/** The facts of each account. */
export function factsOf(plan: Plan, telling: Telling = 'all-routes'): readonly (readonly [Scope, Facts])[] {
  return [exampleScope, ...(plan.peered ? [elsewhere] : [])].map((scope) => [
    scope,
    factsIn(plan, scope, telling),
  ]);
}

/** The network that a plan describes. */
export function networkOfPlan(plan: Plan, telling: Telling = 'all-routes'): Network {
  return networkOfScopes(...factsOf(plan, telling));
}

function factsIn(plan: Plan, scope: Scope, telling: Telling): Facts {
  const isHere = (kind: 'vpc' | 'gateway') => (number: number) =>
    isElsewhere(plan, kind, number) === (scope === elsewhere);
  const vpcs = plan.vpcs
    .map((vpc, number) => ({ vpc, number }))
    .filter(({ number }) => isHere('vpc')(number));
  const gateways = plan.gateways
    .map((gateway, number) => ({ gateway, number }))
    .filter(({ number }) => isHere('gateway')(number));
  const attachments = plan.attachments.filter(({ gateway }) => isHere('gateway')(gateway));
  const tables = gateways.flatMap(({ gateway, number }) =>
    gateway.tables.map((table, index) => ({ table, gateway: number, id: tableId(number, index) })),
  );
  return {
    vpcs: vpcs.map(({ vpc, number }) => ({
      VpcId: `vpc-${number}`,
      OwnerId: scope.account,
      CidrBlock: `10.${vpc.octet}.0.0/16`,
    })),
    subnets: vpcs.flatMap(({ vpc, number }) =>
      subnetNames.map((name) => subnetItem(scope, vpc, number, name)),
    ),
    routeTables: vpcs.flatMap(({ vpc, number }) =>
      subnetNames.map((name) => routeTableItem(vpc, number, name)),
    ),
    networkAcls: vpcs.flatMap(({ vpc, number }) => aclItems(vpc, number)),
    securityGroups: vpcs.map(({ vpc, number }) => groupItem(plan, vpc, number)),
    networkInterfaces: vpcs.flatMap(({ vpc, number }) =>
      zones.map((zone) =>
        instanceInterface(`eni-${number}${zone}`, `subnet-${number}${zone}`, hostAddress(vpc, zone), {
          VpcId: `vpc-${number}`,
          Groups: [{ GroupId: `sg-${number}` }],
        }),
      ),
    ),
    vpcEndpoints:
      plan.hasEndpoint && isHere('vpc')(1)
        ? [
            {
              VpcEndpointId: 'vpce-1',
              VpcEndpointType: 'Interface',
              VpcId: 'vpc-1',
              OwnerId: scope.account,
              ServiceName: 'com.amazonaws.eu-west-1.ssm',
              State: 'available',
              NetworkInterfaceIds: ['eni-1a'],
            },
          ]
        : [],
    prefixLists: [],
    managedPrefixLists: [{ PrefixListId: prefixList, AddressFamily: 'IPv4' }],
    managedPrefixListEntries: [
      { PrefixListId: prefixList, Entries: prefixListBlocks.map((Cidr) => ({ Cidr })) },
    ],
    vpcPeeringConnections: [],
    transitGateways: gateways.map(({ gateway, number }) => ({
      TransitGatewayId: `tgw-${number}`,
      OwnerId: scope.account,
      Options: option('SecurityGroupReferencingSupport', gateway.references),
    })),
    transitGatewayVpcAttachments: attachments.map((attachment) => vpcAttachmentItem(scope, attachment)),
    transitGatewayAttachments: [
      ...attachments.map((attachment) => attachmentItem(scope, attachment)),
      ...(plan.peered ? gateways.map(({ number }) => peeringItem(plan, scope, number)) : []),
    ],
    transitGatewayPeeringAttachments: plan.peered ? [peeringAttachment] : [],
    transitGatewayRouteTables: tables.map(({ id, gateway }) => ({
      TransitGatewayRouteTableId: id,
      TransitGatewayId: `tgw-${gateway}`,
    })),
    transitGatewayRouteTablePropagations: tables.map(({ id, gateway, table }) => ({
      TransitGatewayRouteTableId: id,
      TransitGatewayRouteTablePropagations: propagating(plan, gateway, table).map(({ vpc }) => ({
        ...attachedVpc(vpc, gateway),
        State: 'enabled',
      })),
    })),
    transitGatewayRoutes: tables.map(({ id, gateway, table }) => ({
      TransitGatewayRouteTableId: id,
      Routes: [
        ...table.statics.map((route) => staticItem(plan, gateway, route)),
        ...(telling === 'static-routes'
          ? []
          : propagating(plan, gateway, table).map(({ vpc }) => ({
              DestinationCidrBlock: `10.${plan.vpcs[vpc]?.octet}.0.0/16`,
              TransitGatewayAttachments: [attachedVpc(vpc, gateway)],
              Type: 'propagated',
              State: 'active',
            }))),
      ],
    })),
  };
}

function tableId(gateway: number, table: number): string {
  return `tgw-rtb-${gateway}${table}`;
}

function option(name: string, value: Option): RawItem {
  return value === null ? {} : { [name]: value };
}

function subnetItem(
  { account, region }: Scope,
  { octet }: PlannedVpc,
  vpc: number,
  name: SubnetName,
): RawItem {
  const zone = name.endsWith('a') ? 'a' : 'b';
  const third = (name.startsWith('t') ? 100 : 0) + (zone === 'a' ? 1 : 2);
  return {
    SubnetId: `subnet-${vpc}${name}`,
    VpcId: `vpc-${vpc}`,
    OwnerId: account,
    CidrBlock: `10.${octet}.${third}.0/24`,
    AvailabilityZone: `${region}${zone}`,
    AvailabilityZoneId: `euw1-az${zone === 'a' ? 1 : 2}`,
    Ipv6CidrBlockAssociationSet: [],
  };
}

function routeTableItem({ octet, routes }: PlannedVpc, vpc: number, name: SubnetName): RawItem {
  const local = { DestinationCidrBlock: `10.${octet}.0.0/16`, GatewayId: 'local', State: 'active' };
  return {
    RouteTableId: `rtb-${vpc}${name}`,
    VpcId: `vpc-${vpc}`,
    Associations: [{ SubnetId: `subnet-${vpc}${name}`, AssociationState: { State: 'associated' } }],
    Routes: [
      local,
      ...routes[name].map(({ cidr, to }) => ({
        DestinationCidrBlock: cidr,
        ...(to === 'blackhole' ? { NetworkInterfaceId: 'eni-gone' } : { TransitGatewayId: `tgw-${to}` }),
        Origin: 'CreateRoute',
        State: to === 'blackhole' ? 'blackhole' : 'active',
      })),
    ],
  };
}

function aclItems({ acls, octet }: PlannedVpc, vpc: number): readonly RawItem[] {
  return subnetNames.map((name) => ({
    NetworkAclId: `acl-${vpc}${name}`,
    VpcId: `vpc-${vpc}`,
    Associations: [{ SubnetId: `subnet-${vpc}${name}` }],
    Entries: [
      ...aclEntries(acls[name]?.in ?? 'all', octet).map((entry) => ({ ...entry, Egress: false })),
      ...aclEntries(acls[name]?.out ?? 'all', octet).map((entry) => ({ ...entry, Egress: true })),
    ],
  }));
}

function aclEntries(list: PlannedList, octet: number): readonly RawItem[] {
  const all = { RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' };
  const own = { ...all, RuleNumber: 50, CidrBlock: `10.${octet}.0.0/16` };
  switch (list) {
    case 'all':
      return [all];
    case 'https':
      return [{ ...all, Protocol: '6', PortRange: { From: 443, To: 443 } }];
    case 'ephemeral':
      return [{ ...all, Protocol: '6', PortRange: { From: 1024, To: 65535 } }];
    case 'own':
      return [own];
    case 'others':
      return [{ ...own, RuleAction: 'deny' }, all];
    case 'none':
      return [];
  }
}

function groupItem(plan: Plan, { admits }: PlannedVpc, vpc: number): RawItem {
  return {
    GroupId: `sg-${vpc}`,
    VpcId: `vpc-${vpc}`,
    IpPermissions:
      admits === 'everybody'
        ? [permission(443, '0.0.0.0/0')]
        : plan.vpcs.map((_, number) => permission(443, `sg-${number}`)),
    IpPermissionsEgress: [allTraffic],
  };
}

function attachedVpc(vpc: number, gateway: number): RawItem {
  return {
    TransitGatewayAttachmentId: `tgw-attach-${vpc}${gateway}`,
    ResourceId: `vpc-${vpc}`,
    ResourceType: 'vpc',
  };
}

function vpcAttachmentItem({ account }: Scope, attachment: PlannedAttachment): RawItem {
  const { vpc, gateway, state, applianceMode, references } = attachment;
  return {
    TransitGatewayAttachmentId: `tgw-attach-${vpc}${gateway}`,
    TransitGatewayId: `tgw-${gateway}`,
    VpcId: `vpc-${vpc}`,
    VpcOwnerId: account,
    State: state,
    SubnetIds: attachment.zones.map((zone) => `subnet-${vpc}${attachedSubnet(attachment, zone)}`),
    Options: {
      ApplianceModeSupport: applianceMode ? 'enable' : 'disable',
      Ipv6Support: 'disable',
      ...option('SecurityGroupReferencingSupport', references),
    },
  };
}

function attachmentItem({ account }: Scope, { vpc, gateway, state, table }: PlannedAttachment): RawItem {
  return {
    ...attachedVpc(vpc, gateway),
    TransitGatewayId: `tgw-${gateway}`,
    TransitGatewayOwnerId: account,
    ResourceOwnerId: account,
    State: state,
    ...association(gateway, table),
  };
}

function association(gateway: number, table: PlannedAttachment['table']): RawItem {
  if (table === null) return {};
  const isChanging = table === 'changing';
  return {
    Association: {
      TransitGatewayRouteTableId: tableId(gateway, isChanging ? 0 : table),
      State: isChanging ? 'associating' : 'associated',
    },
  };
}

function peeringItem({ peeringTables }: Plan, { account }: Scope, gateway: number): RawItem {
  return {
    TransitGatewayAttachmentId: 'tgw-attach-peering',
    TransitGatewayId: `tgw-${gateway}`,
    TransitGatewayOwnerId: account,
    ResourceType: 'peering',
    ResourceId: `tgw-${1 - gateway}`,
    State: 'available',
    ...association(gateway, peeringTables[gateway] ?? null),
  };
}

const peeringAttachment: RawItem = {
  TransitGatewayAttachmentId: 'tgw-attach-peering',
  RequesterTgwInfo: peer(0, exampleScope),
  AccepterTgwInfo: peer(1, elsewhere),
  State: 'available',
};

function peer(gateway: number, { account, region }: Scope): RawItem {
  return { TransitGatewayId: `tgw-${gateway}`, OwnerId: account, Region: region };
}

function staticItem(plan: Plan, gateway: number, { destination, to }: PlannedStatic): RawItem {
  const key = destination === prefixList ? 'PrefixListId' : 'DestinationCidrBlock';
  const state = to === 'blackhole' || to === 'pending' ? to : 'active';
  const route = { [key]: destination, Type: 'static', State: state };
  if (to === 'peering') {
    return {
      ...route,
      TransitGatewayAttachments: [
        {
          TransitGatewayAttachmentId: 'tgw-attach-peering',
          ResourceId: `tgw-${1 - gateway}`,
          ResourceType: 'peering',
        },
      ],
    };
  }
  const isAttached = plan.attachments.some(
    (attachment) => attachment.vpc === to && attachment.gateway === gateway,
  );
  return typeof to === 'number' && isAttached
    ? { ...route, TransitGatewayAttachments: [attachedVpc(to, gateway)] }
    : { ...route, ...(typeof to === 'number' ? { State: 'blackhole' } : {}) };
}
