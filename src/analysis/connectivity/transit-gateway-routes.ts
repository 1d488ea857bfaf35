import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import { type Fact, flatMap, known, type MissingFact, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type {
  TransitGatewayAttachment,
  TransitGatewayRoute,
  TransitGatewayRoutes,
} from '../../model/resources/peering-and-transit.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { type RouteCandidate, splitByLongestPrefix } from './longest-prefix.ts';
import { prefixListCidrs } from './prefix-list-addresses.ts';

/** A part of the destinations that one route of a transit gateway, or none, decides. */
export type TransitGatewayBranch =
  | {
      readonly kind: 'route';
      readonly destinations: AddressSet;
      readonly route: TransitGatewayRoute;
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
    flatMap(associatedTableId(attachment), (id) => completeRoutes(network, id, from)),
  );
  if (!table.known) return [{ kind: 'unknown', destinations, missing: table.missing }];
  return selectAmong(network, table.value, destinations);
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

/** The routes of a table, where the search that gave them left none out. */
function completeRoutes(network: Network, tableId: string, from: Vpc): Fact<TransitGatewayRoutes> {
  return flatMap(network.answerFor('transitGatewayRoutes', tableId, from), (table) => {
    const missing = network.missing('transitGatewayRoutes', table);
    return missing.length > 0 ? unknown(...missing) : known(table);
  });
}

function selectAmong(
  network: Network,
  table: TransitGatewayRoutes,
  destinations: AddressSet,
): readonly TransitGatewayBranch[] {
  const candidates = flatMap(table.routes, (routes) => {
    const items: RouteCandidate<TransitGatewayRoute>[] = [];
    for (const route of routes) {
      if (route.state !== 'active' && route.state !== 'blackhole') continue;
      const cidrs = cidrsOf(network, table, route);
      if (!cidrs.known) return cidrs;
      for (const text of cidrs.value) {
        const block = parseCidr(text);
        if (block) items.push({ block, addresses: AddressSet.of(block), route });
      }
    }
    return known(items);
  });
  if (!candidates.known) return [{ kind: 'unknown', destinations, missing: candidates.missing }];
  const { parts, unmatched } = splitByLongestPrefix(
    candidates.value.filter(({ addresses }) => addresses.overlaps(destinations)),
    destinations,
  );
  const branches = parts.map((part) => decide(table, part.destinations, part.rivals));
  return unmatched.isEmpty() ? branches : [...branches, { kind: 'no-route', destinations: unmatched }];
}

function cidrsOf(
  network: Network,
  table: TransitGatewayRoutes,
  { cidr, prefixListId }: TransitGatewayRoute,
): Fact<readonly string[]> {
  if (cidr !== null) return known([cidr]);
  if (prefixListId !== null) return prefixListCidrs(network, prefixListId, table);
  return unknown(table.missing(`a route of ${table.id} names no destination that is understood`));
}

const preference: readonly ((route: TransitGatewayRoute) => boolean)[] = [
  ({ type, prefixListId }) => type === 'static' && prefixListId === null,
  ({ type, prefixListId }) => type === 'static' && prefixListId !== null,
  () => true,
];

function decide(
  table: TransitGatewayRoutes,
  destinations: AddressSet,
  rivals: readonly TransitGatewayRoute[],
): TransitGatewayBranch {
  const best = preference.map((ranks) => rivals.filter(ranks)).find((routes) => routes.length > 0);
  const [winner, ...others] = best ?? [];
  if (!winner) return { kind: 'no-route', destinations };
  if (others.length > 0) {
    const reason = `${table.id} has several routes to one destination`;
    return { kind: 'unknown', destinations, missing: [table.missing(reason)] };
  }
  return { kind: 'route', destinations, route: winner };
}
