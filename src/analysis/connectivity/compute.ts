import { filterListing, type Listing, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Vpc } from '../../model/resources/vpc.ts';

/** The interfaces of a VPC that are sources of traffic of their own: instances, Lambda, containers, pods. */
export function computeInVpc(network: Network, vpc: Vpc): Listing<NetworkInterface> {
  return network.memo(`compute in ${vpc.id}`, () =>
    filterListing(network.inVpc('networkInterfaces', vpc), (source) =>
      map(source.role, (role) => role !== 'not-compute'),
    ),
  );
}

/** The compute of a VPC in some of its subnets. */
export function computeInSubnets(
  network: Network,
  vpc: Vpc,
  subnetIds: ReadonlySet<string>,
): Listing<NetworkInterface> {
  return filterListing(computeInVpc(network, vpc), (source) =>
    map(source.subnetId, (id) => subnetIds.has(id)),
  );
}
