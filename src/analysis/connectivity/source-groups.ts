import type { Listing } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { SecurityGroup } from '../../model/resources/security-group.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';

/**
 * The security groups of the endpoint's VPC: what sources that nobody sees may carry. All groups, where the
 * input does not tell which VPC it is.
 */
export function groupsBesideEndpoint(network: Network, endpoint: VpcEndpoint): Listing<SecurityGroup> {
  const { vpcId } = endpoint;
  if (vpcId === null) {
    return {
      items: network.all('securityGroups'),
      missing: [
        endpoint.missing(`no VpcId on ${endpoint.id}`),
        ...network.missing('securityGroups', endpoint),
      ],
    };
  }
  return network.inVpcOf('securityGroups', vpcId, endpoint);
}
