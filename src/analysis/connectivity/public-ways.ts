import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import { publicIpv4 } from '../../model/special-ranges.ts';
import type { Via } from './path-answer.ts';
import { https } from './security-group-admission.ts';
import type { SourceInVpc } from './source.ts';
import { sourcesOfInterfaces } from './sources-of.ts';
import { tracePath } from './trace-path.ts';

/** Compute in a subnet that reaches public addresses, and by which gateways. */
export interface PublicWay {
  readonly subnet: Subnet;
  readonly gatewayIds: readonly string[];
}

const toInternet: ReadonlySet<Via> = new Set<Via>(['nat-gateway', 'internet-gateway']);

/**
 * By which ways senders surely reach public IPv4 addresses over HTTPS, one for each subnet: so they would reach a
 * service whose names private DNS gives to an endpoint, were that not there (DNS7). What is not known is no way.
 */
export function publicWaysOf(network: Network, senders: readonly NetworkInterface[]): readonly PublicWay[] {
  const bySubnet = new Map<Subnet, Set<string>>();
  for (const source of sourcesOfInterfaces(network, senders).items) {
    const gateways = gatewaysOf(network, source);
    if (gateways.length === 0) continue;
    bySubnet.set(source.subnet, new Set([...(bySubnet.get(source.subnet) ?? []), ...gateways]));
  }
  return [...bySubnet]
    .map(([subnet, gateways]) => ({ subnet, gatewayIds: [...gateways].sort() }))
    .sort((a, b) => (a.subnet.id < b.subnet.id ? -1 : 1));
}

function gatewaysOf(network: Network, source: SourceInVpc): readonly string[] {
  return network.memoOf(source, 'gateways to the internet', () => {
    // Paths take it to be off where it was not collected.
    const isPublicAccessKnown = network.missing('vpcBlockPublicAccessOptions', source.vpc).length === 0;
    if (!isPublicAccessKnown) return [];
    return tracePath(network, source, publicIpv4, https).flatMap(({ verdict, via, viaId }) =>
      verdict === 'reachable' && toInternet.has(via) && viaId !== null ? [viaId] : [],
    );
  });
}
