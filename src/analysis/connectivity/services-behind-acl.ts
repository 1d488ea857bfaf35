import { AddressSet } from '../../model/address-set.ts';
import type { Listing, MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkAcl } from '../../model/resources/network-acl.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { computeInSubnets } from './compute.ts';
import { effectiveRouteTable } from './effective-route-table.ts';
import { servicesBehindTable } from './gateway-endpoint-routes.ts';
import { vpcOf } from './vpc-of.ts';

/** A service that subnets of an ACL use through a gateway endpoint. */
export interface ServiceBehindAcl {
  readonly endpoint: VpcEndpoint;
  /** The addresses that the subnets' route tables send to the endpoint. */
  readonly addresses: AddressSet;
  readonly subnets: readonly Subnet[];
  readonly tables: readonly RouteTable[];
  readonly compute: Listing<NetworkInterface>;
}

/** The services that the subnets of an ACL use through gateway endpoints (R1, G1), each once for its endpoint. */
export function servicesBehindAcl(network: Network, acl: NetworkAcl): Listing<ServiceBehindAcl> {
  return network.memoOf(acl, 'services behind', () => {
    const { subnetIds } = acl;
    if (!subnetIds.known) return { items: [], missing: subnetIds.missing };
    const missing: MissingFact[] = [];
    const groups = new Map<VpcEndpoint, Collected>();
    for (const subnetId of subnetIds.value) {
      const subnet = network.answerFor('subnets', subnetId, acl);
      const table = subnet.known ? effectiveRouteTable(network, subnet.value) : subnet;
      if (!table.known || !subnet.known) {
        missing.push(...(table.known ? [] : table.missing));
        continue;
      }
      const services = servicesBehindTable(network, table.value);
      missing.push(...services.missing);
      for (const { endpoint, addresses } of services.items) {
        const group = groups.get(endpoint) ?? { addresses: [], subnets: [], tables: new Set() };
        group.addresses.push(addresses);
        group.subnets.push(subnet.value);
        group.tables.add(table.value);
        groups.set(endpoint, group);
      }
    }
    return {
      items: [...groups].map(([endpoint, { addresses, subnets, tables }]) => ({
        endpoint,
        addresses: AddressSet.unionAll(addresses),
        subnets,
        tables: [...tables],
        compute: computeIn(network, acl, subnets),
      })),
      missing,
    };
  });
}

interface Collected {
  readonly addresses: AddressSet[];
  readonly subnets: Subnet[];
  readonly tables: Set<RouteTable>;
}

function computeIn(network: Network, acl: NetworkAcl, subnets: readonly Subnet[]): Listing<NetworkInterface> {
  const vpc = vpcOf(network, acl);
  if (!vpc.known) return { items: [], missing: vpc.missing };
  return computeInSubnets(network, vpc.value, new Set(subnets.map(({ id }) => id)));
}
