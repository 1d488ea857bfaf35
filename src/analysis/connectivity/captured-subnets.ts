import { filterListing } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { computeBySubnet } from './compute.ts';
import { describedSubnets } from './effective-route-table.ts';
import { gatewayEndpointsOf, isAvailable } from './gateway-endpoints.ts';
import { subnetsBehindTable } from './sources-behind-table.ts';

/** What gateway endpoints of a service would carry, did names not lead it elsewhere: as far as the input shows it. */
export interface CapturedSubnets {
  readonly gateways: readonly VpcEndpoint[];
  /** Those with compute, sorted by id. */
  readonly subnets: readonly Subnet[];
}

/** The subnets that change path when private DNS of an interface endpoint takes the names of a service (DNS18). */
export function capturedSubnets(network: Network, vpc: Vpc, service: string): CapturedSubnets {
  const { items: gateways } = filterListing(gatewayEndpointsOf(network, service, vpc.id, vpc), isAvailable);
  const { bySubnet } = computeBySubnet(network, vpc);
  const ids = new Set<string>();
  for (const { routeTableIds } of gateways) {
    for (const id of routeTableIds.known ? routeTableIds.value : []) {
      const table = network.answerFor('routeTables', id, vpc);
      const served = table.known ? subnetsBehindTable(network, table.value).items : [];
      for (const subnet of served) if (bySubnet.has(subnet)) ids.add(subnet);
    }
  }
  return { gateways, subnets: describedSubnets(network, [...ids].sort(), vpc) };
}
