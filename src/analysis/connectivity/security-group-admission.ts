import { AddressSet } from '../../model/address-set.ts';
import type { Fact, MissingFact } from '../../model/fact.ts';
import type { Network, Whereabouts } from '../../model/network.ts';
import type { Permission, SecurityGroup } from '../../model/resources/security-group.ts';
import { prefixListAddresses } from './prefix-list-addresses.ts';

export type Direction = 'ingress' | 'egress';

/** A protocol by its IP number and a destination port. */
export interface Traffic {
  readonly protocol: number;
  readonly port: number;
}

export const https: Traffic = { protocol: 6, port: 443 };

/** Whom security groups admit for some traffic: the union over all groups (S1). */
export interface Admission {
  readonly addresses: AddressSet;
  /** Groups whose members are admitted by reference (S8). */
  readonly groupIds: ReadonlySet<string>;
  /** The permissions that admit anybody. */
  readonly permissions: readonly { readonly group: SecurityGroup; readonly permission: Permission }[];
  /** Facts that could widen the admission; empty when it is exact. */
  readonly missing: readonly MissingFact[];
}

/** Whom the groups of an interface admit: as destinations (egress) or as sources (ingress). */
export function admission(
  network: Network,
  groupIds: readonly string[],
  whereabouts: Whereabouts,
  direction: Direction,
  traffic: Traffic,
): Admission {
  const key = [
    'admission',
    direction,
    traffic.protocol,
    traffic.port,
    whereabouts.region ?? '',
    ...[...groupIds].sort(),
  ];
  return network.memo(key.join(' '), () => {
    let addresses = AddressSet.empty;
    const groups = new Set<string>();
    const permissions: { group: SecurityGroup; permission: Permission }[] = [];
    const missing: MissingFact[] = [];
    for (const groupId of groupIds) {
      const group = network.answerFor('securityGroups', groupId, whereabouts);
      if (!group.known) {
        missing.push(...group.missing);
        continue;
      }
      const listed: Fact<readonly Permission[]> = group.value[direction];
      if (!listed.known) {
        missing.push(...listed.missing);
        continue;
      }
      for (const permission of listed.value) {
        if (!permits(permission, traffic)) continue;
        permissions.push({ group: group.value, permission });
        addresses = addresses.union(AddressSet.fromCidrs(permission.cidrs));
        for (const reference of permission.groups) groups.add(reference.groupId);
        for (const id of permission.prefixListIds) {
          const listedAddresses = prefixListAddresses(network, id, group.value);
          if (listedAddresses.known) addresses = addresses.union(listedAddresses.value);
          else missing.push(...listedAddresses.missing);
        }
      }
    }
    return { addresses, groupIds: groups, permissions, missing };
  });
}

/** Whether a permission's protocol and ports cover the traffic (S5, S6). */
export function permits(permission: Permission, traffic: Traffic): boolean {
  if (permission.protocol !== 'all' && permission.protocol !== traffic.protocol) return false;
  return permission.icmp !== null || permission.ports.contains(traffic.port);
}
