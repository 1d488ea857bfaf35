import { and, type Fact, flatMap, isFalse, map, not } from '../../model/fact.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { hasGatewayEndpoints } from '../../model/service-name.ts';
import { isAvailableEndpointOfType, namesLeadToEndpoint } from './available-endpoint.ts';

/**
 * Whether the interface endpoint, of an AWS service, is there for the compute of its own VPC. One whose private DNS
 * answers only queries from outside is not, and one of S3 or DynamoDB without private DNS need not be: the
 * names lead the VPC's own traffic to public addresses, where a gateway endpoint takes it (DNS16, DNS22).
 */
export function isMeantForItsVpc(endpoint: VpcEndpoint): Fact<boolean> {
  const isAwsService = map(endpoint.service, ({ kind }) => kind === 'aws');
  const applies = and(isAvailableEndpointOfType(endpoint, 'interface'), isAwsService);
  if (isFalse(applies)) return applies;
  const isForOthers = flatMap(endpoint.service, ({ service }) =>
    hasGatewayEndpoints(service)
      ? not(namesLeadToEndpoint(endpoint))
      : endpoint.privateDnsOnlyForInboundResolver,
  );
  return and(applies, not(isForOthers));
}
