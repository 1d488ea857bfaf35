import { type Fact, flatMap, no } from '../../model/fact.ts';
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
