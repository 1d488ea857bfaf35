import { AddressSet } from '../../../model/address-set.ts';
import { all, type Fact, flatMap, known, type MissingFact, map, unknown } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { Listener, LoadBalancer, Target } from '../../../model/resources/load-balancer.ts';
import type { NetworkInterface } from '../../../model/resources/network-interface.ts';
import { type Admission, admission, type Traffic } from '../security-group-admission.ts';
import { listenersOf } from './provided-service.ts';
import { interfaceOfTarget } from './target-place.ts';

/** Whom the security groups of a load balancer admit to at least one of its listeners. */
export interface BalancerAdmission {
  readonly addresses: AddressSet;
  readonly groupIds: ReadonlySet<string>;
  /** What could widen it. */
  readonly missing: readonly MissingFact[];
}

const tcp = 6;
const udp = 17;

function protocolsOf(protocol: string): readonly number[] {
  if (protocol === 'TCP_UDP' || protocol === 'TCP_QUIC') return [tcp, udp];
  return protocol === 'UDP' || protocol === 'QUIC' ? [udp] : [tcp];
}

/** The traffic that a listener takes: one protocol or two on a port. */
function trafficOf(listener: Listener): Fact<readonly Traffic[]> {
  return flatMap(listener.port, (port) =>
    map(listener.protocol, (protocol) => protocolsOf(protocol).map((each) => ({ protocol: each, port }))),
  );
}

/**
 * Whom a load balancer admits of what endpoints bring (S20); null where it filters none of that: it has no group
 * (S21), or its inbound rules do not count for endpoints.
 */
export function endpointClientsAdmitted(
  network: Network,
  balancer: LoadBalancer,
): Fact<BalancerAdmission | null> {
  const { groupIds, filtersEndpoints } = balancer;
  if (groupIds.known && groupIds.value.length === 0) return known(null);
  if (filtersEndpoints.known && !filtersEndpoints.value) return known(null);
  return flatMap(groupIds, (ids) =>
    flatMap(filtersEndpoints, () =>
      flatMap(listenersOf(network, balancer), (listeners) =>
        map(all(listeners.map(trafficOf)), (traffic) =>
          together(traffic.flat().map((each) => admission(network, ids, balancer, 'ingress', each))),
        ),
      ),
    ),
  );
}

function together(admissions: readonly Admission[]): BalancerAdmission {
  return {
    addresses: AddressSet.unionAll(admissions.map(({ addresses }) => addresses)),
    groupIds: new Set(admissions.flatMap(({ groupIds }) => [...groupIds])),
    missing: admissions.flatMap(({ missing }) => missing),
  };
}

/** Whether security groups admit nobody of these addresses and groups to some traffic. */
function refuses(
  { addresses, groupIds, missing }: Admission,
  peers: AddressSet,
  peerGroups: readonly string[],
): Fact<boolean> {
  if (addresses.overlaps(peers) || peerGroups.some((id) => groupIds.has(id))) return known(false);
  return missing.length > 0 ? unknown(...missing) : known(true);
}

/** Whether the outbound rules of a load balancer's groups keep it from a target (S21). */
export function isKeptFromTarget(
  network: Network,
  balancer: LoadBalancer,
  listener: Listener,
  target: Target,
): Fact<boolean> {
  return flatMap(balancer.groupIds, (ids) => {
    if (ids.length === 0) return known(false);
    return flatMap(towards(network, balancer, listener, target), ({ interface: its, traffic }) =>
      flatMap(its.addresses, (addresses) =>
        flatMap(its.groupIds, (carried) =>
          refuses(admission(network, ids, balancer, 'egress', traffic), addresses, carried),
        ),
      ),
    );
  });
}

/** Whether the groups of a target admit neither the addresses nor the groups of the load balancer before it (S22, E8). */
export function isClosedToBalancer(
  network: Network,
  balancer: LoadBalancer,
  listener: Listener,
  target: Target,
): Fact<boolean> {
  return flatMap(towards(network, balancer, listener, target), ({ interface: its, traffic }) =>
    flatMap(its.groupIds, (ids) => {
      if (ids.length === 0) return known(false);
      return flatMap(balancerAddresses(network, balancer), (addresses) =>
        flatMap(balancer.groupIds, (carried) =>
          refuses(admission(network, ids, its, 'ingress', traffic), addresses, carried),
        ),
      );
    }),
  );
}

function towards(
  network: Network,
  balancer: LoadBalancer,
  listener: Listener,
  target: Target,
): Fact<{ readonly interface: NetworkInterface; readonly traffic: Traffic }> {
  if (target.port === null)
    return unknown(balancer.missing(`no port of target ${target.id}`, 'targetHealth'));
  const { port } = target;
  return flatMap(interfaceOfTarget(network, balancer, target), (its) =>
    map(listener.protocol, (protocol) => ({
      interface: its,
      traffic: { protocol: protocolsOf(protocol)[0] ?? tcp, port },
    })),
  );
}

/** All addresses of the subnets in which it stands: its own are among them. */
function balancerAddresses(network: Network, balancer: LoadBalancer): Fact<AddressSet> {
  return network.memoOf(balancer, 'addresses of its subnets', () =>
    flatMap(balancer.zones, (zones) => {
      const subnets = zones.map(({ subnetId }) => network.answerFor('subnets', subnetId, balancer));
      return map(all(subnets.map((subnet) => flatMap(subnet, ({ addresses }) => addresses))), (sets) =>
        AddressSet.unionAll(sets),
      );
    }),
  );
}
