import type { DecidingRule } from './deciding-rule.ts';
import { addressesOf, type PacketAddress, type RawEstate, type RawInterface } from './raw-estate.ts';
import { type Check, type Walk, walkPacket } from './walk-packet.ts';

/** What is asked: whether packets of some interfaces that are alike reach an address. */
export interface PacketQuestion {
  /** Interfaces that differ in nothing but their addresses. */
  readonly sources: readonly RawInterface[];
  readonly destination: PacketAddress;
  readonly protocol: number;
  readonly port: number;
}

export interface PacketVerdict {
  readonly verdict: 'reachable' | 'blocked' | 'partial' | 'unknown';
  readonly via: string;
  readonly viaId: string | null;
  /** Reason and component of each thing that stops every packet. */
  readonly blockers: readonly string[];
  /** The rules that decided some of the packets. */
  readonly rules: ReadonlySet<DecidingRule>;
}

/**
 * Walks every packet that the question means: from each address, with replies to each port at which some ACL
 * might change its mind. What stops them all blocks. So does the check at which the last of them is stopped.
 */
export function judgePackets(estate: RawEstate, question: PacketQuestion): PacketVerdict {
  const rules = new Set<DecidingRule>();
  const walks: Walk[] = [];
  for (const source of question.sources) {
    for (const sender of addressesOf(source)) {
      if (typeof sender !== typeof question.destination) continue;
      for (const replyPort of portsOf(estate, ephemeralRange(source))) {
        const packet = { ...question, source, sender, replyPort };
        const first = walkPacket(estate, { ...packet, natPort: 1024 });
        walks.push(first);
        if (!first.metNatGateway) continue;
        for (const natPort of portsOf(estate, [1024, 65535])) {
          if (natPort === 1024) continue;
          walks.push(walkPacket(estate, { ...packet, natPort }));
        }
      }
    }
  }
  const [first] = walks;
  if (!first) {
    const blockers = question.sources
      .slice(0, 1)
      .map((each) => `source-has-no-address ${each.NetworkInterfaceId}`);
    return { verdict: 'blocked', via: 'none', viaId: null, blockers, rules };
  }
  for (const walk of walks) {
    for (const rule of walk.rules) rules.add(rule);
    if (walk.via !== first.via || walk.viaId !== first.viaId || walk.checks.length !== first.checks.length) {
      throw new Error('packets to one address went different ways');
    }
  }
  const { blockers, verdict } = together(walks, rules);
  return { verdict, via: first.via, viaId: first.viaId, blockers, rules };
}

function together(
  walks: readonly Walk[],
  rules: Set<DecidingRule>,
): Pick<PacketVerdict, 'blockers' | 'verdict'> {
  const blockers: string[] = [];
  let passing = walks;
  let isPartial = false;
  let isOpen = false;
  for (const [step, { reason, component }] of (walks[0]?.checks ?? []).entries()) {
    const outcome = (walk: Walk): Check['outcome'] => walk.checks[step]?.outcome ?? 'stops';
    const left = passing.filter((walk) => outcome(walk) !== 'stops');
    const stopped = walks.filter((walk) => outcome(walk) === 'stops');
    if (walks.some((walk) => outcome(walk) === 'open')) isOpen = true;
    if (stopped.length === 0) continue;
    const isReply = reason === 'network-acl-reply-denied';
    if (left.length === 0) {
      if (isReply) rules.add('reply denied');
      blockers.push(`${stopped[0]?.checks[step]?.reason ?? reason} ${component}`);
      continue;
    }
    rules.add(isReply ? 'reply partially allowed' : 'senders differ');
    isPartial = true;
    passing = left;
  }
  if (blockers.length > 0) return { blockers, verdict: 'blocked' };
  return { blockers, verdict: isOpen ? 'unknown' : isPartial ? 'partial' : 'reachable' };
}

/** Lambda opens connections from other ports than Linux does. */
function ephemeralRange({ InterfaceType }: RawInterface): readonly [number, number] {
  return InterfaceType === 'lambda' ? [1024, 65535] : [32768, 60999];
}

/** Of each run of ports that all ACLs treat alike, the first one; and the last port of all. */
function portsOf(estate: RawEstate, [first, last]: readonly [number, number]): readonly number[] {
  const ports = new Set([first, last]);
  for (const { Entries } of estate.networkAcls) {
    for (const { PortRange } of Entries) {
      if (PortRange === undefined) continue;
      for (const port of [PortRange.From, PortRange.To + 1])
        if (first <= port && port <= last) ports.add(port);
    }
  }
  return [...ports];
}
