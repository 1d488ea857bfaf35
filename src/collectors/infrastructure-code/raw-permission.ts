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
      own,
      same,
      ({ IpRanges }) => IpRanges,
      ({ CidrIp }) => CidrIp,
    ),
    Ipv6Ranges: lacking(
      own,
      same,
      ({ Ipv6Ranges }) => Ipv6Ranges,
      ({ CidrIpv6 }) => CidrIpv6,
    ),
    PrefixListIds: lacking(
      own,
      same,
      ({ PrefixListIds }) => PrefixListIds,
      ({ PrefixListId }) => PrefixListId,
    ),
    UserIdGroupPairs: lacking(
      own,
      same,
      ({ UserIdGroupPairs }) => UserIdGroupPairs,
      ({ GroupId }) => GroupId,
    ),
  };
  const peers = [left.IpRanges, left.Ipv6Ranges, left.PrefixListIds, left.UserIdGroupPairs];
  return peers.some((each) => each.length > 0) ? left : null;
}

/** The peers of one kind that none of the others has, by what names them: descriptions do not count. */
function lacking<T>(
  own: RawPermission,
  others: readonly RawPermission[],
  peersOf: (permission: RawPermission) => readonly T[],
  nameOf: (peer: T) => string,
): readonly T[] {
  const taken = new Set(others.flatMap(peersOf).map(nameOf));
  return peersOf(own).filter((each) => !taken.has(nameOf(each)));
}
