import { flatMap, type Listing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { computeBySubnet } from './compute.ts';

/** Compute with IPv6 addresses in one subnet. */
export interface Ipv6Site {
  readonly subnet: Subnet;
  readonly senders: readonly Ipv6Sender[];
}

export interface Ipv6Sender {
  readonly source: NetworkInterface;
  /** Whether it has no IPv4 address beside it, so that it reaches nothing that has IPv4 alone (R6). */
  readonly isIpv6Only: boolean;
}

/**
 * The compute of a VPC that has IPv6 addresses, by subnet, but for subnets with DNS64, where names get made-up
 * addresses.
 */
export function ipv6Sites(network: Network, vpc: Vpc): Listing<Ipv6Site> {
  return network.memoOf(vpc, 'IPv6 compute', () => {
    const { bySubnet, missing: unseen } = computeBySubnet(network, vpc);
    const items: Ipv6Site[] = [];
    const missing: MissingFact[] = [...unseen];
    for (const [subnetId, sources] of bySubnet) {
      const senders = sources.flatMap((source) => sendersOf(source, missing));
      if (senders.length === 0) continue;
      const subnet = network.answerFor('subnets', subnetId, vpc);
      const dns64 = flatMap(subnet, (found) => found.hasDns64);
      if (!subnet.known || !dns64.known) missing.push(...(dns64.known ? [] : dns64.missing));
      else if (!dns64.value) items.push({ subnet: subnet.value, senders });
    }
    return { items, missing };
  });
}

/** The source where it has an IPv6 address. What is not known of its addresses is added to `missing`. */
function sendersOf(source: NetworkInterface, missing: MissingFact[]): readonly Ipv6Sender[] {
  if (!source.mayHaveIpv6) return [];
  const { Ipv6Addresses, PrivateIpAddress, PrivateIpAddresses } = source.raw;
  if (source.origin.conflicts !== null && !source.addresses.known) {
    missing.push(...source.addresses.missing);
    return [];
  }
  if ((Ipv6Addresses ?? []).length === 0) return [];
  const hasIpv4 = Boolean(PrivateIpAddress) || (PrivateIpAddresses ?? []).length > 0;
  return [{ source, isIpv6Only: !hasIpv4 }];
}

/** All such compute of a VPC. */
export function ipv6Compute(network: Network, vpc: Vpc): Listing<Ipv6Sender> {
  const { items, missing } = ipv6Sites(network, vpc);
  return { items: items.flatMap(({ senders }) => senders), missing };
}
