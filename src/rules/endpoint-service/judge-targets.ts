import { listenersOf, targetsOf } from '../../analysis/connectivity/provider/provided-service.ts';
import { all, type Fact, flatMap, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Listener, LoadBalancer, Target } from '../../model/resources/load-balancer.ts';

/** Targets of a listener of which something is true. */
export interface ListenerTargets {
  readonly listener: Listener;
  readonly targets: readonly Target[];
  /** How many the listener has. */
  readonly count: number;
}

/** The listeners of a load balancer with targets of which something is true; null where there is none. */
export function listenersWithTargets(
  network: Network,
  balancer: LoadBalancer,
  isSo: (listener: Listener, target: Target) => Fact<boolean>,
): Fact<readonly ListenerTargets[] | null> {
  return flatMap(listenersOf(network, balancer), (listeners) =>
    map(
      all(
        listeners.map((listener) =>
          flatMap(targetsOf(network, balancer, listener), (targets) =>
            map(
              all(
                targets
                  // What another load balancer or an address beyond the VPC filters is not in the input.
                  .filter(({ id, zone }) => !id.startsWith('arn:') && zone !== 'all')
                  .map((target) => map(isSo(listener, target), (so) => (so ? [target] : []))),
              ),
              (found) => ({ listener, targets: found.flat(), count: targets.length }),
            ),
          ),
        ),
      ),
      (each) => {
        const some = each.filter(({ targets }) => targets.length > 0);
        return some.length > 0 ? some : null;
      },
    ),
  );
}

/** `i-1 on port 8443`, of the first listener's targets. */
export function targetTexts([first]: readonly ListenerTargets[]): readonly string[] {
  return (first?.targets ?? []).map(({ id, port }) => `${id} on port ${port ?? '?'}`);
}
