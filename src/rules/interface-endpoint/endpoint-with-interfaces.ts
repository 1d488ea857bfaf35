import { type Fact, or } from '../../model/fact.ts';
import { isOwnEndpointOfType, type VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';

/** Whether the endpoint is the user's own and stands in subnets: of every known type but gateway. */
export function isOwnEndpointWithInterfaces(endpoint: VpcEndpoint): Fact<boolean> {
  return or(
    isOwnEndpointOfType(endpoint, 'interface'),
    isOwnEndpointOfType(endpoint, 'resource'),
    isOwnEndpointOfType(endpoint, 'service-network'),
    isOwnEndpointOfType(endpoint, 'gateway-load-balancer'),
  );
}
