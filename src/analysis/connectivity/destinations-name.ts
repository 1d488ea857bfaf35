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

/** The prefix list that holds exactly these addresses. */
export function prefixListWith(network: Network, addresses: AddressSet): PrefixList | null {
  return listsIn(network).find((each) => each.addresses.equals(addresses))?.list ?? null;
}

function partName(network: Network, part: AddressSet): string | null {
  if (part.equals(publicIpv6)) return 'all public IPv6 addresses';
  const lists = listsIn(network);
  const whole = prefixListWith(network, part);
  if (whole) return nameOf(whole);
  if (!part.isSubsetOf(publicIpv4)) return null;
  const rest = publicIpv4.subtract(part);
  const others = lists.filter(({ addresses }) => !addresses.isEmpty() && addresses.isSubsetOf(rest));
  if (!AddressSet.unionAll(others.map(({ addresses }) => addresses)).equals(rest)) return null;
  const but = rest.isEmpty() ? '' : ` but those of ${others.map(({ list }) => nameOf(list)).join(' and ')}`;
  return `all public IPv4 addresses${but}`;
}

function nameOf({ id, name }: PrefixList): string {
  return name === null ? id : `${id} (${name})`;
}

interface ListedAddresses {
  readonly list: PrefixList;
  readonly addresses: AddressSet;
}

/** Each prefix list whose entries are known, once. */
function listsIn(network: Network): readonly ListedAddresses[] {
  return network.memo('prefix lists with addresses', () => {
    const described = [...network.all('prefixLists'), ...network.all('managedPrefixLists')];
    const byId = new Map(described.map((list) => [list.id, list]));
    return [...byId.values()].flatMap((list) => {
      const addresses = prefixListAddresses(network, list.id, list);
      return addresses.known ? [{ list, addresses: addresses.value }] : [];
    });
  });
}
