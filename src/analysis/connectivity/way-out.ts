import type { AddressSet } from '../../model/address-set.ts';
import type { MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Route, RouteTable } from '../../model/resources/route-table.ts';
import { type RouteBranch, selectRoutes } from './select-route.ts';

/** Where packets for a public service go when they leave a subnet by its route table. */
export type WayOut =
  | { readonly kind: 'gateway-endpoint'; readonly endpointId: string }
  | { readonly kind: 'nat-gateway'; readonly natGatewayId: string }
  | { readonly kind: 'internet-gateway'; readonly gatewayId: string }
  /** A component behind which the input does not show the way: transit gateway, appliance, VPN … */
  | { readonly kind: 'beyond'; readonly component: string; readonly missing: readonly MissingFact[] }
  /** No route, or one that drops the packets (R16), or one that cannot carry them. */
  | { readonly kind: 'none'; readonly blackhole: Route | null }
  | { readonly kind: 'unknown'; readonly missing: readonly MissingFact[] };

export interface WayOutBranch {
  readonly destinations: AddressSet;
  readonly way: WayOut;
  readonly route: Route | null;
}

/** The ways out of a table for public destinations, one branch for each route that decides some of them. */
export function waysOut(
  network: Network,
  table: RouteTable,
  destinations: AddressSet,
): readonly WayOutBranch[] {
  return selectRoutes(network, table, destinations).map((branch) => ({
    destinations: branch.destinations,
    way: wayOf(network, table, branch),
    route: branch.kind === 'route' ? branch.route : null,
  }));
}

function wayOf(network: Network, table: RouteTable, branch: RouteBranch): WayOut {
  if (branch.kind === 'unknown') return branch;
  if (branch.kind === 'no-route') return { kind: 'none', blackhole: null };
  const { route } = branch;
  if (route.state === 'blackhole') return { kind: 'none', blackhole: route };
  const { kind, id } = route.target;
  if (kind === 'nat-gateway') return { kind, natGatewayId: id ?? '' };
  if (kind === 'internet-gateway' || kind === 'egress-only-internet-gateway') {
    return { kind: 'internet-gateway', gatewayId: id ?? '' };
  }
  if (kind === 'vpc-endpoint') return throughEndpoint(network, table, route, id ?? '');
  return kind === 'local' ? { kind: 'none', blackhole: null } : beyond(table, id ?? kind);
}

/** A `vpce-` target is a gateway endpoint behind a prefix list and a Gateway Load Balancer's otherwise (1.3). */
function throughEndpoint(network: Network, table: RouteTable, route: Route, endpointId: string): WayOut {
  const endpoint = network.find('vpcEndpoints', endpointId, table);
  const type = endpoint.known ? endpoint.value?.endpointType : undefined;
  const isGateway = type?.known ? type.value === 'gateway' : route.destination.kind === 'prefix-list';
  return isGateway ? { kind: 'gateway-endpoint', endpointId } : beyond(table, endpointId);
}

function beyond(table: RouteTable, component: string): WayOut {
  const missing = [table.missing(`beyond ${component}`, 'routeTables')];
  return { kind: 'beyond', component, missing };
}
