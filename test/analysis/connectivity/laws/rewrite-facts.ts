import { parseCidr } from '../../../../src/model/cidr.ts';
import type { FamilyName } from '../../../../src/model/fact-families.ts';
import { formatAddress } from '../../../../src/model/ip-address.ts';
import type { RawItem } from '../../../../src/model/snapshot.ts';
import type { Scopes } from './random-estates.ts';

/** The facts with the items of a family rewritten, each by itself. */
function rewritten(
  scopes: Scopes,
  family: FamilyName,
  rewrite: (item: RawItem, index: number) => RawItem,
): Scopes {
  return scopes.map(([scope, facts]) => {
    const items = facts[family];
    return [scope, items ? { ...facts, [family]: items.map(rewrite) } : facts];
  });
}

export function withoutFamily(scopes: Scopes, family: FamilyName, only: number | null): Scopes {
  return scopes.map(([scope, facts], index) => {
    const { [family]: _, ...others } = facts;
    return [scope, only === null || only === index ? others : facts];
  });
}

function listIn(item: RawItem, key: string): readonly RawItem[] {
  return (item[key] ?? []) as readonly RawItem[];
}

/** One more rule in the security group whose turn it is, in one direction. */
export function withPermission(
  scopes: Scopes,
  turn: number,
  rules: 'IpPermissions' | 'IpPermissionsEgress',
  added: RawItem,
): Scopes {
  return rewritten(scopes, 'securityGroups', (group, index) =>
    index === turn ? { ...group, [rules]: [...listIn(group, rules), added] } : group,
  );
}

/** An entry in the ACL whose turn it is that is tried before all others, or after them. */
export function withEntry(scopes: Scopes, turn: number, added: RawItem): Scopes {
  return rewritten(scopes, 'networkAcls', (acl, index) =>
    index === turn ? { ...acl, Entries: [...listIn(acl, 'Entries'), added] } : acl,
  );
}

/** Every block of every security group rule in two halves. */
export function withGroupsSplit(scopes: Scopes): Scopes {
  const split = (permission: RawItem): RawItem => ({
    ...permission,
    IpRanges: listIn(permission, 'IpRanges').flatMap((range) => halved(range, 'CidrIp')),
    Ipv6Ranges: listIn(permission, 'Ipv6Ranges').flatMap((range) => halved(range, 'CidrIpv6')),
  });
  return rewritten(scopes, 'securityGroups', (group) => ({
    ...group,
    IpPermissions: listIn(group, 'IpPermissions').map(split),
    IpPermissionsEgress: listIn(group, 'IpPermissionsEgress').map(split),
  }));
}

/** Every entry of every ACL in two, with numbers next to each other. */
export function withAclsSplit(scopes: Scopes): Scopes {
  const split = (entry: RawItem): readonly RawItem[] =>
    halved(entry, entry['CidrBlock'] === undefined ? 'Ipv6CidrBlock' : 'CidrBlock').map((half, index) => {
      const number = Number(entry['RuleNumber']);
      return { ...half, RuleNumber: number < 32767 ? 2 * number + index : number };
    });
  return rewritten(scopes, 'networkAcls', (acl) => ({
    ...acl,
    Entries: listIn(acl, 'Entries').flatMap(split),
  }));
}

function halved(item: RawItem, key: string): readonly RawItem[] {
  const range = parseCidr(String(item[key]));
  if (range === null) throw new Error(`no block: ${JSON.stringify(item)}`);
  if (range.first === range.last) return [item];
  const length = range.prefixLength + 1;
  const first = formatAddress(range.first);
  const middle =
    range.family === 4
      ? formatAddress(range.first + (range.last - range.first + 1) / 2)
      : formatAddress(range.first + (range.last - range.first + 1n) / 2n);
  return [first, middle].map((half) => ({ ...item, [key]: `${half}/${length}` }));
}

/** The scopes, all lists and the lists in their items in another order. */
export function reordered(scopes: Scopes, random: () => number): Scopes {
  return shuffle(
    scopes.map(([scope, facts]) => [scope, shuffled(facts, random) as typeof facts] as const),
    random,
  );
}

function shuffled(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) {
    return shuffle(
      value.map((item: unknown) => shuffled(item, random)),
      random,
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shuffled(item, random)]));
}

function shuffle<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
