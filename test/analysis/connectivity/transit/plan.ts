/** Small networks around transit gateways, as plans that leave nothing to say but what matters. */

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

/** What one list of an ACL lets pass: by the port, or by the address on the far side. */
export type PlannedList = 'all' | 'https' | 'ephemeral' | 'own' | 'others' | 'none';

export interface PlannedAcl {
  readonly in: PlannedList;
  readonly out: PlannedList;
}

export interface PlannedVpc {
  /** The second octet of its addresses. */
  readonly octet: number;
  readonly admits: 'everybody' | 'groups-by-name';
  readonly routes: Readonly<Record<SubnetName, readonly PlannedRoute[]>>;
  /** The ACLs of subnets that do not let everything pass. */
  readonly acls: Readonly<Partial<Record<SubnetName, PlannedAcl>>>;
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
  /** Whether the second gateway belongs to another account, with the last VPC, and is peered with the first. */
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

/** Whether the VPC or gateway with that number belongs to the other account. */
export function isElsewhere({ peered, vpcs }: Plan, kind: 'vpc' | 'gateway', number: number): boolean {
  return peered && (kind === 'gateway' ? number === 1 : number === vpcs.length - 1);
}

/** The subnet that an attachment has in a zone. */
export function attachedSubnet({ apart }: PlannedAttachment, zone: Zone): SubnetName {
  return apart ? `t${zone}` : zone;
}

export function hostAddress({ octet }: PlannedVpc, zone: Zone): string {
  return `10.${octet}.${zone === 'a' ? 1 : 2}.10`;
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

export function openVpc(octet: number): PlannedVpc {
  const workload = [{ cidr: '10.0.0.0/8', to: 0 }];
  return {
    octet,
    admits: 'everybody',
    routes: { a: workload, b: workload, ta: [], tb: [] },
    acls: {},
  };
}

export function attached(vpc: number, changes: Partial<PlannedAttachment> = {}): PlannedAttachment {
  return {
    vpc,
    gateway: 0,
    zones,
    apart: false,
    state: 'available',
    table: 0,
    applianceMode: false,
    references: 'enable',
    ...changes,
  };
}

/** Two VPCs on one gateway that lets everything pass: 10.1.0.0/16 and 10.2.0.0/16. */
export const open: Plan = {
  peered: false,
  vpcs: [openVpc(1), openVpc(2)],
  gateways: [{ references: 'enable', tables: [{ statics: [], propagates: [0, 1] }] }],
  attachments: [attached(0), attached(1)],
  peeringTables: [null, null],
  hasEndpoint: false,
};
