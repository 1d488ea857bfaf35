import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { VpcEndpoint, VpcEndpointType } from '../../model/resources/vpc-endpoint.ts';
import { decide, type Flight } from './flight.ts';
import type { Journey } from './journey.ts';
import { judgeState } from './judge-endpoint-state.ts';
import { passResourceConfiguration } from './pass-resource-configuration.ts';
import type { Via } from './path-answer.ts';
import { passProvider } from './provider/pass-provider.ts';

/** What an interface belongs to: an endpoint, one that is not described, or none. */
export type EndpointOfInterface =
  | { readonly kind: 'described'; readonly endpoint: VpcEndpoint }
  | { readonly kind: 'not-described' }
  | { readonly kind: 'none' };

/** The endpoint that an interface belongs to. */
export function endpointOf(network: Network, target: NetworkInterface): EndpointOfInterface {
  const byInterface = network.index('vpcEndpoints', 'network interface', ({ networkInterfaceIds: ids }) =>
    ids.known ? ids.value : null,
  );
  const endpoint = byInterface.get(target.id)?.[0];
  if (endpoint) return { kind: 'described', endpoint };
  return { kind: target.isOfEndpoint ? 'not-described' : 'none' };
}

const tcp = 6;
const udp = 17;

/** The protocols that endpoints of a type take (S19, I11, I19). */
const protocols: ReadonlyMap<VpcEndpointType, readonly number[]> = new Map([
  ['interface', [tcp, udp]],
  ['resource', [tcp]],
]);

const ways: ReadonlyMap<VpcEndpointType, Via> = new Map([
  ['resource', 'resource-endpoint'],
  ['service-network', 'service-network-endpoint'],
  ['gateway-load-balancer', 'gateway-load-balancer-endpoint'],
]);

/** The way that packets take which an interface of the endpoint receives. */
export function viaEndpoint({ endpointType: type }: VpcEndpoint): Via {
  return (type.known ? ways.get(type.value) : undefined) ?? 'interface-endpoint';
}

/**
 * Lets a flight into an endpoint at one of its interfaces: what its type takes, in the state that it is in, and
 * what stands behind it where that is to be seen.
 */
export function enterEndpoint(
  journey: Journey,
  flight: Flight,
  target: NetworkInterface,
  subnet: Subnet | null,
  found: EndpointOfInterface,
): Flight {
  const { network, traffic } = journey;
  const { protocol } = traffic;
  if (found.kind === 'none') return flight;
  if (found.kind === 'not-described') {
    const missing = network.missing('vpcEndpoints', target);
    const described = target.missing(`the endpoint of ${target.id} is not described`, 'vpcEndpoints');
    return decide(flight, {
      plane: 'filter',
      decision: 'unknown',
      reason: 'endpoint-state-unknown',
      message: `the endpoint of ${target.id} is not known`,
      at: target.at(),
      missing: missing.length > 0 ? missing : [described],
    });
  }
  const { endpoint } = found;
  const type = endpoint.endpointType;
  const taken = type.known ? protocols.get(type.value) : undefined;
  const accepted =
    taken === undefined || taken.includes(protocol)
      ? flight
      : decide(flight, {
          plane: 'filter',
          decision: 'block',
          reason: 'endpoint-protocol',
          message: `${endpoint.id} accepts only ${taken.includes(udp) ? 'TCP and UDP' : 'TCP'}`,
          at: endpoint.at('/VpcEndpointType'),
        });
  const available = judgeState(accepted, endpoint);
  if (type.known && type.value === 'resource') return passResourceConfiguration(journey, available, endpoint);
  if (type.known && type.value === 'service-network') return behindServiceNetwork(available, endpoint);
  if (!type.known || type.value !== 'interface') return available;
  return passProvider(journey, available, { endpoint, target, subnet });
}

/** Each service and resource of a service network has addresses of its own, which no call tells apart (I20). */
function behindServiceNetwork(flight: Flight, endpoint: VpcEndpoint): Flight {
  const which = `which service or resource of the service network stands behind an address of ${endpoint.id}`;
  return decide(flight, {
    plane: 'filter',
    decision: 'unknown',
    reason: 'service-network-unknown',
    message: `${which} is not known`,
    at: endpoint.at('/ServiceNetworkArn'),
    missing: [endpoint.missing(which)],
  });
}
