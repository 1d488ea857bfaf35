import { and, type Fact, flatMap, map, no } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint, VpcEndpointType } from '../../model/resources/vpc-endpoint.ts';
import { vpcOf } from './vpc-of.ts';

/** Whether the endpoint is of that type, the user's own (I4), and in the state that carries traffic (I2). */
export function isAvailableEndpointOfType(endpoint: VpcEndpoint, type: VpcEndpointType): Fact<boolean> {
  const actual = endpoint.endpointType;
  if (!actual.known) return and(actual, endpoint.isAvailable);
  return actual.value === type ? endpoint.isOwnAndAvailable : no;
}

/** The VPC in which the endpoint stands. */
export function vpcOfEndpoint(network: Network, endpoint: VpcEndpoint): Fact<Vpc> {
  return network.memoOf(endpoint, 'VPC', () => vpcOf(network, endpoint));
}

/**
 * Whether the service's own names lead the VPC's sources to the endpoint: private DNS, unless it answers only
 * queries that come through an inbound Resolver endpoint (DNS7, DNS16). It is taken as the endpoint shows it.
 */
export function namesLeadToEndpoint(endpoint: VpcEndpoint): Fact<boolean> {
  return flatMap(endpoint.privateDnsEnabled, (enabled) =>
    map(endpoint.privateDnsOnlyForInboundResolver, (inboundOnly) => enabled && !inboundOnly),
  );
}
