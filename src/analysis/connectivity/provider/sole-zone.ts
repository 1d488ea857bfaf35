import { all, type Fact, flatMap, known, map } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { Listener, LoadBalancer } from '../../../model/resources/load-balancer.ts';
import type { EndpointServiceConfiguration } from '../../../model/resources/vpc-endpoint-service.ts';
import { crossesZones, targetsOf } from './provided-service.ts';
import { zonesOfTarget } from './target-place.ts';

/**
 * The one zone in which all targets of a listener stand, of a service that is offered in several, whose load balancer
 * sends to targets of all zones (E6). Null where there are several zones, or fewer than two targets: one alone is that
 * on purpose.
 */
export function soleZoneOfTargets(
  network: Network,
  service: EndpointServiceConfiguration,
  balancer: LoadBalancer,
  listener: Listener,
): Fact<string | null> {
  return flatMap(service.availabilityZones, (offered) =>
    offered.length < 2
      ? none
      : flatMap(targetsOf(network, balancer, listener), (targets) =>
          targets.length < 2
            ? none
            : flatMap(all(targets.map((target) => zonesOfTarget(network, balancer, target))), (places) => {
                const zones = new Set(places.flatMap((place) => place ?? offered));
                const [zone] = zones;
                if (zones.size !== 1 || zone === undefined) return none;
                const crossing = flatMap(listener.targetGroupArns, (arns) =>
                  all(arns.map((arn) => crossesZones(network, balancer, arn))),
                );
                return map(crossing, (each) => (each.every((crosses) => crosses) ? zone : null));
              }),
        ),
  );
}

const none: Fact<string | null> = known(null);
