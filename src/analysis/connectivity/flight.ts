import { AddressSet } from '../../model/address-set.ts';
import { distinctMissing, type MissingFact } from '../../model/fact.ts';
import { PortSet } from '../../model/port-set.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Hop, PathBranch, PathVerdict, Plane, Via } from './path-answer.ts';
import type { Reason } from './reason.ts';

/** Some of what packets may be: sent from one of these addresses, with replies to one of these ports. */
export interface Connections {
  readonly senders: AddressSet;
  readonly replyPorts: PortSet;
}

/** All that packets may be. */
const allConnections: readonly Connections[] = [{ senders: AddressSet.all, replyPorts: PortSet.all }];

/** Packets on their way: one part of the destinations, with all that happened to them so far. */
export interface Flight {
  readonly destinations: AddressSet;
  readonly hops: readonly Hop[];
  readonly missing: readonly MissingFact[];
  /** What was taken for granted on the way because no fact can show it, or none was collected. */
  readonly assumptions: readonly string[];
  /** Some of the senders, or of the reply ports, do not get through. */
  readonly partial: boolean;
  /** What nothing so far refuses in part; what refuses all of it blocks, and is not subtracted. */
  readonly connections: readonly Connections[];
}

export function begin(destinations: AddressSet): Flight {
  return {
    destinations,
    hops: [],
    missing: [],
    assumptions: [],
    partial: false,
    connections: allConnections,
  };
}

export interface Decision {
  readonly plane: Plane;
  readonly decision: Hop['decision'];
  readonly reason: Reason;
  readonly message: string;
  readonly at: Place;
  readonly missing?: readonly MissingFact[];
  readonly classes?: Hop['classes'];
}

/** The flight with one more decision, for all of its destinations or for a part of them. */
export function decide(flight: Flight, decision: Decision, destinations = flight.destinations): Flight {
  const { plane, reason, message, at, missing = [] } = decision;
  const hop: Hop = { plane, decision: decision.decision, reason, message, at, component: at.resource };
  return {
    destinations,
    hops: [...flight.hops, hop],
    missing: missing.length === 0 ? flight.missing : distinctMissing([...flight.missing, ...missing]),
    assumptions: flight.assumptions,
    partial: flight.partial,
    connections: flight.connections,
  };
}

/** The flight with something taken for granted. */
export function assume(flight: Flight, assumption: string): Flight {
  return { ...flight, assumptions: [...new Set([...flight.assumptions, assumption])].sort() };
}

/**
 * The flight after something that lets these connections pass and refuses others. It blocks where it refuses
 * all that what came before has left: each may let something pass, and all together nothing.
 */
export function sift(
  flight: Flight,
  passing: readonly Connections[],
  refusal: Omit<Decision, 'decision'>,
  blocked: Pick<Decision, 'reason' | 'message'> = refusal,
): Flight {
  const left = flight.connections.flatMap((one) =>
    passing.flatMap((other): readonly Connections[] => {
      const senders = one.senders.intersect(other.senders);
      const replyPorts = one.replyPorts.intersect(other.replyPorts);
      return senders.isEmpty() || replyPorts.isEmpty() ? [] : [{ senders, replyPorts }];
    }),
  );
  if (left.length === 0) return decide(flight, { ...refusal, ...blocked, decision: 'block' });
  return { ...decide(flight, { ...refusal, decision: 'pass' }), partial: true, connections: left };
}

/** The branch of a flight that ended: any block blocks, then anything missing makes it unknown. */
export function end(flight: Flight, via: Via, viaId: string | null): PathBranch {
  return {
    destinations: flight.destinations,
    verdict: verdictOf(flight),
    via,
    viaId,
    hops: flight.hops,
    missing: flight.missing,
    assumptions: flight.assumptions,
  };
}

/** The branch of packets to which this happened before its way began. */
export function startedBy(start: Flight, branch: PathBranch): PathBranch {
  if (start.hops.length === 0 && start.missing.length === 0) return branch;
  const hops = [...start.hops, ...branch.hops];
  const missing = distinctMissing([...start.missing, ...branch.missing]);
  const verdict = verdictOf({ hops, missing, partial: branch.verdict === 'partial' });
  return { ...branch, verdict, hops, missing };
}

function verdictOf({ hops, missing, partial }: Pick<Flight, 'hops' | 'missing' | 'partial'>): PathVerdict {
  if (hops.some((hop) => hop.decision === 'block')) return 'blocked';
  if (missing.length > 0) return 'unknown';
  return partial ? 'partial' : 'reachable';
}
