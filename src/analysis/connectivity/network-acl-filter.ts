import type { AddressSet } from '../../model/address-set.ts';
import type { Fact } from '../../model/fact.ts';
import { flatMap, known, unknown } from '../../model/fact.ts';
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
  return flatMap(acl.entries, (entries) => {
    const parts: AclPart[] = [];
    let open = [{ addresses: traffic.addresses, ports: traffic.ports }];
    for (const entry of entries) {
      if (entry.egress !== (direction === 'egress') || !covers(entry, traffic)) continue;
      const matched = entry.addresses;
      const rest: typeof open = [];
      for (const box of open) {
        const addresses = box.addresses.intersect(matched);
        const ports = box.ports.intersect(entry.ports);
        if (addresses.isEmpty() || ports.isEmpty()) {
          rest.push(box);
          continue;
        }
        parts.push({ addresses, ports, allow: entry.allow, entry });
        const elsewhere = box.addresses.subtract(matched);
        const otherPorts = box.ports.subtract(entry.ports);
        if (!elsewhere.isEmpty()) rest.push({ addresses: elsewhere, ports: box.ports });
        if (!otherPorts.isEmpty()) rest.push({ addresses, ports: otherPorts });
      }
      open = rest;
    }
    return known([...parts, ...open.map((box) => ({ ...box, allow: false, entry: null }))]);
  });
}

/** Whether an entry speaks of the protocol, and of the type and code of ICMP (N4). */
function covers({ protocol, icmp }: NetworkAclEntry, traffic: AclTraffic): boolean {
  if (protocol === 'all') return true;
  if (protocol !== traffic.protocol) return false;
  return icmp === null || !traffic.icmp || coversMessage(icmp, traffic.icmp);
}
