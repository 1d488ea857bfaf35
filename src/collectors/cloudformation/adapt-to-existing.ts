import type { FamilyName } from '../../model/fact-families.ts';
import type { RawItem } from '../../model/snapshot.ts';
import {
  type CodePlace,
  type DeclaredItem,
  membersOf,
  notWritten,
} from '../infrastructure-code/declared-item.ts';
import { isFields } from '../infrastructure-code/fields.ts';
import { type RawPermission, withoutPeers } from '../infrastructure-code/raw-permission.ts';

/** Fields that AWS sets, or that stay as they are as long as the thing is there. */
const setByAws: ReadonlySet<string> = new Set([
  'State',
  'ServiceState',
  'Status',
  'NatGatewayAddresses',
  'ServiceName of vpcEndpointServiceConfigurations',
  'AvailabilityZones',
  'AvailabilityZone',
  'AvailabilityZoneId',
  'PrivateIpAddresses',
  'Attachment',
  'Placement',
  'InterfaceType',
  'Description',
  'GroupName',
  'OwnerId',
  'Tags',
]);

/** Lists that are one property of the resource, so that it alone says what is in them. */
const whole: ReadonlySet<string> = new Set([
  'RouteTableIds',
  'SubnetIds',
  'Groups',
  'Entries of managedPrefixListEntries',
  'NetworkLoadBalancerArns',
  'GatewayLoadBalancerArns',
  'SecurityGroups',
]);

const unclear = 'of what is there already, it is not known what this template made';

/** Where a template takes a table from the endpoint that a route of the table leads to; null where it does not. */
export type DropsRoute = (tableId: string, route: RawItem) => CodePlace | null;

/**
 * What there was, as far as the template made it, of something that it describes; and what it says that AWS alone
 * sets is taken out of the item. A list to which others add may hold what an earlier version of the template made
 * and this one does not: then it is open.
 */
export function formerItem(after: DeclaredItem, existing: RawItem, dropsRoute: DropsRoute): DeclaredItem {
  const before = new Map<string, unknown>();
  const { family, fields, open } = after;
  for (const field of new Set([...fields.keys(), ...open.keys()])) {
    if (isIn(setByAws, family, field)) {
      fields.delete(field);
      open.delete(field);
      continue;
    }
    const there = existing[field];
    if (open.has(field) && open.get(field) !== notWritten) {
      before.set(field, there ?? null);
      continue;
    }
    const has = membersOf(after, field);
    if (!has || isIn(whole, family, field)) {
      if (there !== undefined) before.set(field, there);
      continue;
    }
    open.delete(field);
    const had = (Array.isArray(there) ? (there as readonly unknown[]) : []).filter(
      (member) => !isOfAws(field, member) || isDropped(after, field, member, dropsRoute),
    );
    before.set(field, had);
    for (const member of field === 'Routes' ? had : []) {
      const place = dropsRoute(after.id, member as RawItem);
      if (place !== null) after.parts.set('/Routes', place);
    }
    const left = had.filter(
      (member) => !isDropped(after, field, member, dropsRoute) && !isWritten(field, member, has),
    );
    if (left.length > 0) open.set(field, unclear);
  }
  return { ...after, fields: before, open: new Map() };
}

function isIn(fields: ReadonlySet<string>, family: FamilyName, field: string): boolean {
  return fields.has(field) || fields.has(`${field} of ${family}`);
}

/** Members that no template writes, and that stay as they are. */
function isOfAws(field: string, member: unknown): boolean {
  if (!isFields(member)) return false;
  if (field === 'Associations') return member['Main'] === true;
  if (field === 'Entries') return member['RuleNumber'] === 32767;
  if (field !== 'Routes') return false;
  const { GatewayId: gateway, Origin: origin } = member;
  return gateway === 'local' || origin === 'EnableVgwRoutePropagation' || isOfEndpoint(member);
}

/** The route that a gateway endpoint puts into a table. */
function isOfEndpoint({ GatewayId: gateway, DestinationPrefixListId: list }: RawItem): boolean {
  return typeof list === 'string' && typeof gateway === 'string' && gateway.startsWith('vpce-');
}

function isDropped({ id }: DeclaredItem, field: string, member: unknown, dropsRoute: DropsRoute): boolean {
  return field === 'Routes' && isFields(member) && isOfEndpoint(member) && dropsRoute(id, member) !== null;
}

/** What makes members of lists the same. */
const identities: Readonly<Record<string, readonly string[]>> = {
  Routes: ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'],
  Associations: ['SubnetId', 'GatewayId', 'TransitGatewayAttachmentId'],
  TransitGatewayRouteTablePropagations: ['TransitGatewayAttachmentId'],
  Entries: ['Egress', 'RuleNumber'],
  PropagatingVgws: ['GatewayId'],
  AllowedPrincipals: ['Principal'],
  Attachments: ['VpcId'],
  VpcAttachments: ['VpcId'],
  CidrBlockAssociationSet: ['CidrBlock'],
  Ipv6CidrBlockAssociationSet: ['Ipv6CidrBlock'],
  HostedZoneSummaries: ['HostedZoneId'],
  RolePolicyList: ['PolicyName'],
  AttachedManagedPolicies: ['PolicyArn'],
};

function isWritten(field: string, member: unknown, written: readonly unknown[]): boolean {
  if (field === 'IpPermissions' || field === 'IpPermissionsEgress') {
    return withoutPeers(bare(member as RawPermission), written as readonly RawPermission[]) === null;
  }
  const names = identities[field];
  const key = (each: unknown) =>
    names && isFields(each) ? JSON.stringify(names.map((name) => each[name] ?? null)) : JSON.stringify(each);
  return written.some((each) => key(each) === key(member));
}

/** A permission as templates write it: without descriptions, and without the owners of groups. */
function bare(permission: RawPermission): RawPermission {
  const {
    IpRanges = [],
    Ipv6Ranges = [],
    PrefixListIds = [],
    UserIdGroupPairs = [],
  } = permission as Partial<RawPermission>;
  return {
    ...permission,
    IpRanges: IpRanges.map(({ CidrIp }) => ({ CidrIp })),
    Ipv6Ranges: Ipv6Ranges.map(({ CidrIpv6 }) => ({ CidrIpv6 })),
    PrefixListIds: PrefixListIds.map(({ PrefixListId }) => ({ PrefixListId })),
    UserIdGroupPairs: UserIdGroupPairs.map(({ GroupId }) => ({ GroupId })),
  };
}
