import { all, type Fact, flatMap, known, map, unknown } from '../../model/fact.ts';
import type { Network, Whereabouts } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { ResourceConfiguration, ResourceGateway } from '../../model/resources/vpc-lattice.ts';

/** The resource configuration that a resource endpoint leads to (I19). */
export function configurationOf(network: Network, endpoint: VpcEndpoint): Fact<ResourceConfiguration> {
  return flatMap(
    endpoint.resourceConfigurationArn,
    (arn): Fact<ResourceConfiguration> => network.answerFor('resourceConfigurationDetails', arn, endpoint),
  );
}

/** The resource gateway of a configuration; null where it has none of its own. */
export function gatewayOf(
  network: Network,
  configuration: ResourceConfiguration,
): Fact<ResourceGateway | null> {
  return flatMap(configuration.gatewayId, (id): Fact<ResourceGateway | null> => {
    if (id === null) return known(null);
    const found = network.index('resourceGateways', 'id', ({ gatewayId }) => gatewayId).get(id)?.[0];
    if (found) return known(found);
    const [missing] = network.missing('resourceGateways', configuration);
    return unknown(missing ?? configuration.missing(`no resource gateway ${id}`, 'resourceGateways'));
  });
}

/** The ids of the zones in which some subnets stand; zones of two accounts are compared by them (I6). */
export function zoneIdsOf(
  network: Network,
  subnetIds: readonly string[],
  whereabouts: Whereabouts,
): Fact<readonly string[]> {
  return map(
    all(
      subnetIds.map((id) =>
        flatMap(network.answerFor('subnets', id, whereabouts), (subnet) => subnet.availabilityZoneId),
      ),
    ),
    (zones) => [...new Set(zones)].sort(),
  );
}
