import { AddressSet } from '../../model/address-set.ts';
import type { Cidr } from '../../model/cidr.ts';
import type { Address } from '../../model/ip-address.ts';

/** A block, and those of its addresses to which a route applies: all, or fewer. */
interface RoutedBlock {
  readonly block: Cidr;
  readonly addresses: AddressSet;
}

/** Different blocks of one length, which many routes may lead to. */
export interface BlocksOfLength {
  readonly prefixLength: number;
  /** Those to which a route applies. */
  readonly addresses: AddressSet;
  /** Whether they are fewer than those of the blocks. */
  readonly areFewer: boolean;
  readonly blocks: readonly RoutedBlock[];
}

/** A route to blocks of one length. */
export interface RouteCandidate<Route> extends BlocksOfLength {
  readonly route: Route;
}

/** The destinations that are decided between routes to one and the same block, or that one route alone has. */
export interface RivalRoutes<Route> {
  readonly destinations: AddressSet;
  readonly rivals: readonly Route[];
}

/** Routes to blocks of one length. */
export interface PrefixLevel<Route> {
  readonly addresses: AddressSet;
  /** Disjoint, so that what one takes is nothing to the others. */
  readonly blocks: readonly RivalRoutes<Route>[];
  /** Where they are many: each of them by family, in the order of their addresses. */
  readonly ordered: Readonly<Record<4 | 6, readonly RoutesToBlock<Route>[]>> | null;
}

interface RoutesToBlock<Route> extends RivalRoutes<Route> {
  readonly block: Cidr;
  /** The place among the blocks of its level. */
  readonly place: number;
}

/** A block by itself. */
export function oneBlock(block: Cidr): BlocksOfLength {
  const addresses = AddressSet.of(block);
  return {
    prefixLength: block.prefixLength,
    addresses,
    areFewer: false,
    blocks: [{ block, addresses }],
  };
}

/** The same without some addresses, to which the route does not apply. It stays a rival to other routes to the block. */
export function oneBlockWithout(block: Cidr, others: AddressSet): BlocksOfLength {
  const addresses = AddressSet.of(block).subtract(others);
  return { prefixLength: block.prefixLength, addresses, areFewer: true, blocks: [{ block, addresses }] };
}

/** Blocks that are all different, by their length. */
export function blocksByLength(blocks: readonly Cidr[]): readonly BlocksOfLength[] {
  return [...groupBy(blocks, ({ prefixLength }) => prefixLength)].map(([prefixLength, same]) => {
    const routed = same.map((block) => ({ block, addresses: AddressSet.of(block) }));
    const addresses = AddressSet.unionAll(routed.map((each) => each.addresses));
    return { prefixLength, addresses, areFewer: false, blocks: routed };
  });
}

/** Fewer blocks are quicker looked at than searched. */
const worthASearch = 8;

/** The candidates by the length of their blocks, longest first. */
export function prefixLevels<Route>(
  candidates: readonly RouteCandidate<Route>[],
): readonly PrefixLevel<Route>[] {
  return [...groupBy(candidates, ({ prefixLength }) => prefixLength)]
    .sort(([a], [b]) => b - a)
    .map(([, level]) => levelOfRoutes(level) ?? levelOfBlocks(level));
}

/** Where no two of a few routes have a block in common, it needs not be told apart what each of them has. */
function levelOfRoutes<Route>(candidates: readonly RouteCandidate<Route>[]): PrefixLevel<Route> | null {
  if (candidates.length >= worthASearch || candidates.some(({ areFewer }) => areFewer)) return null;
  let all = AddressSet.empty;
  for (const { addresses } of candidates) {
    if (addresses.overlaps(all)) return null;
    all = all.isEmpty() ? addresses : all.union(addresses);
  }
  const blocks = candidates.map(({ addresses, route }) => ({ destinations: addresses, rivals: [route] }));
  return { addresses: all, blocks, ordered: null };
}

function levelOfBlocks<Route>(candidates: readonly RouteCandidate<Route>[]): PrefixLevel<Route> {
  const routed = candidates.flatMap(({ blocks, route }) => blocks.map((each) => ({ ...each, route })));
  // Of one length, blocks with the same first address are the same; numbers and bigints tell families apart.
  const grouped = [...groupBy<(typeof routed)[number], Address>(routed, ({ block }) => block.first).values()];
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
    ordered: blocks.length < worthASearch ? null : { 4: inOrder(blocks, 4), 6: inOrder(blocks, 6) },
  };
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
      // As most questions end: one block holds all that is left.
      if (remaining.isSubsetOf(block.destinations)) {
        parts.push({ destinations: remaining, rivals: block.rivals });
        return { parts, unmatched: AddressSet.empty };
      }
      parts.push({ destinations: block.destinations.intersect(remaining), rivals: block.rivals });
    }
    remaining = remaining.subtract(addresses);
  }
  return { parts, unmatched: remaining };
}

function inOrder<Route>(
  blocks: readonly RoutesToBlock<Route>[],
  family: 4 | 6,
): readonly RoutesToBlock<Route>[] {
  return blocks
    .filter(({ block }) => block.family === family)
    .sort((a, b) => (a.block.first < b.block.first ? -1 : 1));
}

/** Those of the blocks that may hold some of the destinations, in their order. */
function blocksAround<Route>(
  { blocks, ordered }: PrefixLevel<Route>,
  destinations: AddressSet,
): readonly RivalRoutes<Route>[] {
  if (!ordered) return blocks;
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
