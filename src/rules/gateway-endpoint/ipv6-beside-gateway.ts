import { isAvailableEndpointOfType, vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { effectiveRouteTable } from '../../analysis/connectivity/effective-route-table.ts';
import { type Ipv6Sender, ipv6Sites } from '../../analysis/connectivity/ipv6-compute.ts';
import { and, type Fact, flatMap, type Listing, type MissingFact, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';

/** Compute with IPv6 addresses in a subnet whose table is associated with a gateway endpoint. */
export interface SenderBesideGateway extends Ipv6Sender {
  readonly table: RouteTable;
}

/** Whether a gateway endpoint carries IPv4 alone: that of DynamoDB always, that of S3 by its type (G5). */
export function carriesIpv4Alone(endpoint: VpcEndpoint): Fact<boolean> {
  return and(
    isAvailableEndpointOfType(endpoint, 'gateway'),
    flatMap(endpoint.service, ({ service }) =>
      map(endpoint.ipAddressType, (type) =>
        service === 's3' ? type === null || type === 'ipv4' : service === 'dynamodb',
      ),
    ),
  );
}

/** The compute with IPv6 addresses whose tables a gateway endpoint is associated with (R1, G1). */
export function sendersBeside(network: Network, endpoint: VpcEndpoint): Listing<SenderBesideGateway> {
  const vpc = vpcOfEndpoint(network, endpoint);
  if (!vpc.known) return { items: [], missing: vpc.missing };
  const { routeTableIds } = endpoint;
  if (!routeTableIds.known) return { items: [], missing: routeTableIds.missing };
  if (routeTableIds.value.length === 0) return { items: [], missing: [] };
  const sites = ipv6Sites(network, vpc.value);
  const items: SenderBesideGateway[] = [];
  const missing: MissingFact[] = [...sites.missing];
  for (const { subnet, senders } of sites.items) {
    const table = effectiveRouteTable(network, subnet);
    if (!table.known) missing.push(...table.missing);
    else if (routeTableIds.value.includes(table.value.id)) {
      items.push(...senders.map((sender) => ({ ...sender, table: table.value })));
    }
  }
  return { items, missing };
}
