import { AddressSet } from '../../../model/address-set.ts';
import { all, and, type Fact, flatMap, isFalse, isTrue, known, map, unknown } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { VpcEndpoint } from '../../../model/resources/vpc-endpoint.ts';
import type { EndpointServiceConfiguration } from '../../../model/resources/vpc-endpoint-service.ts';
import { isAvailableEndpointOfType, vpcOfEndpoint } from '../available-endpoint.ts';
import { computeInVpc } from '../compute.ts';
import type { BalancerAdmission } from './balancer-groups.ts';

/** An endpoint of a service in the input, with the addresses of the compute in its VPC. */
export interface ComputeOfConsumer {
  readonly endpoint: VpcEndpoint;
  readonly addresses: AddressSet;
}

/** An endpoint that carries traffic to a service, or that could, for all that the input tells. */
export interface PossibleConsumer {
  readonly endpoint: VpcEndpoint;
  readonly isConsumer: Fact<boolean>;
}

const ofNoName = '';

/** The endpoints that the input describes, in whatever account, but those that surely are none of the service. */
export function possibleConsumersOf(
  network: Network,
  service: EndpointServiceConfiguration,
): readonly PossibleConsumer[] {
  const byService = network.index('vpcEndpoints', 'endpoint service', ({ service: name }) => {
    if (!name.known) return ofNoName;
    return name.value.kind === 'customer' ? name.value.service : null;
  });
  const named = (byService.get(service.id) ?? []).map((endpoint) => ({
    endpoint,
    isConsumer: endpoint.isAvailable,
  }));
  const nameless = (byService.get(ofNoName) ?? []).map((endpoint) => ({
    endpoint,
    isConsumer: and(
      isAvailableEndpointOfType(endpoint, 'interface'),
      map(endpoint.service, () => true),
    ),
  }));
  return [...named, ...nameless].filter(({ isConsumer }) => !isFalse(isConsumer));
}

/** The endpoints of a service that the input describes, in whatever account, and that carry traffic. */
export function consumersOf(network: Network, service: EndpointServiceConfiguration): readonly VpcEndpoint[] {
  return possibleConsumersOf(network, service)
    .filter(({ isConsumer }) => isTrue(isConsumer))
    .map(({ endpoint }) => endpoint);
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
  const isRefused = (addresses: AddressSet) =>
    !addresses.isEmpty() && !addresses.overlaps(admitted.addresses);
  return flatMap(consumers, (each) => {
    const refused = each.filter(({ addresses }) => isRefused(addresses));
    const open =
      refused.length > 0
        ? admitted.missing
        : [
            ...network.missing('vpcEndpoints', service),
            ...possibleConsumersOf(network, service).flatMap(({ endpoint, isConsumer }) => {
              if (isConsumer.known) return [];
              const others = and(isConsumer, map(computeAddresses(network, endpoint), isRefused));
              return others.known ? [] : others.missing;
            }),
          ];
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
