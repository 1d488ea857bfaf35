import { type Fact, flatMap, known, type Listing, type MissingFact } from '../../model/fact.ts';
import type { Network, Whereabouts } from '../../model/network.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { regionOfZone } from '../../model/scope.ts';
import { computeBySubnet } from './compute.ts';

/** A subnet and its zone, by which zones of one VPC are told apart. */
export interface ZonedSubnet {
  readonly subnet: Subnet;
  readonly zone: string;
}

/** Some subnets of a VPC with their zones. */
export function zonesOfSubnets(
  network: Network,
  vpc: Vpc,
  subnetIds: Iterable<string>,
  whereabouts: Whereabouts,
): Listing<ZonedSubnet> {
  const items: ZonedSubnet[] = [];
  const missing: MissingFact[] = [];
  for (const id of new Set(subnetIds)) {
    const zoned = flatMap(network.answerFor('subnets', id, whereabouts), (subnet) =>
      zonedSubnet(network, vpc, subnet),
    );
    if (zoned.known) items.push(zoned.value);
    else missing.push(...zoned.missing);
  }
  return { items, missing };
}

/** The subnets in Availability Zones of the region in which compute of the VPC runs; Local Zones are none. */
export function zonesOfCompute(network: Network, vpc: Vpc): Listing<ZonedSubnet> {
  return network.memoOf(vpc, 'zones of compute', () => {
    const { bySubnet, missing } = computeBySubnet(network, vpc);
    const zoned = zonesOfSubnets(network, vpc, bySubnet.keys(), vpc);
    return {
      items: zoned.items.filter(({ zone }) => isAvailabilityZone(zone)),
      missing: [...missing, ...zoned.missing],
    };
  });
}

/** Zones have ids where every subnet of the VPC shows one, else names; the two are never compared (I6). */
function zonedSubnet(network: Network, vpc: Vpc, subnet: Subnet): Fact<ZonedSubnet> {
  const haveIds = network.memoOf(vpc, 'zone ids', () =>
    network.inVpc('subnets', vpc).items.every((other) => other.availabilityZoneId.known),
  );
  const zone = haveIds ? subnet.availabilityZoneId : subnet.availabilityZone;
  return flatMap(zone, (its) => known({ subnet, zone: its }));
}

/** `euw1-az1` and `eu-west-1a`, but not `usw2-lax1-az1` and `us-west-2-lax-1a`. */
export function isAvailabilityZone(zone: string): boolean {
  const region = regionOfZone(zone);
  return region === null ? zone.split('-').length <= 2 : zone.length === region.length + 1;
}
