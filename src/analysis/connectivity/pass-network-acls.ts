import { AddressSet } from '../../model/address-set.ts';
import type { Network } from '../../model/network.ts';
import { PortSet } from '../../model/port-set.ts';
import type { NetworkAcl } from '../../model/resources/network-acl.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import { type Connections, decide, type Flight, sift } from './flight.ts';
import { echoOf } from './icmp-echo.ts';
import { type AclPart, filterByAcl, networkAclOf } from './network-acl-filter.ts';
import type { Direction, Traffic } from './security-group-admission.ts';

/** A crossing of a subnet's border: by packets in one direction, by their replies in the other (N3). */
interface Crossing {
  readonly subnet: Subnet;
  readonly traffic: Traffic;
  /** The ports that replies go to. */
  readonly replyPorts: PortSet;
}

/** A crossing whose replies may be judged where it is known by which way they come in: then without their ports. */
type Leaving = Pick<Crossing, 'subnet' | 'traffic'> & { readonly replyPorts: PortSet | null };

/** Lets a flight out of a subnet. What stays in the subnet meets no ACL (N1); the rest is split by its entries. */
export function leaveSubnet(network: Network, flight: Flight, crossing: Leaving): readonly Flight[] {
  const { subnet, traffic, replyPorts } = crossing;
  const own = subnet.addresses;
  const staying = own.known ? flight.destinations.intersect(own.value) : AddressSet.empty;
  const leaving = flight.destinations.subtract(staying);
  const flights: Flight[] = staying.isEmpty() ? [] : [{ ...flight, destinations: staying }];
  if (leaving.isEmpty()) return flights;
  const acl = networkAclOf(network, subnet);
  if (!acl.known) return [...flights, unknownAcl({ ...flight, destinations: leaving }, subnet, acl.missing)];
  const out = filterByAcl(acl.value, 'egress', {
    protocol: traffic.protocol,
    addresses: leaving,
    ports: PortSet.of(traffic.port),
    icmp: echoOf(traffic.protocol)?.request ?? null,
  });
  if (!out.known) return [...flights, unknownAcl({ ...flight, destinations: leaving }, subnet, out.missing)];
  for (const part of out.value) {
    const sent = forward(flight, acl.value, part, 'egress');
    flights.push(...(replyPorts ? replies(sent, acl.value, traffic, replyPorts) : [sent]));
  }
  return flights;
}

/** Lets a flight into a subnet from outside it: as a whole, for the ACL there looks at the senders. */
export function enterSubnet(
  network: Network,
  flight: Flight,
  senders: AddressSet,
  { subnet, traffic, replyPorts }: Crossing,
): Flight {
  const own = subnet.addresses;
  const outside = own.known ? senders.subtract(own.value) : senders;
  if (outside.isEmpty()) return flight;
  const acl = networkAclOf(network, subnet);
  if (!acl.known) return unknownAcl(flight, subnet, acl.missing);
  const { protocol } = traffic;
  const echo = echoOf(protocol);
  const inward = filterByAcl(acl.value, 'ingress', {
    protocol,
    addresses: outside,
    ports: PortSet.of(traffic.port),
    icmp: echo?.request ?? null,
  });
  const outward = filterByAcl(acl.value, 'egress', {
    protocol,
    addresses: outside,
    ports: replyPorts,
    icmp: echo?.reply ?? null,
  });
  if (!inward.known || !outward.known)
    return unknownAcl(flight, subnet, [...missingOf(inward), ...missingOf(outward)]);
  const within = () => (own.known ? [from(own.value, PortSet.all)] : []);
  const entered = judge(flight, acl.value, inward.value, 'ingress', () => [
    ...within(),
    ...allowed(inward.value).map(({ addresses }) => from(addresses, PortSet.all)),
  ]);
  return judge(entered, acl.value, outward.value, 'reply', () => [
    ...within(),
    ...allowed(outward.value).map(({ addresses, ports }) => from(addresses, ports)),
  ]);
}

function from(senders: AddressSet, replyPorts: PortSet): Connections {
  return { senders, replyPorts };
}

function allowed(parts: readonly AclPart[]): readonly AclPart[] {
  return parts.filter(({ allow }) => allow);
}

function missingOf(fact: ReturnType<typeof filterByAcl>) {
  return fact.known ? [] : fact.missing;
}

function forward(flight: Flight, acl: NetworkAcl, part: AclPart, direction: Direction): Flight {
  const rule = part.entry
    ? `rule ${part.entry.ruleNumber} of ${acl.id}`
    : `${acl.id}, by no rule of its own,`;
  return decide(
    flight,
    {
      plane: 'filter',
      decision: part.allow ? 'pass' : 'block',
      reason: part.allow ? 'network-acl-allowed' : 'network-acl-denied',
      message: `${rule} ${part.allow ? 'allows' : 'denies'} it (${direction})`,
      at: acl.at(part.entry ? `/Entries/${part.entry.index}` : '/Entries'),
    },
    part.addresses,
  );
}

/** The replies from each part of the destinations, split by which of the reply ports pass. */
function replies(flight: Flight, acl: NetworkAcl, traffic: Traffic, ports: PortSet): readonly Flight[] {
  const back = filterByAcl(acl, 'ingress', {
    protocol: traffic.protocol,
    addresses: flight.destinations,
    ports,
    icmp: echoOf(traffic.protocol)?.reply ?? null,
  });
  if (!back.known) return [flight];
  return splitByAddresses(back.value).map(([addresses, parts]) => {
    return judge({ ...flight, destinations: addresses }, acl, parts, 'reply', () =>
      allowed(parts).map((part) => from(AddressSet.all, part.ports)),
    );
  });
}

/** Groups parts so that within a group all have the same addresses. */
function splitByAddresses(parts: readonly AclPart[]): readonly (readonly [AddressSet, readonly AclPart[]])[] {
  let groups: [AddressSet, AclPart[]][] = [];
  for (const part of parts) {
    let rest = part.addresses;
    const next: typeof groups = [];
    for (const [addresses, members] of groups) {
      const shared = addresses.intersect(rest);
      const apart = addresses.subtract(rest);
      if (!shared.isEmpty()) next.push([shared, [...members, part]]);
      if (!apart.isEmpty()) next.push([apart, members]);
      rest = rest.subtract(addresses);
    }
    if (!rest.isEmpty()) next.push([rest, [part]]);
    groups = next;
  }
  return groups;
}

/** All allowed passes, all denied blocks, some of each passes in part: the connections that are then found. */
function judge(
  flight: Flight,
  acl: NetworkAcl,
  parts: readonly AclPart[],
  leg: 'ingress' | 'reply',
  passing: () => readonly Connections[],
): Flight {
  const denied = parts.filter(({ allow }) => !allow);
  const entry = (denied[0] ?? parts[0])?.entry ?? null;
  const at = acl.at(entry ? `/Entries/${entry.index}` : '/Entries');
  const rule = entry ? `rule ${entry.ruleNumber} of ${acl.id}` : `${acl.id}, by no rule of its own,`;
  if (denied.length === 0) {
    const message = leg === 'reply' ? `${acl.id} allows the replies` : `${rule} allows it (ingress)`;
    return decide(flight, { plane: 'filter', decision: 'pass', reason: 'network-acl-allowed', message, at });
  }
  const blocked = leg === 'reply' ? 'network-acl-reply-denied' : 'network-acl-denied';
  const what = leg === 'reply' ? 'the replies' : 'it (ingress)';
  if (denied.length === parts.length) {
    const message = `${rule} denies ${what}`;
    return decide(flight, { plane: 'filter', decision: 'block', reason: blocked, message, at });
  }
  const ports = PortSet.unionAll(denied.map((part) => part.ports));
  const addresses = AddressSet.unionAll(denied.map((part) => part.addresses));
  const detail = leg === 'reply' ? `replies to ports ${ports.toString()}` : addresses.toCidrs().join(', ');
  const message = `${rule} denies ${detail}`;
  const partial = leg === 'reply' ? 'network-acl-reply-partial' : 'network-acl-partial';
  const refusal = { plane: 'filter', reason: partial, message, at } as const;
  return sift(flight, passing(), refusal, {
    reason: blocked,
    message: `${message}, and what it allows is refused elsewhere`,
  });
}

function unknownAcl(flight: Flight, subnet: Subnet, missing: Flight['missing']): Flight {
  return decide(flight, {
    plane: 'filter',
    decision: 'unknown',
    reason: 'network-acl-unknown',
    message: `the network ACL of ${subnet.id} is not known`,
    at: subnet.at(),
    missing,
  });
}
