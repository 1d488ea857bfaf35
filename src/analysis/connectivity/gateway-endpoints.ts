import {
  and,
  type Fact,
  filterListing,
  known,
  type Listing,
  map,
  someOf,
  unknown,
} from '../../model/fact.ts';
import type { Network, Whereabouts } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { isOwnEndpointOfType, type VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { namesLeadToEndpoint } from './available-endpoint.ts';

/**
 * The user's own gateway endpoints of a service in a VPC, in any state but deleting (G2). The VPC is given
 * by its id and its owner's account and region, because a peer's VPC is often known by no more.
 */
export function gatewayEndpointsOf(
  network: Network,
  service: string,
  vpcId: string,
  owner: Whereabouts,
): Listing<VpcEndpoint> {
  return network.memoAt(owner, 'gateway endpoints', `${service} in ${vpcId}`, () => {
    return filterListing(network.inVpcOf('vpcEndpoints', vpcId, owner), (endpoint) =>
      and(
        isOwnEndpointOfType(endpoint, 'gateway'),
        map(endpoint.service, (name) => name.service === service),
      ),
    );
  });
}

/** Whether an endpoint takes traffic: yes when available; a state on the way there is unknown (I2). */
export function isAvailable(endpoint: VpcEndpoint): Fact<boolean> {
  const { state } = endpoint;
  if (!state.known) return state;
  return isUnderWay(state.value)
    ? unknown(endpoint.missing(`${endpoint.id} is ${state.value}`))
    : known(state.value === 'available');
}

/** Whether a state leads to another by itself or by the other side's hand (I1). */
export function isUnderWay(state: string): boolean {
  return state === 'pending' || state === 'pendingacceptance' || state === 'partial';
}

/**
 * Whether the names of a service lead every source in the VPC to an interface endpoint there: one with
 * private DNS that is not only for queries from outside (DNS7, DNS16, DNS18).
 */
export function namesLeadToInterfaceEndpoint(network: Network, vpc: Vpc, service: string): Fact<boolean> {
  return network.memoOf(vpc, `names of ${service} lead to an interface endpoint`, () =>
    someOf(network.inVpc('vpcEndpoints', vpc), (endpoint) =>
      and(
        map(endpoint.endpointType, (type) => type === 'interface'),
        map(endpoint.service, (name) => name.service === service),
        isAvailable(endpoint),
        namesLeadToEndpoint(endpoint),
      ),
    ),
  );
}
