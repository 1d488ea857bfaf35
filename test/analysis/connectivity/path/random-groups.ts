import * as fc from 'fast-check';
import { ipv4Block, ipv6Block, splittingBlock } from './random-blocks.ts';
import type { RawPermission } from './raw-estate.ts';

type Peers = Pick<RawPermission, 'IpRanges' | 'Ipv6Ranges' | 'PrefixListIds' | 'UserIdGroupPairs'>;

const nobody: Peers = { IpRanges: [], Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] };

/** Everything, over both families. */
const everything: RawPermission = {
  IpProtocol: '-1',
  ...nobody,
  IpRanges: [{ CidrIp: '0.0.0.0/0' }],
  Ipv6Ranges: [{ CidrIpv6: '::/0' }],
};

/** A protocol as AWS prints it, with the ports or ICMP types that may stand beside it. */
const protocol: fc.Arbitrary<Pick<RawPermission, 'IpProtocol' | 'FromPort' | 'ToPort'>> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom<Pick<RawPermission, 'IpProtocol' | 'FromPort' | 'ToPort'>>(
      { IpProtocol: '-1' },
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 },
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 },
      { IpProtocol: 'tcp', FromPort: 0, ToPort: 65535 },
      { IpProtocol: '6', FromPort: 443, ToPort: 443 },
      { IpProtocol: 'tcp', FromPort: 80, ToPort: 443 },
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 8443 },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Pick<RawPermission, 'IpProtocol' | 'FromPort' | 'ToPort'>>(
      { IpProtocol: 'tcp', FromPort: 0, ToPort: 442 },
      { IpProtocol: 'tcp', FromPort: 444, ToPort: 65535 },
      { IpProtocol: 'udp', FromPort: 443, ToPort: 443 },
      { IpProtocol: '17', FromPort: 0, ToPort: 65535 },
      { IpProtocol: 'icmp', FromPort: 8, ToPort: 0 },
      { IpProtocol: 'icmp', FromPort: 0, ToPort: -1 },
      { IpProtocol: 'icmp', FromPort: -1, ToPort: -1 },
      { IpProtocol: 'icmp', FromPort: 3, ToPort: 4 },
      { IpProtocol: 'icmpv6', FromPort: 128, ToPort: -1 },
      { IpProtocol: '50', FromPort: 1, ToPort: 2 },
    ),
  },
);

/** What the groups of a network are like: they let all pass, or some, or members of groups, or one of two addresses. */
export type GroupsAre = 'open' | 'mostly open' | 'mixed' | 'naming groups' | 'splitting';

/** Whom a permission names: blocks mostly, prefix lists, groups of the same VPC and of the other. */
function peers(
  ownGroups: readonly string[],
  foreignGroups: readonly string[],
  like: GroupsAre,
): fc.Arbitrary<Peers> {
  const group = (id: string): Peers => ({ ...nobody, UserIdGroupPairs: [{ GroupId: id, UserId: '' }] });
  return fc.oneof(
    {
      weight: like === 'naming groups' ? 1 : 6,
      arbitrary: ipv4Block.map((CidrIp) => ({ ...nobody, IpRanges: [{ CidrIp }] })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(ipv4Block, ipv4Block, ipv6Block).map(([a, b, c]) => ({
        ...nobody,
        IpRanges: [{ CidrIp: a }, { CidrIp: b }],
        Ipv6Ranges: [{ CidrIpv6: c }],
      })),
    },
    { weight: 2, arbitrary: splittingBlock.map((CidrIp) => ({ ...nobody, IpRanges: [{ CidrIp }] })) },
    { weight: 1, arbitrary: ipv6Block.map((CidrIpv6) => ({ ...nobody, Ipv6Ranges: [{ CidrIpv6 }] })) },
    {
      weight: like === 'naming groups' ? 3 : 6,
      arbitrary: fc.constantFrom('pl-s3', 'pl-c', 'pl-d', 'pl-6').map((PrefixListId) => ({
        ...nobody,
        PrefixListIds: [{ PrefixListId }],
      })),
    },
    { weight: 3, arbitrary: fc.constantFrom(...ownGroups).map(group) },
    { weight: like === 'naming groups' ? 6 : 2, arbitrary: fc.constantFrom(...foreignGroups).map(group) },
  );
}

/** The rules of a group in one direction: often everything, seldom nothing, else a few. */
export function permissions(
  own: readonly string[],
  foreign: readonly string[],
  like: GroupsAre,
): fc.Arbitrary<readonly RawPermission[]> {
  const naming = fc.constantFrom(...own, ...foreign, ...foreign).map((GroupId): RawPermission => {
    return { ...nobody, IpProtocol: '-1', UserIdGroupPairs: [{ GroupId, UserId: '' }] };
  });
  const listing = fc.subarray(['pl-s3', 'pl-c', 'pl-d'], { minLength: 1 }).map((ids): RawPermission => {
    return { ...nobody, IpProtocol: '-1', PrefixListIds: ids.map((PrefixListId) => ({ PrefixListId })) };
  });
  const permission = fc
    .tuple(protocol, peers(own, foreign, like))
    .map(([traffic, whom]): RawPermission => ({ ...traffic, ...whom }));
  return fc.oneof(
    {
      weight: { open: 40, 'mostly open': 18, mixed: 10, 'naming groups': 3, splitting: 10 }[like],
      arbitrary: fc.constant([everything]),
    },
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: like === 'open' ? 8 : 1, arbitrary: fc.tuple(listing) },
    {
      weight: like === 'naming groups' ? 9 : 0,
      arbitrary: fc.array(naming, { minLength: 1, maxLength: 2 }),
    },
    { weight: like === 'open' ? 1 : 9, arbitrary: fc.array(permission, { minLength: 1, maxLength: 3 }) },
  );
}

/** Any rule of a group. */
export const anyPermission: fc.Arbitrary<RawPermission> = fc
  .tuple(protocol, peers(['sg-1', 'sg-2', 'sg-3'], ['sg-4', 'sg-5'], 'mixed'))
  .map(([traffic, whom]) => ({ ...traffic, ...whom }));
