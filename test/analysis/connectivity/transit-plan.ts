/** Small networks around transit gateways: as a plan, at random, and as AWS describes them. */
import * as fc from 'fast-check';
import type { Network } from '../../../src/model/network.ts';
import type { Scope } from '../../../src/model/scope.ts';
import { exampleScope } from '../../../src/model/snapshot-of-facts.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { allTraffic, instanceInterface, permission } from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfScopes } from './network-of-facts.ts';

export type Zone = 'a' | 'b';
/** Subnets with an instance, by zone, and subnets for nothing but attachments. */
export type SubnetName = 'a' | 'b' | 'ta' | 'tb';
export type Option = 'enable' | 'disable' | null;
export const zones: readonly Zone[] = ['a', 'b'];
export const subnetNames: readonly SubnetName[] = ['a', 'b', 'ta', 'tb'];

export interface PlannedRoute {
  readonly cidr: string;
  /** The number of a transit gateway. */
  readonly to: number | 'blackhole';
}

export interface PlannedVpc {
  /** The second octet of its addresses. */
  readonly octet: number;
  readonly admits: 'everybody' | 'groups-by-name';
  readonly routes: Readonly<Record<SubnetName, readonly PlannedRoute[]>>;
  /** Subnets whose ACL allows HTTPS in and nothing else. */
  readonly closed: readonly SubnetName[];
}

export interface PlannedAttachment {
  readonly vpc: number;
  readonly gateway: number;
  readonly zones: readonly Zone[];
  /** Whether it has subnets of its own, beside those of the instances. */
  readonly apart: boolean;
  readonly state: 'available' | 'modifying' | 'deleted';
  /** The number of a route table of the gateway; 'changing' while it is being associated. */
  readonly table: number | 'changing' | null;
  readonly applianceMode: boolean;
  readonly references: Option;
}

export interface PlannedStatic {
  /** A block, or the prefix list. */
  readonly destination: string;
  /** The number of a VPC. */
  readonly to: number | 'peering' | 'blackhole' | 'pending';
}

export interface PlannedTable {
  readonly statics: readonly PlannedStatic[];
  /** VPCs whose attachments propagate to it. */
  readonly propagates: readonly number[];
}

export interface PlannedGateway {
  readonly references: Option;
  readonly tables: readonly PlannedTable[];
}

export interface Plan {
  /** Whether the second gateway is in another region, with the last VPC, and peered with the first. */
  readonly peered: boolean;
  readonly vpcs: readonly PlannedVpc[];
  readonly gateways: readonly PlannedGateway[];
  readonly attachments: readonly PlannedAttachment[];
  /** The table for what comes through the peering, of each gateway. */
  readonly peeringTables: readonly (number | null)[];
  /** Whether the interface of the second VPC in zone a is that of an endpoint. */
  readonly hasEndpoint: boolean;
}

export const prefixList = 'pl-1';
export const prefixListBlocks = ['10.2.0.0/16', '10.3.0.0/16'];

/** Whether the resource with that number, a VPC or a gateway, is in the other region. */
export function isAbroad({ peered, vpcs }: Plan, kind: 'vpc' | 'gateway', number: number): boolean {
  return peered && (kind === 'gateway' ? number === 1 : number === vpcs.length - 1);
}

/** The subnet that an attachment has in a zone. */
export function attachedSubnet({ apart }: PlannedAttachment, zone: Zone): SubnetName {
  return apart ? `t${zone}` : zone;
}

const blocks = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.1.0.0/16',
  '10.2.0.0/16',
  '10.3.0.0/16',
  '10.1.1.0/24',
  '10.2.1.0/24',
  '10.3.2.0/24',
];

const often = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(usual) },
    ...others.map((value) => ({ weight: 1, arbitrary: fc.constant(value) })),
  );

const plannedRoutes = (octet: number, usual: PlannedRoute): fc.Arbitrary<readonly PlannedRoute[]> =>
  fc
    .uniqueArray(
      fc.record({
        cidr: fc.constantFrom(...blocks.filter((block) => !block.startsWith(`10.${octet}.`))),
        to: fc.oneof(
          { weight: 5, arbitrary: fc.constantFrom(0, 1) },
          { weight: 1, arbitrary: fc.constant('blackhole' as const) },
        ),
      }),
      { maxLength: 2, selector: ({ cidr }) => cidr },
    )
    .chain((routes) =>
      often(true, false).map((hasUsual) => [
        ...routes,
        ...(hasUsual && routes.every(({ cidr }) => cidr !== usual.cidr) ? [usual] : []),
      ]),
    );

const plannedVpc = (octet: number, gateway: number): fc.Arbitrary<PlannedVpc> => {
  const workload = plannedRoutes(octet, { cidr: '10.0.0.0/8', to: gateway });
  const entrance = fc.oneof(
    { weight: 6, arbitrary: fc.constant<readonly PlannedRoute[]>([]) },
    { weight: 1, arbitrary: workload },
  );
  return fc.record({
    octet: fc.constant(octet),
    admits: often<PlannedVpc['admits']>('everybody', 'groups-by-name', 'groups-by-name'),
    routes: fc.record({ a: workload, b: workload, ta: entrance, tb: entrance }),
    closed: fc
      .array(often<SubnetName | null>(null, 'ta', 'tb'), { maxLength: 1 })
      .map((names) => names.flatMap((name) => name ?? [])),
  });
};

const plannedTable = (vpcs: number, peered: boolean): fc.Arbitrary<PlannedTable> =>
  fc.record({
    statics: fc.uniqueArray(
      fc.record({
        destination: fc.constantFrom(...blocks, prefixList),
        to: fc.oneof(
          { weight: 8, arbitrary: fc.nat({ max: vpcs - 1 }) },
          { weight: 2, arbitrary: fc.constant('blackhole' as const) },
          { weight: 1, arbitrary: fc.constant('pending' as const) },
          { weight: peered ? 12 : 0, arbitrary: fc.constant('peering' as const) },
        ),
      }),
      { maxLength: 3, selector: ({ destination }) => destination },
    ),
    propagates: fc.subarray(Array.from({ length: vpcs }, (_, index) => index)),
  });

const plannedAttachment = (vpc: number, gateway: number): fc.Arbitrary<PlannedAttachment> =>
  fc.record({
    vpc: fc.constant(vpc),
    gateway: fc.constant(gateway),
    zones: often<readonly Zone[]>(['a', 'b'], ['a'], ['b']),
    apart: fc.boolean(),
    state: often<PlannedAttachment['state']>('available', 'modifying', 'deleted'),
    table: fc.oneof(
      { weight: 5, arbitrary: fc.constant(0) },
      { weight: 5, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.constant('changing' as const) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    applianceMode: often(false, true),
    references: often<Option>('enable', 'disable', null),
  });

/** Two or three VPCs, some with the same addresses, on one or two gateways, which may be peered. */
export const plans: fc.Arbitrary<Plan> = fc
  .record({ vpcs: fc.constantFrom(2, 3, 3), peered: fc.boolean(), overlap: often(false, true) })
  .chain(({ vpcs: count, peered, overlap }) => {
    const numbers = Array.from({ length: count }, (_, index) => index);
    const home = (vpc: number): number => (peered && vpc === count - 1 ? 1 : 0);
    const pairs = numbers.flatMap((vpc) =>
      peered
        ? [{ vpc, gateway: home(vpc) }]
        : [0, 1].map((gateway) => ({ vpc, gateway })),
    );
    return fc.record({
      peered: fc.constant(peered),
      vpcs: fc.tuple(
        ...numbers.map((vpc) => plannedVpc(overlap && vpc === 2 ? 2 : vpc + 1, home(vpc))),
      ),
      gateways: fc.tuple(
        ...[0, 1].map(() =>
          fc.record({
            references: often<Option>('enable', 'disable', null),
            tables: fc.tuple(plannedTable(count, peered), plannedTable(count, peered)),
          }),
        ),
      ),
      attachments: fc
        .tuple(
          ...pairs.map(({ vpc, gateway }) =>
            fc.option(plannedAttachment(vpc, gateway), { freq: gateway === home(vpc) ? 12 : 2 }),
          ),
        )
        .map((attachments) => attachments.flatMap((attachment) => attachment ?? [])),
      peeringTables: fc.tuple(often<number | null>(0, 1, null), often<number | null>(0, 1, null)),
      hasEndpoint: fc.boolean(),
    });
  });

const abroad: Scope = { ...exampleScope, region: 'eu-central-1' };

/** How the routes of transit gateways are told: all that are there, or static ones and propagations. */
export type Telling = 'all-routes' | 'static-routes';

/** The facts of each region. */
export function factsOf(plan: Plan, telling: Telling = 'all-routes'): readonly (readonly [Scope, Facts])[] {
  return [exampleScope, ...(plan.peered ? [abroad] : [])].map((scope) => [
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
    isAbroad(plan, kind, number) === (scope === abroad);
  const vpcs = plan.vpcs.map((vpc, number) => ({ vpc, number })).filter(({ number }) => isHere('vpc')(number));
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
    subnets: vpcs.flatMap(({ vpc, number }) => subnetNames.map((name) => subnetItem(scope, vpc, number, name))),
    routeTables: vpcs.flatMap(({ vpc, number }) => subnetNames.map((name) => routeTableItem(vpc, number, name))),
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
    transitGatewayPeeringAttachments: plan.peered ? [peeringAttachmentItem(scope)] : [],
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

/** The attachments that propagate to a table: those that the gateway has. */
export function propagating(
  plan: Plan,
  gateway: number,
  { propagates }: PlannedTable,
): readonly PlannedAttachment[] {
  return plan.attachments.filter(
    (attachment) => attachment.gateway === gateway && propagates.includes(attachment.vpc),
  );
}

export function hostAddress({ octet }: PlannedVpc, zone: Zone): string {
  return `10.${octet}.${zone === 'a' ? 1 : 2}.10`;
}

function tableId(gateway: number, table: number): string {
  return `tgw-rtb-${gateway}${table}`;
}

function option(name: string, value: Option): RawItem {
  return value === null ? {} : { [name]: value };
}

function subnetItem({ account, region }: Scope, { octet }: PlannedVpc, vpc: number, name: SubnetName): RawItem {
  const zone = name.endsWith('a') ? 'a' : 'b';
  const third = (name.startsWith('t') ? 100 : 0) + (zone === 'a' ? 1 : 2);
  return {
    SubnetId: `subnet-${vpc}${name}`,
    VpcId: `vpc-${vpc}`,
    OwnerId: account,
    CidrBlock: `10.${octet}.${third}.0/24`,
    AvailabilityZone: `${region}${zone}`,
    AvailabilityZoneId: `${region === abroad.region ? 'euc1' : 'euw1'}-az${zone === 'a' ? 1 : 2}`,
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
        TransitGatewayId: `tgw-${to === 'blackhole' ? 0 : to}`,
        Origin: 'CreateRoute',
        State: to === 'blackhole' ? 'blackhole' : 'active',
      })),
    ],
  };
}

function aclItems({ closed }: PlannedVpc, vpc: number): readonly RawItem[] {
  const entry = (Egress: boolean, Protocol: string) => ({
    RuleNumber: 100,
    Egress,
    Protocol,
    RuleAction: 'allow',
    CidrBlock: '0.0.0.0/0',
    ...(Protocol === '6' ? { PortRange: { From: 443, To: 443 } } : {}),
  });
  return [true, false].map((isOpen) => ({
    NetworkAclId: `acl-${vpc}${isOpen ? 'open' : 'closed'}`,
    VpcId: `vpc-${vpc}`,
    Associations: subnetNames
      .filter((name) => closed.includes(name) !== isOpen)
      .map((name) => ({ SubnetId: `subnet-${vpc}${name}` })),
    Entries: isOpen ? [entry(true, '-1'), entry(false, '-1')] : [entry(false, '6')],
  }));
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

function peeringAttachmentItem({ account }: Scope): RawItem {
  const end = (gateway: number, { region }: Scope) => ({
    TransitGatewayId: `tgw-${gateway}`,
    OwnerId: account,
    Region: region,
  });
  return {
    TransitGatewayAttachmentId: 'tgw-attach-peering',
    RequesterTgwInfo: end(0, exampleScope),
    AccepterTgwInfo: end(1, abroad),
    State: 'available',
  };
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
