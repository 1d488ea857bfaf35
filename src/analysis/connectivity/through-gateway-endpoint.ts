import type { Route, RouteTable } from '../../model/resources/route-table.ts';
import { decide, end, type Flight } from './flight.ts';
import type { Journey } from './journey.ts';
import { judgeState } from './judge-endpoint-state.ts';
import type { PathBranch } from './path-answer.ts';
import { type FollowRoutes, throughApplianceEndpoint } from './through-appliance-endpoint.ts';

const tcp = 6;
const icmp = 1;

/** Into a gateway endpoint, or to a Gateway Load Balancer's, which a CIDR route names (1.3, R17). */
export function throughGatewayEndpoint(
  journey: Journey,
  flight: Flight,
  table: RouteTable,
  route: Route,
  endpointId: string,
  follow: FollowRoutes,
): readonly PathBranch[] {
  const { network, traffic } = journey;
  const at = table.at(`/Routes/${route.index}`);
  const endpoint = network.answerFor('vpcEndpoints', endpointId, table);
  const type = endpoint.known ? endpoint.value.endpointType : endpoint;
  const isGateway = type.known ? type.value === 'gateway' : route.destination.kind === 'prefix-list';
  if (!isGateway) return throughApplianceEndpoint(journey, flight, endpointId, at, follow);
  if (!endpoint.known) {
    const lost = decide(flight, {
      plane: 'filter',
      decision: 'unknown',
      reason: 'endpoint-state-unknown',
      message: `the state of ${endpointId} is not known`,
      at,
      missing: endpoint.missing,
    });
    return [end(lost, 'gateway-endpoint', endpointId)];
  }
  // Gateway endpoints accept TCP and ICMP echo only (G9).
  const carried = traffic.protocol === tcp || traffic.protocol === icmp;
  const accepted = carried
    ? flight
    : decide(flight, {
        plane: 'filter',
        decision: 'block',
        reason: 'gateway-endpoint-protocol',
        message: `${endpointId} accepts only TCP and ICMP echo`,
        at: endpoint.value.at(),
      });
  return [end(judgeState(accepted, endpoint.value), 'gateway-endpoint', endpointId)];
}
