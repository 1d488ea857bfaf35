import type { AddressSet } from '../../model/address-set.ts';
import { type Fact, flatMap, known, type MissingFact, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type {
  TransitGatewayAttachment,
  TransitGatewayRoute,
} from '../../model/resources/peering-and-transit.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { splitByLongestPrefix } from './longest-prefix.ts';
import type { PlacedRoute } from './transit-gateway-propagation.ts';
import { searchedTable, type TransitGatewayTable } from './transit-gateway-route-table.ts';

/** A part of the destinations that one route of a transit gateway, or none, decides. */
export type TransitGatewayBranch =
  | {
      readonly kind: 'route';
      readonly destinations: AddressSet;
      readonly route: TransitGatewayRoute;
      readonly at: Place;
    }
  | { readonly kind: 'no-route'; readonly destinations: AddressSet }
  | { readonly kind: 'unknown'; readonly destinations: AddressSet; readonly missing: readonly MissingFact[] };

/**
 * How a transit gateway routes what arrives from a VPC: by the table with which the VPC's attachment is
 * associated. Longest prefix, then static before prefix list before propagated (C5); a blackhole wins like
 * any other route.
 */
export function transitGatewayBranches(
  network: Network,
  transitGatewayId: string,
  from: Vpc,
  destinations: AddressSet,
): readonly TransitGatewayBranch[] {
  const table = flatMap(attachmentOf(network, transitGatewayId, from), (attachment) =>
    flatMap(associatedTableId(attachment), (id) =>
      flatMap(network.answerFor('transitGatewayRoutes', id, from), (answer) =>
        searchedTable(network, answer),
      ),
    ),
  );
  if (!table.known) return [{ kind: 'unknown', destinations, missing: table.missing }];
  return selectTransitGatewayRoutes(table.value, destinations);
}

/** The attachment of a VPC to a transit gateway. */
function attachmentOf(network: Network, transitGatewayId: string, vpc: Vpc): Fact<TransitGatewayAttachment> {
  const { items, missing } = network.inVpc('transitGatewayAttachments', vpc);
  const found = items.find(
    ({ transitGatewayId: id, state }) =>
      id.known && id.value === transitGatewayId && state.known && state.value === 'available',
  );
  if (found) return known(found);
  const reason = `no available attachment of ${vpc.id} to ${transitGatewayId}`;
  return unknown(...(missing.length > 0 ? missing : [vpc.missing(reason, 'transitGatewayAttachments')]));
}

function associatedTableId(attachment: TransitGatewayAttachment): Fact<string> {
  const { Association: association } = attachment.raw;
  const id = association?.TransitGatewayRouteTableId;
  return id && association.State?.toLowerCase() === 'associated'
    ? known(id)
    : unknown(attachment.missing(`no route table associated with ${attachment.id}`));
}

/**
 * Splits destinations by the route that a table selects for them: longest prefix, then static before prefix list
 * before propagated, those in an order of their own; a blackhole wins like any other route (C5). The branches are
 * disjoint and together hold the destinations.
 */
export function selectTransitGatewayRoutes(
  { resource, levels, open, missing }: TransitGatewayTable,
  destinations: AddressSet,
): readonly TransitGatewayBranch[] {
  const decidable = destinations.subtract(open);
  const { parts, unmatched } = splitByLongestPrefix(levels, decidable);
  const branches: readonly TransitGatewayBranch[] = [
    { kind: 'unknown', destinations: destinations.intersect(open), missing },
    ...parts.map((part) =>
      decide(resource.missing(`${resource.id} has several routes to one destination`), part),
    ),
    { kind: 'no-route', destinations: unmatched },
  ];
  return branches.filter((branch) => !branch.destinations.isEmpty());
}

/** Of the resources whose routes are propagated, those that are preferred first. */
const propagationOrder = [
  'vpc',
  'direct-connect-gateway',
  'connect',
  'vpn',
  'vpn-concentrator',
  'client-vpn',
  'peering',
];

/** The lower, the more preferred; null where the input does not tell. */
function rankOf({ type, prefixListId, attachments }: TransitGatewayRoute): number | null {
  if (type === 'static') return prefixListId === null ? 0 : 1;
  const types = new Set(attachments.map(({ resourceType }) => resourceType ?? ''));
  const [only] = types;
  const order = types.size === 1 && only !== undefined ? propagationOrder.indexOf(only) : -1;
  return type === 'propagated' && order >= 0 ? order + 2 : null;
}

/** Between routes to one block. One that may not be there decides nothing, unless a certain one goes before it. */
function decide(
  undecidable: MissingFact,
  { destinations, rivals }: { readonly destinations: AddressSet; readonly rivals: readonly PlacedRoute[] },
): TransitGatewayBranch {
  const ranked = rivals.map((placed) => ({ placed, rank: rankOf(placed.route) }));
  const certain = ranked.filter(({ placed }) => placed.doubt === null);
  const best = Math.min(...certain.flatMap(({ rank }) => rank ?? []));
  // What the input does not rank is propagated somehow: nothing to a static route.
  const reaches = (rank: number | null) => (rank === null ? best >= 2 : rank <= best);
  const doubts = ranked.flatMap(({ placed: { doubt }, rank }) => (doubt && reaches(rank) ? [doubt] : []));
  if (doubts.length > 0) return { kind: 'unknown', destinations, missing: doubts };
  const [winner, ...others] = certain.filter(({ rank }) => reaches(rank)).map(({ placed }) => placed);
  if (!winner) return { kind: 'no-route', destinations };
  if (others.some((other) => !leadsTheSameWay(other.route, winner.route))) {
    return { kind: 'unknown', destinations, missing: [undecidable] };
  }
  return { kind: 'route', destinations, route: winner.route, at: winner.at };
}

function leadsTheSameWay(a: TransitGatewayRoute, b: TransitGatewayRoute): boolean {
  return a.state === b.state && [...a.attachmentIds].sort().join() === [...b.attachmentIds].sort().join();
}
