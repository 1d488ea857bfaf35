import { type Fact, type MissingFact, yes } from '../../model/fact.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { packetsTo, passAclOf, passEither, repliesFrom } from './attachment-subnet-acl.ts';
import { endpointOf, enterEndpoint, viaEndpoint } from './enter-endpoint.ts';
import { decide, end, type Flight } from './flight.ts';
import { enterGroupsFrom } from './group-references.ts';
import type { Journey } from './journey.ts';
import { enterSubnet } from './pass-network-acls.ts';
import { sendersFor } from './pass-security-groups.ts';
import type { PathBranch, Via } from './path-answer.ts';
import { comeBack } from './return-way.ts';

/** How packets came into the VPC in which they are delivered. */
export interface Arrival {
  readonly via: Via;
  readonly viaId: string | null;
  /** Whether rules that name security groups hold for them: for interfaces, and for those of endpoints. */
  readonly referencesHold: { readonly forInterfaces: Fact<boolean>; readonly forEndpoints: Fact<boolean> };
  /** The subnets by which they may have come in, where they came in by a subnet. */
  readonly entrances: readonly Subnet[];
}

/** Packets that never left the VPC. */
export const fromWithin: Arrival = {
  via: 'local',
  viaId: null,
  referencesHold: { forInterfaces: yes, forEndpoints: yes },
  entrances: [],
};

/** Delivers packets inside a VPC: to the interfaces that have the addresses, each with its filters. */
export function deliverLocally(
  journey: Journey,
  flight: Flight,
  vpc: Vpc,
  arrival: Arrival,
): readonly PathBranch[] {
  const { network } = journey;
  const interfaces = network.inVpc('networkInterfaces', vpc);
  const branches: PathBranch[] = [];
  const missing: MissingFact[] = [...interfaces.missing];
  let remaining = flight.destinations;
  for (const target of interfaces.items) {
    if (remaining.isEmpty()) return branches;
    const { addresses } = target;
    if (!addresses.known) {
      missing.push(...addresses.missing);
      continue;
    }
    if (!remaining.overlaps(addresses.value)) continue;
    const part = remaining.intersect(addresses.value);
    remaining = remaining.subtract(part);
    branches.push(deliverToInterface(journey, { ...flight, destinations: part }, vpc, target, arrival));
  }
  if (remaining.isEmpty()) return branches;
  const nobody = decide(
    { ...flight, destinations: remaining },
    missing.length > 0
      ? {
          plane: 'route',
          decision: 'unknown',
          reason: 'interface-unknown',
          message: `which interface of ${vpc.id} has these addresses is not known`,
          at: vpc.at(),
          missing,
        }
      : {
          plane: 'route',
          decision: 'block',
          reason: 'interface-none',
          message: `no interface of ${vpc.id} has these addresses`,
          at: vpc.at(),
        },
  );
  return [...branches, end(nobody, arrival.via, arrival.viaId)];
}

function deliverToInterface(
  journey: Journey,
  flight: Flight,
  vpc: Vpc,
  target: NetworkInterface,
  arrival: Arrival,
): PathBranch {
  const { network } = journey;
  const { via, viaId, referencesHold } = arrival;
  const found = endpointOf(network, target);
  const endpoint = found.kind === 'described' ? found.endpoint : null;
  const arrived = decide(flight, {
    plane: 'route',
    decision: 'pass',
    reason: 'interface-found',
    message: endpoint ? `${target.id} is an interface of ${endpoint.id}` : `${target.id} has the address`,
    at: target.at(),
  });
  const subnetId = target.subnetId;
  const subnet = subnetId.known ? network.answerFor('subnets', subnetId.value, target) : subnetId;
  const entered = subnet.known
    ? enterTargetSubnet(journey, arrived, subnet.value, arrival)
    : decide(arrived, {
        plane: 'filter',
        decision: 'unknown',
        reason: 'network-acl-unknown',
        message: `the subnet of ${target.id} is not known`,
        at: target.at(),
        missing: subnet.missing,
      });
  const hold = found.kind === 'none' ? referencesHold.forInterfaces : referencesHold.forEndpoints;
  const admitted = enterGroupsFrom(journey, entered, target, hold, viaId ?? via);
  const served = enterEndpoint(journey, admitted, target, subnet.known ? subnet.value : null, found);
  const answered = subnet.known
    ? comeBack(journey, served, { vpc, subnet: subnet.value, via, viaId })
    : served;
  return endpoint ? end(answered, viaEndpoint(endpoint), endpoint.id) : end(answered, via, viaId);
}

/** What a transit gateway brings passes outwards the ACL of the subnet by which it comes, and none in that very one (N11). */
function enterTargetSubnet(journey: Journey, flight: Flight, subnet: Subnet, { entrances }: Arrival): Flight {
  const { network, source, traffic } = journey;
  if (subnet.id === source.home?.id) return flight;
  const senders = sendersFor(source, flight.destinations);
  const crossing = { subnet, traffic, replyPorts: source.ephemeralPorts };
  if (entrances.length === 0) return enterSubnet(network, flight, senders, crossing);
  const packets = packetsTo(journey, flight.destinations);
  const replies = repliesFrom(journey, flight.destinations);
  return passEither(flight, entrances, (passing, entrance) =>
    entrance.id === subnet.id
      ? passAclOf(network, passing, subnet, 'egress', replies)
      : enterSubnet(network, passAclOf(network, passing, entrance, 'egress', packets), senders, crossing),
  );
}
