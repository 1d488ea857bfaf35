import { no } from '../../model/fact.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Route, RouteTable } from '../../model/resources/route-table.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { conversationWith } from './attachment-subnet-acl.ts';
import { type Crossing, crossTransitGateways } from './cross-transit-gateways.ts';
import { type Arrival, deliverLocally } from './deliver-locally.ts';
import { enterByTransitGateway } from './enter-by-transit-gateway.ts';
import { decide, end, type Flight } from './flight.ts';
import { referencesHoldAcrossGateway } from './group-references.ts';
import { beyond, type Journey } from './journey.ts';
import { leaveByTransitGateway } from './leave-by-transit-gateway.ts';
import type { PathBranch } from './path-answer.ts';
import { admission } from './security-group-admission.ts';
import type { Attachment } from './transit-gateway-attachment.ts';

/**
 * Through a transit gateway, and those that are peered with it, into the VPC to which the tables lead: out by
 * the attachment of the source's VPC in the source's zone, in by that of the other VPC, and on by the route
 * table of its subnet (C4, C5, C5b).
 */
export function throughTransitGateway(
  journey: Journey,
  flight: Flight,
  vpc: Vpc,
  at: Place,
  gatewayId: string,
): readonly PathBranch[] {
  const { network, source } = journey;
  return doubtNames(journey, flight, gatewayId).flatMap((part) => {
    const conversation = conversationWith(journey, part.destinations);
    const start = { vpc, subnet: source.subnet, conversation, at };
    const departure = leaveByTransitGateway(network, part, start, gatewayId);
    const { attachment } = departure;
    if (!attachment) return [end(departure.flight, 'transit-gateway', gatewayId)];
    return crossTransitGateways(network, departure.flight, attachment, at).flatMap((crossing) =>
      crossing.kind === 'ended'
        ? [end(crossing.flight, 'transit-gateway', crossing.gatewayId)]
        : arrive(journey, attachment, crossing),
    );
  });
}

/**
 * Outbound rules may name the groups of a peered VPC, not those behind a transit gateway (S9). Whether they hold
 * for a peered VPC that is reached through a transit gateway all the same is not documented.
 */
function doubtNames(
  { network, source, traffic }: Journey,
  flight: Flight,
  gatewayId: string,
): readonly Flight[] {
  const { groupIds, resource } = source;
  const isLetOut = flight.hops.some(({ reason }) => reason === 'security-group-allowed');
  if (groupIds === null || !isLetOut) return [flight];
  const { addresses } = admission(network, groupIds, resource, 'egress', traffic);
  const byAddress = flight.destinations.intersect(addresses);
  const byName = flight.destinations.subtract(addresses);
  if (byName.isEmpty()) return [flight];
  const doubtful = decide(
    flight,
    {
      plane: 'filter',
      decision: 'unknown',
      reason: 'security-group-unknown',
      message: `${groupIds.join(', ')} permits it to leave only by the name of a security group, which may not hold through ${gatewayId}`,
      at: resource.at(),
      missing: [
        resource.missing(`whether names of security groups hold through ${gatewayId}`, 'securityGroups'),
      ],
    },
    byName,
  );
  return byAddress.isEmpty() ? [doubtful] : [{ ...flight, destinations: byAddress }, doubtful];
}

type Arriving = Extract<Crossing, { kind: 'arrived' }>;

function arrive(journey: Journey, departed: Attachment, arriving: Arriving): readonly PathBranch[] {
  const { network, source } = journey;
  const { attachment, gatewayId, peered, vpc, flight } = arriving;
  const from = peered ? null : source.subnet;
  return enterByTransitGateway(network, flight.destinations, vpc, attachment, from).flatMap((entry) => {
    const part: Flight = { ...flight, destinations: entry.destinations };
    if (entry.kind === 'unknown') {
      const lost = decide(part, {
        plane: 'route',
        decision: 'unknown',
        reason: 'route-unknown',
        message: `how ${vpc.id} routes what ${gatewayId} brings is not known`,
        at: vpc.at(),
        missing: entry.missing,
      });
      return [end(lost, 'transit-gateway', gatewayId)];
    }
    const { table, route, entrances } = entry;
    if (!route || route.state === 'blackhole') {
      const dropped = decide(part, {
        plane: 'route',
        decision: 'block',
        reason: route ? 'route-blackhole' : 'route-none',
        message: `${table.id}, by which ${vpc.id} routes what ${gatewayId} brings, has no working route to these destinations`,
        at: table.at(route ? `/Routes/${route.index}` : '/Routes'),
      });
      return [end(dropped, 'transit-gateway', gatewayId)];
    }
    const { target, index } = route;
    const selected = decide(part, {
      plane: 'route',
      decision: 'pass',
      reason: 'route-selected',
      message: `${table.id} routes what ${gatewayId} brings to ${target.id ?? target.kind}`,
      at: table.at(`/Routes/${index}`),
    });
    if (target.kind !== 'local') return onward(journey, selected, arriving, table, route);
    return deliverLocally(journey, selected, vpc, arrivalOf(journey, departed, arriving, entrances));
  });
}

function arrivalOf(
  { network }: Journey,
  departed: Attachment,
  { attachment, gatewayId, vpc }: Arriving,
  entrances: readonly Subnet[],
): Arrival {
  return {
    via: 'transit-gateway',
    viaId: gatewayId,
    referencesHold: {
      forInterfaces: referencesHoldAcrossGateway(network, vpc, [departed, attachment]),
      // Endpoints never know the groups of what a transit gateway brings (S11).
      forEndpoints: no,
    },
    entrances,
  };
}

/** Packets that the VPC does not deliver itself: to its gateway endpoint they cannot go, elsewhere perhaps (G4, R25). */
function onward(
  { network }: Journey,
  flight: Flight,
  { vpc, gatewayId }: Arriving,
  table: RouteTable,
  { target, index, destination }: Route,
): readonly PathBranch[] {
  const at = table.at(`/Routes/${index}`);
  const id = target.id ?? target.kind;
  if (target.kind === 'vpc-endpoint') {
    const endpoint = network.answerFor('vpcEndpoints', id, table);
    const type = endpoint.known ? endpoint.value.endpointType : endpoint;
    const isGateway = type.known ? type.value === 'gateway' : destination.kind === 'prefix-list';
    if (!isGateway) return [beyond(flight, 'gateway-load-balancer-endpoint', id, at)];
    const refused = decide(flight, {
      plane: 'route',
      decision: 'block',
      reason: 'transit-gateway-to-gateway-endpoint',
      message: `gateway endpoint ${id} serves only what starts in ${vpc.id}, not what ${gatewayId} brings`,
      at,
    });
    return [end(refused, 'gateway-endpoint', id)];
  }
  if (target.kind === 'internet-gateway' && flight.destinations.ipv6Only().isEmpty()) {
    const refused = decide(flight, {
      plane: 'route',
      decision: 'block',
      reason: 'internet-gateway-needs-public-address',
      message: `${id} translates only addresses of interfaces in ${vpc.id}, not of what ${gatewayId} brings`,
      at,
    });
    return [end(refused, 'internet-gateway', id)];
  }
  return [beyond(flight, target.kind, id, at)];
}
