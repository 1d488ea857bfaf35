import { AddressSet } from '../../model/address-set.ts';
import type { Network } from '../../model/network.ts';
import { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Place, Resource } from '../../model/resources/resource.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointOf } from './enter-endpoint.ts';
import { begin, type Decision, decide, end } from './flight.ts';
import type { PathBranch } from './path-answer.ts';
import type { Source } from './source.ts';

/**
 * What becomes of packets that a question lets start at an endpoint or at an endpoint service: neither begins a
 * connection (I26). Null where nothing of the kind has the id.
 */
export function neverBegunAt(network: Network, id: string): PathBranch | null {
  const endpoint = network.all('vpcEndpoints').find((each) => each.id === id);
  if (endpoint) return branchOf(atEndpoint(endpoint));
  const service = network.all('vpcEndpointServiceConfigurations').find((each) => each.id === id);
  if (!service) return null;
  return branchOf({
    plane: 'filter',
    decision: 'block',
    reason: 'endpoint-service-begins-nothing',
    message: `${id} begins no connection: it answers those that come in by its endpoints. For the way to its targets, ask from an interface of its load balancer`,
    at: service.at('/ServiceType'),
  });
}

/** The same where it is to start at an interface of an endpoint; null where the senders are others. */
export function neverBegunBy(network: Network, [source]: readonly Source[]): PathBranch | null {
  if (!(source?.resource instanceof NetworkInterface)) return null;
  const decision = atInterface(network, source.resource);
  return decision && branchOf(decision);
}

function branchOf(decision: Decision): PathBranch {
  const stopped = decide(begin(AddressSet.empty), decision);
  return end(stopped, decision.decision === 'block' ? 'none' : 'unknown', null);
}

/** What it is, its own type tells, whether the endpoint is described or not (I5); without one, the endpoint does. */
function atInterface(network: Network, holder: NetworkInterface): Decision | null {
  if (holder.isOfGatewayLoadBalancerEndpoint) return handedOn(holder, holder.at('/InterfaceType'));
  if (!holder.isOfEndpoint && holder.role.known) return null;
  const found = endpointOf(network, holder);
  if (found.kind === 'described') return atEndpoint(found.endpoint);
  if (found.kind === 'none') return null;
  return {
    plane: 'filter',
    decision: 'block',
    reason: 'endpoint-begins-nothing',
    message: `${holder.id} is the interface of an endpoint, which ${answersOnly}`,
    at: holder.at('/InterfaceType'),
  };
}

const answersOnly =
  'begins no connection: what stands behind it only answers. Ask for the way in the other direction';

function atEndpoint(endpoint: VpcEndpoint): Decision {
  const { id, endpointType: type } = endpoint;
  const at = endpoint.at('/VpcEndpointType');
  if (type.known && type.value === 'gateway-load-balancer') return handedOn(endpoint, at);
  return {
    plane: 'filter',
    decision: 'block',
    reason: 'endpoint-begins-nothing',
    message: `${id} ${answersOnly}`,
    at,
  };
}

function handedOn(holder: Resource, at: Place): Decision {
  const { id } = holder;
  return {
    plane: 'filter',
    decision: 'unknown',
    reason: 'appliance-beyond',
    message: `${id} begins no connection: it hands on packets of others that come back from appliances. Ask from where those start`,
    at,
    missing: [holder.missing(`whose packets come out of ${id}`)],
  };
}
