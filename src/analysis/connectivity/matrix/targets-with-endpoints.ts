import type { Network } from '../../../model/network.ts';
import type { VpcEndpoint } from '../../../model/resources/vpc-endpoint.ts';

/** What endpoints are there for. */
export interface ServedTargets {
  /** Services of AWS by the names under which a path asks for them, sorted. */
  readonly services: readonly string[];
  /** Endpoints whose target has no name that is known to lead to it: each is asked for by itself. Sorted by id. */
  readonly endpoints: readonly VpcEndpoint[];
}

/**
 * What the endpoints of the input are there for. Not those of Gateway Load Balancers, which nobody asks for (R17),
 * nor those that are gone.
 */
export function targetsWithEndpoints(network: Network): ServedTargets {
  const services = new Set<string>();
  const endpoints: VpcEndpoint[] = [];
  for (const endpoint of network.all('vpcEndpoints')) {
    const { endpointType: type, state } = endpoint;
    if (state.known && state.value === 'deleted') continue;
    if (type.known && type.value === 'gateway-load-balancer') continue;
    const service = serviceName(endpoint);
    if (service === null) endpoints.push(endpoint);
    else services.add(service);
  }
  endpoints.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return { services: [...services].sort(), endpoints };
}

/** The short name of the service, or the full one where the service is in another region than the endpoint. */
function serviceName({ endpointType: type, service, serviceName: full, region }: VpcEndpoint): string | null {
  const isOfService = !type.known || type.value === 'interface' || type.value === 'gateway';
  if (!isOfService || !service.known || !full.known || service.value.kind === 'customer') return null;
  const isElsewhere = service.value.region !== null && region !== null && service.value.region !== region;
  return isElsewhere ? full.value : service.value.service;
}
