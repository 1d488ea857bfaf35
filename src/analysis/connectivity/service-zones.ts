import { zonesWithoutCrossRegion } from '../../data/cross-region-zones.ts';
import { type Fact, flatMap, known, map, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { serviceOfEndpoint } from './service-of-endpoint.ts';

/**
 * Whether the endpoint's service can be had in the zone of a subnet (I6, I10). The list of services names zones as
 * the account does that asked for it, so that it tells nothing about subnets of other accounts.
 */
export function isOfferedInZoneOf(network: Network, endpoint: VpcEndpoint, subnet: Subnet): Fact<boolean> {
  const { ServiceRegion } = endpoint.raw;
  if (ServiceRegion && ServiceRegion !== endpoint.region) {
    return map(subnet.availabilityZoneId, (zone) => !zonesWithoutCrossRegion.has(zone));
  }
  return flatMap(serviceOfEndpoint(network, endpoint), (service) =>
    flatMap(subnet.availabilityZone, (zone) => {
      if (service.scope.account !== subnet.account) {
        const reason = `the zones of ${service.serviceName} as ${subnet.account ?? 'its account'} names them`;
        return unknown(subnet.missing(reason, 'vpcEndpointServices'));
      }
      return flatMap(service.availabilityZones, (zones) => known(zones.includes(zone)));
    }),
  );
}
