import { AddressSet } from '../../model/address-set.ts';
import type { Fact, MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { PortSet } from '../../model/port-set.ts';
import { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Place, Resource } from '../../model/resources/resource.ts';
import type { Permission } from '../../model/resources/security-group.ts';
import { Subnet } from '../../model/resources/subnet.ts';
import { type Decision, decide, type Flight, sift } from './flight.ts';
import { membersNamed } from './group-members.ts';
import { type Admission, admission, type Direction, type Traffic } from './security-group-admission.ts';
import type { Source, SourceInVpc } from './source.ts';

/** Lets a flight out of its source's interface: only what some group permits leaves (S1, S2, S8). */
export function leaveSecurityGroups(
  network: Network,
  source: SourceInVpc,
  flight: Flight,
  traffic: Traffic,
): readonly Flight[] {
  const { groupIds } = source;
  if (groupIds === null) return [flight];
  if (groupIds.length === 0) return [withoutGroups(flight, source.resource)];
  const admitted = admission(network, groupIds, source.resource, 'egress', traffic);
  const members = membersNamed(network, source.vpc, admitted);
  const permitted = admitted.addresses.union(members.addresses);
  const missing = [...admitted.missing, ...members.missing];
  const { resource } = source;
  const passing = flight.destinations.intersect(permitted);
  const flights: Flight[] = [];
  if (!passing.isEmpty()) {
    const allowed: Decision = {
      plane: 'filter',
      decision: 'pass',
      reason: 'security-group-allowed',
      message: `${groupIds.join(', ')} permits it to leave`,
      at: permittingPlace(admitted, 'egress', passing) ?? resource.at(),
    };
    flights.push(decide({ ...flight, destinations: passing }, allowed));
  }
  let stopped = flight.destinations.subtract(permitted);
  for (const rule of missing.length > 0 ? [] : admitted.permissions) {
    const named = rule.permission.groups.map(({ groupId }) => members.lost.get(groupId) ?? AddressSet.empty);
    const destinations = stopped.intersect(AddressSet.unionAll(named));
    if (destinations.isEmpty()) continue;
    flights.push(referenceLost({ ...flight, destinations }, source, rule));
    stopped = stopped.subtract(destinations);
  }
  if (stopped.isEmpty()) return flights;
  const rest = { ...flight, destinations: stopped };
  return [...flights, refusal(network, rest, resource, groupIds, 'egress', missing)];
}

/** To members of a group in a VPC with which names of groups mean nothing (S9, S10). */
function referenceLost(flight: Flight, { vpc }: SourceInVpc, rule: Admission['permissions'][number]): Flight {
  return decide(flight, {
    plane: 'filter',
    decision: 'block',
    reason: 'security-group-reference-lost',
    message: `${rule.group.id} permits it to leave only by the name of a security group outside ${vpc.id} and its peers in the Region`,
    at: rule.group.at(`/IpPermissionsEgress/${rule.permission.index}`),
  });
}

/** Lets a flight into an interface: its groups admit the senders' addresses, or a group that they carry. */
export function enterSecurityGroups(
  network: Network,
  target: NetworkInterface | { readonly resource: Resource; readonly groupIds: readonly string[] },
  source: Source,
  flight: Flight,
  traffic: Traffic,
  referencesHold: 'references-hold' | 'references-do-not-hold',
): Flight {
  const holder = 'origin' in target ? target : target.resource;
  const carried: Fact<readonly string[]> =
    'origin' in target ? target.groupIds : { known: true, value: target.groupIds };
  if (!carried.known) {
    return decide(flight, {
      plane: 'filter',
      decision: 'unknown',
      reason: 'security-group-unknown',
      message: `the security groups of ${holder.id} are not known`,
      at: holder.at(),
      missing: carried.missing,
    });
  }
  const groupIds = [...new Set(carried.value)].sort();
  if (groupIds.length === 0) return enterWithoutGroups(network, flight, holder);
  const admitted = admission(network, groupIds, holder, 'ingress', traffic);
  const byReference =
    referencesHold === 'references-hold' &&
    (source.groupIds ?? []).some((groupId) => admitted.groupIds.has(groupId));
  const senders = sendersFor(source, flight.destinations);
  const named = byReference ? source.groupIds : null;
  const at = permittingPlace(admitted, 'ingress', senders, named) ?? holder.at();
  if (byReference || senders.isSubsetOf(admitted.addresses)) {
    return decide(flight, {
      plane: 'filter',
      decision: 'pass',
      reason: 'security-group-allowed',
      message: `${groupIds.join(', ')} admits ${source.name}`,
      at,
    });
  }
  if (referencesHold === 'references-hold' && source.groupIds === null && admitted.groupIds.size > 0) {
    return groupsOfSenderUnknown(flight, source, admitted, at);
  }
  if (admitted.missing.length === 0 && senders.overlaps(admitted.addresses)) {
    const refused = senders.subtract(admitted.addresses).toCidrs().join(', ');
    const message = `${groupIds.join(', ')} does not admit ${refused}`;
    const passing = [{ senders: admitted.addresses, replyPorts: PortSet.all }];
    return sift(
      flight,
      passing,
      {
        plane: 'filter',
        reason: 'security-group-partial',
        message,
        at: rulesOf(network, holder, groupIds, 'ingress').at,
      },
      { reason: 'security-group-denied', message: `${message}, and whom it admits is refused elsewhere` },
    );
  }
  return refusal(network, flight, holder, groupIds, 'ingress', admitted.missing);
}

/** Members of a group may be among senders of which no interface is to be seen. */
function groupsOfSenderUnknown(flight: Flight, source: Source, { groupIds }: Admission, at: Place): Flight {
  const named = [...groupIds].sort().join(', ');
  const isToCome = source.resource instanceof Subnet;
  const who = isToCome ? `what starts in ${source.name}` : source.name;
  const which = `which security groups ${who} ${isToCome ? 'will carry' : 'carries'}`;
  return decide(flight, {
    plane: 'filter',
    decision: 'unknown',
    reason: 'security-group-unknown',
    message: `members of ${named} are admitted, and whether ${who} ${isToCome ? 'will be' : 'is'} one is not known`,
    at,
    missing: [source.resource.missing(which, 'networkInterfaces')],
  });
}

/** Interfaces without groups are of AWS's own making: of load balancers, NAT gateways and the like. */
function enterWithoutGroups(network: Network, flight: Flight, holder: Resource): Flight {
  if (holder instanceof NetworkInterface && holder.isOfNatGateway) {
    return decide(flight, {
      plane: 'filter',
      decision: 'block',
      reason: 'security-group-denied',
      message: `${holder.id} is the interface of ${natGatewayOf(network, holder)}, which takes no connections of its own`,
      at: holder.at('/InterfaceType'),
    });
  }
  return withoutGroups(flight, holder);
}

function natGatewayOf(network: Network, { vpcId, addresses }: NetworkInterface): string {
  const gateway = network
    .all('natGateways')
    .find(
      (each) => each.vpcId === vpcId && addresses.known && each.privateAddresses.overlaps(addresses.value),
    );
  return gateway ? `NAT gateway ${gateway.id}` : 'a NAT gateway';
}

function withoutGroups(flight: Flight, holder: Resource): Flight {
  return decide(flight, {
    plane: 'filter',
    decision: 'unknown',
    reason: 'security-group-unknown',
    message: `${holder.id} carries no security group, and what passes it without one is not known`,
    at: holder.at('/Groups'),
    missing: [holder.missing(`what passes ${holder.id} without a security group`)],
  });
}

/** The senders' addresses of the family that the destinations are of (R6). */
export function sendersFor(source: Source, destinations: AddressSet): AddressSet {
  return destinations.ipv4Only().isEmpty() ? source.addresses.ipv6Only() : source.addresses.ipv4Only();
}

function refusal(
  network: Network,
  flight: Flight,
  holder: Resource,
  groupIds: readonly string[],
  direction: Direction,
  missing: readonly MissingFact[],
): Flight {
  const verb = direction === 'egress' ? 'to leave' : 'to enter';
  if (missing.length > 0) {
    return decide(flight, {
      plane: 'filter',
      decision: 'unknown',
      reason: 'security-group-unknown',
      message: `whether ${groupIds.join(', ')} permits it ${verb} is not known`,
      at: holder.at(),
      missing,
    });
  }
  const { at, rules } = rulesOf(network, holder, groupIds, direction);
  const isEmpty = groupIds.length === 1 && rules?.known === true && rules.value.length === 0;
  return decide(flight, {
    plane: 'filter',
    decision: 'block',
    reason: isEmpty ? 'security-group-empty' : 'security-group-denied',
    message: `no ${direction} rule of ${groupIds.join(', ')} permits it ${verb}`,
    at,
  });
}

/** The rules of the first of some groups: where one that permits is missing. */
function rulesOf(
  network: Network,
  holder: Resource,
  [first]: readonly string[],
  direction: Direction,
): { readonly at: Place; readonly rules: Fact<readonly Permission[]> | null } {
  const group = first === undefined ? null : network.answerFor('securityGroups', first, holder);
  if (!group?.known) return { at: holder.at(), rules: null };
  const field = direction === 'egress' ? '/IpPermissionsEgress' : '/IpPermissions';
  return { at: group.value.at(field), rules: group.value[direction] };
}

/** The rule that permits these addresses: all of them, or some, or by the name of a group. */
function permittingPlace(
  { permissions }: Admission,
  direction: Direction,
  permitted: AddressSet,
  named: readonly string[] | null = null,
): Place | null {
  const naming = permissions.find(({ permission }) =>
    permission.groups.some(({ groupId }) => named === null || named.includes(groupId)),
  );
  const some = permissions.find(({ addresses }) => permitted.overlaps(addresses));
  const rule =
    permissions.find(({ addresses }) => permitted.isSubsetOf(addresses)) ??
    // A name admits all that carry the group; a block that holds some of them does not.
    (named === null ? (some ?? naming) : (naming ?? some));
  if (!rule) return null;
  const field = direction === 'egress' ? 'IpPermissionsEgress' : 'IpPermissions';
  return rule.group.at(`/${field}/${rule.permission.index}`);
}
