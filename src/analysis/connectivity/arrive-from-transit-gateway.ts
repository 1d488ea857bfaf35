import { no } from '../../model/fact.ts';
import type { Route, RouteTable } from '../../model/resources/route-table.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Crossing } from './cross-transit-gateways.ts';
import { type Arrival, deliverLocally } from './deliver-locally.ts';
import { enterByTransitGateway } from './enter-by-transit-gateway.ts';
import { decide, end, type Flight } from './flight.ts';
import { referencesHoldAcrossGateway } from './group-references.ts';
import { beyond, type Journey } from './journey.ts';
import type { PathBranch } from './path-answer.ts';
import { throughAppliance } from './through-appliance.ts';
import { throughApplianceEndpoint } from './through-appliance-endpoint.ts';
import type { Attachment } from './transit-gateway-attachment.ts';

type Arriving = Extract<Crossing, { kind: 'arrived' }>;

/**
 * Brings packets from a transit gateway into the VPC to which its tables lead, and on by the route table of the
 * attachment's subnet there (C4).
 */
export function arriveFromTransitGateway(
  journey: Journey,
  departed: Attachment,
  arriving: Arriving,
): readonly PathBranch[] {
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
  journey: Journey,
  flight: Flight,
  { vpc, gatewayId }: Arriving,
  table: RouteTable,
  { target, index, destination }: Route,
): readonly PathBranch[] {
  const { network } = journey;
  const at = table.at(`/Routes/${index}`);
  const id = target.id ?? target.kind;
  if (target.kind === 'vpc-endpoint') {
    const endpoint = network.answerFor('vpcEndpoints', id, table);
    const type = endpoint.known ? endpoint.value.endpointType : endpoint;
    const isGateway = type.known ? type.value === 'gateway' : destination.kind === 'prefix-list';
    if (!isGateway) return throughApplianceEndpoint(journey, flight, id, at, null);
    const refused = decide(flight, {
      plane: 'route',
      decision: 'block',
      reason: 'transit-gateway-to-gateway-endpoint',
      message: `gateway endpoint ${id} serves only what starts in ${vpc.id}, not what ${gatewayId} brings`,
      at,
    });
    return [end(refused, 'gateway-endpoint', id)];
  }
  if (target.kind === 'network-interface') return throughAppliance(journey, flight, vpc, id, at);
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
