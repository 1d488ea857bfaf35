import type { AddressSet } from '../../model/address-set.ts';
import type { Fact } from '../../model/fact.ts';
import { known, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PortSet } from '../../model/port-set.ts';
import type { NetworkAcl, NetworkAclEntry } from '../../model/resources/network-acl.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import { coversMessage, type IcmpMessage } from './icmp-echo.ts';
import type { Direction } from './security-group-admission.ts';

/** Packets that one entry of an ACL decides, or that none does: those are denied (N2). */
export interface AclPart {
  readonly addresses: AddressSet;
  readonly ports: PortSet;
  readonly allow: boolean;
  readonly entry: NetworkAclEntry | null;
}

/** The packets to pass: a protocol, the addresses on the far side, and destination ports (N5). */
export interface AclTraffic {
  readonly protocol: number;
  readonly addresses: AddressSet;
  readonly ports: PortSet;
  /** Where the protocol is ICMP and entries are to be told apart by the message. */
  readonly icmp?: IcmpMessage | null;
}

/** The ACL of a subnet. A subnet in no ACL's associations is a gap in the input (N9). */
export function networkAclOf(network: Network, subnet: Subnet): Fact<NetworkAcl> {
  const bySubnet = network.index('networkAcls', 'subnet', (acl) =>
    acl.subnetIds.known ? acl.subnetIds.value : null,
  );
  const [acl] = bySubnet.get(subnet.id) ?? [];
  if (acl) return known(acl);
  const missing = network.missing('networkAcls', subnet);
  if (missing.length > 0) return unknown(...missing);
  return unknown(subnet.missing(`${subnet.id} is associated with no network ACL`, 'networkAcls'));
}

/** Splits traffic by the entries of an ACL: in rule order, the first that matches decides (N2). */
export function filterByAcl(
  acl: NetworkAcl,
  direction: Direction,
  traffic: AclTraffic,
): Fact<readonly AclPart[]> {
  const { entries } = acl;
  if (!entries.known) return entries;
  const parts: AclPart[] = [];
  let open = [{ addresses: traffic.addresses, ports: traffic.ports }];
  for (const entry of entries.value) {
    if (entry.egress !== (direction === 'egress') || !covers(entry, traffic)) continue;
    const rest: typeof open = [];
    for (const box of open) {
      if (!box.addresses.overlaps(entry.addresses) || !box.ports.overlaps(entry.ports)) {
        rest.push(box);
        continue;
      }
      const { allow } = entry;
      // As most entries do that match at all.
      if (box.addresses.isSubsetOf(entry.addresses) && box.ports.isSubsetOf(entry.ports)) {
        parts.push({ addresses: box.addresses, ports: box.ports, allow, entry });
        continue;
      }
      const addresses = box.addresses.intersect(entry.addresses);
      const elsewhere = box.addresses.subtract(entry.addresses);
      const otherPorts = box.ports.subtract(entry.ports);
      parts.push({ addresses, ports: box.ports.intersect(entry.ports), allow, entry });
      if (!elsewhere.isEmpty()) rest.push({ addresses: elsewhere, ports: box.ports });
      if (!otherPorts.isEmpty()) rest.push({ addresses, ports: otherPorts });
    }
    open = rest;
    if (open.length === 0) break;
  }
  for (const { addresses, ports } of open) parts.push({ addresses, ports, allow: false, entry: null });
  return known(parts);
}

/** Whether an entry speaks of the protocol, and of the type and code of ICMP (N4). */
function covers({ protocol, icmp }: NetworkAclEntry, traffic: AclTraffic): boolean {
  if (protocol === 'all') return true;
  if (protocol !== traffic.protocol) return false;
  return icmp === null || !traffic.icmp || coversMessage(icmp, traffic.icmp);
}
