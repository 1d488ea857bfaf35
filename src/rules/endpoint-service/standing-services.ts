import { isFalse } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { EndpointServiceConfiguration } from '../../model/resources/vpc-endpoint-service.ts';

/** The endpoint services that this input provides, without those that are being deleted. */
export function standingServices(network: Network): readonly EndpointServiceConfiguration[] {
  return network.all('vpcEndpointServiceConfigurations').filter(({ isStanding }) => !isFalse(isStanding));
}
