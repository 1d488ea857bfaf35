import { all, type Fact, flatMap, known, map } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import { PortSet } from '../../../model/port-set.ts';
import type { Listener } from '../../../model/resources/load-balancer.ts';
import type { EndpointServiceConfiguration } from '../../../model/resources/vpc-endpoint-service.ts';
import { listenersOf, networkBalancersOf } from './provided-service.ts';

/**
 * The TCP ports on which the Network Load Balancers of an endpoint service listen, which are those of its endpoints
 * (E13). Null where there are none, or one of another protocol.
 */
export function listenerPorts(network: Network, service: EndpointServiceConfiguration): Fact<PortSet | null> {
  return network.memoOf(service, 'ports of listeners', () =>
    flatMap(networkBalancersOf(network, service), (balancers) =>
      flatMap(all(balancers.map((balancer) => listenersOf(network, balancer))), (lists) => {
        const listeners = lists.flat();
        return listeners.length === 0
          ? known(null)
          : map(all(listeners.map(tcpPort)), (ports) =>
              ports.includes(null)
                ? null
                : PortSet.unionAll(ports.flatMap((port) => (port === null ? [] : PortSet.of(port)))),
            );
      }),
    ),
  );
}

const overTcp: ReadonlySet<string> = new Set(['TCP', 'TLS']);

function tcpPort({ port, protocol }: Listener): Fact<number | null> {
  return flatMap(protocol, (name) => (overTcp.has(name) ? port : known(null)));
}
