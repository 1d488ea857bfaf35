import { AddressSet } from '../../../model/address-set.ts';
import { all, type Fact, flatMap, isTrue, known, map, unknown } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { VpcEndpoint } from '../../../model/resources/vpc-endpoint.ts';
import type { EndpointServiceConfiguration } from '../../../model/resources/vpc-endpoint-service.ts';
import { vpcOfEndpoint } from '../available-endpoint.ts';
import { computeInVpc } from '../compute.ts';
import type { BalancerAdmission } from './balancer-groups.ts';

/** An endpoint of a service in the input, with the addresses of the compute in its VPC. */
export interface ComputeOfConsumer {
  readonly endpoint: VpcEndpoint;
  readonly addresses: AddressSet;
}

/** The endpoints of a service that the input describes, in whatever account, and that carry traffic. */
export function consumersOf(network: Network, service: EndpointServiceConfiguration): readonly VpcEndpoint[] {
  const byService = network.index('vpcEndpoints', 'endpoint service', ({ service: name }) =>
    name.known && name.value.kind === 'customer' ? name.value.service : null,
  );
  return (byService.get(service.id) ?? []).filter(({ isAvailable }) => isTrue(isAvailable));
}

/**
 * The endpoints of a service, of those that the input describes, in whose VPC compute runs and none of it is admitted.
 * Endpoints of VPCs whose compute is not known, and clients from beyond a VPC, make no finding.
 */
export function consumersRefused(
  network: Network,
  service: EndpointServiceConfiguration,
  admitted: BalancerAdmission,
): Fact<readonly ComputeOfConsumer[]> {
  const consumers = all(
    consumersOf(network, service).map((endpoint) =>
      map(computeAddresses(network, endpoint), (addresses) => ({ endpoint, addresses })),
    ),
  );
  return flatMap(consumers, (each) => {
    const refused = each.filter(
      ({ addresses }) => !addresses.isEmpty() && !addresses.overlaps(admitted.addresses),
    );
    const open = refused.length > 0 ? admitted.missing : network.missing('vpcEndpoints', service);
    return open.length > 0 ? unknown(...open) : known(refused);
  });
}

function computeAddresses(network: Network, endpoint: VpcEndpoint): Fact<AddressSet> {
  return flatMap(vpcOfEndpoint(network, endpoint), (vpc) => {
    const { items, missing } = computeInVpc(network, vpc);
    if (missing.length > 0) return unknown(...missing);
    return map(all(items.map(({ addresses }) => addresses)), (sets) => AddressSet.unionAll(sets));
  });
}
