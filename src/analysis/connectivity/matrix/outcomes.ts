import type { AddressSet } from '../../../model/address-set.ts';
import { missingKey } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import { PortSet } from '../../../model/port-set.ts';
import type { NetworkAcl } from '../../../model/resources/network-acl.ts';
import { effectiveRouteTable } from '../effective-route-table.ts';
import { lambdaEphemeralPorts } from '../ephemeral-ports.ts';
import { begin, type Flight, startedBy } from '../flight.ts';
import { echoOf } from '../icmp-echo.ts';
import { mergeBranches } from '../merge-branches.ts';
import { filterByAcl, networkAclOf } from '../network-acl-filter.ts';
import { once } from '../once.ts';
import { leaveSecurityGroups } from '../pass-security-groups.ts';
import type { PathBranch } from '../path-answer.ts';
import { admission, type Traffic } from '../security-group-admission.ts';
import type { SourceInVpc as Source } from '../source.ts';
import { tracePath } from '../trace-path.ts';
import { groupsText, type SendersInVpc } from './likeness.ts';
import { sharedWays } from './shared-ways.ts';

/**
 * Who shares an outcome: all senders that are alike, those of them behind the same route table, or nobody for whom it
 * was not found too.
 */
export type Sharing = 'alike' | 'by-table' | 'alone';

/** What becomes of packets from a sender to some destinations. */
export interface Outcome {
  /** The same number says the same of the same destinations. */
  readonly number: number;
  /** As `tracePath` has them, merged, without the hops that let pass. */
  readonly branches: readonly PathBranch[];
  /** What was taken for granted on the way. */
  readonly assumptions: readonly string[];
  readonly sharing: Sharing;
}

/** Tells what becomes of packets from one of the senders. */
export type OutcomeOf = (source: Source, destinations: AddressSet) => Outcome;

/** What is found of packets to some destinations. */
interface Towards {
  /** The destinations of each family. */
  readonly parts: readonly AddressSet[];
  readonly beginning: Flight;
  readonly passages: Map<NetworkAcl, boolean>;
  /** The packets that left their senders, by the groups of these. */
  readonly leavings: Map<string, Flight | null>;
  /** By the likeness of the senders, or by the one for whom alone it was found. */
  readonly found: Map<number | Source, Outcome>;
}

function towards(destinations: AddressSet): Towards {
  return {
    parts: byFamily(destinations),
    beginning: begin(destinations),
    passages: new Map(),
    leavings: new Map(),
    found: new Map(),
  };
}

/**
 * What becomes of packets from senders of a VPC: each plane is judged once for all senders that are alike in what
 * it looks at, and the whole way of each by itself only where that leaves something open.
 */
export function outcomesIn(network: Network, senders: SendersInVpc, traffic: Traffic): OutcomeOf {
  let count = 0;
  const outcome = (all: readonly PathBranch[], sharing: Sharing): Outcome => {
    const branches = mergeBranches(all.map(withoutPasses));
    const assumptions = all.flatMap((branch) => branch.assumptions);
    return { number: count++, branches, assumptions, sharing };
  };
  const ways = sharedWays(network, senders, traffic);
  const found = new Map<AddressSet, Towards>();
  const towardsAll = (destinations: AddressSet) => once(found, destinations, () => towards(destinations));
  const composed = new Map<readonly PathBranch[], Map<Flight, Outcome>>();
  const joined = new Map<string, Outcome>();
  /** What becomes of packets of a sender by itself. */
  const alone = new Map<AddressSet, Map<string, Outcome>>();

  const together = (source: Source, to: AddressSet): Outcome | null => {
    const table = effectiveRouteTable(network, source.subnet);
    const acl = networkAclOf(network, source.subnet);
    if (!table.known || !acl.known) return null;
    const { passages, leavings, beginning } = towardsAll(to);
    if (!once(passages, acl.value, () => letsAllPass(acl.value, to, traffic))) return null;
    const flight = once(leavings, groupsText(source), () =>
      leavingFlight(network, source, beginning, traffic),
    );
    const shared = flight && ways(source, table.value, to);
    if (!flight || !shared) return null;
    const { branches, areOfTable } = shared;
    const byFlight = once(composed, branches, () => new Map<Flight, Outcome>());
    return once(byFlight, flight, () =>
      outcome(
        branches.map((branch) => startedBy(flight, branch)),
        areOfTable ? 'by-table' : 'alike',
      ),
    );
  };

  const byItself = (source: Source, to: AddressSet): Outcome => {
    const branches = tracePath(network, source, to, traffic);
    const [only, ...others] = branches;
    if (!only || others.length > 0) return outcome(branches, 'alone');
    const known = once(alone, to, () => new Map<string, Outcome>());
    return once(known, branchKey(only), () => outcome(branches, 'alone'));
  };

  const find = (source: Source, parts: readonly AddressSet[]): Outcome => {
    const outcomes = parts.map((part) =>
      sendsTo(source, part) ? (together(source, part) ?? byItself(source, part)) : byItself(source, part),
    );
    const [first, ...others] = outcomes;
    if (first && others.length === 0) return first;
    const key = outcomes.map(({ number }) => number).join();
    return once(joined, key, () =>
      outcome(
        outcomes.flatMap(({ branches }) => branches),
        leastShared(outcomes),
      ),
    );
  };

  return (source, destinations) => {
    const { parts, found: known } = towardsAll(destinations);
    const likeness = senders.likenesses.ofSender(source);
    const outcomeKnown = (likeness === null ? undefined : known.get(likeness)) ?? known.get(source);
    if (outcomeKnown) return outcomeKnown;
    const outcomeOfSource = find(source, parts);
    known.set(likeness !== null && outcomeOfSource.sharing === 'alike' ? likeness : source, outcomeOfSource);
    return outcomeOfSource;
  };
}

/** Cells tell what stops packets and what delivers them, and not what lets them pass. */
function withoutPasses(branch: PathBranch): PathBranch {
  const delivers = branch.hops.findLast(({ component }) => component.id === branch.viaId);
  return { ...branch, hops: branch.hops.filter((hop) => hop.decision !== 'pass' || hop === delivers) };
}

/** How far outcomes that hang together are shared. */
export function leastShared(outcomes: readonly (Outcome | null)[]): Sharing {
  const least: readonly Sharing[] = ['alone', 'by-table'];
  return least.find((sharing) => outcomes.some((each) => each?.sharing === sharing)) ?? 'alike';
}

function byFamily(destinations: AddressSet): readonly AddressSet[] {
  const [ipv4, ipv6] = [destinations.ipv4Only(), destinations.ipv6Only()];
  return ipv4.isEmpty() || ipv6.isEmpty() ? [destinations] : [ipv4, ipv6];
}

/** Whether the sender has an address of the family that the destinations are of (R6). */
function sendsTo({ addresses }: Source, destinations: AddressSet): boolean {
  const own = destinations.ipv4Only().isEmpty() ? addresses.ipv6Only() : addresses.ipv4Only();
  return !own.isEmpty();
}

/**
 * The packets after the sender's groups: all of them, and nothing told that is about this very sender; else null.
 * Where groups just let them pass, which no cell tells, they are as they were.
 */
function leavingFlight(network: Network, source: Source, beginning: Flight, traffic: Traffic): Flight | null {
  const { groupIds, resource } = source;
  if (groupIds === null) return beginning;
  // As most do: their rules permit all of it by address.
  const isPermitted =
    groupIds.length > 0 &&
    beginning.destinations.isSubsetOf(admission(network, groupIds, resource, 'egress', traffic).addresses);
  if (isPermitted) return beginning;
  const [flight, ...others] = leaveSecurityGroups(network, source, beginning, traffic);
  if (!flight || others.length > 0) return null;
  if (flight.hops.some(({ component }) => component === resource)) return null;
  const passes = flight.missing.length === 0 && flight.hops.every(({ decision }) => decision === 'pass');
  return passes ? beginning : flight;
}

/** Whether an ACL lets everything out to these destinations, and all replies in to whatever port (N2, N3). */
function letsAllPass(acl: NetworkAcl, addresses: AddressSet, { protocol, port }: Traffic): boolean {
  const echo = echoOf(protocol);
  const out = filterByAcl(acl, 'egress', {
    protocol,
    addresses,
    ports: PortSet.of(port),
    icmp: echo?.request ?? null,
  });
  const back = filterByAcl(acl, 'ingress', {
    protocol,
    addresses,
    ports: lambdaEphemeralPorts,
    icmp: echo?.reply ?? null,
  });
  return [out, back].every((parts) => parts.known && parts.value.every(({ allow }) => allow));
}

/** The same text for branches that say the same of the same destinations, whoever the sender is. */
function branchKey({ verdict, via, viaId, hops, missing, assumptions }: PathBranch): string {
  const blockers = hops.flatMap(({ decision, plane, reason, component }) =>
    decision === 'block' ? [plane, reason, component.type, component.id] : [],
  );
  return JSON.stringify([verdict, via, viaId, blockers, missing.map(missingKey), assumptions]);
}
