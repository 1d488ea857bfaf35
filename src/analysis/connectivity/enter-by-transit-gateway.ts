import type { AddressSet } from '../../model/address-set.ts';
import type { MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Route, RouteTable } from '../../model/resources/route-table.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { effectiveRouteTable } from './effective-route-table.ts';
import { type RouteBranch, selectRoutes } from './select-route.ts';
import type { Attachment } from './transit-gateway-attachment.ts';
import { entranceSubnets } from './transit-gateway-zones.ts';

/** What the VPC does with packets that a transit gateway brings, for a part of their destinations. */
export type Entry =
  | {
      readonly kind: 'routed';
      readonly destinations: AddressSet;
      /** Of the tables that agree, the first. */
      readonly table: RouteTable;
      /** Null where the table has none. */
      readonly route: Route | null;
      /** The subnets by which they may have come in. */
      readonly entrances: readonly Subnet[];
    }
  | { readonly kind: 'unknown'; readonly destinations: AddressSet; readonly missing: readonly MissingFact[] };

/**
 * Routes what a transit gateway brings into a VPC: by the table of the attachment's subnet through which it comes
 * (C4). Where that may be one of several subnets, their tables must agree.
 */
export function enterByTransitGateway(
  network: Network,
  destinations: AddressSet,
  vpc: Vpc,
  attachment: Attachment,
  from: Subnet | null,
): readonly Entry[] {
  const { items: entrances, missing } = entranceSubnets(network, vpc, attachment, from);
  const tables = entrances.map((subnet) => effectiveRouteTable(network, subnet));
  const unread = [...missing, ...tables.flatMap((table) => (table.known ? [] : table.missing))];
  const known = [...new Set(tables.flatMap((table) => (table.known ? [table.value] : [])))];
  const [first, ...others] = known;
  if (unread.length > 0 || !first) {
    const none = vpc.missing(`no subnet of ${attachment.id}`, 'transitGatewayVpcAttachments');
    return [{ kind: 'unknown', destinations, missing: unread.length > 0 ? unread : [none] }];
  }
  const start = selectRoutes(network, first, destinations).map((branch) => entryOf(first, branch, entrances));
  return others.reduce(
    (entries, table) => entries.flatMap((entry) => agree(network, entry, table, attachment)),
    start,
  );
}

function entryOf(table: RouteTable, branch: RouteBranch, entrances: readonly Subnet[]): Entry {
  const { destinations } = branch;
  if (branch.kind === 'unknown') return branch;
  const route = branch.kind === 'route' ? branch.route : null;
  return { kind: 'routed', destinations, table, route, entrances };
}

function agree(network: Network, entry: Entry, table: RouteTable, { id }: Attachment): readonly Entry[] {
  if (entry.kind === 'unknown') return [entry];
  return selectRoutes(network, table, entry.destinations).map((branch): Entry => {
    const { destinations } = branch;
    const other = entryOf(table, branch, entry.entrances);
    if (other.kind === 'unknown') return other;
    if (leadsTheSameWay(entry.route, other.route)) return { ...entry, destinations };
    const reason = `the zone in which ${id} takes them, whose route tables differ`;
    return { kind: 'unknown', destinations, missing: [table.missing(reason)] };
  });
}

function leadsTheSameWay(a: Route | null, b: Route | null): boolean {
  const isDropped = (route: Route | null) => route === null || route.state === 'blackhole';
  if (isDropped(a) || isDropped(b)) return isDropped(a) && isDropped(b);
  return a?.target.kind === b?.target.kind && a?.target.id === b?.target.id;
}
