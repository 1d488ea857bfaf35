import { type Fact, flatMap, type Listing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { computeInVpc } from './compute.ts';
import { effectiveRouteTable } from './effective-route-table.ts';

/** Compute that has an IPv6 address, with its subnet. */
export interface Ipv6Sender {
  readonly source: NetworkInterface;
  readonly subnet: Subnet;
  /** Whether it has no IPv4 address beside it, so that it reaches nothing that has IPv4 alone (R6). */
  readonly isIpv6Only: boolean;
}

/** The compute of a VPC that has IPv6 addresses, but for subnets with DNS64, where names get made-up addresses. */
export function ipv6Compute(network: Network, vpc: Vpc): Listing<Ipv6Sender> {
  return network.memoOf(vpc, 'IPv6 compute', () => {
    const compute = computeInVpc(network, vpc);
    const items: Ipv6Sender[] = [];
    const missing: MissingFact[] = [...compute.missing];
    for (const source of compute.items) {
      const { addresses } = source;
      if (!addresses.known) {
        missing.push(...addresses.missing);
        continue;
      }
      if (addresses.value.ipv6Only().isEmpty()) continue;
      const subnet = flatMap(source.subnetId, (id) => network.answerFor('subnets', id, source));
      const dns64 = flatMap(subnet, (found) => found.hasDns64);
      if (!subnet.known || !dns64.known) missing.push(...(subnet.known ? [] : subnet.missing));
      else if (!dns64.value) {
        items.push({ source, subnet: subnet.value, isIpv6Only: addresses.value.ipv4Only().isEmpty() });
      }
    }
    return { items, missing };
  });
}

/** The route table by which such compute sends. */
export function tableOfSender(network: Network, { subnet }: Ipv6Sender): Fact<RouteTable> {
  return effectiveRouteTable(network, subnet);
}
