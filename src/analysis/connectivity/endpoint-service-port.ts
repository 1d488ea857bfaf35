import { servicePorts } from '../../data/service-ports.ts';
import { type Fact, map } from '../../model/fact.ts';
import { PortSet } from '../../model/port-set.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';

/**
 * The TCP ports on which the endpoint's service listens (S18). `null` where no source states them, as for
 * the endpoint services of customers, so that any port may be one.
 */
export function listeningPorts(endpoint: VpcEndpoint): Fact<PortSet | null> {
  return map(endpoint.service, (service) => {
    const { ports, certain } = servicePorts(service);
    return certain ? setOf(ports) : null;
  });
}

/** One set for one list of the table, which thousands of endpoints have in common. */
const sets = new WeakMap<readonly number[], PortSet>();

function setOf(ports: readonly number[]): PortSet {
  let set = sets.get(ports);
  if (!set) sets.set(ports, (set = PortSet.unionAll(ports.map((port) => PortSet.of(port)))));
  return set;
}
