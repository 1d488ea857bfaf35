import { distinctMissing, flatMap, type Listing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { vpcOfEndpoint } from './available-endpoint.ts';
import { computeBySubnet } from './compute.ts';
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
  const { bySubnet, missing } = computeBySubnet(network, vpc.value);
  const items: NetworkInterface[] = [];
  const open: MissingFact[] = [...missing];
  for (const [subnetId, sources] of bySubnet) {
    const table = flatMap(network.answerFor('subnets', subnetId, vpc.value), (subnet) =>
      effectiveRouteTable(network, subnet),
    );
    if (!table.known) open.push(...table.missing);
    else if (associated.has(table.value.id)) items.push(...sources);
  }
  return { items, missing: distinctMissing(open) };
}
