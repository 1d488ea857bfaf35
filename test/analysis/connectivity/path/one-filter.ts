import type { Note } from './deciding-rule.ts';
import {
  addressesOf,
  blocksOf,
  holds,
  type PacketAddress,
  type RawAclEntry,
  type RawEstate,
  type RawNetworkAcl,
  type RawPermission,
  type RawSecurityGroup,
  the,
} from './raw-estate.ts';

/** What a filter sees of one packet: the address on the other side, and its destination port. */
export interface Seen {
  readonly protocol: number;
  readonly port: number;
  readonly peer: PacketAddress;
  /** Type of an ICMP message; its code is 0. */
  readonly icmpType: number | null;
}

const protocols: Readonly<Record<string, number>> = { tcp: 6, udp: 17, icmp: 1, icmpv6: 58 };

function isAbout(permission: RawPermission, seen: Seen): boolean {
  if (permission.IpProtocol === '-1') return true;
  const protocol = protocols[permission.IpProtocol] ?? Number(permission.IpProtocol);
  if (protocol !== seen.protocol) return false;
  const { FromPort: from, ToPort: to } = permission;
  if (protocol === 6 || protocol === 17) {
    return from === undefined || from === -1 || (from <= seen.port && seen.port <= (to ?? from));
  }
  if (protocol === 1 || protocol === 58) {
    const isType = from === undefined || from === -1 || from === seen.icmpType;
    return isType && (to === undefined || to === -1 || to === 0);
  }
  return true;
}

/** By what a permission admits a packet: an address, a prefix list, the name of a group, or not at all. */
function admittedBy(
  estate: RawEstate,
  permission: RawPermission,
  peer: PacketAddress,
  namesPeer: (groupId: string) => boolean,
): 'address' | 'prefix list' | 'group' | null {
  for (const { CidrIp } of permission.IpRanges) if (holds(CidrIp, peer)) return 'address';
  for (const { CidrIpv6 } of permission.Ipv6Ranges) if (holds(CidrIpv6, peer)) return 'address';
  for (const { PrefixListId } of permission.PrefixListIds) {
    for (const block of blocksOf(estate, PrefixListId)) if (holds(block, peer)) return 'prefix list';
  }
  for (const { GroupId } of permission.UserIdGroupPairs) if (namesPeer(GroupId)) return 'group';
  return null;
}

/** Inbound and outbound rules. */
export type RuleList = 'IpPermissions' | 'IpPermissionsEgress';

interface GroupsAnswer {
  readonly admits: boolean;
  /** Where only the name of a group admits. */
  readonly byReference: boolean;
  /** The group with the rule that does. */
  readonly namedIn: string | null;
}

/** Whether one of the groups permits a packet, in one direction. */
export function permit(
  estate: RawEstate,
  groupIds: readonly string[],
  rules: RuleList,
  seen: Seen,
  namesPeer: (groupId: string) => boolean,
  note: Note,
): GroupsAnswer {
  const ways = new Set<string>();
  let namedIn: string | null = null;
  let otherProtocol = false;
  for (const id of [...groupIds].sort()) {
    for (const permission of groupOf(estate, id)[rules]) {
      const by = admittedBy(estate, permission, seen.peer, namesPeer);
      if (by === null) continue;
      if (!isAbout(permission, seen)) otherProtocol = true;
      else {
        ways.add(by);
        if (by === 'group') namedIn ??= id;
      }
    }
  }
  const admits = ways.size > 0;
  if (!admits && otherProtocol) note('protocol or port of a permission');
  if (!ways.has('address') && ways.has('prefix list')) note('prefix list in a group');
  return { admits, byReference: ways.size === 1 && ways.has('group'), namedIn };
}

function groupOf(estate: RawEstate, id: string): RawSecurityGroup {
  return the(estate.securityGroups, ({ GroupId }) => GroupId === id);
}

/** The reason for which groups refuse a packet, and the group that is named for it. */
export function refusal(
  estate: RawEstate,
  groupIds: readonly string[],
  rules: RuleList,
): { readonly reason: string; readonly component: string } {
  const [first = '', ...others] = [...new Set(groupIds)].sort();
  const isEmpty = others.length === 0 && groupOf(estate, first)[rules].length === 0;
  return { reason: isEmpty ? 'security-group-empty' : 'security-group-denied', component: first };
}

/** The addresses of everybody who carries a group. */
export function carries(estate: RawEstate, groupId: string, address: PacketAddress): string | null {
  for (const each of estate.networkInterfaces) {
    if (!each.Groups.some(({ GroupId }) => GroupId === groupId)) continue;
    if (addressesOf(each).includes(address)) return each.VpcId;
  }
  return null;
}

export function aclOf(estate: RawEstate, subnetId: string): RawNetworkAcl {
  return the(estate.networkAcls, ({ Associations }) =>
    Associations.some(({ SubnetId }) => SubnetId === subnetId),
  );
}

function hasAddress(entry: RawAclEntry, { peer }: Seen): boolean {
  const block = entry.CidrBlock ?? entry.Ipv6CidrBlock;
  return block !== undefined && holds(block, peer);
}

function hasTraffic({ Protocol, PortRange, IcmpTypeCode }: RawAclEntry, seen: Seen): boolean {
  if (Protocol === '-1') return true;
  const protocol = Number(Protocol);
  if (protocol !== seen.protocol) return false;
  if (protocol === 6 || protocol === 17) {
    return PortRange === undefined || (PortRange.From <= seen.port && seen.port <= PortRange.To);
  }
  if ((protocol === 1 || protocol === 58) && IcmpTypeCode !== undefined) {
    const { Type, Code } = IcmpTypeCode;
    return (Type === -1 || Type === seen.icmpType) && (Code === -1 || Code === 0);
  }
  return true;
}

/** Whether an ACL lets one packet pass in one direction: its first entry that matches, by number, decides. */
export function passAcl(
  acl: RawNetworkAcl,
  egress: boolean,
  seen: Seen,
  note: Note,
): { readonly allows: boolean; readonly entry: string } {
  let decider: RawAclEntry | null = null;
  const entries = acl.Entries.filter((entry) => entry.Egress === egress && hasAddress(entry, seen));
  for (const entry of entries) {
    if (!hasTraffic(entry, seen)) continue;
    if (decider === null || entry.RuleNumber < decider.RuleNumber) decider = entry;
  }
  if (decider === null) return { allows: false, entry: '/Entries' };
  const allows = decider.RuleAction === 'allow';
  for (const entry of entries) {
    if (entry.RuleAction === decider.RuleAction) continue;
    const isLater = entry.RuleNumber > decider.RuleNumber;
    if (!hasTraffic(entry, seen)) {
      if (!isLater) note('ports of an ACL entry');
    } else if (entry.RuleNumber < 32767) note(allows ? 'allow before deny' : 'deny before allow');
  }
  return { allows, entry: `/Entries/${acl.Entries.indexOf(decider)}` };
}
