import { namesLeadToEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { describedSubnets } from '../../analysis/connectivity/effective-route-table.ts';
import {
  type Crossing,
  hinderedCrossings,
  isShutToAll,
  type Leg,
  legs,
  type Sites,
  sitesIn,
} from '../../analysis/connectivity/interface-endpoint-legs.ts';
import { passesAllTcp } from '../../analysis/connectivity/network-acl-passage.ts';
import { vpcOf } from '../../analysis/connectivity/vpc-of.ts';
import { isNeededByOneOf } from '../../analysis/workloads/needed-by.ts';
import type { DeclaredWorkload } from '../../analysis/workloads/workloads-in-vpc.ts';
import { AddressSet } from '../../model/address-set.ts';
import { isTrue, type MissingFact } from '../../model/fact.ts';
import type { FamilyName } from '../../model/fact-families.ts';
import type { Network } from '../../model/network.ts';
import { PortSet } from '../../model/port-set.ts';
import type { NetworkAcl } from '../../model/resources/network-acl.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { type Severity, severities } from '../../report/report.ts';
import { type Outcome, type Problem, problem, undecided } from '../rule.ts';
import { counted, listed, named } from '../wording.ts';
import { endpointsText, entryPath, reasonText } from './wording.ts';

/** What it takes to judge a leg, and to see who needs it. */
export const familiesOfInterfaceLegs = [
  'networkAcls',
  'vpcs',
  'subnets',
  'vpcEndpoints',
  'networkInterfaces',
  'instances',
  'roles',
  'routeTables',
] as const satisfies readonly FamilyName[];

/** One outcome for each ACL that closes one leg between compute and interface endpoints of its VPC. */
export function* judgeInterfaceLeg(
  network: Network,
  leg: Leg,
  declared: readonly DeclaredWorkload[],
): Iterable<Outcome> {
  for (const acl of network.all('networkAcls')) {
    if (passesAllTcp(network, acl, legs[leg].direction)) continue;
    if (acl.subnetIds.known && acl.subnetIds.value.length === 0) continue;
    const vpc = vpcOf(network, acl);
    if (!vpc.known) {
      yield undecided(acl, vpc.missing);
      continue;
    }
    const sites = sitesIn(network, vpc.value);
    if (isNobodyThere(sites)) continue;
    const hindered = hinderedCrossings(acl, leg, sites);
    const found = hindered.known ? hindered.value.filter(({ closed: share }) => share !== 'none') : [];
    const missing: readonly MissingFact[] = [
      ...(hindered.known ? [] : hindered.missing),
      ...sites.compute.missing,
      ...sites.endpoints.missing,
    ];
    // Who is meant to use the service of a customer nobody can see, but that somebody is.
    const closed = found.filter(
      ({ endpoint }) =>
        endpoint.meantFor === 'all' || (missing.length === 0 && isShutToAll(endpoint.endpoint, sites, found)),
    );
    const [first, ...others] = closed;
    if (first) {
      const crossings: Crossings = [first, ...others];
      const isNeeded = (endpoint: VpcEndpoint): boolean =>
        isNeededByOneOf(network, endpoint, shutOff(sites, crossings, endpoint), declared);
      yield report(network, acl, leg, { sites, closed: crossings, isNeeded });
    } else if (missing.length > 0) yield undecided(acl, missing);
  }
}

/** Whether there is surely nothing on one of the sides. */
export function isNobodyThere({ compute, endpoints }: Sites): boolean {
  return [compute, endpoints].some(({ items, missing }) => items.length === 0 && missing.length === 0);
}

type Crossings = readonly [Crossing, ...Crossing[]];

interface Closure {
  readonly sites: Sites;
  readonly closed: Crossings;
  /** Whether what gets to no interface of an endpoint needs it. */
  readonly isNeeded: (endpoint: VpcEndpoint) => boolean;
}

function report(network: Network, acl: NetworkAcl, leg: Leg, { sites, closed, isNeeded }: Closure): Problem {
  const [{ entry }] = closed;
  const endpoints = [...new Set(closed.map(({ endpoint }) => endpoint.endpoint))];
  const clients = [...new Set(closed.map(({ compute }) => compute.subnetId))].sort();
  const found = new Set(endpoints.map((endpoint) => severityOf(endpoint, { sites, closed, isNeeded })));
  const targets = endpointsText('interface', endpoints);
  return problem({
    resource: acl,
    at: entryPath(entry),
    severity: severities.find((severity) => found.has(severity)) ?? 'info',
    affected: describedSubnets(network, clients, acl),
    code: 'SUBNET_ACL_RESTRICTION',
    message: `Network ACL ${named(acl)} denies ${whatOf(leg, closed, targets)}${reasonText(entry)}, so ${isWhole(sites, closed) ? 'requests' : 'some requests'} from compute in ${listed(clients)}${legs[leg].side === 'compute' ? '' : ` to ${targets}`} time out. ${remedy(leg, closed)}.`,
    evidence: endpoints.map((endpoint) => ({
      message: `${endpoint.id} has interfaces in ${listed(subnetsOf(sites, endpoint))}`,
      at: endpoint.at('/SubnetIds'),
    })),
  });
}

/**
 * Error where no compute of the VPC reaches any interface of the endpoint, to which the names of the service
 * lead it, or what needs it does not; warning where some does; info where the names do not lead there.
 */
function severityOf(endpoint: VpcEndpoint, { sites, closed, isNeeded }: Closure): Severity {
  const isOfSome = closed.some(
    (each) => each.endpoint.endpoint === endpoint && each.endpoint.meantFor === 'some',
  );
  if (isOfSome) return 'error';
  if (!isTrue(namesLeadToEndpoint(endpoint))) return 'info';
  if (isNeeded(endpoint)) return 'error';
  const isSeenWhole = sites.compute.missing.length === 0 && sites.endpoints.missing.length === 0;
  return isSeenWhole && isShutToAll(endpoint, sites, closed) ? 'error' : 'warning';
}

/** The compute for which no interface of an endpoint is left. */
function shutOff(
  { endpoints }: Sites,
  closed: Crossings,
  endpoint: VpcEndpoint,
): readonly NetworkInterface[] {
  const own = endpoints.items.filter((site) => site.endpoint === endpoint).length;
  const shut = closed.filter((each) => each.endpoint.endpoint === endpoint && each.closed === 'all');
  const counts = countBy(shut, ({ compute }) => compute.subnetId);
  const sites = new Set(shut.map(({ compute }) => compute));
  return [...sites].filter(({ subnetId }) => counts.get(subnetId) === own).flatMap(({ sources }) => sources);
}

/** What is denied: `TCP 443 out to interface endpoint vpce-1 (ssm)`. */
function whatOf(leg: Leg, closed: Crossings, targets: string): string {
  const ports = portsText(servicePorts(closed));
  const clients = counted(farSubnets(leg, closed).length, 'subnet');
  if (leg === 'request-out') return `${ports} out to ${targets}`;
  if (leg === 'request-in') return `${ports} in from compute in ${clients}`;
  return leg === 'reply-out'
    ? `the replies to every ephemeral port of compute in ${clients}`
    : `the replies of ${targets} to every ephemeral port`;
}

/** Whether no interface of an endpoint is left to the clients that do not get to one of it. */
function isWhole({ endpoints }: Sites, closed: Crossings): boolean {
  const key = ({ compute, endpoint }: Crossing) => `${compute.subnetId} ${endpoint.endpoint.id}`;
  const interfaces = countBy(endpoints.items, ({ endpoint }) => endpoint.id);
  const shut = countBy(
    closed.filter((each) => each.closed === 'all'),
    key,
  );
  return closed.every((each) => shut.get(key(each)) === interfaces.get(each.endpoint.endpoint.id));
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

function remedy(leg: Leg, closed: Crossings): string {
  const { side, direction, packets } = legs[leg];
  const far = AddressSet.unionAll(
    closed.map((each) => (side === 'compute' ? each.endpoint : each.compute).addresses),
  );
  const way = direction === 'egress' ? ['outbound', 'to'] : ['inbound', 'from'];
  const ports = packets === 'request' ? portsText(servicePorts(closed)) : 'TCP 1024-65535';
  const whom =
    side === 'compute' ? listed(far.toCidrs()) : `the addresses of ${listed(farSubnets(leg, closed))}`;
  return `Allow ${way[0]} ${ports} ${way[1]} ${whom}`;
}

/** The subnets on the other side from the ACL. */
function farSubnets(leg: Leg, closed: Crossings): readonly string[] {
  const far = closed.map((each) => (legs[leg].side === 'compute' ? each.endpoint : each.compute).subnetId);
  return [...new Set(far)].sort();
}

function servicePorts(closed: Crossings): PortSet {
  return PortSet.unionAll(closed.map(({ endpoint }) => endpoint.ports));
}

function portsText(ports: PortSet): string {
  return ports.equals(PortSet.all) ? 'every TCP port' : `TCP ${ports.toString()}`;
}

function subnetsOf({ endpoints }: Sites, endpoint: VpcEndpoint): readonly string[] {
  return endpoints.items.filter((site) => site.endpoint === endpoint).map(({ subnetId }) => subnetId);
}
