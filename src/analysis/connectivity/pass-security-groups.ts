import { AddressSet } from '../../model/address-set.ts';
import { complete, type Fact, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Place, Resource } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { decide, type Flight, type Source } from './flight.ts';
import { type Admission, admission, type Direction, type Traffic } from './security-group-admission.ts';

/** Lets a flight out of its source's interface: only what some group permits leaves (S1, S2, S8). */
export function leaveSecurityGroups(
  network: Network,
  source: Source,
  flight: Flight,
  traffic: Traffic,
): readonly Flight[] {
  const { groupIds } = source;
  if (groupIds === null) return [flight];
  const admitted = admission(network, groupIds, source.resource, 'egress', traffic);
  const members = membersOf(network, source.vpc, admitted.groupIds);
  const permitted = admitted.addresses.union(members.addresses);
  const passing = flight.destinations.intersect(permitted);
  const stopped = flight.destinations.subtract(permitted);
  const missing = [...admitted.missing, ...members.missing];
  return [
    ...(passing.isEmpty()
      ? []
      : [
          decide(
            flight,
            {
              plane: 'filter',
              decision: 'pass',
              reason: 'security-group-allowed',
              message: `${groupIds.join(', ')} permits it to leave`,
              at: permittingPlace(admitted, 'egress') ?? source.resource.at(),
            },
            passing,
          ),
        ]),
    ...(stopped.isEmpty()
      ? []
      : [refusal(network, flight, stopped, source.resource, groupIds, 'egress', missing)]),
  ];
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
  const admitted = admission(network, carried.value, holder, 'ingress', traffic);
  const byReference =
    referencesHold === 'references-hold' &&
    (source.groupIds ?? []).some((groupId) => admitted.groupIds.has(groupId));
  const senders = sendersFor(source, flight.destinations);
  const at = permittingPlace(admitted, 'ingress') ?? holder.at();
  if (byReference || senders.isSubsetOf(admitted.addresses)) {
    return decide(flight, {
      plane: 'filter',
      decision: 'pass',
      reason: 'security-group-allowed',
      message: `${carried.value.join(', ')} admits ${source.resource.id}`,
      at,
    });
  }
  if (admitted.missing.length === 0 && senders.overlaps(admitted.addresses)) {
    const refused = senders.subtract(admitted.addresses).toCidrs().join(', ');
    return decide(flight, {
      plane: 'filter',
      decision: 'pass',
      reason: 'security-group-partial',
      message: `${carried.value.join(', ')} does not admit ${refused}`,
      at,
      partial: true,
    });
  }
  return refusal(network, flight, flight.destinations, holder, carried.value, 'ingress', admitted.missing);
}

/** The senders' addresses of the family that the destinations are of (R6). */
export function sendersFor(source: Source, destinations: AddressSet): AddressSet {
  return destinations.ipv4Only().isEmpty() ? source.addresses.ipv6Only() : source.addresses.ipv4Only();
}

function refusal(
  network: Network,
  flight: Flight,
  destinations: AddressSet,
  holder: Resource,
  groupIds: readonly string[],
  direction: Direction,
  missing: readonly MissingFact[],
): Flight {
  const verb = direction === 'egress' ? 'to leave' : 'to enter';
  if (missing.length > 0) {
    return decide(
      flight,
      {
        plane: 'filter',
        decision: 'unknown',
        reason: 'security-group-unknown',
        message: `whether ${groupIds.join(', ')} permits it ${verb} is not known`,
        at: holder.at(),
        missing,
      },
      destinations,
    );
  }
  const [first] = groupIds;
  const group = first === undefined ? null : network.answerFor('securityGroups', first, holder);
  const field = direction === 'egress' ? '/IpPermissionsEgress' : '/IpPermissions';
  const rules = group?.known ? group.value[direction] : null;
  const isEmpty = groupIds.length === 1 && rules?.known === true && rules.value.length === 0;
  return decide(
    flight,
    {
      plane: 'filter',
      decision: 'block',
      reason: isEmpty ? 'security-group-empty' : 'security-group-denied',
      message: `no ${direction} rule of ${groupIds.join(', ')} permits it ${verb}`,
      at: group?.known ? group.value.at(field) : holder.at(),
    },
    destinations,
  );
}

function permittingPlace({ permissions }: Admission, direction: Direction): Place | null {
  const [first] = permissions;
  if (!first) return null;
  const field = direction === 'egress' ? 'IpPermissionsEgress' : 'IpPermissions';
  return first.group.at(`/${field}/${first.permission.index}`);
}

/** The private addresses of the interfaces that carry one of the groups (S8). */
function membersOf(
  network: Network,
  vpc: Vpc,
  groupIds: ReadonlySet<string>,
): { readonly addresses: AddressSet; readonly missing: readonly MissingFact[] } {
  if (groupIds.size === 0) return { addresses: AddressSet.empty, missing: [] };
  const byGroup = network.index('networkInterfaces', 'security group', (member) =>
    member.groupIds.known ? member.groupIds.value : null,
  );
  const members = [...groupIds].flatMap((groupId) => byGroup.get(groupId) ?? []);
  const missing: MissingFact[] = [];
  const addresses = members.flatMap((member) => {
    const own = member.addresses;
    if (own.known) return own.value;
    missing.push(...own.missing);
    return [];
  });
  const seen = complete(network.inVpc('networkInterfaces', vpc));
  return {
    addresses: AddressSet.unionAll(addresses),
    missing: [...missing, ...(seen.known ? [] : seen.missing)],
  };
}
