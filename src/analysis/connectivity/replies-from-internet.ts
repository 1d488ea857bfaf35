import type { AddressSet } from '../../model/address-set.ts';
import type { MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { PortSet } from '../../model/port-set.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { stopsOn } from './appliance-stop.ts';
import { type Decision, decide, type Flight, sift } from './flight.ts';
import { gatewayRouteTable } from './gateway-route-table.ts';
import { type RouteBranch, selectRoutes } from './select-route.ts';

/** To whom replies come in by an internet gateway. */
interface Receivers {
  readonly vpc: Vpc;
  readonly gatewayId: string;
  /** Addresses within the VPC, after the gateway translated its public ones back. */
  readonly addresses: AddressSet;
}

/** What the table of the gateway does with the replies to some of the receivers. */
type Fate =
  | { readonly kind: 'back' }
  | { readonly kind: 'lost'; readonly reason: 'return-route-missing' | 'internet-gateway-redirected' }
  | { readonly kind: 'aside' }
  | { readonly kind: 'open'; readonly missing: readonly MissingFact[] };

/**
 * Whether replies from the internet come back: an internet gateway with a route table of its own sends them where
 * that leads (R20). What it hands to an appliance reaches only those who sent through that appliance, and what it
 * delivers itself passes by the appliance that the packets met (R22).
 */
export function comeBackFromInternet(
  network: Network,
  flight: Flight,
  { vpc, gatewayId, addresses }: Receivers,
): Flight {
  const { table, missing } = gatewayRouteTable(network, vpc, gatewayId);
  const open = missing.length === 0 ? flight : returnOpen(flight, vpc.at(), gatewayId, missing);
  if (!table) return mindStops(open, vpc, gatewayId);
  const ways = selectRoutes(network, table, addresses);
  const fates = ways.map((way) => ({ way, fate: fateOf(flight, way) }));
  const answered = fates.flatMap(({ way, fate }) =>
    fate.kind === 'lost' ? [] : [{ senders: way.destinations, replyPorts: PortSet.all }],
  );
  const [lost] = fates.flatMap(({ way, fate }) =>
    fate.kind === 'lost' ? [refusal(table, gatewayId, way, fate)] : [],
  );
  const judged = lost ? sift(open, answered, lost) : open;
  const [aside] = fates.filter(({ fate }) => fate.kind === 'aside');
  const parted = aside ? partWays(judged, table.at(routePath(aside.way)), table.id, gatewayId) : judged;
  const unknown = fates.flatMap(({ fate }) => (fate.kind === 'open' ? fate.missing : []));
  return unknown.length > 0 ? returnOpen(parted, table.at('/Routes'), gatewayId, unknown) : parted;
}

function fateOf(flight: Flight, way: RouteBranch): Fate {
  if (way.kind === 'unknown') return { kind: 'open', missing: way.missing };
  if (way.kind === 'no-route' || way.route.state === 'blackhole') {
    return { kind: 'lost', reason: 'return-route-missing' };
  }
  const stops = stopsOn(flight);
  const { kind, id } = way.route.target;
  if (kind === 'local') return stops.length === 0 ? { kind: 'back' } : { kind: 'aside' };
  if (stops.some((stop) => stop.id === id)) return { kind: 'back' };
  return stops.length === 0 ? { kind: 'lost', reason: 'internet-gateway-redirected' } : { kind: 'aside' };
}

function refusal(
  table: RouteTable,
  gatewayId: string,
  way: RouteBranch,
  { reason }: Extract<Fate, { kind: 'lost' }>,
): Omit<Decision, 'decision'> {
  const target = way.kind === 'route' ? way.route.target : null;
  const receivers = way.destinations.toCidrs().join(', ');
  return {
    plane: 'route',
    reason,
    message:
      reason === 'return-route-missing'
        ? `${table.id}, which routes what ${gatewayId} brings, has no working route to ${receivers}`
        : `${table.id} hands what ${gatewayId} brings for ${receivers} to ${target?.id ?? target?.kind}, so nothing from there may use ${gatewayId} directly`,
    at: table.at(routePath(way)),
  };
}

function routePath(way: RouteBranch): string {
  return way.kind === 'route' ? `/Routes/${way.route.index}` : '/Routes';
}

/** Without a table of its own the gateway delivers replies itself. */
function mindStops(flight: Flight, vpc: Vpc, gatewayId: string): Flight {
  return stopsOn(flight).length === 0 ? flight : partWays(flight, vpc.at(), null, gatewayId);
}

function partWays(flight: Flight, at: Place, tableId: string | null, gatewayId: string): Flight {
  const met = stopsOn(flight).at(-1)?.id ?? 'the appliance';
  const who = tableId ?? `no route table is associated with ${gatewayId}, which`;
  return decide(flight, {
    plane: 'route',
    decision: 'unknown',
    reason: 'return-way-parted',
    message: `${who} brings replies back past ${met}: an appliance that keeps track of connections drops them, unless it translates addresses`,
    at,
    missing: [at.resource.missing(`beyond ${met}`)],
  });
}

function returnOpen(flight: Flight, at: Place, gatewayId: string, missing: readonly MissingFact[]): Flight {
  return decide(flight, {
    plane: 'route',
    decision: 'unknown',
    reason: 'route-unknown',
    message: `how ${gatewayId} routes the replies is not known`,
    at,
    missing,
  });
}
