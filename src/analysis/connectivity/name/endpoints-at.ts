import { AddressSet } from '../../../model/address-set.ts';
import { parseCidr } from '../../../model/cidr.ts';
import { domainsFrom, wildcardOf } from '../../../model/dns-name.ts';
import { distinctMissing, type Fact, isTrue, known, type Listing, map } from '../../../model/fact.ts';
import { formatAddress } from '../../../model/ip-address.ts';
import type { Network } from '../../../model/network.ts';
import type { Vpc } from '../../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../../model/resources/vpc-endpoint.ts';
import { privateNames } from '../private-names.ts';
import { privateDnsNames } from './endpoint-names.ts';

/** A name leads to the addresses of a few interfaces; what leads to more is no list of them. */
const mostAddresses = 64n;

/**
 * The endpoints that have an interface with one of the addresses (I5), in whatever VPC: several where the addresses
 * of VPCs overlap. Asked from a VPC, its own addresses are those of its own endpoints: others that were set up alike
 * may have the same ones.
 */
export function endpointsAt(network: Network, addresses: AddressSet, from: Vpc | null): Listing<VpcEndpoint> {
  const missing = network.memo('interfaces of endpoints not seen', () =>
    distinctMissing(
      network.scopes.flatMap((scope) => [
        ...network.missingInScope('networkInterfaces', scope),
        ...network.missingInScope('vpcEndpoints', scope),
      ]),
    ),
  );
  if (addresses.size() > mostAddresses) return { items: [], missing };
  const interfaces = network.index('networkInterfaces', 'addresses of endpoints', (each) =>
    each.isOfEndpoint && each.addresses.known ? [...singles(each.addresses.value)] : null,
  );
  const owners = network.index('vpcEndpoints', 'interfaces', ({ networkInterfaceIds: ids }) =>
    ids.known ? ids.value : null,
  );
  const items = new Set<VpcEndpoint>();
  const own = from?.addresses.known === true ? from.addresses.value : AddressSet.empty;
  for (const part of [addresses.intersect(own), addresses.subtract(own)]) {
    const isOwn = part.isSubsetOf(own);
    for (const address of singles(part)) {
      for (const { id } of interfaces.get(address) ?? []) {
        for (const endpoint of owners.get(id) ?? []) {
          if (!isOwn || endpoint.vpcId === from?.id) items.add(endpoint);
        }
      }
    }
  }
  return { items: [...items], missing };
}

/** Each address by itself, as text. */
function* singles(addresses: AddressSet): Iterable<string> {
  for (const block of addresses.toCidrs()) {
    const cidr = parseCidr(block);
    if (cidr?.family === 4) for (let at = cidr.first; at <= cidr.last; at++) yield formatAddress(at);
    else if (cidr) for (let at = cidr.first; at <= cidr.last; at++) yield formatAddress(at);
  }
}

/**
 * Whether a name, with its wildcard if it is one, is among those that an endpoint shows or that its service has
 * now: an old endpoint serves newer names too, once they lead to it (DNS8, DNS9).
 */
export function servesName(network: Network, endpoint: VpcEndpoint, name: string): Fact<boolean> {
  const patterns = new Set([name, ...domainsFrom(name.replace(/^\*\./, 'any.')).slice(1).map(wildcardOf)]);
  const isAmong = (names: readonly string[]) => names.some((each) => patterns.has(each));
  const shown = map(privateDnsNames(network, endpoint), isAmong);
  return isTrue(shown) ? known(true) : map(privateNames(network, endpoint), isAmong);
}
