import { AddressSet } from '../../model/address-set.ts';
import { yes } from '../../model/fact.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { arrivalFrom, ifSentOn, isStopped, type Stop, stopAt, stopsOn } from './appliance-stop.ts';
import { packetsTo, passAclOf } from './attachment-subnet-acl.ts';
import { deliverLocally, fromWithin } from './deliver-locally.ts';
import { decide, end, type Flight } from './flight.ts';
import { enterGroupsFrom } from './group-references.ts';
import { beyond, type Journey } from './journey.ts';
import type { PathBranch } from './path-answer.ts';

/**
 * To the interface of an appliance that a route names, by the ACL of its subnet and its groups, and while it takes
 * what is not addressed to it (R26). What becomes of the packets there is not in the input; those for addresses of
 * the VPC itself are followed as if they came out again unchanged, and back by the same way (R22).
 */
export function throughAppliance(
  journey: Journey,
  flight: Flight,
  vpc: Vpc,
  interfaceId: string,
  at: Place,
): readonly PathBranch[] {
  const found = journey.network.find('networkInterfaces', interfaceId, at.resource);
  const target = found.known ? found.value : null;
  const own = target?.addresses;
  if (!target || !own?.known) return [beyond(flight, 'network-interface', interfaceId, at)];
  const addressed = flight.destinations.intersect(own.value);
  const passing = { ...flight, destinations: flight.destinations.subtract(own.value) };
  return [
    ...(addressed.isEmpty()
      ? []
      : deliverLocally(journey, { ...flight, destinations: addressed }, vpc, fromWithin)),
    ...(passing.destinations.isEmpty() ? [] : sendOn(journey, passing, vpc, target, at)),
  ];
}

function sendOn(
  journey: Journey,
  flight: Flight,
  vpc: Vpc,
  target: NetworkInterface,
  at: Place,
): readonly PathBranch[] {
  const stop: Stop = { via: 'network-interface', resource: target, at };
  const taken = mindAddressCheck(enter(journey, flight, target), target);
  if (isStopped(taken)) return [end(taken, stop.via, target.id)];
  const stopped = stopAt(taken, stop);
  const local = vpc.addresses.known ? flight.destinations.intersect(vpc.addresses.value) : AddressSet.empty;
  const isSecondTime = stopsOn(flight).some(({ id }) => id === target.id);
  if (local.isEmpty() || isSecondTime) return [end(stopped, stop.via, target.id)];
  const others = flight.destinations.subtract(local);
  const delivered = deliverLocally(journey, { ...stopped, destinations: local }, vpc, arrivalFrom(stop));
  return [
    ...delivered.map((branch) => ifSentOn(stopped, stop, branch)),
    ...(others.isEmpty() ? [] : [end({ ...stopped, destinations: others }, stop.via, target.id)]),
  ];
}

/** By the inbound entries of the ACL of its subnet, and by its groups. Replies may go another way. */
function enter(journey: Journey, flight: Flight, target: NetworkInterface): Flight {
  const { network, source } = journey;
  const { subnetId } = target;
  const subnet = subnetId.known ? network.answerFor('subnets', subnetId.value, target) : subnetId;
  const packets = packetsTo(journey, flight.destinations);
  const isHome = subnet.known && subnet.value.id === source.home?.id;
  const entered = !subnet.known
    ? decide(flight, {
        plane: 'filter',
        decision: 'unknown',
        reason: 'network-acl-unknown',
        message: `the subnet of ${target.id} is not known`,
        at: target.at(),
        missing: subnet.missing,
      })
    : isHome
      ? flight
      : passAclOf(network, flight, subnet.value, 'ingress', packets, `before ${target.id}`);
  return enterGroupsFrom(journey, entered, target, yes, target.id);
}

function mindAddressCheck(flight: Flight, target: NetworkInterface): Flight {
  const { checksAddresses } = target;
  if (checksAddresses.known && !checksAddresses.value) return flight;
  const { id } = target;
  return decide(flight, {
    plane: 'route',
    decision: checksAddresses.known ? 'block' : 'unknown',
    reason: checksAddresses.known ? 'appliance-checks-addresses' : 'appliance-unknown',
    message: checksAddresses.known
      ? `the source/destination check of ${id} is on, so it drops what is not addressed to it`
      : `whether the source/destination check of ${id} is on is not known`,
    at: target.at('/SourceDestCheck'),
    missing: checksAddresses.known ? [] : checksAddresses.missing,
  });
}
