import { AddressSet } from '../../model/address-set.ts';
import { type Fact, isTrue, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { PortSet } from '../../model/port-set.ts';
import type { NetworkAcl, NetworkAclEntry } from '../../model/resources/network-acl.ts';
import { type AclPart, filterByAcl } from './network-acl-filter.ts';
import type { Direction } from './security-group-admission.ts';

const tcp = 6;

/** What an ACL does with TCP packets of one direction to a set of ports, by the address on the far side. */
export interface AclPassage {
  /** Addresses for which none of the ports passes. */
  readonly closed: AddressSet;
  /** Addresses for which some ports pass and others do not. */
  readonly narrowed: AddressSet;
  readonly denied: readonly AclPart[];
}

/** The first entry that denies packets of these addresses (N2); null where only the absence of one does. */
export function firstDenial({ denied }: AclPassage, addresses: AddressSet): NetworkAclEntry | null {
  return denied.find((part) => part.addresses.overlaps(addresses))?.entry ?? null;
}

/** The ports that do not pass for some of these addresses, where others do. */
export function narrowedPorts({ denied, narrowed }: AclPassage, addresses: AddressSet): PortSet {
  const hit = addresses.intersect(narrowed);
  return PortSet.unionAll(denied.filter((part) => part.addresses.overlaps(hit)).map((part) => part.ports));
}

/** How an ACL treats packets by their far addresses and destination ports (N2, N5). */
export function passageThroughAcl(
  acl: NetworkAcl,
  direction: Direction,
  addresses: AddressSet,
  ports: PortSet,
): Fact<AclPassage> {
  return map(filterByAcl(acl, direction, { protocol: tcp, addresses, ports }), (parts) => {
    const denied = parts.filter(({ allow }) => !allow);
    const allowed = parts.filter(({ allow }) => allow);
    const closed = addresses.subtract(AddressSet.unionAll(allowed.map((part) => part.addresses)));
    const touched = AddressSet.unionAll(denied.map((part) => part.addresses));
    return { closed, narrowed: touched.subtract(closed), denied };
  });
}

/** Whether an ACL is known to pass every TCP packet of IPv4 in that direction, as a default one does (N9). */
export function passesAllTcp(network: Network, acl: NetworkAcl, direction: Direction): boolean {
  return network.memoOf(acl, `${direction} passes all`, () =>
    isTrue(
      map(
        passageThroughAcl(acl, direction, AddressSet.allIpv4, PortSet.all),
        ({ closed, narrowed }) => closed.isEmpty() && narrowed.isEmpty(),
      ),
    ),
  );
}
