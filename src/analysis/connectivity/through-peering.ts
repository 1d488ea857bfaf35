import type { Place } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { type Arrival, deliverLocally } from './deliver-locally.ts';
import { decide, end, type Flight } from './flight.ts';
import { referencesHoldAcrossPeering } from './group-references.ts';
import type { Journey } from './journey.ts';
import type { PathBranch } from './path-answer.ts';
import { vpcOfPeer } from './vpc-of.ts';

/**
 * Across a peering connection: only to addresses of the VPC on its other side, for peering is not transitive
 * (C9, G4), and only while it is active.
 */
export function throughPeering(
  journey: Journey,
  flight: Flight,
  vpc: Vpc,
  at: Place,
  peeringId: string,
): readonly PathBranch[] {
  const { network } = journey;
  const lost = (missing: Flight['missing']): readonly PathBranch[] => [
    end(
      decide(flight, {
        plane: 'route',
        decision: 'unknown',
        reason: 'peering-unknown',
        message: `what is behind ${peeringId} is not known`,
        at,
        missing,
      }),
      'vpc-peering',
      peeringId,
    ),
  ];
  const peering = network.answerFor('vpcPeeringConnections', peeringId, at.resource);
  if (!peering.known) return lost(peering.missing);
  const { status, requester, accepter } = peering.value;
  if (!status.known || !requester.known || !accepter.known) {
    return lost([status, requester, accepter].flatMap((fact) => (fact.known ? [] : fact.missing)));
  }
  const across = decide(flight, {
    plane: 'route',
    decision: status.value === 'active' ? 'pass' : 'block',
    reason: status.value === 'active' ? 'peering-active' : 'peering-not-active',
    message: `${peeringId} is ${status.value}`,
    at: peering.value.at('/Status'),
  });
  const peer = requester.value.vpcId === vpc.id ? accepter.value : requester.value;
  const other = vpcOfPeer(network, peering.value, peer);
  if (!other.known) return lost(other.missing);
  const addresses = other.value.addresses;
  if (!addresses.known) return lost(addresses.missing);
  const inside = across.destinations.intersect(addresses.value);
  const outside = across.destinations.subtract(addresses.value);
  const hold = referencesHoldAcrossPeering(vpc, other.value);
  const arrival: Arrival = {
    via: 'vpc-peering',
    viaId: peeringId,
    referencesHold: { forInterfaces: hold, forEndpoints: hold },
    entrances: [],
  };
  return [
    ...(inside.isEmpty()
      ? []
      : deliverLocally(journey, { ...across, destinations: inside }, other.value, arrival)),
    ...(outside.isEmpty()
      ? []
      : [
          end(
            decide(
              across,
              {
                plane: 'route',
                decision: 'block',
                reason: 'peering-not-transitive',
                message: `${peeringId} carries packets only to the addresses of ${other.value.id}`,
                at,
              },
              outside,
            ),
            'vpc-peering',
            peeringId,
          ),
        ]),
  ];
}
