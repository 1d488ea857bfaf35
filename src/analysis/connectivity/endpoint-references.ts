import {
  every,
  type Fact,
  flatMap,
  isFalse,
  known,
  map,
  no,
  or,
  someOf,
  unknown,
  yes,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { GroupReference, Permission, SecurityGroup } from '../../model/resources/security-group.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointIngress } from './endpoint-admission.ts';

/** A rule of a group that names another group, on a port of the services of endpoints that carry the first. */
export interface EndpointReference {
  readonly group: SecurityGroup;
  readonly permission: Permission;
  readonly reference: GroupReference;
}

/** The groups that the rules name by which an endpoint's groups admit anybody to its service. */
export function endpointReferences(
  network: Network,
  endpoint: VpcEndpoint,
): Fact<readonly EndpointReference[]> {
  return flatMap(endpointIngress(network, endpoint), ({ permissions, missing }) => {
    const groups = endpoint.groupIds.known ? endpoint.groupIds.value : [];
    const areRead = groups.every(
      (id) => flatMap(network.answerFor('securityGroups', id, endpoint), ({ ingress }) => ingress).known,
    );
    if (!areRead) return unknown(...missing);
    return known(
      permissions.flatMap(({ group, permission }) =>
        permission.groups.map((reference) => ({ group, permission, reference })),
      ),
    );
  });
}

const endedPeering: ReadonlySet<string> = new Set(['deleted', 'deleting', 'rejected', 'expired', 'failed']);

/** Whether a reference is left over from a group or a peering connection that is gone (S7). */
export function isStale(network: Network, { group, reference }: EndpointReference): Fact<boolean> {
  const { groupId, userId, peeringStatus } = reference;
  if (peeringStatus !== null && endedPeering.has(peeringStatus)) return yes;
  // AWS names the owner of every group that exists.
  if (userId !== null || described(network, groupId) !== null) return no;
  return map(network.find('securityGroups', groupId, group), (found) => found === null);
}

function described(network: Network, groupId: string): SecurityGroup | null {
  return network.index('securityGroups', 'id', ({ id }) => id).get(groupId)?.[0] ?? null;
}

/**
 * The VPC of a named group, where that is not the endpoint's and no peering connection joins the two: then they
 * can only be joined by a transit gateway, across which no such rule holds for endpoints (S9, S11). Else null.
 */
export function vpcAcrossGateway(
  network: Network,
  endpointVpc: Vpc,
  entry: EndpointReference,
): Fact<string | null> {
  const { groupId, vpcId, userId, vpcPeeringConnectionId, peeringStatus } = entry.reference;
  if (vpcPeeringConnectionId !== null || peeringStatus !== null || userId === null) return known(null);
  const other = vpcId ?? described(network, groupId)?.vpcId ?? null;
  if (other === null) {
    const { region } = entry.group;
    const reason = `which VPC ${groupId} is of`;
    return unknown({ family: 'securityGroups', account: userId, region, reason });
  }
  if (other === endpointVpc.id) return known(null);
  const isReached = or(isPeered(network, endpointVpc, other), isCarriedIn(network, endpointVpc, groupId));
  return map(isReached, (reached) => (reached ? null : other));
}

function isPeered(network: Network, vpc: Vpc, other: string): Fact<boolean> {
  const missing = network.missing('vpcPeeringConnections', vpc);
  return someOf({ items: network.all('vpcPeeringConnections'), missing }, (peering) =>
    flatMap(peering.requester, (one) =>
      flatMap(peering.accepter, (two) => {
        const ids = [one.vpcId, two.vpcId];
        if (!ids.every((id) => id === null || id === vpc.id || id === other)) return no;
        return ids.includes(null)
          ? unknown(peering.missing(`no VpcId on one side of ${peering.id}`))
          : known(true);
      }),
    ),
  );
}

/** A group can be used in other VPCs than its own, where its members are neighbours of the endpoint (S13). */
function isCarriedIn(network: Network, vpc: Vpc, groupId: string): Fact<boolean> {
  return someOf(network.inVpc('networkInterfaces', vpc), ({ groupIds }) =>
    map(groupIds, (ids) => ids.includes(groupId)),
  );
}

/** Whether addresses admit the members of a group, beside the rule that names it; null where none is known. */
export function membersAreAdmitted(
  network: Network,
  endpoint: VpcEndpoint,
  groupId: string,
): Fact<boolean | null> {
  const byGroup = network.index('networkInterfaces', 'security group', ({ groupIds }) =>
    groupIds.known ? groupIds.value : null,
  );
  const members = byGroup.get(groupId) ?? [];
  if (members.length === 0) return known(null);
  return flatMap(endpointIngress(network, endpoint), ({ addresses: admitted, missing }) => {
    const all = every(members, ({ addresses }) => map(addresses, (own) => own.overlaps(admitted)));
    return isFalse(all) && missing.length > 0 ? unknown(...missing) : all;
  });
}
