import { parseCidr } from '../../../../src/model/cidr.ts';
import { formatAddress } from '../../../../src/model/ip-address.ts';
import type { RawAclEntry, RawEstate, RawPermission } from './raw-estate.ts';

/** The two halves of a block; the block alone where it is one address. */
function halves(block: string): readonly string[] {
  const range = parseCidr(block);
  if (range === null) throw new Error(`no block: ${block}`);
  const prefixLength = range.prefixLength + 1;
  if (range.first === range.last) return [block];
  if (range.family === 4) {
    const middle = range.first + (range.last - range.first + 1) / 2;
    return [range.first, middle].map((first) => `${formatAddress(first)}/${prefixLength}`);
  }
  const middle = range.first + (range.last - range.first + 1n) / 2n;
  return [range.first, middle].map((first) => `${formatAddress(first)}/${prefixLength}`);
}

/** The estate with every block of its security group rules split. */
export function withGroupsSplit(estate: RawEstate): RawEstate {
  const split = (permission: RawPermission): RawPermission => ({
    ...permission,
    IpRanges: permission.IpRanges.flatMap(({ CidrIp }) => halves(CidrIp).map((half) => ({ CidrIp: half }))),
    Ipv6Ranges: permission.Ipv6Ranges.flatMap(({ CidrIpv6 }) =>
      halves(CidrIpv6).map((half) => ({ CidrIpv6: half })),
    ),
  });
  return {
    ...estate,
    securityGroups: estate.securityGroups.map((group) => ({
      ...group,
      IpPermissions: group.IpPermissions.map(split),
      IpPermissionsEgress: group.IpPermissionsEgress.map(split),
    })),
  };
}

/** The estate with every entry of its ACLs split into two with numbers next to each other. */
export function withAclsSplit(estate: RawEstate): RawEstate {
  const split = (entry: RawAclEntry): readonly RawAclEntry[] => {
    const { CidrBlock: ipv4, Ipv6CidrBlock: ipv6, RuleNumber: number } = entry;
    return halves(ipv4 ?? ipv6 ?? '').map((half, index) => ({
      ...entry,
      ...(ipv4 === undefined ? { Ipv6CidrBlock: half } : { CidrBlock: half }),
      RuleNumber: number < 32767 ? 2 * number + index : number,
    }));
  };
  return {
    ...estate,
    networkAcls: estate.networkAcls.map((acl) => ({ ...acl, Entries: acl.Entries.flatMap(split) })),
  };
}

/** The estate with one more rule in the groups of one id, in one direction. */
export function withPermission(
  estate: RawEstate,
  groupId: string,
  rules: 'IpPermissions' | 'IpPermissionsEgress',
  added: RawPermission,
): RawEstate {
  return {
    ...estate,
    securityGroups: estate.securityGroups.map((group) =>
      group.GroupId === groupId ? { ...group, [rules]: [...group[rules], added] } : group,
    ),
  };
}

/** The estate with an entry in an ACL that is tried before all others. */
export function withEntryFirst(estate: RawEstate, aclId: string, added: RawAclEntry): RawEstate {
  return {
    ...estate,
    networkAcls: estate.networkAcls.map((acl) =>
      acl.NetworkAclId === aclId ? { ...acl, Entries: [...acl.Entries, { ...added, RuleNumber: 1 }] } : acl,
    ),
  };
}

/** The estate with all of its lists, and the lists in their items, in another order. */
export function reordered(estate: RawEstate, random: () => number): RawEstate {
  return shuffled(estate, random) as RawEstate;
}

function shuffled(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) {
    return value
      .map((item: unknown) => ({ item: shuffled(item, random), rank: random() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shuffled(item, random)]));
}
