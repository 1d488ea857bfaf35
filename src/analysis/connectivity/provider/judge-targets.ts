import { all, every, type Fact, flatMap, known, map, unknown } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { Listener, LoadBalancer, Target } from '../../../model/resources/load-balancer.ts';
import { assume, decide, type Flight } from '../flight.ts';
import { calledIn, open, type ServedInterface, stop } from './load-balancer-decisions.ts';
import { subnetOfTarget } from './target-place.ts';

/**
 * Whether a listener has targets for what comes in by an endpoint: without cross-zone load balancing only those in
 * the zone of the endpoint's interface (E6). Health changes by the minute, so it makes the answer unknown at most.
 */
export function judgeTargets(
  network: Network,
  flight: Flight,
  balancer: LoadBalancer,
  listener: Listener,
  served: ServedInterface,
): Flight {
  const arns = listener.targetGroupArns;
  if (!arns.known) return open(flight, balancer, 'where its listener leads', arns.missing);
  const at = listener.at('/DefaultActions');
  if (arns.value.length === 0) {
    const message = `the listener of ${calledIn(balancer)} forwards to no target group`;
    return stop(flight, balancer, { reason: 'load-balancer-target-group-none', message, at });
  }
  const passed = decide(flight, {
    plane: 'filter',
    decision: 'pass',
    reason: 'load-balancer-passed',
    message: `${calledIn(balancer)} forwards them to ${arns.value.map(shortName).join(', ')}`,
    at,
  });
  const answers = arns.value.map((arn) => network.answerFor('targetHealth', arn, balancer));
  if (answers.some((answer) => !answer.known)) {
    return assume(passed, `the targets of ${calledIn(balancer)} were not collected and are taken to answer`);
  }
  const targets = flatMap(all(answers), (groups) => all(groups.map((group) => group.targets)));
  if (!targets.known) return open(passed, balancer, 'which targets it has', targets.missing);
  const registered = targets.value.flat().filter(({ state }) => state !== 'draining');
  const near = flatMap(crossesZones(network, balancer, arns.value), (crosses) =>
    crosses ? known(registered) : inZoneOf(network, balancer, registered, served),
  );
  if (registered.length === 0 || (near.known && near.value.length === 0)) {
    const where = registered.length === 0 ? '' : ` in the zone of ${served.target.id}, and sends to no other`;
    const message = `${calledIn(balancer)} has no registered target${where}`;
    return stop(passed, balancer, { reason: 'load-balancer-targets-none', message, at });
  }
  if (!near.known) return open(passed, balancer, 'in which zones it has targets', near.missing);
  if (near.value.some(({ state }) => state === 'healthy')) {
    return assume(
      passed,
      `what filters before the targets of ${calledIn(balancer)} is taken to let it through`,
    );
  }
  const reason = `no healthy target of ${calledIn(balancer)}`;
  return open(passed, balancer, 'whether targets answer that were not healthy', [
    balancer.missing(reason, 'targetHealth'),
  ]);
}

function shortName(arn: string): string {
  return arn.split('/').at(-2) ?? arn;
}

/** Whether zones are crossed: for all target groups, as they say themselves or else as their load balancer does (E6). */
function crossesZones(network: Network, balancer: LoadBalancer, groupArns: readonly string[]): Fact<boolean> {
  const attributes = network.answerFor('loadBalancerAttributes', balancer.id, balancer);
  const byBalancer = flatMap(attributes, (answer) => answer.crossesZones);
  return every(groupArns, (arn) => {
    const own = flatMap(
      network.answerFor('targetGroupAttributes', arn, balancer),
      (answer) => answer.crossesZones,
    );
    // A target group that is not described is taken to leave it to its load balancer, as nearly all do.
    return own.known && own.value !== null ? known(own.value) : byBalancer;
  });
}

/** Those in the zone of the endpoint's interface. Zones of two accounts are compared by their ids (I6). */
function inZoneOf(
  network: Network,
  balancer: LoadBalancer,
  targets: readonly Target[],
  { endpoint, subnet }: ServedInterface,
): Fact<readonly Target[]> {
  if (!subnet) return unknown(endpoint.missing(`the zone of an interface of ${endpoint.id}`, 'subnets'));
  if (endpoint.raw.ServiceRegion && endpoint.raw.ServiceRegion !== endpoint.region) {
    return unknown(endpoint.missing(`the zones behind ${endpoint.id}, whose service is in another Region`));
  }
  return flatMap(subnet.availabilityZoneId, (zone) =>
    map(
      all(
        targets.map((target) =>
          map(zoneOf(network, balancer, target), (its) => (its === zone ? [target] : [])),
        ),
      ),
      (found) => found.flat(),
    ),
  );
}

function zoneOf(network: Network, balancer: LoadBalancer, target: Target): Fact<string> {
  return flatMap(subnetOfTarget(network, balancer, target), (found) => found.availabilityZoneId);
}
