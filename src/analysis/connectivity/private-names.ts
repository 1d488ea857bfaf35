import { servicesWithoutPrivateDns } from '../../data/services-without-private-dns.ts';
import {
  type Fact,
  flatMap,
  known,
  type Listing,
  map,
  no,
  or,
  some,
  someOf,
  unknown,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { serviceOfEndpoint } from './service-of-endpoint.ts';

/** The service's own names that an endpoint could give to its VPC (DNS8); none where it has no private DNS. */
export function privateNames(network: Network, endpoint: VpcEndpoint): Fact<readonly string[]> {
  return flatMap(endpoint.service, ({ service: shortName }) => {
    if (servicesWithoutPrivateDns.has(shortName)) return known([]);
    return flatMap(serviceOfEndpoint(network, endpoint), (service) =>
      map(service.privateDnsNames, (names) => names.map((each) => each.toLowerCase())),
    );
  });
}

/**
 * Whether some hosted zone speaks for one of the names: in the VPC a zone of the name or of a parent, and
 * elsewhere such a zone of the user's own, which shows that the names are handed out on purpose (C1).
 */
export function hasZoneFor(network: Network, vpc: Vpc, names: Fact<readonly string[]>): Fact<boolean> {
  const speaksFor = (zone: string) => map(names, (each) => each.some((name) => concerns(zone, name)));
  const own = flatMap(network.answerFor('hostedZonesByVpc', vpc.id, vpc), (answer) => answer.zones);
  return or(
    someOf(customerZones(network), (zone) => speaksFor(zone)),
    flatMap(own, (zones) => some(zones, (zone) => speaksFor(zone.name))),
  );
}

/** The names of the user's own zones on any VPC of the input. */
function customerZones(network: Network): Listing<string> {
  return network.memo('names of customer zones', () => {
    const answers = network.all('hostedZonesByVpc').map(({ zones }) => zones);
    const zones = answers.flatMap((answer) => (answer.known ? answer.value : []));
    const names = zones.flatMap(({ owningService, name }) => (owningService === null ? name : []));
    return {
      items: [...new Set(names)],
      missing: answers.flatMap((answer) => (answer.known ? [] : answer.missing)),
    };
  });
}

/** A zone is asked for its own name and all below it; a wildcard's names also stand in zones below it. */
function concerns(zone: string, name: string): boolean {
  const [base, isWildcard] = name.startsWith('*.') ? [name.slice(2), true] : [name, false];
  return base === zone || base.endsWith(`.${zone}`) || (isWildcard && zone.endsWith(`.${base}`));
}

/** Whether a Route 53 Profile could give names to the VPC: what it carries is not in the input (DNS32). */
export function hasProfile(network: Network, vpc: Vpc): Fact<boolean> {
  const associated = someOf(
    network.inVpc('profileAssociations', vpc),
    (association) => association.isInEffect,
  );
  return flatMap(associated, (is) =>
    is
      ? unknown(
          vpc.missing(
            `what the Route 53 Profile of ${vpc.id} carries is not collected`,
            'profileAssociations',
          ),
        )
      : no,
  );
}
