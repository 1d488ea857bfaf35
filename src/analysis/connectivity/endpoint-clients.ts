import { AddressSet } from '../../model/address-set.ts';
import { type Fact, flatMap, isTrue, known, type MissingFact, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { vpcOfEndpoint } from './available-endpoint.ts';
import { computeClasses } from './compute.ts';
import { endpointIngress } from './endpoint-admission.ts';
import type { Admission } from './security-group-admission.ts';
import type { SourceClass } from './source-class.ts';

/** The compute of an endpoint's VPC, by whether the endpoint's security groups admit it to the service. */
export interface Clients {
  readonly vpc: Vpc;
  readonly admission: Admission;
  /** How many are admitted. */
  readonly admitted: number;
  /** Those that are refused, unless something that is missing admits them. */
  readonly refused: readonly NetworkInterface[];
  /** Their addresses, of the family that they would connect with. */
  readonly refusedAddresses: AddressSet;
  /** Compute that the input may not show. */
  readonly missing: readonly MissingFact[];
}

/**
 * Which compute of its VPC an endpoint's security groups admit on some port of the service: by address, or by a
 * group that it carries (S8, S14). Of addresses those of IPv4 count, unless the endpoint has none.
 */
export function clientsOf(network: Network, endpoint: VpcEndpoint): Fact<Clients> {
  return flatMap(vpcOfEndpoint(network, endpoint), (vpc) =>
    flatMap(endpointIngress(network, endpoint), (admission) => {
      const isIpv6Only = isTrue(endpoint.isIpv6Only);
      const family = isIpv6Only ? 'IPv6' : 'IPv4';
      // Endpoints with the same groups and ports share one admission.
      return network.memoOf(admission, `${family} clients in ${vpc.id}`, () =>
        map(judgeClasses(network, vpc, admission, isIpv6Only), (judged) => ({ vpc, admission, ...judged })),
      );
    }),
  );
}

function judgeClasses(
  network: Network,
  vpc: Vpc,
  admission: Admission,
  isIpv6Only: boolean,
): Fact<Omit<Clients, 'vpc' | 'admission'>> {
  const { items, missing } = computeClasses(network, vpc);
  const ofFamily = (addresses: AddressSet) => (isIpv6Only ? addresses.ipv6Only() : addresses.ipv4Only());
  const own = vpc.addresses;
  if (own.known && ofFamily(own.value).isSubsetOf(admission.addresses)) {
    const admitted = items.reduce((sum, { sources }) => sum + sources.length, 0);
    return known({ admitted, refused: [], refusedAddresses: AddressSet.empty, missing });
  }
  const refused: NetworkInterface[] = [];
  const refusedAddresses: AddressSet[] = [];
  const unread: MissingFact[] = [];
  let admitted = 0;
  for (const each of items) {
    const all = addressesOf(network, each);
    const isAdmitted =
      each.groupIds.some((id) => admission.groupIds.has(id)) ||
      (all.known && ofFamily(all.value).isSubsetOf(admission.addresses));
    if (isAdmitted) {
      admitted += each.sources.length;
      continue;
    }
    for (const source of each.sources) {
      const { addresses } = source;
      if (!addresses.known) {
        unread.push(...addresses.missing);
        continue;
      }
      const own = ofFamily(addresses.value);
      if (own.isEmpty()) continue;
      if (own.overlaps(admission.addresses)) admitted += 1;
      else {
        refused.push(source);
        refusedAddresses.push(own);
      }
    }
  }
  return known({
    admitted,
    refused,
    refusedAddresses: AddressSet.unionAll(refusedAddresses),
    missing: [...missing, ...unread],
  });
}

/** The addresses of all sources of a class. */
function addressesOf(network: Network, sourceClass: SourceClass): Fact<AddressSet> {
  return network.memoOf(sourceClass, 'addresses', () => {
    const sets: AddressSet[] = [];
    for (const { addresses } of sourceClass.sources) {
      if (!addresses.known) return addresses;
      sets.push(addresses.value);
    }
    return known(AddressSet.unionAll(sets));
  });
}
