import { AddressSet } from '../../../model/address-set.ts';
import type { Network } from '../../../model/network.ts';
import type { Route, RouteTable } from '../../../model/resources/route-table.ts';
import type { Subnet } from '../../../model/resources/subnet.ts';
import type { Vpc } from '../../../model/resources/vpc.ts';
import { lambdaEphemeralPorts } from '../ephemeral-ports.ts';
import { begin } from '../flight.ts';
import { followSelected } from '../follow-route.ts';
import { gatewayRouteTable } from '../gateway-route-table.ts';
import { once } from '../once.ts';
import type { PathBranch } from '../path-answer.ts';
import type { Reason } from '../reason.ts';
import { admission, type Traffic } from '../security-group-admission.ts';
import { type RouteBranch, selectRoutes } from '../select-route.ts';
import type { SourceInVpc as Source } from '../source.ts';

/** The branches of all senders of a VPC that are alike, from the route table of their subnet on. */
export interface SharedWays {
  readonly branches: readonly PathBranch[];
  /** Whether they are those of this very table, and not of every table with the same routes. */
  readonly areOfTable: boolean;
}

/** What a sender shares with all that are like it; null where they may differ. */
export type WaysOf = (source: Source, table: RouteTable, destinations: AddressSet) => SharedWays | null;

/** What is found of some destinations. */
interface Found {
  readonly selected: Map<RouteTable, readonly RouteBranch[]>;
  readonly byTurn: Map<string, readonly PathBranch[] | null>;
}

/**
 * Finds the ways that senders of a VPC share. Where everything gets through that all of them together may send, and
 * all that may be answered, then so does what each of them sends; none has to be asked by itself.
 */
export function sharedWays(
  network: Network,
  { vpc, sources }: { readonly vpc: Vpc; readonly sources: readonly Source[] },
  traffic: Traffic,
): WaysOf {
  const addressesOf = (some: readonly Source[]) =>
    AddressSet.unionAll(some.map(({ addresses }) => addresses));
  const everybody = addressesOf(sources);
  const compute = addressesOf(sources.filter(({ groupIds }) => groupIds !== null));
  const found = new Map<AddressSet, Found>();

  /** The ways of senders with these groups, if any, wherever in the VPC they may be; null where they differ. */
  const forAll = (
    source: Source,
    table: RouteTable,
    routes: readonly RouteBranch[],
    destinations: AddressSet,
    { addresses, groupIds }: Pick<Source, 'addresses' | 'groupIds'>,
  ): readonly PathBranch[] | null => {
    const journey = { network, source: allLike(source, addresses, groupIds), traffic };
    const branches = followSelected(journey, begin(destinations), vpc, table, routes);
    return branches.every(isForAll) ? branches : null;
  };

  return (source, table, destinations) => {
    if (!isLikeOthers(source)) return null;
    const { groupIds } = source;
    const { selected, byTurn } = once(found, destinations, nothing);
    const routes = once(selected, table, () => selectRoutes(network, table, destinations));
    if (routes.some((branch) => entersByTable(network, vpc, branch))) return null;
    const { turn, isOfTable: areOfTable } = turnOf(network, source, table, routes);
    const open = once(byTurn, turn, () =>
      forAll(source, table, routes, destinations, { addresses: everybody, groupIds: null }),
    );
    if (groupIds === null) return open && { branches: open, areOfTable };
    const branches =
      open ??
      once(byTurn, `${turn} with ${groupIds.join()}`, () =>
        forAll(source, table, routes, destinations, { addresses: compute, groupIds }),
      );
    const ways = branches && { branches, areOfTable };
    if (!branches?.some(crossesTransitGateway)) return ways;
    // Whether rules that name groups let out what goes there is in doubt (S9).
    const { addresses } = admission(network, groupIds, source.resource, 'egress', traffic);
    return destinations.isSubsetOf(addresses) ? ways : null;
  };
}

function nothing(): Found {
  return { selected: new Map(), byTurn: new Map() };
}

/** Senders that are like one in all that its packets meet, but may send from all of these addresses. */
function allLike(source: Source, addresses: AddressSet, groupIds: Source['groupIds']): Source {
  return {
    ...source,
    resource: source.vpc,
    home: null,
    addresses,
    groupIds,
    // They hold those of every other source.
    ephemeralPorts: lambdaEphemeralPorts,
    publicAddresses: source.publicAddresses.isEmpty() ? AddressSet.empty : addresses,
  };
}

function crossesTransitGateway({ hops }: PathBranch): boolean {
  return hops.some(({ reason }) => reason.startsWith('transit-gateway'));
}

/** Some senders have public addresses for a part of what they send from; some subnets have settings of their own (R24). */
export function isLikeOthers({ publicAddresses, addresses, subnet }: Source): boolean {
  const isPublic = !publicAddresses.isEmpty();
  return !subnet.blocksPublicAccess && (!isPublic || addresses.ipv4Only().isSubsetOf(publicAddresses));
}

/** What blocks whoever sends: the table that they have in common does, and not what it holds against a sender. */
const blockingAll: ReadonlySet<Reason> = new Set<Reason>([
  'route-none',
  'route-blackhole',
  'internet-gateway-needs-public-address',
]);

/** Whether everything gets through, or nothing of anybody does. */
function isForAll({ verdict, hops }: PathBranch): boolean {
  if (verdict !== 'reachable' && verdict !== 'blocked') return false;
  return hops.every(({ decision, reason }) =>
    decision === 'pass'
      ? // Exclusions from Block Public Access are those of single subnets (R24).
        !reason.startsWith('block-public-access') && !hindersSome(reason)
      : decision === 'block' && blockingAll.has(reason),
  );
}

function hindersSome(reason: Reason): boolean {
  return reason.endsWith('-partial') || reason === 'return-route-missing';
}

/** Whether replies come back by a gateway with a route table of its own, which may treat each subnet otherwise (R20). */
function entersByTable(network: Network, vpc: Vpc, branch: RouteBranch): boolean {
  const target = branch.kind === 'route' ? branch.route.target : null;
  if (target?.kind !== 'internet-gateway' || target.id === null) return false;
  const { table, missing } = gatewayRouteTable(network, vpc, target.id);
  return table !== null || missing.length > 0;
}

/** What of the table and the subnet a way hangs on. */
interface Turn {
  /** The same text for the same. */
  readonly turn: string;
  readonly isOfTable: boolean;
}

/** Where all of the destinations have one target, the way hangs on that target. */
function turnOf(
  network: Network,
  { subnet, vpc, publicAddresses }: Source,
  table: RouteTable,
  routes: readonly RouteBranch[],
): Turn {
  const isPublic = publicAddresses.isEmpty() ? 'private' : 'public';
  const [branch, ...others] = routes;
  const route = branch?.kind === 'route' && others.length === 0 ? branch.route : null;
  const mindsZone = routes.some((each) => each.kind === 'route' && mayMindZone(network, vpc, each.route));
  const place = mindsZone ? ` in ${zoneText(subnet)}` : '';
  if (!route || !isOfVpc(table, vpc) || route.state !== 'active') {
    return { turn: `${isPublic} ${table.id}${place}`, isOfTable: true };
  }
  const { kind, id } = route.target;
  const target = `${isPublic} ${kind} ${id ?? ''} ${route.destination.kind}${place}`;
  // It is the table that sends what has no public address to an internet gateway.
  return kind === 'internet-gateway'
    ? { turn: `${target} by ${table.id}`, isOfTable: true }
    : { turn: target, isOfTable: false };
}

/** Whether a table is told of by those who tell of the VPC. */
export function isOfVpc(table: RouteTable, vpc: Vpc): boolean {
  return table.scope === vpc.scope && table.account === vpc.account;
}

/**
 * Whether a way may hang on the zone in which it starts: transit gateways take packets there (C5b), and a regional NAT
 * gateway may have no address in it (R23). Behind an appliance may stand either.
 */
export function mayMindZone(network: Network, vpc: Vpc, { target, destination }: Route): boolean {
  const { kind, id } = target;
  if (kind === 'nat-gateway') {
    const nat = network.answerFor('natGateways', id ?? '', vpc);
    const isRegional = nat.known ? nat.value.isRegional : nat;
    return !isRegional.known || isRegional.value;
  }
  const isAppliance =
    kind === 'network-interface' || (kind === 'vpc-endpoint' && destination.kind !== 'prefix-list');
  return isAppliance || kind === 'transit-gateway';
}

/** The zone of a subnet, and whose name for it that is. */
export function zoneText({ raw, scope }: Subnet): string {
  return `${raw.AvailabilityZone ?? ''} ${raw.AvailabilityZoneId ?? ''} of ${scope.account ?? ''}`;
}
