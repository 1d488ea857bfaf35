import type { AddressSet } from '../../../model/address-set.ts';
import { itemsOf } from '../../../model/edit-snapshot.ts';
import type { RawItem } from '../../../model/snapshot.ts';
import { prefixListWith } from '../destinations-name.ts';
import { type Change, isPlainId, mostBlocks, type Opener, othersText, protocolName } from './change.ts';

/** A rule in the first of the groups, for exactly the addresses on the other side: as a prefix list, or as blocks. */
export const permitInGroup: Opener = (wanted, { component, at }): Change | null => {
  const { network, senders, destinations, traffic } = wanted;
  const protocol = protocolName(traffic);
  const isEgress = at.path === '/IpPermissionsEgress';
  const group = component.type === 'AWS::EC2::SecurityGroup' && isPlainId(component.id) ? component : null;
  if (!group || protocol === null || (!isEgress && at.path !== '/IpPermissions')) return null;
  const peers = isEgress ? destinations : senders;
  const list = isEgress ? prefixListWith(network, peers) : null;
  const blocks = peers.toCidrs();
  if (list === null && blocks.length > mostBlocks) return null;
  if (list !== null && !isPlainId(list.id)) return null;
  const { port } = traffic;
  const permission = {
    IpProtocol: protocol,
    FromPort: port,
    ToPort: port,
    ...peersOf(peers, list?.id ?? null),
  };
  const field = isEgress ? 'IpPermissionsEgress' : 'IpPermissions';
  const where = list?.id ?? blocks.join(', ');
  const direction = isEgress ? 'egress' : 'ingress';
  return {
    resource: group,
    summary: `permit ${protocol}/${port} ${isEgress ? 'to' : 'from'} ${where} in an ${direction} rule of ${group.id}`,
    commands: [
      `aws ec2 authorize-security-group-${direction} --group-id ${group.id} --ip-permissions '${JSON.stringify([permission])}'`,
    ],
    ...othersWith(wanted, group.id, isEgress),
    edits: [
      {
        family: 'securityGroups',
        id: group.id,
        change: (item: RawItem) => ({ ...item, [field]: [...itemsOf(item, field), permission] }),
      },
    ],
  };
};

function peersOf(peers: AddressSet, prefixListId: string | null): RawItem {
  if (prefixListId !== null) return { PrefixListIds: [{ PrefixListId: prefixListId }] };
  const ipv4 = peers.ipv4Only().toCidrs();
  const ipv6 = peers.ipv6Only().toCidrs();
  return {
    ...(ipv4.length === 0 ? {} : { IpRanges: ipv4.map((CidrIp) => ({ CidrIp })) }),
    ...(ipv6.length === 0 ? {} : { Ipv6Ranges: ipv6.map((CidrIpv6) => ({ CidrIpv6 })) }),
  };
}

/** All interfaces that carry the group get the rule. */
function othersWith(
  { network, senders, destinations, traffic }: Parameters<Opener>[0],
  groupId: string,
  isEgress: boolean,
): Pick<Change, 'besides' | 'others'> {
  const carrying = network.index('networkInterfaces', 'security group', ({ groupIds }) =>
    groupIds.known ? groupIds.value : null,
  );
  const meant = isEgress ? senders : destinations;
  const others = (carrying.get(groupId) ?? []).filter(
    ({ addresses }) => !addresses.known || !addresses.value.isSubsetOf(meant),
  );
  if (others.length === 0) return { besides: null, others };
  const port = traffic.port;
  const size = (isEgress ? destinations : senders).size();
  const count = size === 1n ? '1 address' : `${size} addresses`;
  const who = `${othersText(others.length, 'interface')} with ${groupId}`;
  const besides = isEgress
    ? `${who} may send to port ${port} of the ${count} too`
    : `${who} may be reached from the ${count} on port ${port} too`;
  return { besides, others };
}
