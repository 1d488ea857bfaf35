import type { Route, RouteTable } from '../../model/resources/route-table.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { deliverLocally, fromWithin } from './deliver-locally.ts';
import { endByUnknownRoute } from './end-by-unknown-route.ts';
import { decide, end, type Flight } from './flight.ts';
import { beyond, type JourneyInVpc } from './journey.ts';
import type { PathBranch, Via } from './path-answer.ts';
import { type RouteBranch, selectRoutes } from './select-route.ts';
import { throughAppliance } from './through-appliance.ts';
import { throughGatewayEndpoint } from './through-gateway-endpoint.ts';
import { throughInternetGateway } from './through-internet-gateway.ts';
import { throughNatGateway } from './through-nat-gateway.ts';
import { throughPeering } from './through-peering.ts';
import { throughTransitGateway } from './through-transit-gateway.ts';

/** Follows packets from a subnet by its route table, each part of the destinations by its own route. */
export function followRoutes(
  journey: JourneyInVpc,
  flight: Flight,
  vpc: Vpc,
  table: RouteTable,
): readonly PathBranch[] {
  const selected = selectRoutes(journey.network, table, flight.destinations);
  return followSelected(journey, flight, vpc, table, selected);
}

/** The same by routes that the table is known to select for these destinations. */
export function followSelected(
  journey: JourneyInVpc,
  flight: Flight,
  vpc: Vpc,
  table: RouteTable,
  selected: readonly RouteBranch[],
): readonly PathBranch[] {
  return selected.flatMap((branch) => {
    const part: Flight = { ...flight, destinations: branch.destinations };
    if (branch.kind === 'unknown') return [endByUnknownRoute(part, table, branch.missing)];
    if (branch.kind === 'no-route') {
      const dropped = decide(part, {
        plane: 'route',
        decision: 'block',
        reason: 'route-none',
        message: `${table.id} has no route to these destinations`,
        at: table.at('/Routes'),
      });
      return [end(dropped, 'none', null)];
    }
    return followRoute(journey, part, vpc, table, branch.route);
  });
}

function followRoute(
  journey: JourneyInVpc,
  flight: Flight,
  vpc: Vpc,
  table: RouteTable,
  route: Route,
): readonly PathBranch[] {
  const at = table.at(`/Routes/${route.index}`);
  const via = viaOfTarget(route);
  if (route.state === 'blackhole') {
    const dropped = decide(flight, {
      plane: 'route',
      decision: 'block',
      reason: 'route-blackhole',
      message: `the route of ${table.id} to ${destinationText(route)} is a blackhole`,
      at,
    });
    return [end(dropped, via, route.target.id)];
  }
  const selected = decide(flight, {
    plane: 'route',
    decision: 'pass',
    reason: 'route-selected',
    message: `${table.id} routes ${destinationText(route)} to ${route.target.id ?? route.target.kind}`,
    at,
  });
  const { kind, id } = route.target;
  switch (kind) {
    case 'local':
      return deliverLocally(journey, selected, vpc, fromWithin);
    case 'vpc-endpoint':
      return throughGatewayEndpoint(journey, selected, table, route, id ?? '', followRoutes);
    case 'nat-gateway':
      return throughNatGateway(journey, selected, vpc, table, id ?? '');
    case 'internet-gateway':
    case 'egress-only-internet-gateway':
      return throughInternetGateway(journey, selected, { vpc, via: kind, gatewayId: id, nat: null }, at);
    case 'vpc-peering':
      return throughPeering(journey, selected, vpc, at, id ?? '');
    case 'transit-gateway':
      return throughTransitGateway(journey, selected, vpc, at, id ?? '');
    case 'network-interface':
      return throughAppliance(journey, selected, vpc, id ?? '', at);
    case 'vpn-gateway':
    case 'local-gateway':
    case 'carrier-gateway':
    case 'core-network':
    case 'unknown':
      return [beyond(selected, via, id ?? kind, at)];
  }
}

/** What a route names as its target, in the words of the answer. */
function viaOfTarget({ target, destination }: Route): Via {
  if (target.kind !== 'vpc-endpoint') return target.kind;
  return destination.kind === 'prefix-list' ? 'gateway-endpoint' : 'gateway-load-balancer-endpoint';
}

function destinationText({ destination }: Route): string {
  switch (destination.kind) {
    case 'cidr':
      return destination.cidr;
    case 'prefix-list':
      return destination.prefixListId;
    case 'unknown':
      return 'a destination that is not understood';
  }
}
