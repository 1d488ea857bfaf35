import { AddressSet } from '../../model/address-set.ts';
import { type Cidr, formatCidr } from '../../model/cidr.ts';

/** A route to one block. Its addresses are those of the block, or fewer where it does not apply to all. */
export interface RouteCandidate<Route> {
  readonly block: Cidr;
  readonly addresses: AddressSet;
  readonly route: Route;
}

/** The destinations that are decided between routes to one and the same block. */
export interface RivalRoutes<Route> {
  readonly destinations: AddressSet;
  readonly rivals: readonly Route[];
}

/**
 * Splits destinations by the longest block that holds them (R7). The parts are disjoint; `unmatched` is
 * what no block holds.
 */
export function splitByLongestPrefix<Route>(
  candidates: readonly RouteCandidate<Route>[],
  destinations: AddressSet,
): { readonly parts: readonly RivalRoutes<Route>[]; readonly unmatched: AddressSet } {
  const parts: RivalRoutes<Route>[] = [];
  let remaining = destinations;
  for (const level of byPrefixLength(candidates)) {
    // Blocks of one length are equal or disjoint, so what one takes is nothing to the others.
    const taken: AddressSet[] = [];
    for (const sameBlock of groupBy(level, ({ block }) => formatCidr(block)).values()) {
      const addresses = AddressSet.unionAll(sameBlock.map((candidate) => candidate.addresses));
      const part = addresses.intersect(remaining);
      if (part.isEmpty()) continue;
      parts.push({ destinations: part, rivals: sameBlock.map(({ route }) => route) });
      taken.push(part);
    }
    remaining = remaining.subtract(AddressSet.unionAll(taken));
  }
  return { parts, unmatched: remaining };
}

/** The candidates in levels of one prefix length each, longest first. */
function byPrefixLength<Route>(
  candidates: readonly RouteCandidate<Route>[],
): readonly (readonly RouteCandidate<Route>[])[] {
  return [...groupBy(candidates, ({ block }) => block.prefixLength)]
    .sort(([a], [b]) => b - a)
    .map(([, level]) => level);
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
