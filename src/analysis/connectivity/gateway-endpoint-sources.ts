import { type Fact, filterListing, flatMap, type Listing, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { vpcOfEndpoint } from './available-endpoint.ts';
import { computeInVpc } from './compute.ts';
import { effectiveRouteTable } from './effective-route-table.ts';

/** The compute in subnets whose effective route table is associated with the gateway endpoint (R1, G1). */
export function computeBehindGatewayEndpoint(
  network: Network,
  endpoint: VpcEndpoint,
): Listing<NetworkInterface> {
  const vpc = vpcOfEndpoint(network, endpoint);
  if (!vpc.known) return { items: [], missing: vpc.missing };
  const routeTableIds = endpoint.routeTableIds;
  if (!routeTableIds.known) return { items: [], missing: routeTableIds.missing };
  const associated = new Set(routeTableIds.value);
  if (associated.size === 0) return { items: [], missing: [] };
  return filterListing(computeInVpc(network, vpc.value), (source) =>
    map(routeTableOfInterface(network, source), (id) => associated.has(id)),
  );
}

function routeTableOfInterface(network: Network, source: NetworkInterface): Fact<string> {
  return flatMap(source.subnetId, (subnetId) =>
    network.memo(`route table for interfaces of ${subnetId}`, () =>
      flatMap(network.answerFor('subnets', subnetId, source), (subnet) =>
        map(effectiveRouteTable(network, subnet), (table) => table.id),
      ),
    ),
  );
}
