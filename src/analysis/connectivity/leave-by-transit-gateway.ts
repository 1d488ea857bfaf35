import type { Network } from '../../model/network.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { type Packets, passAclOf } from './attachment-subnet-acl.ts';
import { decide, type Flight } from './flight.ts';
import {
  type Attachment,
  attachmentOfVpc,
  judgeAttachment,
  judgeIpv6,
  placeOf,
} from './transit-gateway-attachment.ts';
import { exitSubnet } from './transit-gateway-zones.ts';

/** Where packets start towards a transit gateway. */
export interface Start {
  readonly vpc: Vpc;
  readonly subnet: Subnet;
  readonly packets: Packets;
  /** The route that sends them there. */
  readonly at: Place;
}

/** Packets at a transit gateway; without an attachment they did not get there. */
export interface Departure {
  readonly flight: Flight;
  readonly attachment: Attachment | null;
}

/**
 * Takes packets from a subnet to a transit gateway: by the VPC's attachment, while it is available, and only
 * through a subnet of the attachment in the same zone (C4, C5b), whose ACL they pass inwards even where they start
 * in it (N11).
 */
export function leaveByTransitGateway(
  network: Network,
  flight: Flight,
  { vpc, subnet, packets, at }: Start,
  gatewayId: string,
): Departure {
  const found = attachmentOfVpc(network, vpc, gatewayId);
  if (!found.known) {
    const lost = decide(flight, {
      plane: 'route',
      decision: 'unknown',
      reason: 'transit-gateway-unknown',
      message: `how ${vpc.id} is attached to ${gatewayId} is not known`,
      at,
      missing: found.missing,
    });
    return { flight: lost, attachment: null };
  }
  const attachment = found.value;
  const judged = judgeAttachment(flight, attachment, at);
  // What is not attached has no way on that could be followed.
  if (judged.hops.at(-1)?.reason === 'transit-gateway-attachment-not-available') {
    return { flight: judged, attachment: null };
  }
  const carried = judgeIpv6(judged, attachment, at);
  const exit = exitSubnet(network, vpc, attachment, subnet);
  const here = placeOf(attachment, at);
  if (!exit.known) {
    const lost = decide(carried, {
      plane: 'route',
      decision: 'unknown',
      reason: 'transit-gateway-unknown',
      message: `whether ${attachment.id} has a subnet in the zone of ${subnet.id} is not known`,
      at: here,
      missing: exit.missing,
    });
    return { flight: lost, attachment };
  }
  if (exit.value === null) {
    const dropped = decide(carried, {
      plane: 'route',
      decision: 'block',
      reason: 'transit-gateway-zone-not-attached',
      message: `${attachment.id} has no subnet in the zone of ${subnet.id}, so nothing from there reaches ${gatewayId}`,
      at: here,
    });
    return { flight: dropped, attachment };
  }
  const attached = decide(carried, {
    plane: 'route',
    decision: 'pass',
    reason: 'transit-gateway-attached',
    message: `${attachment.id} takes them to ${gatewayId} through ${exit.value.id}`,
    at: here,
  });
  return { flight: passAclOf(network, attached, exit.value, 'ingress', packets), attachment };
}
