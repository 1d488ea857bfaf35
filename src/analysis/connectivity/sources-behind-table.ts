import type { Listing } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import { computeInSubnets } from './compute.ts';
import { servedSubnetIds } from './effective-route-table.ts';
import { vpcOf } from './vpc-of.ts';

/** The ids of the subnets that a table serves (R1). */
export function subnetsBehindTable(network: Network, table: RouteTable): Listing<string> {
  const vpc = vpcOf(network, table);
  return vpc.known ? servedSubnetIds(network, vpc.value, table) : { items: [], missing: vpc.missing };
}

/** The compute in the subnets that a table serves. */
export function computeBehindTable(network: Network, table: RouteTable): Listing<NetworkInterface> {
  const vpc = vpcOf(network, table);
  if (!vpc.known) return { items: [], missing: vpc.missing };
  const served = servedSubnetIds(network, vpc.value, table);
  const compute = computeInSubnets(network, vpc.value, new Set(served.items));
  return { items: compute.items, missing: [...served.missing, ...compute.missing] };
}
