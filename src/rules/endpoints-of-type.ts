import { isFalse } from '../model/fact.ts';
import type { Network } from '../model/network.ts';
import {
  isOwnEndpointOfType,
  type VpcEndpoint,
  type VpcEndpointType,
} from '../model/resources/vpc-endpoint.ts';

/** The endpoints that are not known to be of another type, or not the user's own: most rules have nothing to do with the others. */
export function endpointsOfType(network: Network, type: VpcEndpointType): readonly VpcEndpoint[] {
  return network.memo(`endpoints of type ${type}`, () =>
    network.all('vpcEndpoints').filter((endpoint) => !isFalse(isOwnEndpointOfType(endpoint, type))),
  );
}
