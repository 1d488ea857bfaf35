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

/** Routes to blocks of one length. */
export interface PrefixLevel<Route> {
  readonly addresses: AddressSet;
  /** One for each block: equal or disjoint, so that what one takes is nothing to the others. */
  readonly blocks: readonly RivalRoutes<Route>[];
}

/** The candidates by the length of their blocks, longest first. */
export function prefixLevels<Route>(
  candidates: readonly RouteCandidate<Route>[],
): readonly PrefixLevel<Route>[] {
  return [...groupBy(candidates, ({ block }) => block.prefixLength)]
    .sort(([a], [b]) => b - a)
    .map(([, level]) => {
      const blocks = [...groupBy(level, ({ block }) => formatCidr(block)).values()].map((sameBlock) => ({
        destinations: AddressSet.unionAll(sameBlock.map(({ addresses }) => addresses)),
        rivals: sameBlock.map(({ route }) => route),
      }));
      return { addresses: AddressSet.unionAll(blocks.map(({ destinations }) => destinations)), blocks };
    });
}

/**
 * Splits destinations by the longest block that holds them (R7). The parts are disjoint; `unmatched` is
 * what no block holds.
 */
export function splitByLongestPrefix<Route>(
  levels: readonly PrefixLevel<Route>[],
  destinations: AddressSet,
): { readonly parts: readonly RivalRoutes<Route>[]; readonly unmatched: AddressSet } {
  const parts: RivalRoutes<Route>[] = [];
  let remaining = destinations;
  for (const { addresses, blocks } of levels) {
    if (!addresses.overlaps(remaining)) continue;
    for (const block of blocks) {
      if (!block.destinations.overlaps(remaining)) continue;
      parts.push({ destinations: block.destinations.intersect(remaining), rivals: block.rivals });
    }
    remaining = remaining.subtract(addresses);
  }
  return { parts, unmatched: remaining };
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
