import {
  type Fact,
  flatMap,
  known,
  type MissingFact,
  map,
  no,
  someOf,
  unknown,
  yes,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { RouteTargetKind } from '../../model/resources/route-table.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { zonesOfSubnets } from '../connectivity/availability-zone.ts';
import { computeBySubnet, computeInVpc } from '../connectivity/compute.ts';

/** Interfaces that open no connections to endpoints, by their types. */
const passive: ReadonlySet<string> = new Set([
  'vpc_endpoint',
  'gateway_load_balancer_endpoint',
  'nat_gateway',
  'network_load_balancer',
  'load_balancer',
  'gateway_load_balancer',
  'transit_gateway',
]);

interface PossibleClients {
  readonly isAny: boolean;
  readonly subnetIds: ReadonlySet<string>;
  readonly missing: readonly MissingFact[];
}

/**
 * The interfaces of a VPC that may use endpoints: all but those of endpoints, load balancers, NAT and transit gateways.
 * Wider than what counts as compute, because something is to be called unused by it.
 */
function possibleClients(network: Network, vpc: Vpc): PossibleClients {
  return network.memoOf(vpc, 'possible clients of endpoints', () => {
    const compute = computeBySubnet(network, vpc);
    const subnetIds = new Set(compute.bySubnet.keys());
    const missing: MissingFact[] = [...compute.missing];
    let isAny = computeInVpc(network, vpc).items.length > 0;
    for (const each of network.inVpc('networkInterfaces', vpc).items) {
      const { role, subnetId } = each;
      if (!role.known || role.value !== 'not-compute') continue;
      // Looking closer is only worth it where nobody else has been seen.
      if ((subnetId.known && subnetIds.has(subnetId.value)) || isPassive(each)) continue;
      isAny = true;
      if (subnetId.known) subnetIds.add(subnetId.value);
      else missing.push(...subnetId.missing);
    }
    return { isAny, subnetIds, missing };
  });
}

function isPassive(each: NetworkInterface): boolean {
  return passive.has(each.raw.InterfaceType ?? '') || isOfLoadBalancer(each);
}

function isOfLoadBalancer({ description }: NetworkInterface): boolean {
  return description.startsWith('ELB ');
}

/** Routes by which somebody outside of the VPC could be answered. */
const outward: ReadonlySet<RouteTargetKind> = new Set<RouteTargetKind>([
  'transit-gateway',
  'vpc-peering',
  'vpn-gateway',
  'core-network',
  'local-gateway',
  'network-interface',
  'unknown',
]);

/** Whether clients from outside of the VPC could use its endpoints: a table of its leads back to some. */
export function mayServeOutside(network: Network, vpc: Vpc): Fact<boolean> {
  return network.memoOf(vpc, 'may serve outside', () =>
    someOf(network.inVpc('routeTables', vpc), ({ routes }) =>
      map(routes, (all) => all.some(({ target }) => outward.has(target.kind))),
    ),
  );
}

/** The zones in which possible clients stand. Local Zones are zones too: they use endpoints of the Region. */
export function zonesOfClients(network: Network, vpc: Vpc): Fact<ReadonlySet<string>> {
  return network.memoOf(vpc, 'zones of possible clients', () => {
    const clients = possibleClients(network, vpc);
    const zoned = zonesOfSubnets(network, vpc, [...clients.subnetIds], vpc);
    const missing = [...clients.missing, ...zoned.missing];
    return missing.length > 0 ? unknown(...missing) : known(new Set(zoned.items.map(({ zone }) => zone)));
  });
}

/** Whether nobody in the VPC can be a client of its endpoints. */
export function hasNoClients(network: Network, vpc: Vpc): Fact<boolean> {
  const clients = possibleClients(network, vpc);
  if (clients.isAny) return no;
  return flatMap(mayServeOutside(network, vpc), (outside) => {
    if (outside) return no;
    return clients.missing.length > 0 ? unknown(...clients.missing) : yes;
  });
}
