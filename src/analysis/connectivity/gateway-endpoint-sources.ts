import { flatMap, type Listing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { vpcOfEndpoint } from './available-endpoint.ts';
import { computeBySubnet, computeClassesInSubnets } from './compute.ts';
import { effectiveRouteTable } from './effective-route-table.ts';
import type { SourceClass } from './source-class.ts';

/** The compute in subnets whose effective route table is associated with the gateway endpoint (R1, G1). */
export function classesBehindGatewayEndpoint(network: Network, endpoint: VpcEndpoint): Listing<SourceClass> {
  return network.memoOf(endpoint, 'classes behind gateway endpoint', () => classesBehind(network, endpoint));
}

function classesBehind(network: Network, endpoint: VpcEndpoint): Listing<SourceClass> {
  const vpc = vpcOfEndpoint(network, endpoint);
  if (!vpc.known) return { items: [], missing: vpc.missing };
  const routeTableIds = endpoint.routeTableIds;
  if (!routeTableIds.known) return { items: [], missing: routeTableIds.missing };
  const associated = new Set(routeTableIds.value);
  if (associated.size === 0) return { items: [], missing: [] };
  const behind: string[] = [];
  const missing: MissingFact[] = [];
  for (const subnetId of computeBySubnet(network, vpc.value).bySubnet.keys()) {
    const table = flatMap(network.answerFor('subnets', subnetId, vpc.value), (subnet) =>
      effectiveRouteTable(network, subnet),
    );
    if (!table.known) missing.push(...table.missing);
    else if (associated.has(table.value.id)) behind.push(subnetId);
  }
  return computeClassesInSubnets(network, vpc.value, { items: behind, missing });
}
