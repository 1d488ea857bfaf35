import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import { type Fact, known, type MissingFact, map, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Route, RouteClass, RouteTable } from '../../model/resources/route-table.ts';
import {
  type BlocksOfLength,
  blocksByLength,
  oneBlock,
  oneBlockWithout,
  type PrefixLevel,
  prefixLevels,
  type RouteCandidate,
  splitByLongestPrefix,
} from './longest-prefix.ts';
import { prefixListCidrs, prefixListFamily } from './prefix-list-addresses.ts';

/** A part of the destinations that one route, or none, decides. */
export type RouteBranch =
  | { readonly kind: 'route'; readonly destinations: AddressSet; readonly route: Route }
  | { readonly kind: 'no-route'; readonly destinations: AddressSet }
  | {
      readonly kind: 'unknown';
      readonly destinations: AddressSet;
      readonly missing: readonly MissingFact[];
      /** The routes of prefix lists between which the choice is random (R10), where that is why. */
      readonly rivals?: readonly Route[];
    };

type UnknownBranch = Extract<RouteBranch, { kind: 'unknown' }>;

/** The routes of a table by the blocks that they lead to. */
interface Candidates {
  readonly levels: readonly PrefixLevel<Route>[];
  /** What the table's local routes cover. */
  readonly local: AddressSet;
  /** Destinations that routes of unknown extent might take. */
  readonly open: AddressSet;
  readonly missing: readonly MissingFact[];
}

/**
 * Splits destinations by the route that a table selects for them: longest prefix (R7), then static
 * before prefix list before propagated (R8, R9); the local route before every propagated one (R11) and
 * behind a more specific static one (R12); a blackhole wins like any other route (R16). Unknown: a random
 * choice between prefix lists (R10), a filtered route, a tie with Route Server (R15), a route of a prefix
 * list or of Route Server inside the local route, and what a prefix list of unknown entries might take.
 *
 * The branches are disjoint and together hold the destinations; each route decides at most one of them.
 */
export function selectRoutes(
  network: Network,
  table: RouteTable,
  destinations: AddressSet,
): readonly RouteBranch[] {
  if (destinations.isEmpty()) return [];
  const routes = table.routes;
  if (!routes.known) return [{ kind: 'unknown', destinations, missing: routes.missing }];
  const { levels, local, open, missing } = network.memoOf(table, 'route candidates', () =>
    candidatesOf(network, table, routes.value),
  );
  const decidable = open.isEmpty() ? destinations : destinations.subtract(open);
  const { parts, unmatched } = splitByLongestPrefix(levels, decidable);
  const [only] = parts;
  // As most questions end: one route takes it all.
  if (only && parts.length === 1 && open.isEmpty() && unmatched.isEmpty()) {
    return [decide(table, destinations, only.rivals, local)];
  }
  return joined([
    { kind: 'unknown', destinations: destinations.intersect(open), missing },
    ...parts.map((part) => decide(table, part.destinations, part.rivals, local)),
    { kind: 'no-route', destinations: unmatched },
  ]);
}

function candidatesOf(network: Network, table: RouteTable, routes: readonly Route[]): Candidates {
  const items: RouteCandidate<Route>[] = [];
  const open: AddressSet[] = [];
  const missing: MissingFact[] = [];
  for (const route of routes) {
    const blocks = blocksOf(network, table, route);
    if (blocks.known) {
      for (const { prefixLength, addresses, areFewer, blocks: some } of blocks.value) {
        items.push({ prefixLength, addresses, areFewer, blocks: some, route });
      }
    } else {
      open.push(mightTake(network, table, route));
      missing.push(...blocks.missing);
    }
  }
  const local = AddressSet.unionAll(
    items.filter(({ route }) => route.target.kind === 'local').map(({ addresses }) => addresses),
  );
  return {
    levels: prefixLevels(items.flatMap((item) => besideLocal(item, local))),
    local,
    open: AddressSet.unionAll(open),
    missing,
  };
}

/**
 * A propagated route has nothing of what the local routes cover; of a prefix list, each block is judged by itself
 * where some of them are within that.
 */
function besideLocal(
  item: RouteCandidate<Route>,
  local: AddressSet,
): RouteCandidate<Route> | readonly RouteCandidate<Route>[] {
  const { route, addresses, blocks } = item;
  if (route.class === 'static' || !addresses.overlaps(local)) return item;
  return blocks.map(({ block }) => ({
    ...(route.class === 'propagated' ? oneBlockWithout(block, local) : oneBlock(block)),
    route,
  }));
}

function blocksOf(
  network: Network,
  table: RouteTable,
  { destination }: Route,
): Fact<readonly BlocksOfLength[]> {
  if (destination.kind === 'cidr') {
    const block = parseCidr(destination.cidr);
    return known(block === null ? [] : [oneBlock(block)]);
  }
  if (destination.kind === 'unknown') {
    return unknown(table.missing(`a route of ${table.id} names no destination that is understood`));
  }
  const { prefixListId } = destination;
  return network.memoAt(table, 'blocks of prefix lists', prefixListId, () =>
    map(prefixListCidrs(network, prefixListId, table), (cidrs) =>
      blocksByLength(cidrs.flatMap((text) => parseCidr(text) ?? [])),
    ),
  );
}

/** A list holds addresses of one family only (P3), which its name or description may tell. */
function mightTake(network: Network, table: RouteTable, { destination }: Route): AddressSet {
  if (destination.kind !== 'prefix-list') return AddressSet.all;
  const family = prefixListFamily(network, destination.prefixListId, table);
  return family === null ? AddressSet.all : family === 4 ? AddressSet.allIpv4 : AddressSet.allIpv6;
}

const preference: readonly RouteClass[] = ['static', 'prefix-list', 'propagated', 'route-server'];

function decide(
  table: RouteTable,
  destinations: AddressSet,
  rivals: readonly Route[],
  local: AddressSet,
): RouteBranch {
  const undecidable = (reason: string): UnknownBranch => ({
    kind: 'unknown',
    destinations,
    missing: [table.missing(reason)],
  });
  if (rivals.length > 1 && rivals.some((route) => route.class === 'route-server')) {
    return undecidable(`${table.id} has a Route Server route beside another for the same destination`);
  }
  const best = preference.find((preferred) => rivals.some((route) => route.class === preferred));
  const [winner, ...others] = rivals.filter((route) => route.class === best);
  if (!winner) return { kind: 'no-route', destinations };
  if (others.some((route) => !leadsTheSameWay(route, winner))) {
    return winner.class === 'prefix-list'
      ? {
          ...undecidable(`${table.id} has overlapping prefix lists with different targets`),
          rivals: [winner, ...others],
        }
      : undecidable(`${table.id} has several routes to one destination with different targets`);
  }
  if (winner.state === 'filtered') return undecidable(`a route of ${table.id} is filtered`);
  if (winner.class === 'prefix-list' && destinations.overlaps(local)) {
    return undecidable(`${table.id} has a prefix list inside the VPC's own addresses`);
  }
  if (winner.class === 'route-server' && destinations.overlaps(local)) {
    return undecidable(`${table.id} has a Route Server route inside the VPC's own addresses`);
  }
  return { kind: 'route', destinations, route: winner };
}

function leadsTheSameWay(a: Route, b: Route): boolean {
  return a.target.kind === b.target.kind && a.target.id === b.target.id && a.state === b.state;
}

/** Branches of one route, or unknown for one reason, as one; empty ones are left out. */
function joined(branches: readonly RouteBranch[]): readonly RouteBranch[] {
  const groups = new Map<string, [RouteBranch, ...RouteBranch[]]>();
  for (const branch of branches) {
    if (branch.destinations.isEmpty()) continue;
    const key = branchKey(branch);
    const group = groups.get(key);
    if (group) group.push(branch);
    else groups.set(key, [branch]);
  }
  return [...groups.values()].map((group) =>
    group.length === 1
      ? group[0]
      : { ...group[0], destinations: AddressSet.unionAll(group.map(({ destinations }) => destinations)) },
  );
}

function branchKey(branch: RouteBranch): string {
  if (branch.kind === 'route') return `route ${branch.route.index}`;
  if (branch.kind === 'no-route') return branch.kind;
  return JSON.stringify([branch.missing, branch.rivals?.map(({ index }) => index)]);
}
