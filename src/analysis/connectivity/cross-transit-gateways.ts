import { type Fact, flatMap, known, type MissingFact, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { RouteAttachment, TransitGatewayRoute } from '../../model/resources/peering-and-transit.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { decide, type Flight } from './flight.ts';
import { goBeyond } from './journey.ts';
import { associatedTableId } from './transit-gateway-association.ts';
import {
  type Attachment,
  attachmentNamed,
  judgeAttachment,
  judgeIpv6,
  placeOf,
  vpcOfAttachment,
  whereaboutsIn,
} from './transit-gateway-attachment.ts';
import { transitGatewayTable } from './transit-gateway-route-table.ts';
import { selectTransitGatewayRoutes, type TransitGatewayBranch } from './transit-gateway-routes.ts';

/** What becomes of packets inside transit gateways: they arrive at a VPC, leave to elsewhere, or go no further. */
export type Crossing =
  | { readonly kind: 'ended'; readonly flight: Flight; readonly gatewayId: string }
  /** They leave by the attachment that was asked for. */
  | { readonly kind: 'left'; readonly flight: Flight; readonly gatewayId: string }
  | {
      readonly kind: 'arrived';
      readonly flight: Flight;
      readonly gatewayId: string;
      readonly attachment: Attachment;
      readonly vpc: Vpc;
      /** Whether they came through a peering between gateways. */
      readonly peered: boolean;
    };

/** A gateway that packets have reached, with the attachment by which they did. */
interface Stage {
  readonly network: Network;
  readonly attachment: Attachment;
  /** Where the way here is described. */
  readonly at: Place;
  /** The gateways before this one. */
  readonly crossed: readonly string[];
  readonly exit: Attachment | null;
}

/**
 * Follows packets from an attachment through its gateway, by the table that is associated with it, and through
 * peerings to other gateways, each by its own table (C5). `exit` is an attachment by which they may leave to a
 * network elsewhere.
 */
export function crossTransitGateways(
  network: Network,
  flight: Flight,
  attachment: Attachment,
  at: Place,
  exit: Attachment | null = null,
): readonly Crossing[] {
  return cross({ network, attachment, at, crossed: [], exit }, flight);
}

function cross(stage: Stage, flight: Flight): readonly Crossing[] {
  const { network, attachment, at } = stage;
  const { id, gatewayId, whereabouts } = attachment;
  const tableId = associatedTableId(network, attachment);
  if (tableId.known && tableId.value === null) {
    const reason = 'transit-gateway-table-none';
    const message = `no route table of ${gatewayId} is associated with ${id}`;
    const here = placeOf(attachment, at);
    return [ended(stage, decide(flight, { plane: 'route', decision: 'block', reason, message, at: here }))];
  }
  const table = flatMap(tableId, (name) => transitGatewayTable(network, gatewayId, name ?? '', whereabouts));
  if (!table.known) {
    return [lost(stage, flight, `how ${gatewayId} routes what ${id} brings is not known`, table.missing)];
  }
  return selectTransitGatewayRoutes(table.value, flight.destinations).flatMap((branch) =>
    take(stage, { ...flight, destinations: branch.destinations }, table.value.resource.at('/Routes'), branch),
  );
}

function take(stage: Stage, flight: Flight, at: Place, branch: TransitGatewayBranch): readonly Crossing[] {
  const tableId = at.resource.id;
  if (branch.kind === 'unknown') {
    return [
      lost({ ...stage, at }, flight, `which route of ${tableId} they take is not known`, branch.missing),
    ];
  }
  if (branch.kind === 'no-route') {
    const message = `${tableId} has no route to these destinations`;
    const reason = 'transit-gateway-route-none';
    return [ended(stage, decide(flight, { plane: 'route', decision: 'block', reason, message, at }))];
  }
  const { route } = branch;
  if (route.state === 'blackhole') {
    const message = `the route of ${tableId} to ${destinationText(route)} is a blackhole`;
    const reason = 'transit-gateway-route-blackhole';
    return [
      ended(stage, decide(flight, { plane: 'route', decision: 'block', reason, message, at: branch.at })),
    ];
  }
  const attachments = route.attachments.map(({ id }) => id ?? 'an attachment').join(', ');
  const selected = decide(flight, {
    plane: 'route',
    decision: 'pass',
    reason: 'transit-gateway-route-selected',
    message: `${tableId} routes ${destinationText(route)} to ${attachments || 'no attachment'}`,
    at: branch.at,
  });
  return follow({ ...stage, at: branch.at }, selected, route, tableId);
}

function follow(
  stage: Stage,
  flight: Flight,
  { attachments }: TransitGatewayRoute,
  tableId: string,
): readonly Crossing[] {
  const { network, at } = stage;
  const { gatewayId, whereabouts } = stage.attachment;
  const [target, ...others] = attachments;
  if (!target || target.id === null) {
    const missing = at.resource.missing(`no attachment on a route of ${tableId}`);
    return [lost(stage, flight, `where a route of ${tableId} leads is not known`, [missing])];
  }
  // Several attachments share the load: only connections to networks elsewhere do.
  if (others.length > 0) return [ended(stage, goBeyond(flight, target.id, at))];
  const { exit } = stage;
  if (exit?.id === target.id && exit.gatewayId === gatewayId) return [{ kind: 'left', flight, gatewayId }];
  const attachment = attachmentNamed(network, target.id, gatewayId, whereabouts);
  const type = target.resourceType ?? (attachment.ofVpc ? 'vpc' : attachment.ofAny?.resourceType);
  if (type === 'vpc') return arrive(stage, flight, attachment, target);
  if (type === 'peering' || type === 'tgw-peering') return passOn(stage, flight, attachment);
  return [ended(stage, goBeyond(flight, target.id, at))];
}

function arrive(
  stage: Stage,
  flight: Flight,
  attachment: Attachment,
  { resourceId }: RouteAttachment,
): readonly Crossing[] {
  const vpc = vpcOfAttachment(stage.network, attachment, resourceId);
  const judged = judgeIpv6(judgeAttachment(flight, attachment, stage.at), attachment, stage.at);
  if (!vpc.known) return [lost(stage, judged, `the VPC behind ${attachment.id} is not known`, vpc.missing)];
  return [
    {
      kind: 'arrived',
      flight: judged,
      gatewayId: attachment.gatewayId,
      attachment,
      vpc: vpc.value,
      peered: stage.crossed.length > 0,
    },
  ];
}

/** To the gateway on the other side of a peering, whose own table for the peering takes over. */
function passOn(stage: Stage, flight: Flight, attachment: Attachment): readonly Crossing[] {
  const { network, at } = stage;
  const crossed = [...stage.crossed, attachment.gatewayId];
  const judged = judgeAttachment(flight, attachment, at);
  const other = otherSide(network, attachment);
  if (!other.known) {
    return [lost(stage, judged, `what is behind ${attachment.id} is not known`, other.missing)];
  }
  if (crossed.includes(other.value.gatewayId)) {
    const missing = at.resource.missing(`${other.value.gatewayId} gets them a second time`);
    return [lost(stage, judged, 'they go round between transit gateways', [missing])];
  }
  return cross({ ...stage, attachment: other.value, at: placeOf(other.value, at), crossed }, judged);
}

/** A peering attachment as the gateway on its other side has it. */
function otherSide(network: Network, { id, gatewayId, whereabouts }: Attachment): Fact<Attachment> {
  const peering = network.answerFor('transitGatewayPeeringAttachments', id, whereabouts);
  return flatMap(peering, (described) =>
    flatMap(described.peers, (peers) => {
      const other = peers.find(({ transitGatewayId }) => transitGatewayId !== gatewayId);
      if (!other?.transitGatewayId) return unknown(described.missing(`no other gateway on ${id}`));
      const { transitGatewayId, account, region } = other;
      const there = whereaboutsIn(network, account, region, whereabouts);
      return known({ ...attachmentNamed(network, id, transitGatewayId, there), whereabouts: there });
    }),
  );
}

function lost(stage: Stage, flight: Flight, message: string, missing: readonly MissingFact[]): Crossing {
  const { attachment, at } = stage;
  return ended(
    stage,
    decide(flight, {
      plane: 'route',
      decision: 'unknown',
      reason: 'transit-gateway-unknown',
      message,
      at: placeOf(attachment, at),
      missing,
    }),
  );
}

function ended({ attachment }: Stage, flight: Flight): Crossing {
  return { kind: 'ended', flight, gatewayId: attachment.gatewayId };
}

function destinationText({ cidr, prefixListId, type }: TransitGatewayRoute): string {
  const destination = prefixListId ?? cidr ?? 'a destination that is not understood';
  return type === 'propagated' ? `${destination} (propagated)` : destination;
}
