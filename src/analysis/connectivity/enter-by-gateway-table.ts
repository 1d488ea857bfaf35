import type { Vpc } from '../../model/resources/vpc.ts';
import { type Arrival, deliverLocally } from './deliver-locally.ts';
import { endByUnknownRoute } from './end-by-unknown-route.ts';
import { decide, end, type Flight } from './flight.ts';
import { gatewayRouteTable } from './gateway-route-table.ts';
import { beyond, type Journey } from './journey.ts';
import type { PathBranch } from './path-answer.ts';
import { selectRoutes } from './select-route.ts';
import { throughAppliance } from './through-appliance.ts';
import { throughApplianceEndpoint } from './through-appliance-endpoint.ts';

/**
 * Routes what a gateway at the edge of a VPC brings in: by the route table that is associated with the gateway, if
 * there is one, else to the addresses themselves (R4, R20).
 */
export function enterByGatewayTable(
  journey: Journey,
  flight: Flight,
  vpc: Vpc,
  arrival: Arrival,
): readonly PathBranch[] {
  const { network } = journey;
  const { via, viaId } = arrival;
  const { table, missing } = gatewayRouteTable(network, vpc, viaId ?? '');
  if (!table) {
    if (missing.length === 0) return deliverLocally(journey, flight, vpc, arrival);
    const open = decide(flight, {
      plane: 'route',
      decision: 'unknown',
      reason: 'route-unknown',
      message: `whether a route table of ${vpc.id} is associated with ${viaId} is not known`,
      at: vpc.at(),
      missing,
    });
    return deliverLocally(journey, open, vpc, arrival);
  }
  return selectRoutes(network, table, flight.destinations).flatMap((branch) => {
    const part: Flight = { ...flight, destinations: branch.destinations };
    if (branch.kind === 'unknown') return [endByUnknownRoute(part, table, branch.missing)];
    const route = branch.kind === 'route' ? branch.route : null;
    const at = table.at(route ? `/Routes/${route.index}` : '/Routes');
    if (!route || route.state === 'blackhole') {
      const dropped = decide(part, {
        plane: 'route',
        decision: 'block',
        reason: route ? 'route-blackhole' : 'route-none',
        message: `${table.id}, which routes what ${viaId} brings, has no working route to these destinations`,
        at,
      });
      return [end(dropped, via, viaId)];
    }
    const { kind, id } = route.target;
    const selected = decide(part, {
      plane: 'route',
      decision: 'pass',
      reason: 'route-selected',
      message: `${table.id} routes what ${viaId} brings to ${id ?? kind}`,
      at,
    });
    if (kind === 'local') return deliverLocally(journey, selected, vpc, arrival);
    if (kind === 'vpc-endpoint') return throughApplianceEndpoint(journey, selected, id ?? '', at, null);
    if (kind === 'network-interface') return throughAppliance(journey, selected, vpc, id ?? '', at);
    return [beyond(selected, kind, id ?? kind, at)];
  });
}
