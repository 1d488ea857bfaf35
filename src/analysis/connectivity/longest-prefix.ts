import { AddressSet } from '../../model/address-set.ts';
import type { Cidr } from '../../model/cidr.ts';
import type { Address } from '../../model/ip-address.ts';

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
  readonly blocks: readonly RoutesToBlock<Route>[];
  /** The same by family, in the order of their addresses; of few blocks all of them. */
  readonly ordered: Readonly<Record<4 | 6, readonly RoutesToBlock<Route>[]>>;
}

interface RoutesToBlock<Route> extends RivalRoutes<Route> {
  readonly block: Cidr;
  /** The place among the blocks of its level. */
  readonly place: number;
}

/** The candidates by the length of their blocks, longest first. */
export function prefixLevels<Route>(
  candidates: readonly RouteCandidate<Route>[],
): readonly PrefixLevel<Route>[] {
  return [...groupBy(candidates, ({ block }) => block.prefixLength)]
    .sort(([a], [b]) => b - a)
    .map(([, level]) => {
      // Of one length, blocks with the same first address are the same; numbers and bigints tell families apart.
      const grouped = [
        ...groupBy<RouteCandidate<Route>, Address>(level, ({ block }) => block.first).values(),
      ];
      const blocks = grouped.flatMap((sameBlock, place) => {
        const [first, ...others] = sameBlock;
        if (!first) return [];
        const { block, addresses, route } = first;
        if (others.length === 0) return [{ block, place, destinations: addresses, rivals: [route] }];
        const destinations = AddressSet.unionAll(sameBlock.map((each) => each.addresses));
        return [{ block, place, destinations, rivals: sameBlock.map((each) => each.route) }];
      });
      return {
        addresses: AddressSet.unionAll(blocks.map(({ destinations }) => destinations)),
        blocks,
        ordered: { 4: inOrder(blocks, 4), 6: inOrder(blocks, 6) },
      };
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
  for (const level of levels) {
    const { addresses } = level;
    if (!addresses.overlaps(remaining)) continue;
    for (const block of blocksAround(level, remaining)) {
      if (!block.destinations.overlaps(remaining)) continue;
      parts.push({ destinations: block.destinations.intersect(remaining), rivals: block.rivals });
    }
    remaining = remaining.subtract(addresses);
  }
  return { parts, unmatched: remaining };
}

/** Fewer blocks are quicker looked at than searched. */
const worthASearch = 8;

function inOrder<Route>(
  blocks: readonly RoutesToBlock<Route>[],
  family: 4 | 6,
): readonly RoutesToBlock<Route>[] {
  if (blocks.length < worthASearch) return blocks;
  return blocks
    .filter(({ block }) => block.family === family)
    .sort((a, b) => (a.block.first < b.block.first ? -1 : 1));
}

/** Those of the blocks that may hold some of the destinations, in their order. */
function blocksAround<Route>(
  { blocks, ordered }: PrefixLevel<Route>,
  destinations: AddressSet,
): readonly RoutesToBlock<Route>[] {
  if (blocks.length < worthASearch) return blocks;
  const found = new Set<RoutesToBlock<Route>>();
  for (const { family, first, last } of destinations.ranges()) {
    const own = ordered[family];
    for (let at = firstReaching(own, first); at < own.length; at += 1) {
      const around = own[at];
      if (around === undefined || around.block.first > last) break;
      found.add(around);
    }
  }
  return [...found].sort((a, b) => a.place - b.place);
}

/** The place of the first of disjoint blocks in order that does not end below an address. */
function firstReaching(ordered: readonly RoutesToBlock<unknown>[], address: Address): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const block = ordered[middle]?.block;
    if (block !== undefined && block.last < address) low = middle + 1;
    else high = middle;
  }
  return low;
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
