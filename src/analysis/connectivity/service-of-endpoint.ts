import { type Fact, flatMap, known, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { VpcEndpointService } from '../../model/resources/vpc-endpoint-service.ts';

/**
 * The service that an endpoint is for. S3 and DynamoDB are listed twice under one name, once for each type of
 * endpoint: the one of the endpoint's own type counts.
 */
export function serviceOfEndpoint(network: Network, endpoint: VpcEndpoint): Fact<VpcEndpointService> {
  return flatMap(endpoint.serviceName, (name) => {
    const called =
      network.index('vpcEndpointServices', 'name', ({ serviceName }) => serviceName).get(name) ?? [];
    const [missing] = network.missing('vpcEndpointServices', endpoint);
    if (called.length === 0) {
      const reason = `${name} is not among the services`;
      return unknown(missing ?? endpoint.missing(reason, 'vpcEndpointServices'));
    }
    return flatMap(endpoint.endpointType, (type) => {
      const service = called.find(({ endpointTypes }) => endpointTypes.includes(type)) ?? called[0];
      return service
        ? known(service)
        : unknown(endpoint.missing(`no service ${name}`, 'vpcEndpointServices'));
    });
  });
}
