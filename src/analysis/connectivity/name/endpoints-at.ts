import { AddressSet } from '../../../model/address-set.ts';
import { parseCidr } from '../../../model/cidr.ts';
import { domainsFrom, wildcardOf } from '../../../model/dns-name.ts';
import {
  distinctMissing,
  type Fact,
  isTrue,
  known,
  type Listing,
  type MissingFact,
  map,
} from '../../../model/fact.ts';
import { formatAddress } from '../../../model/ip-address.ts';
import type { Network } from '../../../model/network.ts';
import type { NetworkInterface } from '../../../model/resources/network-interface.ts';
import type { Vpc } from '../../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../../model/resources/vpc-endpoint.ts';
import { endpointsMeant, type Holders } from '../endpoints-meant.ts';
import { endpointOf } from '../enter-endpoint.ts';
import { privateNames } from '../private-names.ts';
import { endpointAddresses } from './endpoint-addresses.ts';
import { privateDnsNames } from './endpoint-names.ts';
import type { NameAnswer } from './name-answer.ts';

/** A name leads to the addresses of a few interfaces; what leads to more is no list of them. */
const mostAddresses = 64n;

/**
 * The endpoints to which an answer leads the hosts of a VPC: those to whose own names it leads, and for addresses that
 * are spelled out those that these mean.
 */
export function endpointsLedTo(
  network: Network,
  from: Vpc,
  { destinations, named }: NameAnswer,
): Listing<VpcEndpoint> {
  const spelled = spelledOut(
    network,
    AddressSet.unionAll(destinations.map(({ addresses }) => addresses)),
    named,
  );
  if (spelled.isEmpty()) return { items: named, missing: [] };
  const { items, missing } = endpointsAt(network, spelled, from);
  return { items: [...named, ...items], missing };
}

/** The addresses that are not those of endpoints which an answer names. */
export function spelledOut(network: Network, led: AddressSet, named: readonly VpcEndpoint[]): AddressSet {
  return named.reduce((rest, endpoint) => {
    const addresses = endpointAddresses(network, endpoint, null);
    return addresses.known ? rest.subtract(addresses.value) : rest;
  }, led);
}

/**
 * The endpoints that are meant by addresses of theirs (I5) in a VPC: its own addresses are those of its own
 * endpoints, and others those of endpoints to which its routes lead.
 */
export function endpointsAt(network: Network, addresses: AddressSet, from: Vpc): Listing<VpcEndpoint> {
  const unseen = network.memo('interfaces of endpoints not seen', () =>
    distinctMissing(
      network.scopes.flatMap((scope) => [
        ...network.missingInScope('networkInterfaces', scope),
        ...network.missingInScope('vpcEndpoints', scope),
      ]),
    ),
  );
  if (addresses.size() > mostAddresses) return { items: [], missing: unseen };
  const range = from.addresses.known ? from.addresses.value : AddressSet.empty;
  const own: VpcEndpoint[] = [];
  const others = new Map<VpcEndpoint, AddressSet>();
  const { holders, missing: untold } = holdersOf(network, addresses);
  for (const [endpoint, held] of holders) {
    const outside = held.subtract(range);
    const isWithin = endpoint.vpcId === null && held.isSubsetOf(range);
    if (endpoint.vpcId === from.id || isWithin) own.push(endpoint);
    else if (!outside.isEmpty()) others.set(endpoint, outside);
  }
  const { items, missing } = endpointsMeant(network, from, others, unseen);
  return { items: [...own, ...items], missing: distinctMissing([...unseen, ...untold, ...missing]) };
}

interface FoundHolders {
  readonly holders: Holders;
  /** What keeps it from being told whose other interfaces at the addresses are. */
  readonly missing: readonly MissingFact[];
}

function holdersOf(network: Network, addresses: AddressSet): FoundHolders {
  const interfaces = network.index('networkInterfaces', 'addresses of endpoints', (each) =>
    each.mayBeOfEndpoint && each.addresses.known ? [...singles(each.addresses.value)] : null,
  );
  const holders = new Map<VpcEndpoint, AddressSet>();
  const missing: MissingFact[] = [];
  for (const address of singles(addresses)) {
    for (const each of interfaces.get(address) ?? []) {
      const owner = endpointOf(network, each);
      if (owner.kind !== 'described') missing.push(...untoldInterfaces(network, each));
      if (owner.kind !== 'described' || !each.addresses.known) continue;
      const held = each.addresses.value.intersect(addresses);
      holders.set(owner.endpoint, held.union(holders.get(owner.endpoint) ?? AddressSet.empty));
    }
  }
  return { holders, missing };
}

/** Of which endpoints it is not told whether an interface is theirs. */
function untoldInterfaces(network: Network, { vpcId }: NetworkInterface): readonly MissingFact[] {
  const untold = network.memo('endpoints that do not tell their interfaces', () =>
    network
      .all('vpcEndpoints')
      .filter(
        ({ endpointType: type, networkInterfaceIds: ids }) =>
          !ids.known && !(type.known && type.value === 'gateway'),
      ),
  );
  return untold.flatMap(({ vpcId: its, networkInterfaceIds: ids }) =>
    ids.known || (its !== null && vpcId !== null && its !== vpcId) ? [] : ids.missing,
  );
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
