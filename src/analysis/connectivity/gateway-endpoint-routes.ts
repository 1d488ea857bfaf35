import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import {
  and,
  type Fact,
  filterListing,
  flatMap,
  known,
  type Listing,
  type MissingFact,
  map,
  not,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Route, RouteTable } from '../../model/resources/route-table.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { isAvailableEndpointOfType, vpcOfEndpoint } from './available-endpoint.ts';
import { namesLeadToInterfaceEndpoint } from './gateway-endpoints.ts';
import { prefixListAddresses, prefixListFamily } from './prefix-list-addresses.ts';
import { type RouteBranch, selectRoutes } from './select-route.ts';

/** A route from a table into a gateway endpoint, which only a prefix list leads to (1.3, R17). */
export interface GatewayEndpointRoute {
  readonly table: RouteTable;
  readonly route: Route;
  readonly endpointId: string;
  readonly prefixListId: string;
}

/** The routes of a table into gateway endpoints, but for those of IPv6 prefix lists (G5, DNS19b). */
export function gatewayEndpointRoutes(
  network: Network,
  table: RouteTable,
): Fact<readonly GatewayEndpointRoute[]> {
  return network.memoOf(table, 'routes into gateway endpoints', () =>
    map(table.routes, (routes) =>
      routes.flatMap((route): readonly GatewayEndpointRoute[] => {
        const { destination, target } = route;
        if (destination.kind !== 'prefix-list' || target.kind !== 'vpc-endpoint') return [];
        const { prefixListId } = destination;
        if (prefixListFamily(network, prefixListId, table) === 6) return [];
        return [{ table, route, endpointId: target.id ?? '', prefixListId }];
      }),
    ),
  );
}

/** The IPv4 addresses that the prefix list of such a route leads to, and what the table does with them. */
export interface RoutedService {
  readonly addresses: AddressSet;
  /** Together all of the addresses (R7-R10). */
  readonly branches: readonly RouteBranch[];
}

/** How a table decides the addresses of a service to whose gateway endpoint it has a route. */
export function routedService(network: Network, own: GatewayEndpointRoute): Fact<RoutedService> {
  const { table, route, prefixListId } = own;
  return network.memoOf(route, 'routed service', () =>
    map(prefixListAddresses(network, prefixListId, table), (all) => {
      const addresses = all.ipv4Only();
      const branches: readonly RouteBranch[] = isUncontested(network, own, addresses)
        ? [{ kind: 'route', destinations: addresses, route }]
        : selectRoutes(network, table, addresses);
      return { addresses, branches };
    }),
  );
}

/**
 * Whether no other route of the table leads to any of the addresses, save for a default route, which loses
 * against every other (R7). So it is in most tables, and these need no closer look.
 */
function isUncontested(
  network: Network,
  { table, route: own }: GatewayEndpointRoute,
  addresses: AddressSet,
): boolean {
  const { routes } = table;
  if (!routes.known || own.state === 'filtered' || addresses.isEmpty()) return false;
  return routes.value.every(({ index, destination }) => {
    if (index === own.index) return true;
    if (destination.kind === 'unknown') return false;
    const others =
      destination.kind === 'cidr'
        ? blockAddresses(destination.cidr)
        : prefixListAddresses(network, destination.prefixListId, table);
    return others.known && !others.value.overlaps(addresses);
  });
}

/** The addresses of a block; none of a default route's. */
function blockAddresses(text: string): Fact<AddressSet> {
  const block = parseCidr(text);
  return known(block === null || block.prefixLength === 0 ? AddressSet.empty : AddressSet.of(block));
}

/** The endpoint that such a route leads to. */
export function endpointOfRoute(
  network: Network,
  { endpointId, table }: GatewayEndpointRoute,
): Fact<VpcEndpoint> {
  return network.answerFor('vpcEndpoints', endpointId, table);
}

/**
 * Whether the endpoint, the user's own, takes what sources in its VPC send to its service: not while the
 * service's names lead them to an interface endpoint (DNS18).
 */
export function isInUse(network: Network, endpoint: Fact<VpcEndpoint>): Fact<boolean> {
  return flatMap(endpoint, (gateway) =>
    and(isAvailableEndpointOfType(gateway, 'gateway'), not(isPassedOver(network, gateway))),
  );
}

function isPassedOver(network: Network, endpoint: VpcEndpoint): Fact<boolean> {
  return flatMap(vpcOfEndpoint(network, endpoint), (vpc) =>
    flatMap(endpoint.service, ({ service }) => namesLeadToInterfaceEndpoint(network, vpc, service)),
  );
}

/** A service behind a gateway endpoint that a table leads to. */
export interface ServiceBehindTable {
  readonly table: RouteTable;
  readonly endpoint: VpcEndpoint;
  /** The addresses that the table really sends to the endpoint. */
  readonly addresses: AddressSet;
}

/** The services that a table leads to through gateway endpoints in use, over routes that work (R16). */
export function servicesBehindTable(network: Network, table: RouteTable): Listing<ServiceBehindTable> {
  return network.memoOf(table, 'services behind', () => {
    const routes = gatewayEndpointRoutes(network, table);
    if (!routes.known) return { items: [], missing: routes.missing };
    const missing: MissingFact[] = [];
    const inUse = filterListing({ items: routes.value, missing: [] }, (route) =>
      isInUse(network, endpointOfRoute(network, route)),
    );
    const items = inUse.items.flatMap((route): readonly ServiceBehindTable[] => {
      const endpoint = endpointOfRoute(network, route);
      const service = routedService(network, route);
      if (!endpoint.known) return [];
      if (!service.known) {
        missing.push(...service.missing);
        return [];
      }
      const own = service.value.branches.find(
        (branch) => branch.kind === 'route' && branch.route.index === route.route.index,
      );
      if (!own || route.route.state !== 'active') return [];
      missing.push(
        ...service.value.branches.flatMap((branch) => (branch.kind === 'unknown' ? branch.missing : [])),
      );
      return [{ table, endpoint: endpoint.value, addresses: own.destinations }];
    });
    return { items, missing: [...inUse.missing, ...missing] };
  });
}
