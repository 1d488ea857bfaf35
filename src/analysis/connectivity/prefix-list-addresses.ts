import { AddressSet } from '../../model/address-set.ts';
import { type Fact, flatMap, known, map, unknown } from '../../model/fact.ts';
import type { Network, Whereabouts } from '../../model/network.ts';
import { gatewayServiceOfPrefixList } from '../../model/service-name.ts';

/**
 * The addresses of a prefix list (R14). An AWS-managed list of a region is the same for every account,
 * so any scope's description of it serves; a list that is described twice with different entries is
 * unknown.
 */
export function prefixListAddresses(
  network: Network,
  prefixListId: string,
  whereabouts: Whereabouts,
): Fact<AddressSet> {
  return network.memo(`prefix list ${prefixListId}`, () => {
    const inline = flatMap(network.answerFor('prefixLists', prefixListId, whereabouts), (list) => list.cidrs);
    const entries = flatMap(
      network.answerFor('managedPrefixListEntries', prefixListId, whereabouts),
      (list) => list.cidrs,
    );
    if (!inline.known) return map(entries.known ? entries : inline, AddressSet.fromCidrs);
    const addresses = AddressSet.fromCidrs(inline.value);
    if (entries.known && !AddressSet.fromCidrs(entries.value).equals(addresses)) {
      const { account, region } = whereabouts;
      const reason = `two descriptions of ${prefixListId} differ`;
      return unknown({ family: 'prefixLists', account, region, reason });
    }
    return known(addresses);
  });
}

/** The ids of the AWS-managed prefix lists of a service that has gateway endpoints, in one region (P1). */
export function servicePrefixListIds(
  network: Network,
  service: string,
  whereabouts: Whereabouts,
): Fact<readonly string[]> {
  return network.memo(`prefix lists of ${service} in ${whereabouts.region ?? ''}`, () => {
    const ids = new Set<string>();
    for (const family of ['prefixLists', 'managedPrefixLists'] as const) {
      for (const list of network.all(family)) {
        if (list.region !== null && whereabouts.region !== null && list.region !== whereabouts.region)
          continue;
        if (list.name && gatewayServiceOfPrefixList(list.name) === service) ids.add(list.id);
      }
    }
    if (ids.size > 0) return known([...ids].sort());
    const [missing] = network.missing('prefixLists', whereabouts);
    const { account, region } = whereabouts;
    const reason = `no prefix list of ${service}`;
    return unknown(missing ?? { family: 'prefixLists', account, region, reason });
  });
}

/** All addresses of a service that has gateway endpoints, as its prefix lists give them. */
export function serviceAddresses(
  network: Network,
  service: string,
  whereabouts: Whereabouts,
): Fact<AddressSet> {
  return flatMap(servicePrefixListIds(network, service, whereabouts), (ids) => {
    let union = AddressSet.empty;
    for (const id of ids) {
      const addresses = prefixListAddresses(network, id, whereabouts);
      if (!addresses.known) return addresses;
      union = union.union(addresses.value);
    }
    return known(union);
  });
}
