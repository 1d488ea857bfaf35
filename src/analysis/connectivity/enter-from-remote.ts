import { type Fact, known, no, unknown } from '../../model/fact.ts';
import { PortSet } from '../../model/port-set.ts';
import type { VpnGateway } from '../../model/resources/gateways.ts';
import { arriveFromTransitGateway } from './arrive-from-transit-gateway.ts';
import { crossTransitGateways } from './cross-transit-gateways.ts';
import { type Arrival, deliverLocally } from './deliver-locally.ts';
import { enterByGatewayTable } from './enter-by-gateway-table.ts';
import { decide, end, type Flight, sift } from './flight.ts';
import type { Journey } from './journey.ts';
import type { PathBranch, Via } from './path-answer.ts';
import type { Entrance, RemoteSource } from './source.ts';
import { judgeAttachment, placeOf } from './transit-gateway-attachment.ts';
import { vpcOfPeer } from './vpc-of.ts';

type From<K extends Entrance['kind']> = Extract<Entrance, { kind: K }>;

/** Brings packets of a network behind an attachment in by that attachment, and on from there (section 11). */
export function enterFromRemote(
  journey: Journey,
  flight: Flight,
  { entrance }: RemoteSource,
): readonly PathBranch[] {
  switch (entrance.kind) {
    case 'vpn-gateway':
      return enterByVpnGateway(journey, flight, entrance.gateway);
    case 'vpc-peering':
      return enterByPeering(journey, flight, entrance);
    case 'transit-gateway':
      return enterTransitGateway(journey, flight, entrance);
  }
}

/** A VPN gateway takes packets only to addresses of the one VPC that it is attached to (H2, H6). */
function enterByVpnGateway(journey: Journey, flight: Flight, gateway: VpnGateway): readonly PathBranch[] {
  const { network } = journey;
  const { id, vpcId } = gateway;
  if (vpcId === null) {
    const isTold = gateway.untoldVpc === null;
    const detached = decide(flight, {
      plane: 'route',
      decision: isTold ? 'block' : 'unknown',
      reason: isTold ? 'vpn-gateway-not-attached' : 'vpn-gateway-unknown',
      message: isTold ? `${id} is attached to no VPC` : `to which VPC ${id} is attached is not known`,
      at: gateway.at('/VpcAttachments'),
      missing: isTold ? [] : [gateway.missing(`no ${gateway.untoldVpc} on ${id}`)],
    });
    return [end(detached, 'vpn-gateway', id)];
  }
  const vpc = network.answerFor('vpcs', vpcId, gateway);
  const addresses = vpc.known ? vpc.value.addresses : vpc;
  if (!vpc.known || !addresses.known) {
    const lost = decide(flight, {
      plane: 'route',
      decision: 'unknown',
      reason: 'vpn-gateway-unknown',
      message: `the VPC behind ${id} is not known`,
      at: gateway.at(),
      missing: addresses.known ? [] : addresses.missing,
    });
    return [end(lost, 'vpn-gateway', id)];
  }
  const attached = decide(flight, {
    plane: 'route',
    decision: 'pass',
    reason: 'vpn-gateway-attached',
    message: `${id} brings them into ${vpcId}`,
    at: gateway.at('/VpcAttachments'),
  });
  const inside = attached.destinations.intersect(addresses.value);
  const outside = attached.destinations.subtract(addresses.value);
  const refusal = {
    plane: 'route',
    decision: 'block',
    reason: 'vpn-gateway-not-in-vpc',
    message: `${id} takes packets only to addresses of ${vpcId}`,
    at: gateway.at('/VpcAttachments'),
  } as const;
  const arrival = arrivalBy('vpn-gateway', id, no);
  return [
    ...(inside.isEmpty()
      ? []
      : enterByGatewayTable(journey, { ...attached, destinations: inside }, vpc.value, arrival)),
    ...(outside.isEmpty() ? [] : [end(decide(attached, refusal, outside), 'vpn-gateway', id)]),
  ];
}

/** Peering carries packets between addresses of the two VPCs only, and only while it is active (C9, G4). */
function enterByPeering(
  journey: Journey,
  flight: Flight,
  { peering, from, peerAddresses, into }: From<'vpc-peering'>,
): readonly PathBranch[] {
  const { network, source } = journey;
  const { id, status } = peering;
  const lost = (missing: Flight['missing']): readonly PathBranch[] => {
    const message = `what is behind ${id} is not known`;
    const reason = 'peering-unknown';
    const at = peering.at();
    return [
      end(
        decide(flight, { plane: 'route', decision: 'unknown', reason, message, at, missing }),
        'vpc-peering',
        id,
      ),
    ];
  };
  if (!status.known) return lost(status.missing);
  const isActive = status.value === 'active';
  const across = decide(flight, {
    plane: 'route',
    decision: isActive ? 'pass' : 'block',
    reason: isActive ? 'peering-active' : 'peering-not-active',
    message: `${id} is ${status.value}`,
    at: peering.at('/Status'),
  });
  const vpc = vpcOfPeer(network, peering, into);
  if (!vpc.known) return lost(vpc.missing);
  const { addresses } = vpc.value;
  if (!addresses.known) return lost(addresses.missing);
  const strangers = peerAddresses === null ? null : source.addresses.subtract(peerAddresses);
  const admitted =
    peerAddresses === null || strangers === null || strangers.isEmpty()
      ? across
      : sift(across, [{ senders: peerAddresses, replyPorts: PortSet.all }], {
          plane: 'route',
          reason: 'peering-not-transitive',
          message: `${id} carries nothing from ${strangers.toCidrs().join(', ')}, which ${from.vpcId ?? 'the peer'} does not have`,
          at: peering.at(),
        });
  const hold: Fact<boolean> =
    from.region === null || vpc.value.region === null
      ? unknown(peering.missing(`the Regions of ${id}`))
      : known(from.region === vpc.value.region);
  const inside = admitted.destinations.intersect(addresses.value);
  const outside = admitted.destinations.subtract(addresses.value);
  const refusal = {
    plane: 'route',
    decision: 'block',
    reason: 'peering-not-transitive',
    message: `${id} carries packets only to the addresses of ${vpc.value.id}`,
    at: peering.at(),
  } as const;
  return [
    ...(inside.isEmpty()
      ? []
      : deliverLocally(
          journey,
          { ...admitted, destinations: inside },
          vpc.value,
          arrivalBy('vpc-peering', id, hold),
        )),
    ...(outside.isEmpty() ? [] : [end(decide(admitted, refusal, outside), 'vpc-peering', id)]),
  ];
}

/** By the table that is associated with the attachment, as everything that it brings (C5). */
function enterTransitGateway(
  journey: Journey,
  flight: Flight,
  { attachment, resource }: From<'transit-gateway'>,
): readonly PathBranch[] {
  const { id, gatewayId } = attachment;
  const at = placeOf(attachment, resource.at());
  const judged = judgeAttachment(flight, attachment, at);
  const attached =
    judged === flight
      ? decide(flight, {
          plane: 'route',
          decision: 'pass',
          reason: 'transit-gateway-attached',
          message: `${id} brings them to ${gatewayId}`,
          at,
        })
      : judged;
  return crossTransitGateways(journey.network, attached, attachment, at).flatMap((crossing) =>
    crossing.kind === 'arrived'
      ? arriveFromTransitGateway(journey, attachment, crossing)
      : [end(crossing.flight, 'transit-gateway', crossing.gatewayId)],
  );
}

function arrivalBy(via: Via, viaId: string, hold: Fact<boolean>): Arrival {
  return { via, viaId, referencesHold: { forInterfaces: hold, forEndpoints: hold }, entrances: [] };
}
