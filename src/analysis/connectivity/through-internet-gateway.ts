import { AddressSet } from '../../model/address-set.ts';
import type { Network } from '../../model/network.ts';
import { PortSet } from '../../model/port-set.ts';
import type { NatGateway } from '../../model/resources/gateways.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { privateIpv4 } from '../../model/special-ranges.ts';
import { type PublicExit, passBlockPublicAccess } from './block-public-access.ts';
import { decide, end, type Flight, sift } from './flight.ts';
import type { JourneyInVpc } from './journey.ts';
import type { PathBranch } from './path-answer.ts';
import { comeBackFromInternet } from './replies-from-internet.ts';
import type { SourceInVpc } from './source.ts';

/** A gateway to the internet, and the NAT gateway that translates before it. */
export interface InternetExit {
  readonly vpc: Vpc;
  readonly via: 'internet-gateway' | 'egress-only-internet-gateway';
  readonly gatewayId: string | null;
  readonly nat: { readonly gateway: NatGateway; readonly subnet: Subnet | null } | null;
}

/**
 * Out to the internet. An internet gateway takes IPv4 packets only from a source with a public address, and
 * private destinations die at it; IPv6 passes it and an egress-only gateway as it is (R6, 1.5). Behind both
 * stands Block Public Access (R24). Replies come in by the table of the gateway (R20).
 */
export function throughInternetGateway(
  { network, source }: Pick<JourneyInVpc, 'network' | 'source'>,
  flight: Flight,
  { vpc, via, gatewayId, nat }: InternetExit,
  at: Place,
): readonly PathBranch[] {
  const gateway = gatewayId ?? 'the internet gateway';
  const sender = nat ? translated(source, nat.gateway) : source;
  const senders = sender.addresses.ipv4Only();
  const parts = [
    { destinations: flight.destinations.intersect(privateIpv4), kind: 'private' },
    { destinations: flight.destinations.ipv4Only().subtract(privateIpv4), kind: 'ipv4' },
    { destinations: flight.destinations.ipv6Only(), kind: 'ipv6' },
  ] as const;
  const exit: PublicExit = {
    vpc,
    subnets: nat ? [source.subnet, nat.subnet] : [source.subnet],
    opensOutwardOnly: nat !== null || via === 'egress-only-internet-gateway',
  };
  return parts
    .filter(({ destinations }) => !destinations.equals(AddressSet.empty))
    .map(({ destinations, kind }) => {
      const part = { ...flight, destinations };
      if (kind === 'private') {
        const message = `private addresses go no further than ${gateway}`;
        const reason = 'internet-gateway-private-destination';
        return end(decide(part, { plane: 'route', decision: 'block', reason, message, at }), via, gatewayId);
      }
      const receivers = nat ? nat.gateway.privateAddresses : sendersOf(source, kind);
      const answered = answer(network, part, { vpc, via, gatewayId, receivers });
      const allowed = passBlockPublicAccess(network, answered, exit);
      if (kind === 'ipv4' && !senders.isSubsetOf(sender.publicAddresses)) {
        return end(translate(sender, allowed, gateway, at), via, gatewayId);
      }
      const message = `${gateway} passes them to the internet`;
      const reason = 'internet-gateway-passed';
      return end(decide(allowed, { plane: 'route', decision: 'pass', reason, message, at }), via, gatewayId);
    });
}

function sendersOf({ addresses }: SourceInVpc, kind: 'ipv4' | 'ipv6'): AddressSet {
  return kind === 'ipv4' ? addresses.ipv4Only() : addresses.ipv6Only();
}

/** An internet gateway may have a route table of its own, by which replies come in. */
function answer(
  network: Network,
  flight: Flight,
  {
    vpc,
    via,
    gatewayId,
    receivers,
  }: Pick<InternetExit, 'vpc' | 'via' | 'gatewayId'> & { receivers: AddressSet },
): Flight {
  if (via !== 'internet-gateway' || gatewayId === null || receivers.isEmpty()) return flight;
  return comeBackFromInternet(network, flight, { vpc, gatewayId, addresses: receivers });
}

/** A source behind a NAT gateway, which lends it a public address. */
function translated(source: SourceInVpc, nat: NatGateway): SourceInVpc {
  return { ...source, resource: nat, name: nat.id, publicAddresses: source.addresses.ipv4Only() };
}

/** IPv4 packets pass from those addresses of a source that the gateway translates to public ones. */
function translate(source: SourceInVpc, flight: Flight, gateway: string, at: Place): Flight {
  const { name, addresses, publicAddresses } = source;
  const needs = { plane: 'route', reason: 'internet-gateway-needs-public-address', at } as const;
  const message = `${name} has no public IPv4 address, which ${gateway} needs`;
  if (publicAddresses.isEmpty()) return decide(flight, { ...needs, decision: 'block', message });
  const lacking = addresses.ipv4Only().subtract(publicAddresses).toCidrs().join(', ');
  const partly = `no public IPv4 address is associated with ${lacking}, which ${gateway} needs`;
  const passing = [{ senders: publicAddresses, replyPorts: PortSet.all }];
  const partial = { plane: 'route', reason: 'internet-gateway-partial', message: partly, at } as const;
  return sift(flight, passing, partial, {
    reason: needs.reason,
    message: `${partly}, and the other addresses are refused elsewhere`,
  });
}
