import { AddressSet } from '../../model/address-set.ts';
import { distinctMissing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { PeerVpc } from '../../model/resources/peering-and-transit.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { once } from './once.ts';
import type { Admission } from './security-group-admission.ts';

/** Whom outbound rules mean that name groups: private addresses of the interfaces that carry them (S8). */
export interface Members {
  readonly addresses: AddressSet;
  /** Members of a group in VPCs for which rules that name it do not hold. */
  readonly lost: ReadonlyMap<string, AddressSet>;
  /** What could add to either. */
  readonly missing: readonly MissingFact[];
}

const nobody: Members = { addresses: AddressSet.empty, lost: new Map(), missing: [] };

/**
 * The members of the groups that rules of a VPC name. Such rules hold in the VPC itself, and in VPCs of the same
 * Region that a peering connection joins to it, whatever the state of that (S9, S10).
 */
export function membersNamed(network: Network, vpc: Vpc, admitted: Admission): Members {
  if (admitted.groupIds.size === 0) return nobody;
  const byVpc = network.memoOf(admitted, 'members by VPC', () => new Map<Vpc, Members>());
  return once(byVpc, vpc, () => findMembers(network, vpc, admitted));
}

function findMembers(network: Network, vpc: Vpc, admitted: Admission): Members {
  const byGroup = network.index('networkInterfaces', 'security group', ({ groupIds }) =>
    groupIds.known ? groupIds.value : null,
  );
  const addresses: AddressSet[] = [];
  const lost = new Map<string, AddressSet>();
  const missing: MissingFact[] = [...unseenMembers(network, vpc, admitted)];
  for (const groupId of admitted.groupIds) {
    const elsewhere: AddressSet[] = [];
    for (const member of byGroup.get(groupId) ?? []) {
      const own = member.addresses;
      const holds = holdsFor(network, vpc, member);
      if (!own.known) missing.push(...own.missing);
      else if (holds === 'unknown') missing.push(...peeringMissing(network, vpc));
      else (holds ? addresses : elsewhere).push(own.value);
    }
    if (elsewhere.length > 0) lost.set(groupId, AddressSet.unionAll(elsewhere));
  }
  return { addresses: AddressSet.unionAll(addresses), lost, missing: distinctMissing(missing) };
}

/** Interfaces that were not collected may carry the groups: in the VPC, and where the groups are. */
function unseenMembers(
  network: Network,
  vpc: Vpc,
  { permissions, groupIds }: Admission,
): readonly MissingFact[] {
  const accounts = new Set(
    permissions.flatMap(({ permission }) =>
      permission.groups.flatMap(({ groupId, userId }) => (groupIds.has(groupId) && userId) || []),
    ),
  );
  return [
    ...network.inVpc('networkInterfaces', vpc).missing,
    ...[...accounts]
      .filter((account) => account !== vpc.account)
      .flatMap((account) =>
        network.missing('networkInterfaces', { account, region: vpc.region, scope: vpc.scope }),
      ),
  ];
}

function holdsFor(network: Network, vpc: Vpc, member: NetworkInterface): boolean | 'unknown' {
  if (member.vpcId === vpc.id) return true;
  const peerings = network.index('vpcPeeringConnections', 'VPC', ({ requester, accepter }) =>
    [requester, accepter].flatMap((side) => (side.known && side.value.vpcId) || []),
  );
  for (const { requester, accepter } of peerings.get(vpc.id) ?? []) {
    if (!requester.known || !accepter.known) return 'unknown';
    const sides: readonly PeerVpc[] = [requester.value, accepter.value];
    if (!sides.some(({ vpcId }) => vpcId === member.vpcId)) continue;
    const [first, second] = sides.map(({ region }) => region);
    return first && second ? first === second : 'unknown';
  }
  return network.missing('vpcPeeringConnections', vpc).length > 0 ? 'unknown' : false;
}

function peeringMissing(network: Network, vpc: Vpc): readonly MissingFact[] {
  const missing = network.missing('vpcPeeringConnections', vpc);
  return missing.length > 0 ? missing : [vpc.missing(`the peers of ${vpc.id}`, 'vpcPeeringConnections')];
}
