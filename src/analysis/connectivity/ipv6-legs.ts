import { AddressSet } from '../../model/address-set.ts';
import { type Fact, type Listing, type MissingFact, map, some } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkAcl } from '../../model/resources/network-acl.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { type Ipv6Site, ipv6Sites } from './ipv6-compute.ts';
import { isMeantForItsVpc } from './meant-for-its-vpc.ts';

/** Compute with IPv6 addresses and an interface endpoint that has some in another subnet. */
export interface Ipv6Crossing {
  readonly client: Ipv6Site;
  readonly endpoint: VpcEndpoint;
  readonly endpointSubnetId: string;
}

/** Who of a VPC talks to its interface endpoints over IPv6, across the borders of subnets (N1). */
export function ipv6Crossings(network: Network, vpc: Vpc): Listing<Ipv6Crossing> {
  const endpoints = network.inVpc('vpcEndpoints', vpc);
  const dual = endpoints.items.filter(
    ({ raw }) =>
      raw.IpAddressType?.toLowerCase() === 'dualstack' || raw.IpAddressType?.toLowerCase() === 'ipv6',
  );
  if (dual.length === 0) return { items: [], missing: endpoints.missing };
  const { items: clients, missing: unseen } = ipv6Sites(network, vpc);
  const missing: MissingFact[] = [...endpoints.missing, ...unseen];
  const items: Ipv6Crossing[] = [];
  for (const endpoint of dual) {
    const meant = isMeantForItsVpc(endpoint);
    if (meant.known && !meant.value) continue;
    const { subnetIds } = endpoint;
    if (!meant.known || !subnetIds.known) {
      missing.push(...(meant.known ? [] : meant.missing), ...(subnetIds.known ? [] : subnetIds.missing));
      continue;
    }
    for (const endpointSubnetId of subnetIds.value) {
      for (const client of clients) {
        if (client.subnet.id !== endpointSubnetId) items.push({ client, endpoint, endpointSubnetId });
      }
    }
  }
  return { items, missing };
}

/** Whether an ACL allows no IPv6 packets at all in a direction (N2). */
export function allowsNoIpv6({ entries }: NetworkAcl, direction: 'ingress' | 'egress'): Fact<boolean> {
  return map(
    entries,
    (all) =>
      !all.some(
        ({ allow, egress, addresses }) =>
          allow && egress === (direction === 'egress') && addresses.overlaps(AddressSet.allIpv6),
      ),
  );
}

/** Whether an ACL allows IPv6 packets in neither or only one direction, so that no connection gets through. */
export function closesIpv6(acl: NetworkAcl): Fact<boolean> {
  return some(['ingress', 'egress'] as const, (direction) => allowsNoIpv6(acl, direction));
}
