import { all, type Fact, flatMap, known, map, unknown } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { EndpointConnection } from '../../../model/resources/endpoint-connection.ts';
import {
  type Listener,
  type LoadBalancer,
  ofEndpointServices,
  type Target,
} from '../../../model/resources/load-balancer.ts';
import type { EndpointServiceConfiguration } from '../../../model/resources/vpc-endpoint-service.ts';
import { zonesOfTarget } from './target-place.ts';

/** The load balancers of an endpoint service (E1). */
export function balancersOf(
  network: Network,
  service: EndpointServiceConfiguration,
): Fact<readonly LoadBalancer[]> {
  return network.memoOf(service, 'load balancers', () =>
    flatMap(service.loadBalancerArns, (arns) =>
      all(arns.map((arn): Fact<LoadBalancer> => network.answerFor('loadBalancers', arn, service))),
    ),
  );
}

/** The Network Load Balancers of a service; none for one of Gateway Load Balancers. */
export function networkBalancersOf(
  network: Network,
  service: EndpointServiceConfiguration,
): Fact<readonly LoadBalancer[]> {
  return flatMap(service.loadBalancerArns, (arns) =>
    arns.some((arn) => arn.includes('/gwy/')) ? known([]) : balancersOf(network, service),
  );
}

/** The listeners of a load balancer. Where none is seen, it has none only if all that there are were collected. */
export function listenersOf(network: Network, balancer: LoadBalancer): Fact<readonly Listener[]> {
  const homeless = network.memo('listeners of unknown load balancers', () =>
    network
      .all('listeners')
      .flatMap(({ loadBalancerArn: arn }) => (arn.known ? [] : arn.missing.slice(0, 1)))
      .slice(0, 1),
  );
  if (homeless.length > 0) return unknown(...homeless);
  const byBalancer = network.index('listeners', 'load balancer', ({ loadBalancerArn: arn }) =>
    arn.known ? arn.value : null,
  );
  const found = byBalancer.get(balancer.id) ?? [];
  if (found.length > 0) return known(found);
  // A list that is limited to the load balancers of endpoint services has all that this one has.
  const missing = network
    .missing('listeners', balancer)
    .filter(({ reason }) => !reason.endsWith(ofEndpointServices));
  return missing.length > 0 ? unknown(...missing) : known([]);
}

/** The targets that a listener sends to, without those that are on their way out. */
export function targetsOf(
  network: Network,
  balancer: LoadBalancer,
  listener: Listener,
): Fact<readonly Target[]> {
  return flatMap(listener.targetGroupArns, (arns) =>
    map(
      all(
        arns.map((arn) =>
          flatMap(network.answerFor('targetHealth', arn, balancer), ({ targets }) => targets),
        ),
      ),
      (groups) => groups.flat().filter(({ state }) => state !== 'draining'),
    ),
  );
}

/** Whether a target group has targets of all zones used: it may decide that itself, else its load balancer does (E6). */
export function crossesZones(network: Network, balancer: LoadBalancer, groupArn: string): Fact<boolean> {
  return flatMap(network.answerFor('targetGroupAttributes', groupArn, balancer), ({ crossesZones: own }) =>
    flatMap(own, (decided) => {
      if (decided !== null) return known(decided);
      const attributes = network.answerFor('loadBalancerAttributes', balancer.id, balancer);
      return flatMap(attributes, (answer) => answer.crossesZones);
    }),
  );
}

/**
 * The zones of a service in which the load balancer stands and a listener finds no target, because each node sends to
 * targets of its own zone only (E6). None where there is no target at all, or where zones are crossed.
 */
export function zonesWithoutTargets(
  network: Network,
  service: EndpointServiceConfiguration,
  balancer: LoadBalancer,
  listener: Listener,
): Fact<readonly string[]> {
  const targets = targetsOf(network, balancer, listener);
  if (targets.known && targets.value.length === 0) return known([]);
  return flatMap(service.availabilityZones, (offered) =>
    flatMap(balancer.zones, (standing) => {
      const zones = offered.filter((zone) => standing.some(({ name }) => name === zone));
      if (zones.length < 2) return known([]);
      const covered = flatMap(targets, (each) =>
        all(each.map((target) => zonesOfTarget(network, balancer, target))),
      );
      return flatMap(covered, (places) => {
        const bare = zones.filter((zone) => !places.some((place) => place === null || place.includes(zone)));
        if (bare.length === 0) return known([]);
        const crossing = flatMap(listener.targetGroupArns, (arns) =>
          all(arns.map((arn) => crossesZones(network, balancer, arn))),
        );
        return map(crossing, (each) => (each.some((crosses) => crosses) ? [] : bare));
      });
    }),
  );
}

/** The endpoints of a service, as its provider sees them (E14). */
export function connectionsOf(
  network: Network,
  service: EndpointServiceConfiguration,
): Fact<readonly EndpointConnection[]> {
  const found =
    network.index('vpcEndpointConnections', 'service', ({ serviceId }) => serviceId).get(service.id) ?? [];
  const missing = network.missing('vpcEndpointConnections', service);
  return missing.length > 0 ? unknown(...missing) : known(found);
}

/** The connected endpoints that are seen, even where others may be missing. */
export function connectedEndpoints(
  network: Network,
  service: EndpointServiceConfiguration,
): readonly EndpointConnection[] {
  const all =
    network.index('vpcEndpointConnections', 'service', ({ serviceId }) => serviceId).get(service.id) ?? [];
  return all.filter(({ state }) => state.known && state.value === 'available');
}
