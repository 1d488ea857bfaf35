import { AddressSet } from '../../model/address-set.ts';
import { formatCidr, parseCidr } from '../../model/cidr.ts';
import { all, type Fact, flatMap, known, type MissingFact, map, unknown } from '../../model/fact.ts';
import type { Network, Whereabouts } from '../../model/network.ts';
import type { ResourceOf } from '../../model/resource-types.ts';
import type { PrefixList } from '../../model/resources/prefix-list.ts';
import { scopeKey } from '../../model/scope.ts';
import { gatewayServiceOfPrefixList, parseServiceName } from '../../model/service-name.ts';

/**
 * The entries of a prefix list, each once, with its own length (R14), sorted. A region's AWS-managed lists
 * are the same for every account, and a list's id names it everywhere, so where the own account does not
 * describe a list, another account of the region serves. Descriptions that differ make it unknown.
 */
export function prefixListCidrs(
  network: Network,
  prefixListId: string,
  whereabouts: Whereabouts,
): Fact<readonly string[]> {
  return network.memoAt(whereabouts, 'entries of prefix lists', prefixListId, () => {
    const descriptions = [
      ...describedBy(network, 'prefixLists', prefixListId, whereabouts),
      ...describedBy(network, 'managedPrefixListEntries', prefixListId, whereabouts),
    ];
    const missing: MissingFact[] = [];
    const told = new Map<string, readonly string[]>();
    for (const description of descriptions) {
      const { cidrs } = description;
      if (cidrs.known) {
        const entries = canonical(cidrs.value);
        told.set(entries.join(), entries);
      } else if (description.isInDoubt('Cidrs') || description.isInDoubt('Entries')) return cidrs;
      else missing.push(...cidrs.missing);
    }
    const [entries, ...others] = told.values();
    if (others.length > 0) {
      return unknown(missingHere('prefixLists', whereabouts, `two descriptions of ${prefixListId} differ`));
    }
    if (entries) return known(entries);
    return unknown(...(missing.length > 0 ? missing : undescribed(network, prefixListId, whereabouts)));
  });
}

/** The addresses of a prefix list. */
export function prefixListAddresses(
  network: Network,
  prefixListId: string,
  whereabouts: Whereabouts,
): Fact<AddressSet> {
  return network.memoAt(whereabouts, 'addresses of prefix lists by id', prefixListId, () =>
    map(prefixListCidrs(network, prefixListId, whereabouts), (cidrs) => AddressSet.fromCidrs(cidrs)),
  );
}

/** The address family of a list by its description or its name (P1); null when neither tells. */
export function prefixListFamily(
  network: Network,
  prefixListId: string,
  whereabouts: Whereabouts,
): 4 | 6 | null {
  for (const family of ['managedPrefixLists', 'prefixLists'] as const) {
    for (const list of describedBy(network, family, prefixListId, whereabouts)) {
      const told = list.raw.AddressFamily?.toLowerCase();
      if (told === 'ipv4') return 4;
      if (told === 'ipv6' || isNamedForIpv6(list)) return 6;
    }
  }
  return null;
}

/** The ids of the AWS-managed prefix lists of a service that has gateway endpoints, in one region (P1). */
export function servicePrefixListIds(
  network: Network,
  service: string,
  whereabouts: Whereabouts,
): Fact<readonly string[]> {
  return network.memoAt(whereabouts, 'prefix lists of services', service, () => {
    const ids = new Set<string>();
    for (const { id, region: its, prefixListName: name } of describedLists(network)) {
      if (!name.known || gatewayServiceOfPrefixList(name.value) !== service) continue;
      const region = parseServiceName(name.value).region ?? its;
      if (isSameOrUnknown(region, whereabouts.region)) ids.add(id);
    }
    const unnamed = namelessLists(network).filter(({ region }) =>
      isSameOrUnknown(region, whereabouts.region),
    );
    if (unnamed.length > 0) {
      return unknown(...unnamed.flatMap(({ prefixListName: name }) => (name.known ? [] : name.missing)));
    }
    if (ids.size > 0) return known([...ids].sort());
    const [missing] = network.missing('prefixLists', whereabouts);
    return unknown(missing ?? missingHere('prefixLists', whereabouts, `no prefix list of ${service}`));
  });
}

function describedLists(network: Network): readonly PrefixList[] {
  return [...network.all('prefixLists'), ...network.all('managedPrefixLists')];
}

/** The lists that no description names: each may be that of any service. */
export function namelessLists(network: Network): readonly PrefixList[] {
  return network.memo('prefix lists without a name', () => {
    const lists = describedLists(network);
    const named = new Set(lists.flatMap(({ id, prefixListName: name }) => (name.known ? id : [])));
    return lists.filter(({ id }) => !named.has(id));
  });
}

/**
 * The IPv4 addresses of a service that has gateway endpoints, as its prefix lists give them. They are what
 * the service's plain names resolve to (DNS19b).
 */
export function serviceAddresses(
  network: Network,
  service: string,
  whereabouts: Whereabouts,
): Fact<AddressSet> {
  return network.memoAt(whereabouts, 'addresses of services', service, () =>
    flatMap(servicePrefixListIds(network, service, whereabouts), (ids) => {
      const addresses = ids
        .filter((id) => prefixListFamily(network, id, whereabouts) !== 6)
        .map((id) => prefixListAddresses(network, id, whereabouts));
      return flatMap(all(addresses), (sets) => {
        const ipv4 = AddressSet.unionAll(sets).ipv4Only();
        if (!ipv4.isEmpty()) return known(ipv4);
        return unknown(missingHere('prefixLists', whereabouts, `no IPv4 addresses of ${service}`));
      });
    }),
  );
}

type DescribingFamily = 'prefixLists' | 'managedPrefixLists' | 'managedPrefixListEntries';

/** What one's own scope says of a list, else what the other scopes of the region say. */
function describedBy<F extends DescribingFamily>(
  network: Network,
  family: F,
  prefixListId: string,
  whereabouts: Whereabouts,
): readonly ResourceOf<F>[] {
  const byId = network.memo(`descriptions of ${family}`, () => {
    const descriptions = new Map<string, ResourceOf<F>[]>();
    for (const scope of network.scopes) {
      for (const list of network.inScope(family, scope).items) {
        const sameId = descriptions.get(list.id);
        if (sameId) sameId.push(list);
        else descriptions.set(list.id, [list]);
      }
    }
    return descriptions;
  });
  const inRegion = (byId.get(prefixListId) ?? []).filter(({ region }) =>
    isSameOrUnknown(region, whereabouts.region),
  );
  const own = inRegion.filter(({ scope }) => scopeKey(scope) === scopeKey(whereabouts.scope));
  return own.length > 0 ? own : inRegion;
}

/** A list that nobody describes: AWS's own come with their entries, those of customers in calls of their own. */
function undescribed(
  network: Network,
  prefixListId: string,
  whereabouts: Whereabouts,
): readonly MissingFact[] {
  const lists = network.missing('prefixLists', whereabouts);
  if (lists.length > 0) return lists;
  const entries = network.missing('managedPrefixListEntries', whereabouts);
  if (entries.length > 0) return entries;
  return [missingHere('managedPrefixListEntries', whereabouts, `not collected for ${prefixListId}`)];
}

function missingHere(family: string, { account, region }: Whereabouts, reason: string): MissingFact {
  return { family, account, region, reason };
}

function isNamedForIpv6({ name }: PrefixList): boolean {
  return name !== null && parseServiceName(name).service.startsWith('ipv6.');
}

function canonical(cidrs: readonly string[]): readonly string[] {
  return [...new Set(cidrs.map(parseCidr).flatMap((cidr) => (cidr ? formatCidr(cidr) : [])))].sort();
}

function isSameOrUnknown(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}
