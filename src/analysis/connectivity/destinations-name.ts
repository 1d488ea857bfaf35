import { AddressSet } from '../../model/address-set.ts';
import type { Network } from '../../model/network.ts';
import type { PrefixList } from '../../model/resources/prefix-list.ts';
import { publicIpv4 } from '../../model/special-ranges.ts';
import { publicIpv6 } from './name/gateway-service-name.ts';
import { prefixListAddresses } from './prefix-list-addresses.ts';

/** What people call a set of addresses: a whole prefix list, or all public addresses. Null where it has no name. */
export function destinationsName(network: Network, destinations: AddressSet): string | null {
  const parts = [destinations.ipv4Only(), destinations.ipv6Only()].filter((part) => !part.isEmpty());
  const names = parts.map((part) => partName(network, part));
  return names.length === 0 || names.includes(null) ? null : names.join(' and ');
}

function partName(network: Network, part: AddressSet): string | null {
  if (part.equals(publicIpv6)) return 'all public IPv6 addresses';
  const lists = network.memo('prefix lists with addresses', () => listsIn(network));
  const list = lists.find(({ addresses }) => addresses.equals(part));
  if (list) return list.name;
  if (!part.isSubsetOf(publicIpv4)) return null;
  const rest = publicIpv4.subtract(part);
  const others = lists.filter(({ addresses }) => !addresses.isEmpty() && addresses.isSubsetOf(rest));
  if (!AddressSet.unionAll(others.map(({ addresses }) => addresses)).equals(rest)) return null;
  const but = rest.isEmpty() ? '' : ` but those of ${others.map(({ name }) => name).join(' and ')}`;
  return `all public IPv4 addresses${but}`;
}

interface NamedAddresses {
  readonly name: string;
  readonly addresses: AddressSet;
}

function listsIn(network: Network): readonly NamedAddresses[] {
  const lists = new Map<string, PrefixList>();
  for (const list of [...network.all('prefixLists'), ...network.all('managedPrefixLists')]) {
    if (!lists.has(list.id)) lists.set(list.id, list);
  }
  return [...lists.values()].flatMap((list) => {
    const addresses = prefixListAddresses(network, list.id, list);
    const name = list.name === null ? list.id : `${list.id} (${list.name})`;
    return addresses.known ? [{ name, addresses: addresses.value }] : [];
  });
}
