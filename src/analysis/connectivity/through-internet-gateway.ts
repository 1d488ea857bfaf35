import { AddressSet } from '../../model/address-set.ts';
import { PortSet } from '../../model/port-set.ts';
import type { Place } from '../../model/resources/resource.ts';
import { privateIpv4 } from '../../model/special-ranges.ts';
import { decide, end, type Flight, type Source, sift } from './flight.ts';
import type { PathBranch } from './path-answer.ts';

/**
 * Out to the internet. An internet gateway takes IPv4 packets only from a source with a public address, and
 * private destinations die at it; IPv6 passes it and an egress-only gateway as it is (R6, 1.5).
 */
export function throughInternetGateway(
  { source }: { readonly source: Source },
  flight: Flight,
  via: 'internet-gateway' | 'egress-only-internet-gateway',
  gatewayId: string | null,
  at: Place,
): readonly PathBranch[] {
  const gateway = gatewayId ?? 'the internet gateway';
  const senders = source.addresses.ipv4Only();
  const parts = [
    { destinations: flight.destinations.intersect(privateIpv4), kind: 'private' },
    { destinations: flight.destinations.ipv4Only().subtract(privateIpv4), kind: 'ipv4' },
    { destinations: flight.destinations.ipv6Only(), kind: 'ipv6' },
  ] as const;
  return parts
    .filter(({ destinations }) => !destinations.equals(AddressSet.empty))
    .map(({ destinations, kind }) => {
      const part = { ...flight, destinations };
      if (kind === 'private') {
        const message = `private addresses go no further than ${gateway}`;
        const reason = 'internet-gateway-private-destination';
        return end(decide(part, { plane: 'route', decision: 'block', reason, message, at }), via, gatewayId);
      }
      if (kind === 'ipv4' && !senders.isSubsetOf(source.publicAddresses)) {
        return end(translate(source, part, gateway, at), via, gatewayId);
      }
      const message = `${gateway} passes them to the internet`;
      const reason = 'internet-gateway-passed';
      return end(decide(part, { plane: 'route', decision: 'pass', reason, message, at }), via, gatewayId);
    });
}

/** IPv4 packets pass from those addresses of a source that the gateway translates to public ones. */
function translate(source: Source, flight: Flight, gateway: string, at: Place): Flight {
  const { resource, addresses, publicAddresses } = source;
  const needs = { plane: 'route', reason: 'internet-gateway-needs-public-address', at } as const;
  const message = `${resource.id} has no public IPv4 address, which ${gateway} needs`;
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
