import { type Fact, flatMap, no, unknown, yes } from '../../model/fact.ts';
import type { VpcEndpoint, VpcEndpointType } from '../../model/resources/vpc-endpoint.ts';

const withInterfaces: ReadonlySet<VpcEndpointType> = new Set<VpcEndpointType>([
  'interface',
  'resource',
  'service-network',
  'gateway-load-balancer',
]);

/** Whether the endpoint is the user's own and stands in subnets: of every known type but gateway. */
export function isOwnEndpointWithInterfaces(endpoint: VpcEndpoint): Fact<boolean> {
  return flatMap(endpoint.endpointType, (type) => (withInterfaces.has(type) ? endpoint.isOwn : no));
}

/**
 * Whether AWS still has to make some of the endpoint's interfaces, or failed to: of one that has them all it does
 * not matter what the service offers today, nor of one in a state without a way back.
 */
export function isToBeMade(endpoint: VpcEndpoint): Fact<boolean> {
  const { networkInterfaceIds: interfaces, subnetIds } = endpoint;
  if (interfaces.known && subnetIds.known && interfaces.value.length >= subnetIds.value.length) {
    return no;
  }
  return flatMap(endpoint.state, (state) => {
    if (state === 'failed') return yes;
    if (interfaces.known || state !== 'available') return no;
    return endpoint.isDeclared ? yes : unknown(...interfaces.missing);
  });
}
