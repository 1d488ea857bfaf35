import * as fc from 'fast-check';
import type { RawAclEntry, RawPermission } from './raw-estate.ts';

/** Blocks around the addresses of the estate: nested, touching, of one address, of none of them. */
const ipv4Blocks = [
  '0.0.0.0/0',
  '0.0.0.0/1',
  '128.0.0.0/1',
  '10.0.0.0/8',
  '10.0.0.0/15',
  '10.0.0.0/16',
  '10.0.0.0/28',
  '10.0.0.0/29',
  '10.0.0.8/29',
  '10.0.0.4/32',
  '10.0.0.20/32',
  '10.1.0.4/31',
  '10.1.0.6/31',
  '10.0.0.16/28',
  '10.0.0.26/31',
  '10.1.0.0/16',
  '10.1.0.0/28',
  '10.1.0.16/28',
  '100.64.0.0/24',
  '100.64.0.0/10',
  '52.0.0.0/8',
  '52.92.0.0/24',
  '52.92.0.128/25',
  '52.92.0.7/32',
  '3.5.0.0/26',
];
const ipv6Blocks = ['::/0', '2600:1f18:a::/56', '2600:1f18:a::/64', '2600:1f18:b::/56', '2600:9000::/28'];

const ipv4Block = fc.constantFrom('0.0.0.0/0', '0.0.0.0/0', '10.0.0.0/8', ...ipv4Blocks);
const ipv6Block = fc.constantFrom('::/0', ...ipv6Blocks);

type Peers = Pick<RawPermission, 'IpRanges' | 'Ipv6Ranges' | 'PrefixListIds' | 'UserIdGroupPairs'>;

const nobody: Peers = { IpRanges: [], Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] };

/** Everything, over both families. */
export const everything: RawPermission = {
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
      { IpProtocol: 'icmp', FromPort: -1, ToPort: -1 },
      { IpProtocol: 'icmp', FromPort: 3, ToPort: 4 },
      { IpProtocol: 'icmpv6', FromPort: 128, ToPort: -1 },
      { IpProtocol: '50', FromPort: 1, ToPort: 2 },
    ),
  },
);

/** What the groups of a network are like: they let everything pass, or some, or members of other groups. */
export type GroupsAre = 'open' | 'mostly open' | 'mixed' | 'naming groups';

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
      weight: { open: 40, 'mostly open': 18, mixed: 10, 'naming groups': 3 }[like],
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

/** Ranges that cover the ephemeral ports of Linux, of Lambda and of NAT gateways wholly, in part, or not. */
const portRanges = [
  undefined,
  { From: 443, To: 443 },
  { From: 443, To: 443 },
  { From: 0, To: 65535 },
  { From: 1024, To: 65535 },
  { From: 1024, To: 65535 },
  { From: 32768, To: 60999 },
  { From: 32768, To: 65535 },
  { From: 1024, To: 50000 },
  { From: 49152, To: 65535 },
  { From: 1024, To: 32767 },
  { From: 60999, To: 60999 },
];

type Matter = Pick<RawAclEntry, 'Protocol' | 'PortRange' | 'IcmpTypeCode'>;

const matter: fc.Arbitrary<Matter> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Matter>({ Protocol: '-1' }) },
  {
    weight: 7,
    arbitrary: fc
      .tuple(fc.constantFrom('6', '6', '6', '6', '6', '17'), fc.constantFrom(...portRanges))
      .map(([Protocol, PortRange]): Matter => (PortRange ? { Protocol, PortRange } : { Protocol })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Matter>(
      { Protocol: '1', IcmpTypeCode: { Type: -1, Code: -1 } },
      { Protocol: '1', IcmpTypeCode: { Type: 8, Code: -1 } },
      { Protocol: '1', IcmpTypeCode: { Type: 0, Code: 0 } },
      { Protocol: '1', IcmpTypeCode: { Type: 0, Code: -1 } },
      { Protocol: '58', IcmpTypeCode: { Type: 128, Code: 0 } },
      { Protocol: '58', IcmpTypeCode: { Type: 129, Code: -1 } },
      { Protocol: '50' },
    ),
  },
);

const block: fc.Arbitrary<Pick<RawAclEntry, 'CidrBlock' | 'Ipv6CidrBlock'>> = fc.oneof(
  { weight: 8, arbitrary: ipv4Block.map((CidrBlock) => ({ CidrBlock })) },
  { weight: 1, arbitrary: ipv6Block.map((Ipv6CidrBlock) => ({ Ipv6CidrBlock })) },
);

/** The entries of one direction: a few, then usually everything, then AWS's own denials. */
function direction(Egress: boolean): fc.Arbitrary<readonly RawAclEntry[]> {
  const entry = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom<'allow' | 'deny'>('allow', 'deny'), matter, block)
    .map(([number, RuleAction, traffic, where]): RawAclEntry => {
      return { RuleNumber: number * 10, Egress, RuleAction, ...traffic, ...where };
    });
  const drawn = fc
    .tuple(
      fc.uniqueArray(entry, { maxLength: 4, selector: ({ RuleNumber }) => RuleNumber }),
      fc.constantFrom('all', 'all', 'all and then nothing', 'nothing', 'nothing at all'),
    )
    .map(([drawn, last]) => [
      ...drawn,
      ...(last.startsWith('nothing') ? [] : allOf(Egress, 'allow', 500, 501)),
      ...(last === 'all and then nothing' ? allOf(Egress, 'deny', 600, 601) : []),
      // AWS lists its own denials; without them the answer is the same.
      ...(last === 'nothing at all' ? [] : allOf(Egress, 'deny', 32767, 32768)),
    ]);
  return fc.oneof({ weight: 3, arbitrary: drawn }, { weight: 1, arbitrary: narrow(Egress) });
}

function allOf(
  Egress: boolean,
  RuleAction: 'allow' | 'deny',
  ipv4: number,
  ipv6: number,
): readonly RawAclEntry[] {
  const all = { Egress, Protocol: '-1', RuleAction };
  return [
    { ...all, RuleNumber: ipv4, CidrBlock: '0.0.0.0/0' },
    { ...all, RuleNumber: ipv6, Ipv6CidrBlock: '::/0' },
  ];
}

/** What people write who know of ephemeral ports, of some at least. */
function narrow(Egress: boolean): fc.Arbitrary<readonly RawAclEntry[]> {
  const tcp = { Egress, Protocol: '6', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' } as const;
  return fc
    .constantFrom(
      { From: 32768, To: 50000 },
      { From: 49152, To: 65535 },
      { From: 1024, To: 40000 },
      { From: 40000, To: 60998 },
      { From: 1024, To: 61000 },
    )
    .map((PortRange) => [
      { ...tcp, RuleNumber: 100, PortRange: { From: 443, To: 443 } },
      { ...tcp, RuleNumber: 110, PortRange },
      ...allOf(Egress, 'deny', 32767, 32768),
    ]);
}

/** What a default ACL holds. */
export const openEntries: readonly RawAclEntry[] = [false, true].flatMap((egress) => [
  ...allOf(egress, 'allow', 100, 101),
  ...allOf(egress, 'deny', 32767, 32768),
]);

/** The entries of an ACL that somebody wrote. */
export const aclEntries: fc.Arbitrary<readonly RawAclEntry[]> = fc
  .tuple(direction(false), direction(true))
  .map(([ingress, egress]) => [...ingress, ...egress]);

/** Any rule of a group, and any entry of an ACL. */
export const anyPermission: fc.Arbitrary<RawPermission> = fc
  .tuple(protocol, peers(['sg-1', 'sg-2', 'sg-3'], ['sg-4', 'sg-5'], 'mixed'))
  .map(([traffic, whom]) => ({ ...traffic, ...whom }));
export const anyAclEntry: fc.Arbitrary<RawAclEntry> = fc
  .tuple(fc.boolean(), matter, block)
  .map(([Egress, traffic, where]) => ({ RuleNumber: 1, Egress, RuleAction: 'allow', ...traffic, ...where }));
