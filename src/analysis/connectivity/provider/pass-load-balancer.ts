import { all, type Fact, flatMap, map, unknown } from '../../../model/fact.ts';
import type { Listener, LoadBalancer } from '../../../model/resources/load-balancer.ts';
import type { EndpointServiceConfiguration } from '../../../model/resources/vpc-endpoint-service.ts';
import { decide, type Flight } from '../flight.ts';
import type { Journey } from '../journey.ts';
import { enterSecurityGroups } from '../pass-security-groups.ts';
import { judgeTargets } from './judge-targets.ts';
import { calledIn, open, type ServedInterface, stop } from './load-balancer-decisions.ts';
import { listenersOf } from './provided-service.ts';

/**
 * Lets what an endpoint brings into a Network Load Balancer: while it is active, by its security groups unless
 * those do not count for endpoints (S20, S21), at a listener of the port (E13), and to its targets (E6).
 */
export function passLoadBalancer(
  journey: Journey,
  flight: Flight,
  provided: EndpointServiceConfiguration,
  arn: string,
  served: ServedInterface,
): Flight {
  const { network } = journey;
  const balancer = network.answerFor('loadBalancers', arn, provided);
  if (!balancer.known) {
    return decide(flight, {
      plane: 'filter',
      decision: 'unknown',
      reason: 'load-balancer-unknown',
      message: `the load balancer of ${provided.id} is not known`,
      at: provided.at('/NetworkLoadBalancerArns'),
      missing: balancer.missing,
    });
  }
  const standing = judgeState(flight, balancer.value);
  const admitted = passGroups(journey, standing, balancer.value, served);
  const listener = listenerFor(journey, balancer.value);
  if (!listener.known) {
    return open(admitted, balancer.value, 'what it listens on', listener.missing);
  }
  if (!listener.value) {
    const { protocol, port } = journey.traffic;
    return stop(admitted, balancer.value, {
      reason: 'load-balancer-listener-none',
      message: `${calledIn(balancer.value)} has no listener for ${protocol === 17 ? 'udp' : 'tcp'}/${port}`,
      at: balancer.value.at(),
    });
  }
  return judgeTargets(network, admitted, balancer.value, listener.value, served);
}

function judgeState(flight: Flight, balancer: LoadBalancer): Flight {
  const { state } = balancer;
  if (!state.known) return open(flight, balancer, 'its state', state.missing);
  if (state.value.startsWith('active')) return flight;
  const message = `${calledIn(balancer)} is ${state.value}`;
  if (state.value === 'failed') {
    return stop(flight, balancer, { reason: 'load-balancer-not-active', message, at: balancer.at('/State') });
  }
  return open(flight, balancer, 'whether it takes packets yet', [balancer.missing(message)]);
}

/**
 * The rules of its groups see the clients' own addresses (S20). They can name no group of clients in another VPC;
 * whether they can in its own is not documented.
 */
function passGroups(
  { network, source, traffic }: Journey,
  flight: Flight,
  balancer: LoadBalancer,
  { endpoint }: ServedInterface,
): Flight {
  const { groupIds, filtersEndpoints } = balancer;
  if (!groupIds.known) return open(flight, balancer, 'which security groups it has', groupIds.missing);
  if (groupIds.value.length === 0) return flight;
  if (!filtersEndpoints.known) {
    return open(flight, balancer, 'whether its groups filter endpoints', filtersEndpoints.missing);
  }
  if (!filtersEndpoints.value) return flight;
  const holder = { resource: balancer, groupIds: groupIds.value };
  const byAddress = enterSecurityGroups(network, holder, source, flight, traffic, 'references-do-not-hold');
  if (endpoint.vpcId !== balancer.vpcId) return byAddress;
  const byName = enterSecurityGroups(network, holder, source, flight, traffic, 'references-hold');
  if (byName.hops.at(-1)?.reason === byAddress.hops.at(-1)?.reason) return byAddress;
  const reason = `whether rules of ${calledIn(balancer)} may name groups of clients`;
  return open(flight, balancer, 'whom it admits by the names of groups', [balancer.missing(reason)]);
}

const tcp = 6;
const listening: Readonly<Record<string, readonly string[]>> = {
  tcp: ['TCP', 'TLS', 'TCP_UDP', 'TCP_QUIC'],
  udp: ['UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'],
};

/** The listener of the traffic's port; null where the others are known and none is. */
function listenerFor({ network, traffic }: Journey, balancer: LoadBalancer): Fact<Listener | null> {
  const found = listenersOf(network, balancer);
  if (!found.known) return found;
  const listeners = found.value;
  if (listeners.length === 0) {
    return unknown(balancer.missing(`no listener of ${calledIn(balancer)}`, 'listeners'));
  }
  const protocols = listening[traffic.protocol === tcp ? 'tcp' : 'udp'] ?? [];
  const matches = all(
    listeners.map((listener) =>
      flatMap(listener.port, (port) =>
        map(listener.protocol, (protocol) =>
          port === traffic.port && protocols.includes(protocol) ? [listener] : [],
        ),
      ),
    ),
  );
  return map(matches, (found) => found.flat()[0] ?? null);
}
