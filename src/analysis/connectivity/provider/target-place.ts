import { type Fact, flatMap, known, map, unknown } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { LoadBalancer, Target } from '../../../model/resources/load-balancer.ts';
import type { NetworkInterface } from '../../../model/resources/network-interface.ts';
import type { Subnet } from '../../../model/resources/subnet.ts';

/** The interface of a target that is an instance or an address of the load balancer's VPC. */
export function interfaceOfTarget(
  network: Network,
  balancer: LoadBalancer,
  { id }: Pick<Target, 'id'>,
): Fact<NetworkInterface> {
  const { vpcId } = balancer;
  const own = vpcId === null ? [] : network.inVpcOf('networkInterfaces', vpcId, balancer).items;
  // Most stand in the VPC, whose interfaces are few: an index over all is made for the others alone.
  const found =
    own.find(({ instanceId, raw }) => instanceId === id || raw.PrivateIpAddress === id) ??
    network.index('networkInterfaces', 'instance', ({ instanceId }) => instanceId).get(id)?.[0];
  if (found) return known(found);
  return unknown(balancer.missing(`the network interface of target ${id}`, 'networkInterfaces'));
}

/** The subnet in which a target stands. */
export function subnetOfTarget(
  network: Network,
  balancer: LoadBalancer,
  target: Pick<Target, 'id'>,
): Fact<Subnet> {
  return flatMap(interfaceOfTarget(network, balancer, target), ({ subnetId }) =>
    flatMap(subnetId, (id): Fact<Subnet> => network.answerFor('subnets', id, balancer)),
  );
}

/** The names of the zones in which a target takes connections; null for all, as an address outside of the VPC does. */
export function zonesOfTarget(
  network: Network,
  balancer: LoadBalancer,
  target: Target,
): Fact<readonly string[] | null> {
  if (target.zone !== null) return known(target.zone === 'all' ? null : [target.zone]);
  if (target.id.startsWith('arn:')) {
    const behind = network.answerFor('loadBalancers', target.id, balancer);
    return flatMap(behind, ({ zones }) => map(zones, (all) => all.map(({ name }) => name)));
  }
  return flatMap(subnetOfTarget(network, balancer, target), ({ availabilityZone }) =>
    map(availabilityZone, (zone) => [zone]),
  );
}
