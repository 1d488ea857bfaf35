import type { Place } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { arriveFromTransitGateway } from './arrive-from-transit-gateway.ts';
import { packetsTo } from './attachment-subnet-acl.ts';
import { crossTransitGateways } from './cross-transit-gateways.ts';
import { decide, end, type Flight } from './flight.ts';
import type { JourneyInVpc } from './journey.ts';
import { leaveByTransitGateway } from './leave-by-transit-gateway.ts';
import type { PathBranch } from './path-answer.ts';
import { admission } from './security-group-admission.ts';

/**
 * Through a transit gateway, and those that are peered with it, into the VPC to which the tables lead: out by
 * the attachment of the source's VPC in the source's zone, in by that of the other VPC, and on by the route
 * table of its subnet (C4, C5, C5b).
 */
export function throughTransitGateway(
  journey: JourneyInVpc,
  flight: Flight,
  vpc: Vpc,
  at: Place,
  gatewayId: string,
): readonly PathBranch[] {
  const { network, source } = journey;
  return doubtNames(journey, flight, gatewayId).flatMap((part) => {
    const start = { vpc, subnet: source.subnet, packets: packetsTo(journey, part.destinations), at };
    const departure = leaveByTransitGateway(network, part, start, gatewayId);
    const { attachment } = departure;
    if (!attachment) return [end(departure.flight, 'transit-gateway', gatewayId)];
    return crossTransitGateways(network, departure.flight, attachment, at).flatMap((crossing) =>
      crossing.kind === 'arrived'
        ? arriveFromTransitGateway(journey, attachment, crossing)
        : [end(crossing.flight, 'transit-gateway', crossing.gatewayId)],
    );
  });
}

/**
 * Outbound rules may name the groups of a peered VPC, not those behind a transit gateway (S9). Whether they hold
 * for a peered VPC that is reached through a transit gateway all the same is not documented.
 */
function doubtNames(
  { network, source, traffic }: JourneyInVpc,
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
