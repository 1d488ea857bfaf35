import type { AddressSet } from '../../model/address-set.ts';
import type { MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { PortSet } from '../../model/port-set.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { privateIpv4 } from '../../model/special-ranges.ts';
import { mayBeEntrance, passAclOf, passEither, repliesFrom } from './attachment-subnet-acl.ts';
import { type Crossing, crossTransitGateways } from './cross-transit-gateways.ts';
import { effectiveRouteTable } from './effective-route-table.ts';
import { enterByTransitGateway } from './enter-by-transit-gateway.ts';
import { begin, type Connections, type Decision, decide, type Flight, sift } from './flight.ts';
import type { Journey } from './journey.ts';
import { leaveByTransitGateway } from './leave-by-transit-gateway.ts';
import { once } from './once.ts';
import { sendersFor } from './pass-security-groups.ts';
import type { Via } from './path-answer.ts';
import { type RouteBranch, selectRoutes } from './select-route.ts';
import type { Source } from './source.ts';
import type { Attachment } from './transit-gateway-attachment.ts';

/** Where replies start, and how the packets that they answer came there. */
export interface Answering {
  readonly vpc: Vpc;
  readonly subnet: Subnet;
  readonly via: Via;
  readonly viaId: string | null;
}

/** Replies that come back, or may: those that no ACL on their way refuses, where one refuses some. */
interface Narrowed {
  readonly connections?: readonly Connections[];
  readonly refusal?: Pick<Decision, 'message' | 'at'>;
}

/** What becomes of the replies to some of the senders. */
type Reply =
  | ({ readonly kind: 'back' } & Narrowed)
  | {
      readonly kind: 'lost';
      readonly message: string;
      readonly at: Place;
      /** The plane that loses them, the route table if not told. */
      readonly plane?: 'filter';
    }
  | ({ readonly kind: 'open'; readonly missing: readonly MissingFact[] } & Narrowed)
  /** They go another way than the packets came, past an appliance that these met or through one that they did not. */
  | {
      readonly kind: 'aside';
      readonly message: string;
      readonly at: Place;
      readonly missing: readonly MissingFact[];
    };

/**
 * Whether replies come back to the senders: by the route table of the subnet that they leave, and the way that
 * the packets came (C4, C9, R22). Through transit gateways that is decided table by table; a way of another kind
 * than the packets came is not.
 */
export function comeBack(journey: Journey, flight: Flight, answering: Answering): Flight {
  const { network, source } = journey;
  const { subnet, vpc } = answering;
  const table = effectiveRouteTable(network, subnet);
  if (!table.known) return returnUnknown(flight, vpc, table.missing);
  const ways = waysTo(network, table.value, source, flight);
  // As most do that never left the VPC.
  if (answering.via === 'local' && ways.every(staysWithin)) return flight;
  const answers = ways.map((way) => {
    return { way, replies: replyBy(journey, flight, answering, table.value, way) };
  });
  const replies = answers.flatMap((answer) => answer.replies);
  const lost = replies.flatMap((reply) => (reply.kind === 'lost' ? [reply] : []));
  const open = replies.flatMap((reply) => (reply.kind === 'open' ? reply.missing : []));
  const answered = answers.flatMap(({ way, replies: some }) =>
    some.flatMap((reply): readonly Connections[] => {
      if (reply.kind === 'lost') return [];
      if (reply.kind === 'aside') return [{ senders: way.destinations, replyPorts: PortSet.all }];
      return reply.connections ?? [{ senders: way.destinations, replyPorts: PortSet.all }];
    }),
  );
  const byRoute = lost.find(({ plane }) => plane === undefined);
  const [byAcl] = [
    ...lost.filter(({ plane }) => plane === 'filter'),
    ...replies.flatMap((reply) => ('refusal' in reply ? [reply.refusal] : [])),
  ];
  const judged = byRoute
    ? sift(flight, answered, {
        plane: 'route',
        reason: 'return-route-missing',
        message: `replies to ${source.name} do not come back: ${byRoute.message}`,
        at: byRoute.at,
      })
    : byAcl
      ? sift(
          flight,
          answered,
          { plane: 'filter', reason: 'network-acl-reply-partial', message: byAcl.message, at: byAcl.at },
          { reason: 'network-acl-reply-denied', message: byAcl.message },
        )
      : flight;
  const aside = replies.find((reply) => reply.kind === 'aside');
  const parted = aside ? decide(judged, partedWays(aside)) : judged;
  return open.length > 0 ? returnUnknown(parted, vpc, open) : parted;
}

function staysWithin(way: RouteBranch): boolean {
  return way.kind === 'route' && way.route.state !== 'blackhole' && way.route.target.kind === 'local';
}

/** The routes of a table to the senders, found once for all destinations to which they send. */
function waysTo(
  network: Network,
  table: RouteTable,
  source: Source,
  { destinations }: Flight,
): readonly RouteBranch[] {
  const senders = sendersFor(source, destinations);
  const find = () => selectRoutes(network, table, senders);
  if (senders !== source.addresses) return find();
  const byTable = network.memoOf(senders, 'ways to', () => new Map<RouteTable, readonly RouteBranch[]>());
  return once(byTable, table, find);
}

function replyBy(
  journey: Journey,
  flight: Flight,
  answering: Answering,
  table: RouteTable,
  way: RouteBranch,
): readonly Reply[] {
  if (way.kind === 'unknown') return [{ kind: 'open', missing: way.missing }];
  if (way.kind === 'no-route') {
    return [{ kind: 'lost', message: `${table.id} has no route to the senders`, at: table.at('/Routes') }];
  }
  const { target, state, index } = way.route;
  const at = table.at(`/Routes/${index}`);
  if (state === 'blackhole') {
    return [{ kind: 'lost', message: `the route of ${table.id} to the senders is a blackhole`, at }];
  }
  const { via, viaId, vpc } = answering;
  if (via === 'network-interface' || via === 'gateway-load-balancer-endpoint') {
    if (target.id === viaId) return [{ kind: 'back' }];
    const missing = [table.missing(`beyond ${viaId}`)];
    const message = `${table.id} sends replies to ${target.id ?? target.kind}, and not through ${viaId}`;
    return [{ kind: 'aside', message, at, missing }];
  }
  if (target.kind === 'local') {
    const message = `${table.id} keeps them in ${vpc.id}, whose addresses overlap`;
    return [via === 'local' ? { kind: 'back' } : { kind: 'lost', message, at }];
  }
  const isBoth = target.kind === 'vpc-peering' || target.kind === 'vpn-gateway';
  if (isBoth && via === target.kind && target.id === viaId) return [{ kind: 'back' }];
  if (target.kind === 'internet-gateway' && way.destinations.isSubsetOf(privateIpv4)) {
    return [
      { kind: 'lost', message: `${table.id} routes them to ${target.id}, where private addresses end`, at },
    ];
  }
  if (target.kind === 'transit-gateway' && via === 'transit-gateway') {
    return throughTransitGateways(journey, flight, answering, way.destinations, target.id ?? '', at);
  }
  if (target.kind === 'network-interface' || target.kind === 'vpc-endpoint') {
    const missing = [table.missing(`beyond ${target.id}`)];
    const message = `${table.id} sends replies through ${target.id}, which the packets did not pass`;
    return [{ kind: 'aside', message, at, missing }];
  }
  // Forward and return take different ways: a stateful appliance between them breaks it (R22).
  return [{ kind: 'open', missing: [table.missing(`beyond ${target.id ?? target.kind}`)] }];
}

function throughTransitGateways(
  journey: Journey,
  { destinations, connections }: Flight,
  { vpc, subnet }: Answering,
  senders: AddressSet,
  gatewayId: string,
  at: Place,
): readonly Reply[] {
  const { network, source } = journey;
  const start = { vpc, subnet, packets: repliesFrom(journey, destinations), at };
  const sent = { ...begin(senders), connections };
  const { flight, attachment } = leaveByTransitGateway(network, sent, start, gatewayId);
  if (!attachment) return [replyOf(flight)];
  const exit = exitTo(source);
  return crossTransitGateways(network, flight, attachment, at, exit).flatMap((crossing) =>
    crossing.kind === 'arrived' ? reach(journey, destinations, crossing, subnet) : [replyOf(crossing.flight)],
  );
}

/** The attachment by which replies leave to a network behind a transit gateway. */
function exitTo(source: Source): Attachment | null {
  return source.vpc === null && source.entrance.kind === 'transit-gateway'
    ? source.entrance.attachment
    : null;
}

/** Replies that transit gateways bring to a VPC: to that of the senders, or to another. */
function reach(
  journey: Journey,
  destinations: AddressSet,
  { flight, vpc, attachment, peered }: Extract<Crossing, { kind: 'arrived' }>,
  from: Subnet,
): readonly Reply[] {
  const { network, source } = journey;
  const entries = enterByTransitGateway(network, flight.destinations, vpc, attachment, peered ? null : from);
  return entries.map((entry): Reply => {
    const stopped = replyOf(flight);
    if (stopped.kind === 'lost') return stopped;
    if (entry.kind === 'unknown') return { kind: 'open', missing: entry.missing };
    const { route, table } = entry;
    if (!route || route.state === 'blackhole') {
      const message = `${table.id}, by which ${attachment.id} enters ${vpc.id}, has no working route to the senders`;
      return { kind: 'lost', message, at: table.at('/Routes') };
    }
    if (route.target.kind !== 'local') {
      const component = route.target.id ?? route.target.kind;
      return { kind: 'open', missing: [table.missing(`beyond ${component}`)] };
    }
    if (vpc.id !== source.vpc?.id) {
      const message = `they go to ${vpc.id}, whose addresses overlap with those of ${source.vpc?.id ?? source.name}`;
      return { kind: 'lost', message, at: table.at(`/Routes/${route.index}`) };
    }
    const replies = repliesFrom(journey, destinations);
    const { home } = source;
    // Of a subnet that is no entrance, the ACL was asked when they left; so it was for all of several (N11).
    const isLeft = home !== null && mayBeEntrance(network, vpc, home);
    return replyOf(
      passEither(flight, entry.entrances, (passing, entrance) => {
        if (entrance.id === home?.id) return passing;
        const brought = passAclOf(network, passing, entrance, 'egress', replies);
        return isLeft ? passAclOf(network, brought, home, 'ingress', replies) : brought;
      }),
    );
  });
}

function replyOf({ hops, missing, partial, connections, destinations }: Flight): Reply {
  const blocker = hops.find(({ decision }) => decision === 'block');
  if (blocker) {
    const { message, at, plane } = blocker;
    return { kind: 'lost', message, at, ...(plane === 'filter' ? { plane } : {}) };
  }
  const refusal = partial ? hops.find(({ reason }) => reason.endsWith('-partial')) : undefined;
  const left = connections.map(({ senders, replyPorts }) => ({
    senders: senders.intersect(destinations),
    replyPorts,
  }));
  const narrowed: Narrowed = refusal ? { connections: left, refusal } : {};
  return missing.length > 0 ? { kind: 'open', missing, ...narrowed } : { kind: 'back', ...narrowed };
}

/** An appliance that keeps track of connections drops what it sees one direction of (R22). */
function partedWays({ message, at, missing }: Extract<Reply, { kind: 'aside' }>): Decision {
  return {
    plane: 'route',
    decision: 'unknown',
    reason: 'return-way-parted',
    message: `${message}: an appliance that keeps track of connections drops them, unless it translates addresses`,
    at,
    missing,
  };
}

function returnUnknown(flight: Flight, vpc: Vpc, missing: Flight['missing']): Flight {
  return decide(flight, {
    plane: 'route',
    decision: 'unknown',
    reason: 'route-unknown',
    message: 'how replies come back is not known',
    at: vpc.at(),
    missing,
  });
}
