import type { AddressSet } from '../../model/address-set.ts';
import { all, flatMap, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { PortSet } from '../../model/port-set.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import { decide, type Flight } from './flight.ts';
import { echoOf } from './icmp-echo.ts';
import type { Journey } from './journey.ts';
import { filterByAcl, networkAclOf } from './network-acl-filter.ts';
import { sendersFor } from './pass-security-groups.ts';

/** Packets and their replies: what an ACL between the two sides may look at. */
export interface Conversation {
  readonly protocol: number;
  /** The addresses of both sides. */
  readonly addresses: AddressSet;
  /** The ports of both sides. */
  readonly ports: PortSet;
}

/** What a source and those that it sends to have to say to each other. */
export function conversationWith({ source, traffic }: Journey, destinations: AddressSet): Conversation {
  return {
    protocol: traffic.protocol,
    addresses: sendersFor(source, destinations).union(destinations),
    ports: PortSet.of(traffic.port).union(source.ephemeralPorts),
  };
}

/**
 * Lets a flight through a subnet in which an attachment has its interface. Which directions of its ACL AWS
 * evaluates there, for whose packets, differs from other subnets; so only an ACL that lets the whole
 * conversation pass in both directions is known to.
 */
export function passAttachmentSubnet(
  network: Network,
  flight: Flight,
  subnet: Subnet,
  conversation: Conversation,
): Flight {
  const echo = echoOf(conversation.protocol);
  const messages = echo ? [echo.request, echo.reply] : [null];
  const passes = flatMap(networkAclOf(network, subnet), (acl) => {
    const legs = (['ingress', 'egress'] as const).flatMap((direction) =>
      messages.map((icmp) => filterByAcl(acl, direction, { ...conversation, icmp })),
    );
    return map(all(legs), (parts) => ({ acl, refused: parts.flat().filter(({ allow }) => !allow) }));
  });
  const [refused] = passes.known ? passes.value.refused : [];
  if (passes.known && !refused) {
    return decide(flight, {
      plane: 'filter',
      decision: 'pass',
      reason: 'network-acl-allowed',
      message: `${passes.value.acl.id} of ${subnet.id} allows them and their replies in both directions`,
      at: passes.value.acl.at('/Entries'),
    });
  }
  const reason = `which entries of the network ACL of ${subnet.id} apply to what passes a transit gateway`;
  return decide(flight, {
    plane: 'filter',
    decision: 'unknown',
    reason: 'network-acl-unknown',
    message: passes.known
      ? `${passes.value.acl.id} of ${subnet.id}, where the transit gateway is attached, does not allow everything, and which of its entries count there is not modelled`
      : `the network ACL of ${subnet.id}, where the transit gateway is attached, is not known`,
    at: passes.known
      ? passes.value.acl.at(refused?.entry ? `/Entries/${refused.entry.index}` : '/Entries')
      : subnet.at(),
    missing: passes.known ? [subnet.missing(reason, 'networkAcls')] : passes.missing,
  });
}
