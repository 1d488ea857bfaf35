import { AddressSet } from '../../model/address-set.ts';
import type { Place } from '../../model/resources/resource.ts';
import { privateIpv4 } from '../../model/special-ranges.ts';
import { decide, end, type Flight, type Source } from './flight.ts';
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
      if (kind === 'ipv4' && !source.hasPublicIpv4) {
        const message = `${source.resource.id} has no public IPv4 address, which ${gateway} needs`;
        const reason = 'internet-gateway-needs-public-address';
        return end(decide(part, { plane: 'route', decision: 'block', reason, message, at }), via, gatewayId);
      }
      const message = `${gateway} passes them to the internet`;
      const reason = 'internet-gateway-passed';
      return end(decide(part, { plane: 'route', decision: 'pass', reason, message, at }), via, gatewayId);
    });
}
