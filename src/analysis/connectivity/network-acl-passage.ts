import { AddressSet } from '../../model/address-set.ts';
import { type Fact, isTrue, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { PortSet } from '../../model/port-set.ts';
import type { NetworkAcl, NetworkAclEntry } from '../../model/resources/network-acl.ts';
import { scopeKey } from '../../model/scope.ts';
import { filterByAcl } from './network-acl-filter.ts';
import type { Direction } from './security-group-admission.ts';

const tcp = 6;

/** What an ACL does with TCP packets of one direction to a set of ports, by the address on the far side. */
export interface AclPassage {
  /** Addresses for which none of the ports passes. */
  readonly closed: AddressSet;
  /** Addresses for which some ports pass and others do not. */
  readonly narrowed: AddressSet;
  /** The ports that do not pass for some of the narrowed addresses. */
  readonly deniedPorts: PortSet;
  /** The first entry that denies any of it (N2); null where only the absence of an entry does. */
  readonly entry: NetworkAclEntry | null;
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
    const narrowing = denied.filter((part) => !part.addresses.isSubsetOf(closed));
    return {
      closed,
      narrowed: touched.subtract(closed),
      deniedPorts: PortSet.unionAll(narrowing.map((part) => part.ports)),
      entry: denied[0]?.entry ?? null,
    };
  });
}

/** Whether an ACL is known to pass every TCP packet of IPv4 in that direction, as a default one does (N9). */
export function passesAllTcp(network: Network, acl: NetworkAcl, direction: Direction): boolean {
  return network.memo(`${direction} of ${acl.id} in ${scopeKey(acl.scope)} passes all`, () =>
    isTrue(
      map(
        passageThroughAcl(acl, direction, AddressSet.allIpv4, PortSet.all),
        ({ closed, narrowed }) => closed.isEmpty() && narrowed.isEmpty(),
      ),
    ),
  );
}
