import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import { type Fact, flatMap, known, type MissingFact, map, unknown } from '../../model/fact.ts';
import type { Network, Whereabouts } from '../../model/network.ts';
import {
  staticRoutesOnly,
  type TransitGatewayRoute,
  type TransitGatewayRoutes,
} from '../../model/resources/peering-and-transit.ts';
import { oneBlock, type PrefixLevel, prefixLevels, type RouteCandidate } from './longest-prefix.ts';
import { prefixListCidrs, prefixListFamily } from './prefix-list-addresses.ts';
import { type PlacedRoute, propagatedRoutes } from './transit-gateway-propagation.ts';

/** The routes of a transit gateway route table, each as one candidate for every block that it leads to. */
export interface TransitGatewayTable {
  readonly id: string;
  readonly resource: TransitGatewayRoutes;
  readonly levels: readonly PrefixLevel<PlacedRoute>[];
  /** Destinations that routes of unknown extent might take. */
  readonly open: AddressSet;
  readonly missing: readonly MissingFact[];
}

/**
 * The routes of a table: those that a search gave, where it left none out. Where it was for static routes only,
 * the propagated ones follow from the propagations.
 */
export function transitGatewayTable(
  network: Network,
  gatewayId: string,
  tableId: string,
  whereabouts: Whereabouts,
): Fact<TransitGatewayTable> {
  return flatMap(network.answerFor('transitGatewayRoutes', tableId, whereabouts), (answer) =>
    network.memo(`transit gateway route table ${tableId}`, () => {
      const missing = missingRoutes(network, answer);
      if (missing.length === 0) return tableOf(network, answer, []);
      if (missing.some(({ reason }) => reason !== staticRoutesOnly)) return unknown(...missing);
      return flatMap(propagatedRoutes(network, gatewayId, answer), (propagated) =>
        tableOf(network, answer, propagated),
      );
    }),
  );
}

/** The table as a search gave it, where the search left nothing out. */
export function searchedTable(network: Network, answer: TransitGatewayRoutes): Fact<TransitGatewayTable> {
  const missing = missingRoutes(network, answer);
  return missing.length > 0 ? unknown(...missing) : tableOf(network, answer, []);
}

function missingRoutes(network: Network, answer: TransitGatewayRoutes): readonly MissingFact[] {
  const missing = network.missing('transitGatewayRoutes', answer);
  return answer.isCut
    ? [...missing, answer.missing(`${answer.id} has more routes than the search gave`)]
    : missing;
}

function tableOf(
  network: Network,
  answer: TransitGatewayRoutes,
  propagated: readonly PlacedRoute[],
): Fact<TransitGatewayTable> {
  return map(answer.routes, (routes) => {
    const searched = routes
      .filter(({ state }) => state !== 'deleted')
      .map((route) => ({
        route,
        at: answer.at(`/Routes/${route.index}`),
        doubt:
          route.state === 'active' || route.state === 'blackhole'
            ? null
            : answer.missing(`a route of ${answer.id} is ${route.state || 'in no state'}`),
      }));
    const candidates: RouteCandidate<PlacedRoute>[] = [];
    const open: AddressSet[] = [];
    const missing: MissingFact[] = [];
    for (const placed of [...searched, ...propagated]) {
      const cidrs = cidrsOf(network, answer, placed.route);
      if (cidrs.known) {
        const blocks = cidrs.value.flatMap((text) => parseCidr(text) ?? []);
        candidates.push(...blocks.map((block) => ({ ...oneBlock(block), route: placed })));
      } else {
        open.push(mightTake(network, answer, placed.route));
        missing.push(...cidrs.missing);
      }
    }
    return {
      id: answer.id,
      resource: answer,
      levels: prefixLevels(candidates),
      open: AddressSet.unionAll(open),
      missing,
    };
  });
}

function cidrsOf(
  network: Network,
  answer: TransitGatewayRoutes,
  { cidr, prefixListId }: TransitGatewayRoute,
): Fact<readonly string[]> {
  if (cidr !== null) return known([cidr]);
  if (prefixListId !== null) return prefixListCidrs(network, prefixListId, answer);
  return unknown(answer.missing(`a route of ${answer.id} names no destination that is understood`));
}

/** A list holds addresses of one family only (P3), which its name or description may tell. */
function mightTake(
  network: Network,
  answer: TransitGatewayRoutes,
  { prefixListId }: TransitGatewayRoute,
): AddressSet {
  const family = prefixListId === null ? null : prefixListFamily(network, prefixListId, answer);
  return family === null ? AddressSet.all : family === 4 ? AddressSet.allIpv4 : AddressSet.allIpv6;
}
