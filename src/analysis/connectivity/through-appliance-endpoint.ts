import type { Network } from '../../model/network.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Flight } from './flight.ts';
import { beyond } from './journey.ts';
import { judgeState } from './judge-endpoint-state.ts';
import type { PathBranch } from './path-answer.ts';

/**
 * To the appliances behind a Gateway Load Balancer endpoint, as far as its state lets anything in (I2, I23). What
 * they do with the packets, and where these go then, is not in the input.
 */
export function throughApplianceEndpoint(
  network: Network,
  flight: Flight,
  endpointId: string,
  at: Place,
): readonly PathBranch[] {
  const endpoint = network.answerFor('vpcEndpoints', endpointId, at.resource);
  const judged = endpoint.known ? judgeState(flight, endpoint.value) : flight;
  return [beyond(judged, 'gateway-load-balancer-endpoint', endpointId, at)];
}
