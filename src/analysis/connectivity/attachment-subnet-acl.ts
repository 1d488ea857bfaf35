import type { AddressSet } from '../../model/address-set.ts';
import { flatMap, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { PortSet } from '../../model/port-set.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { type Connections, decide, type Flight, sift } from './flight.ts';
import { echoOf, type IcmpMessage } from './icmp-echo.ts';
import type { Journey } from './journey.ts';
import { type AclPart, filterByAcl, networkAclOf } from './network-acl-filter.ts';
import { sendersFor } from './pass-security-groups.ts';
import type { Direction } from './security-group-admission.ts';

/** Packets of one direction of a conversation, as an ACL on their way sees them. */
export interface Packets {
  readonly leg: 'forward' | 'reply';
  readonly protocol: number;
  readonly icmp: IcmpMessage | null;
  readonly from: AddressSet;
  readonly to: AddressSet;
  /** The ports that they go to. */
  readonly ports: PortSet;
}

/** What a source sends to some destinations. */
export function packetsTo({ source, traffic }: Journey, destinations: AddressSet): Packets {
  const { protocol, port } = traffic;
  const icmp = echoOf(protocol)?.request ?? null;
  const from = sendersFor(source, destinations);
  return { leg: 'forward', protocol, icmp, from, to: destinations, ports: PortSet.of(port) };
}

/** What some destinations answer to a source. */
export function repliesFrom({ source, traffic }: Journey, destinations: AddressSet): Packets {
  const { protocol } = traffic;
  const icmp = echoOf(protocol)?.reply ?? null;
  const to = sendersFor(source, destinations);
  return { leg: 'reply', protocol, icmp, from: destinations, to, ports: source.ephemeralPorts };
}

/** Whether a transit gateway may bring packets into a VPC by this subnet, as far as the input tells. */
export function mayBeEntrance(network: Network, vpc: Vpc, { id }: Subnet): boolean {
  const { items, missing } = network.inVpc('transitGatewayVpcAttachments', vpc);
  return (
    missing.length > 0 || items.some(({ subnetIds }) => !subnetIds.known || subnetIds.value.includes(id))
  );
}

/**
 * Lets packets pass one list of the ACL of a subnet on the way to a transit gateway or from it, or as `where` says:
 * the inbound one looks at where they come from, the outbound one at where they go (N11).
 */
export function passAclOf(
  network: Network,
  flight: Flight,
  subnet: Subnet,
  direction: Direction,
  packets: Packets,
  where = `between ${subnet.id} and a transit gateway`,
): Flight {
  const { leg, protocol, icmp, ports } = packets;
  const addresses = direction === 'ingress' ? packets.from : packets.to;
  const read = flatMap(networkAclOf(network, subnet), (acl) =>
    map(filterByAcl(acl, direction, { protocol, icmp, addresses, ports }), (parts) => ({ acl, parts })),
  );
  if (!read.known) {
    return decide(flight, {
      plane: 'filter',
      decision: 'unknown',
      reason: 'network-acl-unknown',
      message: `the network ACL of ${subnet.id} is not known`,
      at: subnet.at(),
      missing: read.missing,
    });
  }
  const { acl, parts } = read.value;
  const denied = parts.filter(({ allow }) => !allow);
  const entry = (denied[0] ?? parts[0])?.entry ?? null;
  const rule = entry ? `rule ${entry.ruleNumber} of ${acl.id}` : `${acl.id}, by no rule of its own,`;
  const what = `${leg === 'reply' ? 'the replies' : 'it'} (${direction}, ${where})`;
  const said = { plane: 'filter', at: acl.at(entry ? `/Entries/${entry.index}` : '/Entries') } as const;
  if (denied.length === 0) {
    const message = `${acl.id} allows ${what}`;
    return decide(flight, { ...said, decision: 'pass', reason: 'network-acl-allowed', message });
  }
  const denial = {
    reason: leg === 'reply' ? 'network-acl-reply-denied' : 'network-acl-denied',
    message: `${rule} denies ${what}`,
  } as const;
  if (denied.length === parts.length) return decide(flight, { ...said, ...denial, decision: 'block' });
  const passing = connectionsOf(parts, direction, packets);
  if (passing === null) {
    return decide(flight, {
      ...said,
      decision: 'unknown',
      reason: 'network-acl-unknown',
      message: `${rule} denies ${what} for some of the addresses of one interface`,
      missing: [subnet.missing(`which addresses of the interface ${acl.id} is to let pass`, 'networkAcls')],
    });
  }
  const reason = leg === 'reply' ? 'network-acl-reply-partial' : 'network-acl-partial';
  return sift(flight, passing, { ...said, reason, message: `${rule} denies some of ${what}` }, denial);
}

/** What passes, told by senders and the ports of replies; null where that does not tell it. */
function connectionsOf(
  parts: readonly AclPart[],
  direction: Direction,
  { leg, from, to }: Packets,
): readonly Connections[] | null {
  const senders = leg === 'forward' ? from : to;
  const allowed = parts.filter(({ allow }) => allow);
  const looksAtSenders = (direction === 'ingress') === (leg === 'forward');
  if (looksAtSenders) {
    return allowed.map(({ addresses, ports }) => ({
      senders: addresses,
      replyPorts: leg === 'reply' ? ports : PortSet.all,
    }));
  }
  const destinations = leg === 'forward' ? to : from;
  const isOfAll = parts.every(({ addresses }) => destinations.isSubsetOf(addresses));
  if (leg === 'forward' || !isOfAll) return null;
  return allowed.map(({ ports }) => ({ senders, replyPorts: ports }));
}

/**
 * Lets a flight pass where it may come in by one of several subnets: what happens in all of them alike happens,
 * and where they differ it is not known which it is.
 */
export function passEither(
  flight: Flight,
  entrances: readonly Subnet[],
  pass: (flight: Flight, entrance: Subnet) => Flight,
): Flight {
  const outcomes = entrances.map((entrance) => pass(flight, entrance));
  const [first] = outcomes;
  const [entrance] = entrances;
  if (!first || !entrance) return flight;
  const fates = outcomes.map((outcome) => fateOf(flight, outcome));
  if (fates.every((fate) => fate === fates[0]) || outcomes.length === 1) return first;
  const gaps = outcomes.flatMap(({ missing }) => missing.filter((gap) => !flight.missing.includes(gap)));
  const ids = entrances.map(({ id }) => id).join(', ');
  return decide(flight, {
    plane: 'filter',
    decision: 'unknown',
    reason: 'network-acl-unknown',
    message: `by which of ${ids} a transit gateway brings them is not known, and network ACLs differ there`,
    at: entrance.at(),
    missing: gaps.length > 0 ? gaps : [entrance.missing(`by which of ${ids} they come in`, 'networkAcls')],
  });
}

/** The same text for the same fate: of what blocks it does not matter what, and of the rest what else it hangs on. */
function fateOf(before: Flight, { hops }: Flight): string {
  const hindering = hops
    .slice(before.hops.length)
    .filter(({ decision, reason }) => decision !== 'pass' || reason.endsWith('-partial'));
  if (hindering.some(({ decision }) => decision === 'block')) return 'blocked';
  return hindering.map(({ reason, at }) => `${reason} ${at.resource.id} ${at.path}`).join();
}
