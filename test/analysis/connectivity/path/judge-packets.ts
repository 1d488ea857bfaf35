import type { DecidingRule } from './deciding-rule.ts';
import { addressesOf, type PacketAddress, type RawEstate, type RawInterface } from './raw-estate.ts';
import { type Walk, walkPacket } from './walk-packet.ts';
import type { Check } from './walk-record.ts';

/** What is asked: whether packets of some interfaces that are alike reach an address. */
export interface PacketQuestion {
  /** Interfaces that differ in nothing but their addresses. */
  readonly sources: readonly RawInterface[];
  readonly destination: PacketAddress;
  readonly protocol: number;
  readonly port: number;
}

/** Replies that an ACL refuses to some ports: those to which it refuses some, and those to which none. */
export interface PartialReplies {
  readonly component: string;
  readonly refused: readonly number[];
  readonly passing: readonly number[];
}

export interface PacketVerdict {
  readonly verdict: 'reachable' | 'blocked' | 'partial' | 'unknown';
  readonly via: string;
  readonly viaId: string | null;
  /** Each thing that stops every packet; its entry where they are all stopped by one. */
  readonly blockers: readonly Blocker[];
  /** The table and entry that select the route of the sender's subnet. */
  readonly route: string | null;
  /** In the order of the way. */
  readonly partialReplies: readonly PartialReplies[];
  /** The rules that decided some of the packets. */
  readonly rules: ReadonlySet<DecidingRule>;
}

type Blocker = Pick<Check, 'reason' | 'component' | 'entry'>;

/**
 * Walks every packet that the question means: from each address, with replies to each port at which some ACL
 * might change its mind. What stops them all blocks. So does the check at which the last of them is stopped.
 */
export function judgePackets(estate: RawEstate, question: PacketQuestion): PacketVerdict {
  const walks: Walk[] = [];
  for (const source of question.sources) {
    for (const sender of addressesOf(source)) {
      if (typeof sender !== typeof question.destination) continue;
      for (const replyPort of portsOf(estate, ephemeralRange(source))) {
        const packet = { ...question, source, sender, replyPort };
        const first = walkPacket(estate, { ...packet, natPort: 1024 });
        walks.push(first);
        if (!first.metNatGateway) continue;
        for (const natPort of portsOf(estate, [1025, 65535])) {
          walks.push(walkPacket(estate, { ...packet, natPort }));
        }
      }
    }
  }
  const [first, ...others] = walks;
  if (!first) return unsent(question);
  for (const walk of others) {
    const isAlike = walk.via === first.via && walk.viaId === first.viaId && walk.route === first.route;
    if (isAlike && walk.checks.length === first.checks.length) continue;
    throw new Error('packets to one address went different ways');
  }
  const rules = new Set<DecidingRule>(walks.flatMap((walk) => [...walk.rules]));
  const { via, viaId, route } = first;
  return { via, viaId, route, rules, ...together(first.checks, walks, rules) };
}

/** No address of the sender's is of the family of the destination. */
function unsent({ sources: [source] }: PacketQuestion): PacketVerdict {
  // A network behind an attachment is named with it.
  const component = source?.NetworkInterfaceId.split('@').at(-1) ?? '';
  return {
    verdict: 'blocked',
    via: 'none',
    viaId: null,
    blockers: [{ reason: 'source-has-no-address', component, entry: null }],
    route: null,
    partialReplies: [],
    rules: new Set(),
  };
}

function together(
  checks: readonly Check[],
  walks: readonly Walk[],
  rules: Set<DecidingRule>,
): Pick<PacketVerdict, 'blockers' | 'verdict' | 'partialReplies'> {
  const blockers: Blocker[] = [];
  const partialReplies: PartialReplies[] = [];
  let passing = walks;
  let isPartial = false;
  let isOpen = false;
  for (const [step, { component, repliesTo }] of checks.entries()) {
    const isStopped = ({ checks: met }: Walk): boolean => met[step]?.outcome === 'stops';
    const stopped = walks.filter(isStopped);
    const left = passing.filter((walk) => !isStopped(walk));
    if (walks.some(({ checks: met }) => met[step]?.outcome === 'open')) isOpen = true;
    if (stopped.length === 0) continue;
    if (left.length === 0) {
      if (repliesTo !== null) rules.add('reply denied');
      if (stopped.length < walks.length) rules.add('refused together');
      blockers.push(blockerOf(step, stopped));
      continue;
    }
    rules.add(repliesTo === null ? 'senders differ' : 'reply partially allowed');
    isPartial = true;
    passing = left;
    if (repliesTo !== null) partialReplies.push(repliesOf(component, step, walks, isStopped));
  }
  const verdict = isOpen ? 'unknown' : isPartial ? 'partial' : 'reachable';
  return { blockers, verdict: blockers.length > 0 ? 'blocked' : verdict, partialReplies };
}

function blockerOf(step: number, stopped: readonly Walk[]): Blocker {
  const [first, ...others] = stopped.flatMap(({ checks }) => checks[step] ?? []);
  if (!first) throw new Error('nothing was stopped');
  const isOne = others.every(({ entry }) => entry === first.entry);
  return { ...first, entry: isOne ? first.entry : null };
}

function repliesOf(
  component: string,
  step: number,
  walks: readonly Walk[],
  isStopped: (walk: Walk) => boolean,
): PartialReplies {
  const portOf = ({ checks }: Walk): number => checks[step]?.repliesTo ?? -1;
  const refused = new Set(walks.filter(isStopped).map(portOf));
  const passing = walks.map(portOf).filter((port) => !refused.has(port));
  return { component, refused: [...refused], passing };
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
