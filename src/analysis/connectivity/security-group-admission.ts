import { AddressSet } from '../../model/address-set.ts';
import { distinctMissing, type MissingFact } from '../../model/fact.ts';
import type { Network, Whereabouts } from '../../model/network.ts';
import type { PortSet } from '../../model/port-set.ts';
import type { Permission, SecurityGroup } from '../../model/resources/security-group.ts';
import { coversMessage, echoOf } from './icmp-echo.ts';
import { prefixListAddresses } from './prefix-list-addresses.ts';

export type Direction = 'ingress' | 'egress';

/** A protocol by its IP number and a destination port. ICMP means echo requests, and has no port. */
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
  readonly permissions: readonly {
    readonly group: SecurityGroup;
    readonly permission: Permission;
    /** Whom it admits by address. */
    readonly addresses: AddressSet;
  }[];
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
  // A text that is put together is hashed at every question.
  const name = traffic === https ? '6 443' : `${traffic.protocol} ${traffic.port}`;
  return admissionOf(network, groupIds, whereabouts, direction, name, (permission) =>
    permits(permission, traffic),
  );
}

/**
 * Whom the groups admit on at least one of these TCP ports. Where the ports are not known (`null`), any port
 * of TCP or UDP counts, so nobody is admitted only where no port would do.
 */
export function admissionOnSomePort(
  network: Network,
  groupIds: readonly string[],
  whereabouts: Whereabouts,
  direction: Direction,
  ports: PortSet | null,
): Admission {
  const name = ports === null ? 'any port' : ports.toString();
  return admissionOf(network, groupIds, whereabouts, direction, name, (permission) =>
    permitsSomePort(permission, ports),
  );
}

/** Whether a permission's protocol and ports cover the traffic (S5, S6). */
function permits({ protocol, ports, icmp }: Permission, traffic: Traffic): boolean {
  if (protocol === 'all') return true;
  if (protocol !== traffic.protocol || !ports.contains(traffic.port)) return false;
  const echo = echoOf(traffic.protocol);
  return icmp === null || echo === null || coversMessage(icmp, echo.request);
}

const tcp = 6;
const udp = 17;

function permitsSomePort({ protocol, ports }: Permission, wanted: PortSet | null): boolean {
  if (wanted === null)
    return (protocol === 'all' || protocol === tcp || protocol === udp) && !ports.isEmpty();
  return (protocol === 'all' || protocol === tcp) && ports.overlaps(wanted);
}

/** Most interfaces carry one group, and thousands carry the same: its admission is worked out once. */
function admissionOf(
  network: Network,
  groupIds: readonly string[],
  whereabouts: Whereabouts,
  direction: Direction,
  trafficName: string,
  matches: (permission: Permission) => boolean,
): Admission {
  const byOne = (id: string): Admission => {
    const group = network.answerFor('securityGroups', id, whereabouts);
    if (!group.known) return { ...nobody, missing: group.missing };
    const known = network.memoOf(group.value, direction, () => new Map<string, Admission>());
    let admitted = known.get(trafficName);
    if (!admitted)
      known.set(trafficName, (admitted = admissionByGroup(network, group.value, direction, matches)));
    return admitted;
  };
  const [first, ...others] = groupIds;
  if (first === undefined) return nobody;
  if (others.length === 0) return byOne(first);
  const ids = [...new Set(groupIds)].sort();
  return network.memoAt(whereabouts, direction, `${trafficName} ${ids.join(' ')}`, () =>
    together(ids.map(byOne)),
  );
}

const nobody: Admission = {
  addresses: AddressSet.empty,
  groupIds: new Set<string>(),
  permissions: [],
  missing: [],
};

function admissionByGroup(
  network: Network,
  group: SecurityGroup,
  direction: Direction,
  matches: (permission: Permission) => boolean,
): Admission {
  const listed = group[direction];
  if (!listed.known) return { ...nobody, missing: distinctMissing(listed.missing) };
  const referenced = new Set<string>();
  const permissions: { group: SecurityGroup; permission: Permission; addresses: AddressSet }[] = [];
  const missing: MissingFact[] = [];
  for (const permission of listed.value) {
    const { cidrs, groups, prefixListIds } = permission;
    if (cidrs.length + groups.length + prefixListIds.length === 0 || !matches(permission)) continue;
    const addresses = [AddressSet.fromCidrs(cidrs)];
    for (const { groupId } of groups) referenced.add(groupId);
    for (const prefixListId of prefixListIds) {
      const entries = prefixListAddresses(network, prefixListId, group);
      if (entries.known) addresses.push(entries.value);
      else missing.push(...entries.missing);
    }
    permissions.push({ group, permission, addresses: AddressSet.unionAll(addresses) });
  }
  return {
    addresses: AddressSet.unionAll(permissions.map(({ addresses }) => addresses)),
    groupIds: referenced,
    permissions,
    missing: distinctMissing(missing),
  };
}

/** The union over all groups (S1). */
function together(admissions: readonly Admission[]): Admission {
  return {
    addresses: AddressSet.unionAll(admissions.map(({ addresses }) => addresses)),
    groupIds: new Set(admissions.flatMap(({ groupIds }) => [...groupIds])),
    permissions: admissions.flatMap(({ permissions }) => permissions),
    missing: distinctMissing(admissions.flatMap(({ missing }) => missing)),
  };
}
