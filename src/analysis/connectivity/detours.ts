import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import {
  distinctMissing,
  type Fact,
  flatMap,
  type Listing,
  type MissingFact,
  map,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Route, RouteTable } from '../../model/resources/route-table.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { effectiveRouteTable } from './effective-route-table.ts';
import { type ComputeSite, type EndpointSite, sitesIn } from './interface-endpoint-legs.ts';
import { selectRoutes } from './select-route.ts';

/** One direction between compute and an interface endpoint of its VPC. */
export interface Direction {
  readonly table: RouteTable;
  /** The route to an appliance that takes some of the packets out of the local route (R12); null where none does. */
  readonly route: Route | null;
}

/** A way between compute and an interface endpoint of its VPC that leads past an appliance, there or back. */
export interface Detour {
  readonly compute: ComputeSite;
  readonly endpoint: EndpointSite;
  readonly there: Direction;
  readonly back: Direction;
}

/** The id of the appliance that a direction leads through: its interface, or a Gateway Load Balancer endpoint. */
export function applianceOf({ route }: Direction): string | null {
  return route?.target.id ?? null;
}

/** The ways of a VPC's compute to its interface endpoints that its route tables lead past appliances. */
export function detoursIn(network: Network, vpc: Vpc): Listing<Detour> {
  return network.memoOf(vpc, 'ways past appliances', () => findDetours(network, vpc));
}

function findDetours(network: Network, vpc: Vpc): Listing<Detour> {
  const tables = network.inVpc('routeTables', vpc);
  const { addresses } = vpc;
  if (!addresses.known) return { items: [], missing: addresses.missing };
  const divert = tables.items.some((table) => diverts(table, addresses.value));
  const unread = tables.items.flatMap(({ routes }) => (routes.known ? [] : routes.missing));
  if (!divert) return { items: [], missing: [...tables.missing, ...unread] };
  const { compute, endpoints } = sitesIn(network, vpc);
  const items: Detour[] = [];
  const missing: MissingFact[] = [...tables.missing, ...compute.missing, ...endpoints.missing];
  for (const client of compute.items) {
    for (const endpoint of endpoints.items) {
      if (client.subnetId === endpoint.subnetId || endpoint.meantFor === 'some') continue;
      const there = directionFrom(network, vpc, client.subnetId, endpoint.addresses);
      const back = directionFrom(network, vpc, endpoint.subnetId, client.addresses);
      if (!there.known || !back.known) {
        missing.push(...(there.known ? [] : there.missing), ...(back.known ? [] : back.missing));
      } else if (there.value.route || back.value.route) {
        items.push({ compute: client, endpoint, there: there.value, back: back.value });
      }
    }
  }
  return { items, missing: distinctMissing(missing) };
}

/** Whether a table has a route inside the VPC's own addresses that leads to an appliance. */
function diverts({ routes }: RouteTable, own: AddressSet): boolean {
  return routes.known && routes.value.some((route) => leadsToAppliance(route) && isInside(route, own));
}

function leadsToAppliance({ target, destination, state }: Route): boolean {
  const isAppliance = target.kind === 'network-interface' || target.kind === 'vpc-endpoint';
  return isAppliance && destination.kind === 'cidr' && state === 'active';
}

function isInside({ destination }: Route, own: AddressSet): boolean {
  const block = destination.kind === 'cidr' ? parseCidr(destination.cidr) : null;
  return block !== null && AddressSet.of(block).isSubsetOf(own);
}

function directionFrom(
  network: Network,
  vpc: Vpc,
  subnetId: string,
  destinations: AddressSet,
): Fact<Direction> {
  return flatMap(network.answerFor('subnets', subnetId, vpc), (subnet) =>
    map(effectiveRouteTable(network, subnet), (table) => {
      const [route = null] = selectRoutes(network, table, destinations).flatMap((branch) =>
        branch.kind === 'route' && leadsToAppliance(branch.route) ? [branch.route] : [],
      );
      return { table, route };
    }),
  );
}
