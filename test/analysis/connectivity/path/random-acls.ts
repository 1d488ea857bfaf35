import * as fc from 'fast-check';
import { ipv4Block, ipv6Block, splittingBlock } from './random-blocks.ts';
import type { RawAclEntry } from './raw-estate.ts';

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

/** What the ACLs of a network are like: mostly default ones, or such as let replies or senders pass in part. */
export type AclsAre = 'open' | 'mixed' | 'narrow';

/** The entries of one direction: a few, then usually everything, then AWS's own denials. */
function direction(Egress: boolean, like: AclsAre): fc.Arbitrary<readonly RawAclEntry[]> {
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
  return fc.oneof(
    { weight: like === 'narrow' ? 0 : 6, arbitrary: drawn },
    { weight: 3, arbitrary: narrow(Egress) },
    { weight: 2, arbitrary: excluding(Egress) },
  );
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

/** What people write who know of ephemeral ports, of some at least, and of ping. */
function narrow(Egress: boolean): fc.Arbitrary<readonly RawAclEntry[]> {
  const allow = { Egress, RuleAction: 'allow', CidrBlock: '0.0.0.0/0' } as const;
  const ephemeral = fc.constantFrom(
    { From: 32768, To: 50000 },
    { From: 50001, To: 65535 },
    { From: 1024, To: 40000 },
    { From: 40001, To: 60998 },
    { From: 1024, To: 61000 },
    { From: 32768, To: 65535 },
  );
  const echo = fc.constantFrom({ Type: 8, Code: -1 }, { Type: 0, Code: 0 }, { Type: -1, Code: -1 });
  return fc
    .tuple(ephemeral, echo)
    .map(([PortRange, IcmpTypeCode]) => [
      { ...allow, RuleNumber: 100, Protocol: '6', PortRange: { From: 443, To: 443 } },
      { ...allow, RuleNumber: 110, Protocol: '6', PortRange },
      { ...allow, RuleNumber: 120, Protocol: '1', IcmpTypeCode },
      ...allOf(Egress, 'deny', 32767, 32768),
    ]);
}

/** Everything but for some addresses of an interface. */
function excluding(Egress: boolean): fc.Arbitrary<readonly RawAclEntry[]> {
  return splittingBlock.map((CidrBlock) => [
    { Egress, RuleNumber: 10, Protocol: '-1', RuleAction: 'deny', CidrBlock },
    ...allOf(Egress, 'allow', 100, 101),
    ...allOf(Egress, 'deny', 32767, 32768),
  ]);
}

/** What a default ACL holds. */
export const openEntries: readonly RawAclEntry[] = [false, true].flatMap((egress) => [
  ...allOf(egress, 'allow', 100, 101),
  ...allOf(egress, 'deny', 32767, 32768),
]);

/** The entries of an ACL that somebody wrote. */
export function aclEntries(like: AclsAre): fc.Arbitrary<readonly RawAclEntry[]> {
  return fc
    .tuple(direction(false, like), direction(true, like))
    .map(([ingress, egress]) => [...ingress, ...egress]);
}

/** Any entry of an ACL. */
export const anyAclEntry: fc.Arbitrary<RawAclEntry> = fc
  .tuple(fc.boolean(), matter, block)
  .map(([Egress, traffic, where]) => ({ RuleNumber: 1, Egress, RuleAction: 'allow', ...traffic, ...where }));
