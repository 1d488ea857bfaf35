import type { RawItem } from '../../model/snapshot.ts';
import { type RawPermission, withoutPeers } from './raw-permission.ts';

/** What makes two members of a list the same, whatever else differs in them. */
const identities: Readonly<Record<string, readonly string[]>> = {
  Routes: ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'],
  Associations: ['SubnetId', 'GatewayId', 'Main'],
  Groups: ['GroupId'],
  AllowedPrincipals: ['Principal'],
  PropagatingVgws: ['GatewayId'],
  HostedZoneSummaries: ['HostedZoneId'],
  RolePolicyList: ['PolicyName'],
  AttachedManagedPolicies: ['PolicyArn'],
};

const permissionLists: ReadonlySet<string> = new Set(['IpPermissions', 'IpPermissionsEgress']);

/** A member of a list after a change: one that was there, by its place, or one that the code adds. */
export type ChangedMember = { readonly value: unknown } & (
  | { readonly from: 'existing'; readonly index: number }
  | { readonly from: 'code'; readonly index: number }
);

/**
 * A list that exists, with what the code changes in it: members that it had before and has no longer go,
 * those that are new or read otherwise come. All others stay as they are, whoever made them.
 */
export function changeList(
  field: string,
  existing: readonly unknown[],
  before: readonly unknown[],
  after: readonly unknown[],
): readonly ChangedMember[] {
  const had = new Set(before.map(exactly));
  const has = new Set(after.map(exactly));
  const gone = before.filter((member) => !has.has(exactly(member)));
  const added = after
    .map((value, index) => ({ value, index }))
    .filter(({ value }) => !had.has(exactly(value)));
  const replaced = [...gone, ...added.map(({ value }) => value)];
  const kept = existing.flatMap((member, index): readonly ChangedMember[] => {
    if (permissionLists.has(field)) {
      const left = withoutPeers(member as RawPermission, gone as readonly RawPermission[]);
      return left === null ? [] : [{ value: left, from: 'existing', index }];
    }
    const isReplaced = replaced.some((other) => isSame(field, member, other));
    return isReplaced ? [] : [{ value: member, from: 'existing', index }];
  });
  return [...kept, ...added.map(({ value, index }) => ({ value, from: 'code', index }) as const)];
}

function isSame(field: string, one: unknown, other: unknown): boolean {
  return identityOf(field, one) === identityOf(field, other);
}

function identityOf(field: string, member: unknown): string {
  if (typeof member !== 'object' || member === null) return exactly(member);
  const item = member as RawItem;
  // Entries of an ACL have numbers, those of a prefix list blocks.
  const names = field === 'Entries' ? ['Egress', 'RuleNumber', 'Cidr'] : identities[field];
  return names
    ? exactly(names.map((name) => (item[name] === false ? null : (item[name] ?? null))))
    : exactly(member);
}

function exactly(value: unknown): string {
  return JSON.stringify(value);
}
