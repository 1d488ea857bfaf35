import { type Fact, filterListing, flatMap, type Listing, map, no, yes } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';

/**
 * The endpoints of a service in a VPC that are there to stay, whatever state they are in, those for FIPS names among
 * them.
 */
export function standingEndpointsFor(network: Network, vpc: Vpc, service: string): Listing<VpcEndpoint> {
  const byService = network.memoOf(vpc, 'standing endpoints', () => {
    const { items, missing } = filterListing(network.inVpc('vpcEndpoints', vpc), isStanding);
    const named = new Map<string, VpcEndpoint[]>();
    for (const endpoint of items) {
      if (!endpoint.service.known) continue;
      const name = withoutFips(endpoint.service.value.service);
      const same = named.get(name);
      if (same) same.push(endpoint);
      else named.set(name, [endpoint]);
    }
    const unnamed = items.flatMap((endpoint) => (endpoint.service.known ? [] : endpoint.service.missing));
    return { named, missing: [...missing, ...unnamed] };
  });
  return { items: byService.named.get(withoutFips(service)) ?? [], missing: byService.missing };
}

function isStanding({ endpointType, state }: VpcEndpoint): Fact<boolean> {
  return flatMap(endpointType, (type) => {
    if (type !== 'interface' && type !== 'gateway') return no;
    return map(state, (value) => value !== 'deleting' && value !== 'deleted');
  });
}

/** `ecr-fips.api` and `ecr.api`, `sts-fips` and `sts` serve the same. */
function withoutFips(service: string): string {
  return service.replace('-fips', '');
}

/** Whether a VPC has an endpoint of its own for a service: then that is what is to be looked at. */
export function hasStandingEndpoint(network: Network, vpc: Vpc, service: string): Fact<boolean> {
  const { items, missing } = standingEndpointsFor(network, vpc, service);
  if (items.length > 0) return yes;
  return missing.length > 0 ? { known: false, missing } : no;
}
