import type { MissingFact } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { VpcEndpoint } from '../../../model/resources/vpc-endpoint.ts';
import type { EndpointServiceConfiguration } from '../../../model/resources/vpc-endpoint-service.ts';
import { assume, decide, type Flight } from '../flight.ts';
import type { Journey } from '../journey.ts';
import type { ServedInterface } from './load-balancer-decisions.ts';
import { passLoadBalancer } from './pass-load-balancer.ts';

/**
 * Lets what an interface endpoint brings into the endpoint service of a customer behind it: a load balancer of the
 * provider's takes it (section 8). Where the provider's side is not in the input, it is taken to.
 */
export function passProvider(journey: Journey, flight: Flight, served: ServedInterface): Flight {
  const { network } = journey;
  const { endpoint } = served;
  const { service } = endpoint;
  if (!service.known || service.value.kind !== 'customer') return flight;
  const { service: serviceId } = service.value;
  const provided = network
    .index('vpcEndpointServiceConfigurations', 'id', ({ id }) => id)
    .get(serviceId)?.[0];
  if (provided) return throughLoadBalancers(journey, judgeService(flight, provided), provided, served);
  const missing = ownersMissing(network, endpoint);
  if (missing.length === 0) {
    return assume(flight, `${serviceId}, whose provider is not in the input, is taken to accept the packets`);
  }
  return decide(flight, {
    plane: 'filter',
    decision: 'unknown',
    reason: 'endpoint-service-unknown',
    message: `how ${serviceId}, which an account of the input provides, takes them is not known`,
    at: endpoint.at('/ServiceName'),
    missing,
  });
}

/** What an account that was collected, and that provides the service, does not tell of it. */
function ownersMissing(
  network: Network,
  { serviceName, region, scope }: VpcEndpoint,
): readonly MissingFact[] {
  const name = serviceName.known ? serviceName.value : '';
  const listed = network.index('vpcEndpointServices', 'name', (each) => each.serviceName).get(name) ?? [];
  const owner = listed.map(({ raw }) => raw.Owner).find((account) => account);
  const isCollected = network.scopes.some(({ account }) => account !== null && account === owner);
  if (!owner || !isCollected) return [];
  return network.missing('vpcEndpointServiceConfigurations', { account: owner, region, scope });
}

/** The state of the service (E4): of one that comes or goes nobody can tell. */
function judgeService(flight: Flight, provided: EndpointServiceConfiguration): Flight {
  const { id, state } = provided;
  if (state.known && state.value === 'available') return flight;
  const isGone = state.known && (state.value === 'failed' || state.value === 'deleted');
  return decide(flight, {
    plane: 'filter',
    decision: isGone ? 'block' : 'unknown',
    reason: isGone ? 'endpoint-service-not-available' : 'endpoint-service-unknown',
    message: `${id} is ${state.known ? state.value : 'in a state that is not known'}`,
    at: provided.at('/ServiceState'),
    missing: !state.known ? state.missing : isGone ? [] : [provided.missing(`${id} is ${state.value}`)],
  });
}

/** Of several load balancers each interface of an endpoint is tied to one, nobody knows which (E7). */
function throughLoadBalancers(
  journey: Journey,
  flight: Flight,
  provided: EndpointServiceConfiguration,
  served: ServedInterface,
): Flight {
  const arns = provided.networkLoadBalancerArns;
  if (!arns.known || arns.value.length === 0) {
    return decide(flight, {
      plane: 'filter',
      decision: 'unknown',
      reason: 'endpoint-service-unknown',
      message: `which load balancers ${provided.id} has is not known`,
      at: provided.at('/NetworkLoadBalancerArns'),
      missing: arns.known ? [provided.missing(`no load balancer of ${provided.id}`)] : arns.missing,
    });
  }
  const flights = arns.value.map((arn) => passLoadBalancer(journey, flight, provided, arn, served));
  const [first = flight, ...others] = flights;
  const outcome = ({ hops, missing, partial }: Flight): string =>
    JSON.stringify([hops.some(({ decision }) => decision === 'block'), missing.length > 0, partial]);
  if (others.every((other) => outcome(other) === outcome(first) && !other.partial)) return first;
  return decide(flight, {
    plane: 'filter',
    decision: 'unknown',
    reason: 'endpoint-service-unknown',
    message: `the load balancers of ${provided.id} do not treat them alike, and which of them ${served.endpoint.id} is tied to is not known`,
    at: provided.at('/NetworkLoadBalancerArns'),
    missing: [provided.missing(`to which load balancer ${served.endpoint.id} is tied`, 'loadBalancers')],
  });
}
