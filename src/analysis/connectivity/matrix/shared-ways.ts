import { AddressSet } from '../../../model/address-set.ts';
import type { Network } from '../../../model/network.ts';
import type { RouteTable } from '../../../model/resources/route-table.ts';
import type { Vpc } from '../../../model/resources/vpc.ts';
import { lambdaEphemeralPorts } from '../ephemeral-ports.ts';
import { begin } from '../flight.ts';
import { followRoutes } from '../follow-route.ts';
import { gatewayRouteTable } from '../gateway-route-table.ts';
import type { PathBranch } from '../path-answer.ts';
import type { Reason } from '../reason.ts';
import { admission, type Traffic } from '../security-group-admission.ts';
import { type RouteBranch, selectRoutes } from '../select-route.ts';
import type { SourceInVpc as Source } from '../source.ts';
import { once } from './once.ts';

/**
 * The branches of a sender from the route table of its subnet on, where they are the same for all senders of the
 * VPC that are like it; else null.
 */
export type WaysOf = (
  source: Source,
  table: RouteTable,
  destinations: AddressSet,
) => readonly PathBranch[] | null;

/**
 * Finds the ways that senders of a VPC share. Where everything gets through that all of them together may send, and
 * all that may be answered, then so does what each of them sends; none has to be asked by itself.
 */
export function sharedWays(network: Network, vpc: Vpc, sources: readonly Source[], traffic: Traffic): WaysOf {
  const addressesOf = (some: readonly Source[]) =>
    AddressSet.unionAll(some.map(({ addresses }) => addresses));
  const everybody = addressesOf(sources);
  const compute = addressesOf(sources.filter(({ groupIds }) => groupIds !== null));
  const remembered = new Map<AddressSet, Map<string, readonly PathBranch[] | null>>();
  const selected = new Map<AddressSet, Map<RouteTable, readonly RouteBranch[]>>();

  /** The ways of senders with these groups, if any, wherever in the VPC they may be; null where they differ. */
  const forAll = (
    source: Source,
    table: RouteTable,
    destinations: AddressSet,
    { addresses, groupIds }: Pick<Source, 'addresses' | 'groupIds'>,
  ): readonly PathBranch[] | null => {
    const journey = { network, source: allLike(source, addresses, groupIds), traffic };
    const branches = followRoutes(journey, begin(destinations), vpc, table);
    return branches.every(isForAll) ? branches : null;
  };

  return (source, table, destinations) => {
    if (!isLikeOthers(source)) return null;
    const { groupIds } = source;
    const byTable = once(selected, destinations, () => new Map<RouteTable, readonly RouteBranch[]>());
    const routes = once(byTable, table, () => selectRoutes(network, table, destinations));
    if (routes.some((branch) => entersByTable(network, vpc, branch))) return null;
    const turn = turnOf(source, table, routes);
    const byTurn = once(remembered, destinations, () => new Map<string, readonly PathBranch[] | null>());
    const open = once(byTurn, turn, () =>
      forAll(source, table, destinations, { addresses: everybody, groupIds: null }),
    );
    if (groupIds === null) return open;
    const ways =
      open ??
      once(byTurn, `${turn} with ${groupIds.join()}`, () =>
        forAll(source, table, destinations, { addresses: compute, groupIds }),
      );
    if (!ways?.some(crossesTransitGateway)) return ways;
    // Whether rules that name groups let out what goes there is in doubt (S9).
    const { addresses } = admission(network, groupIds, source.resource, 'egress', traffic);
    return destinations.isSubsetOf(addresses) ? ways : null;
  };
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
function isLikeOthers({ publicAddresses, addresses, subnet }: Source): boolean {
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

/** What of the table and the subnet the way hangs on: where all of it has one target, that target. */
function turnOf(
  { subnet, vpc, publicAddresses }: Source,
  table: RouteTable,
  [branch, ...others]: readonly RouteBranch[],
): string {
  const isPublic = publicAddresses.isEmpty() ? 'private' : 'public';
  const isOfVpc = table.scope === vpc.scope && table.account === vpc.account;
  const route = branch?.kind === 'route' && others.length === 0 ? branch.route : null;
  // Transit gateways take packets in the zone in which they start (C5b).
  const { AvailabilityZone: zone, AvailabilityZoneId: zoneId } = subnet.raw;
  const place = `${zone ?? ''} ${zoneId ?? ''} of ${subnet.scope.account ?? ''}`;
  if (!route || !isOfVpc || route.state !== 'active') return `${isPublic} ${table.id} in ${place}`;
  const { kind, id } = route.target;
  const target = `${isPublic} ${kind} ${id ?? ''} ${route.destination.kind}`;
  // A regional NAT gateway may have no address in the zone (R23).
  if (kind === 'transit-gateway' || kind === 'nat-gateway') return `${target} in ${place}`;
  // It is the table that sends what has no public address to an internet gateway.
  return kind === 'internet-gateway' ? `${target} by ${table.id}` : target;
}
