import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import type { MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Route, RouteTable } from '../../model/resources/route-table.ts';
import { prefixListAddresses } from './prefix-list-addresses.ts';

/** A part of the destinations that one route, or none, decides. */
export type RouteBranch =
  | { readonly kind: 'route'; readonly destinations: AddressSet; readonly route: Route }
  | { readonly kind: 'no-route'; readonly destinations: AddressSet }
  | { readonly kind: 'unknown'; readonly destinations: AddressSet; readonly missing: readonly MissingFact[] };

interface Candidate {
  readonly route: Route;
  readonly addresses: AddressSet;
  readonly prefixLength: number;
}

/**
 * Splits destinations by the route that a table selects for them: longest prefix (R7), then static
 * before prefix list before propagated (R8, R9); the local route before every propagated one (R11) and
 * behind a more specific static one (R12); a blackhole wins like any other route (R16). Unknown: a random
 * choice between prefix lists (R10), a filtered route, a tie with Route Server (R15), a prefix-list route
 * more specific than local, and a prefix list whose entries are not known.
 */
export function selectRoutes(
  network: Network,
  table: RouteTable,
  destinations: AddressSet,
): readonly RouteBranch[] {
  const routes = table.routes;
  if (!routes.known) return [{ kind: 'unknown', destinations, missing: routes.missing }];
  const candidates: Candidate[] = [];
  const missing: MissingFact[] = [];
  for (const route of routes.value) {
    const expanded = expand(network, table, route);
    if ('missing' in expanded) missing.push(...expanded.missing);
    else candidates.push(...expanded.filter(({ addresses }) => addresses.overlaps(destinations)));
  }
  if (missing.length > 0) return [{ kind: 'unknown', destinations, missing }];
  return selectAmong(table, withoutPropagatedInsideLocal(candidates), destinations);
}

function expand(
  network: Network,
  table: RouteTable,
  route: Route,
): readonly Candidate[] | { readonly missing: readonly MissingFact[] } {
  const { destination } = route;
  if (destination.kind === 'unknown') {
    return { missing: [table.missing(`a route of ${table.id} names no destination that is understood`)] };
  }
  if (destination.kind === 'cidr') return candidate(route, destination.cidr);
  const addresses = prefixListAddresses(network, destination.prefixListId, table);
  if (!addresses.known) return addresses;
  return addresses.value.toCidrs().flatMap((cidr) => candidate(route, cidr));
}

function candidate(route: Route, cidr: string): readonly Candidate[] {
  const parsed = parseCidr(cidr);
  if (!parsed) return [];
  return [{ route, addresses: AddressSet.fromCidrs([parsed]), prefixLength: parsed.prefixLength }];
}

function withoutPropagatedInsideLocal(candidates: readonly Candidate[]): readonly Candidate[] {
  const local = AddressSet.unionAll(
    candidates.filter(({ route }) => route.target.kind === 'local').map(({ addresses }) => addresses),
  );
  return candidates.map((entry) =>
    entry.route.class === 'propagated' ? { ...entry, addresses: entry.addresses.subtract(local) } : entry,
  );
}

function selectAmong(
  table: RouteTable,
  candidates: readonly Candidate[],
  destinations: AddressSet,
): readonly RouteBranch[] {
  const branches: RouteBranch[] = [];
  let remaining = destinations;
  const lengths = new Set(candidates.map(({ prefixLength }) => prefixLength));
  const local = AddressSet.unionAll(
    candidates.filter(({ route }) => route.target.kind === 'local').map(({ addresses }) => addresses),
  );
  for (const length of [...lengths].sort((a, b) => b - a)) {
    const level = candidates.filter(({ prefixLength }) => prefixLength === length);
    for (const [addresses, rivals] of byAddresses(level)) {
      const part = addresses.intersect(remaining);
      if (part.isEmpty()) continue;
      branches.push(...decide(table, part, rivals, local));
      remaining = remaining.subtract(addresses);
    }
  }
  return remaining.isEmpty() ? branches : [...branches, { kind: 'no-route', destinations: remaining }];
}

/** Candidates of one length are equal or disjoint, except where local cut a propagated one. */
function byAddresses(level: readonly Candidate[]): readonly (readonly [AddressSet, readonly Route[]])[] {
  const groups: [AddressSet, Route[]][] = [];
  for (const { addresses, route } of level) {
    const group = groups.find(([other]) => other.overlaps(addresses));
    if (group) {
      group[0] = group[0].union(addresses);
      group[1].push(route);
    } else if (!addresses.isEmpty()) groups.push([addresses, [route]]);
  }
  return groups;
}

function decide(
  table: RouteTable,
  destinations: AddressSet,
  rivals: readonly Route[],
  local: AddressSet,
): readonly RouteBranch[] {
  const undecidable = (reason: string): readonly RouteBranch[] => [
    { kind: 'unknown', destinations, missing: [table.missing(reason)] },
  ];
  const best = (['static', 'prefix-list', 'propagated'] as const)
    .map((preferred) => rivals.filter((route) => route.class === preferred))
    .find((routes) => routes.length > 0);
  if (rivals.some((route) => route.class === 'route-server') && rivals.length > 1) {
    return undecidable(`${table.id} has a Route Server route beside another for the same destination`);
  }
  const [winner, ...others] = best ?? rivals;
  if (!winner) return [{ kind: 'no-route', destinations }];
  if (others.some((route) => route.target.id !== winner.target.id)) {
    return undecidable(`${table.id} has overlapping prefix lists with different targets`);
  }
  if (winner.state === 'filtered') return undecidable(`a route of ${table.id} is filtered`);
  if (winner.class === 'prefix-list' && destinations.overlaps(local)) {
    return undecidable(`${table.id} has a prefix list inside the VPC's own addresses`);
  }
  return [{ kind: 'route', destinations, route: winner }];
}
