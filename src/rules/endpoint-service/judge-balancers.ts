import { networkBalancersOf } from '../../analysis/connectivity/provider/provided-service.ts';
import { and, type Fact, isFalse, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { LoadBalancer } from '../../model/resources/load-balancer.ts';
import type { EndpointServiceConfiguration } from '../../model/resources/vpc-endpoint-service.ts';
import { type Outcome, type Problem, problem, undecided } from '../rule.ts';
import { standingServices } from './standing-services.ts';

type Told = Omit<Problem, 'kind' | 'resource' | 'key'>;

/**
 * Judges each Network Load Balancer of each endpoint service. `judge` gives what is wrong with one, or null; the
 * finding is the service's.
 */
export function* judgeBalancers<T>(
  network: Network,
  judge: (service: EndpointServiceConfiguration, balancer: LoadBalancer) => Fact<T | null>,
  tell: (service: EndpointServiceConfiguration, balancer: LoadBalancer, fault: T) => Told,
): Iterable<Outcome> {
  for (const service of standingServices(network)) {
    const balancers = networkBalancersOf(network, service);
    if (!balancers.known) {
      yield undecided(service, balancers.missing);
      continue;
    }
    for (const balancer of balancers.value) {
      const fault = judge(service, balancer);
      const isFaulty = and(
        service.isStanding,
        map(fault, (found) => found !== null),
      );
      if (isFalse(isFaulty)) continue;
      if (!isFaulty.known) yield undecided(service, isFaulty.missing);
      else if (fault.known && fault.value !== null) {
        yield problem({ resource: service, key: balancer.id, ...tell(service, balancer, fault.value) });
      }
    }
  }
}
