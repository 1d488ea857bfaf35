import type { RawItem } from '../../model/snapshot.ts';

/** A permission of a security group as AWS states it. */
export interface RawPermission extends RawItem {
  readonly IpProtocol: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly IpRanges: readonly { readonly CidrIp: string }[];
  readonly Ipv6Ranges: readonly { readonly CidrIpv6: string }[];
  readonly PrefixListIds: readonly { readonly PrefixListId: string }[];
  readonly UserIdGroupPairs: readonly { readonly GroupId: string; readonly UserId?: string }[];
}

/** A permission without the peers that others of the same traffic have; null where none is left. */
export function withoutPeers(own: RawPermission, others: readonly RawPermission[]): RawPermission | null {
  const same = others.filter(
    (other) =>
      other.IpProtocol === own.IpProtocol && other.FromPort === own.FromPort && other.ToPort === own.ToPort,
  );
  if (same.length === 0) return own;
  const left = {
    ...own,
    IpRanges: lacking(
      own.IpRanges,
      same.flatMap((other) => other.IpRanges),
    ),
    Ipv6Ranges: lacking(
      own.Ipv6Ranges,
      same.flatMap((other) => other.Ipv6Ranges),
    ),
    PrefixListIds: lacking(
      own.PrefixListIds,
      same.flatMap((other) => other.PrefixListIds),
    ),
    UserIdGroupPairs: lacking(
      own.UserIdGroupPairs,
      same.flatMap((other) => other.UserIdGroupPairs),
    ),
  };
  const peers = [left.IpRanges, left.Ipv6Ranges, left.PrefixListIds, left.UserIdGroupPairs];
  return peers.some((each) => each.length > 0) ? left : null;
}

function lacking<T>(own: readonly T[], others: readonly T[]): readonly T[] {
  const taken = new Set(others.map((other) => JSON.stringify(other)));
  return own.filter((each) => !taken.has(JSON.stringify(each)));
}
