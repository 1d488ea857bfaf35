import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { decide, type Flight } from './flight.ts';

/** States in which an endpoint may carry traffic, nobody can tell (I2). */
const uncertainStates: ReadonlySet<string> = new Set(['pending', 'partial']);

/** Only an available endpoint takes traffic (I2). */
export function judgeState(flight: Flight, endpoint: VpcEndpoint): Flight {
  const { state } = endpoint;
  const at = endpoint.at('/State');
  if (!state.known || uncertainStates.has(state.value)) {
    return decide(flight, {
      plane: 'filter',
      decision: 'unknown',
      reason: 'endpoint-state-unknown',
      message: `${endpoint.id} is ${state.known ? state.value : 'in a state that is not known'}`,
      at,
      missing: state.known ? [endpoint.missing(`${endpoint.id} is ${state.value}`)] : state.missing,
    });
  }
  const isAvailable = state.value === 'available';
  return decide(flight, {
    plane: 'filter',
    decision: isAvailable ? 'pass' : 'block',
    reason: isAvailable ? 'endpoint-available' : 'endpoint-not-available',
    message: `${endpoint.id} is ${state.value}`,
    at,
  });
}
