import type { Note } from './deciding-rule.ts';
import {
  blocksOf,
  holds,
  lengthOf,
  type PacketAddress,
  type RawEstate,
  type RawRoute,
  type RawRouteTable,
  the,
} from './raw-estate.ts';

export interface RouteTarget {
  readonly kind:
    | 'local'
    | 'internet-gateway'
    | 'egress-only-internet-gateway'
    | 'vpn-gateway'
    | 'vpc-endpoint'
    | 'nat-gateway'
    | 'vpc-peering'
    | 'network-interface';
  readonly id: string | null;
}

export type SelectedRoute =
  | { readonly kind: 'none' }
  | { readonly kind: 'open' }
  | {
      readonly kind: 'route';
      readonly index: number;
      readonly target: RouteTarget;
      readonly isBlackhole: boolean;
      readonly namesPrefixList: boolean;
    };

/** The table of a subnet: the one that names it, else the main one of its VPC. */
export function tableOf(estate: RawEstate, subnetId: string, vpcId: string, note: Note): RawRouteTable {
  for (const table of estate.routeTables) {
    for (const { SubnetId } of table.Associations) if (SubnetId === subnetId) return table;
  }
  note('main route table');
  return the(
    estate.routeTables,
    (table) => table.VpcId === vpcId && table.Associations.some(({ Main }) => Main),
  );
}

interface Match {
  readonly route: RawRoute;
  readonly index: number;
  readonly length: number;
  readonly rank: number;
}

/** Static, prefix list, propagated, Route Server. */
function rankOf(route: RawRoute): number {
  if (route.Origin === 'EnableVgwRoutePropagation') return 2;
  if (route.Origin === 'Advertisement') return 3;
  return route.DestinationPrefixListId === undefined ? 0 : 1;
}

/** The route that a router takes for one address, looking at one route after the other. */
export function routeFor(
  estate: RawEstate,
  table: RawRouteTable,
  address: PacketAddress,
  note: Note,
): SelectedRoute {
  const matches: Match[] = [];
  let insideLocal = false;
  for (const [index, route] of table.Routes.entries()) {
    const blocks =
      route.DestinationPrefixListId === undefined
        ? [route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? '']
        : blocksOf(estate, route.DestinationPrefixListId);
    let length = -1;
    for (const block of blocks) if (holds(block, address)) length = Math.max(length, lengthOf(block));
    if (length < 0) continue;
    if (route.GatewayId === 'local') insideLocal = true;
    matches.push({ route, index, length, rank: rankOf(route) });
  }
  let best: Match | null = null;
  for (const match of matches) {
    if (insideLocal && match.rank === 2) continue;
    if (best === null || match.length > best.length) best = match;
    else if (match.length === best.length && match.rank < best.rank) best = match;
  }
  if (best === null) {
    note('no route');
    return { kind: 'none' };
  }
  for (const match of matches) {
    if (match === best || leadsAlike(match.route, best.route)) continue;
    if (insideLocal && match.rank === 2) {
      if (match.length > best.length) note('propagated inside local');
    } else if (match.length < best.length) note('longest prefix');
    else if (match.rank === 3 || best.rank === 3) {
      note('filtered or Route Server');
      return { kind: 'open' };
    } else if (match.rank === best.rank) {
      if (best.rank === 1) note('overlapping prefix lists');
      return { kind: 'open' };
    } else if (best.rank === 0) {
      note(match.rank === 1 ? 'static before prefix list' : 'static before propagated');
    } else note('prefix list before propagated');
  }
  const rivals = matches.filter(
    (match) => match.length === best.length && !(insideLocal && match.rank === 2),
  );
  // How routes of Route Server rank, and what a filtered route does, AWS does not say.
  if ((rivals.length > 1 && rivals.some(({ rank }) => rank === 3)) || best.route.State === 'filtered') {
    note('filtered or Route Server');
    return { kind: 'open' };
  }
  // Inside the local route only static routes have a documented rank.
  if (insideLocal && best.rank !== 0) return { kind: 'open' };
  if (insideLocal && best.route.GatewayId !== 'local') note('static inside local');
  if (best.rank === 2) note('propagated route');
  if (best.route.State === 'blackhole') note('blackhole');
  return {
    kind: 'route',
    index: best.index,
    target: targetOf(best.route),
    isBlackhole: best.route.State === 'blackhole',
    namesPrefixList: best.route.DestinationPrefixListId !== undefined,
  };
}

function leadsAlike(a: RawRoute, b: RawRoute): boolean {
  return a.State === b.State && targetOf(a).kind === targetOf(b).kind && targetOf(a).id === targetOf(b).id;
}

function targetOf(route: RawRoute): RouteTarget {
  const { GatewayId: gateway } = route;
  if (route.NatGatewayId !== undefined) return { kind: 'nat-gateway', id: route.NatGatewayId };
  if (route.EgressOnlyInternetGatewayId !== undefined) {
    return { kind: 'egress-only-internet-gateway', id: route.EgressOnlyInternetGatewayId };
  }
  if (route.VpcPeeringConnectionId !== undefined) {
    return { kind: 'vpc-peering', id: route.VpcPeeringConnectionId };
  }
  if (route.NetworkInterfaceId !== undefined) {
    return { kind: 'network-interface', id: route.NetworkInterfaceId };
  }
  if (gateway === 'local') return { kind: 'local', id: null };
  if (gateway?.startsWith('igw-')) return { kind: 'internet-gateway', id: gateway };
  if (gateway?.startsWith('vgw-')) return { kind: 'vpn-gateway', id: gateway };
  if (gateway?.startsWith('vpce-')) return { kind: 'vpc-endpoint', id: gateway };
  throw new Error('a route without target');
}
