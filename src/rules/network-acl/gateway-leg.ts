import {
  firstDenial,
  passageThroughAcl,
  passesAllTcp,
} from '../../analysis/connectivity/network-acl-passage.ts';
import type { Direction } from '../../analysis/connectivity/security-group-admission.ts';
import { type ServiceBehindAcl, servicesBehindAcl } from '../../analysis/connectivity/services-behind-acl.ts';
import { computeBehindTable } from '../../analysis/connectivity/sources-behind-table.ts';
import type { AddressSet } from '../../model/address-set.ts';
import type { Fact, MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PortSet } from '../../model/port-set.ts';
import type { NetworkAcl, NetworkAclEntry } from '../../model/resources/network-acl.ts';
import { type Severity, severities } from '../../report/report.ts';
import { type Outcome, type Problem, undecided } from '../rule.ts';
import { listed } from '../wording.ts';

/** Addresses of a service behind a gateway endpoint that an ACL closes in one direction. */
export interface ClosedService extends ServiceBehindAcl {
  readonly closed: AddressSet;
  readonly entry: NetworkAclEntry | null;
}

export interface GatewayLeg {
  readonly direction: Direction;
  /** What of the service's addresses is closed to its sources; unknown where their kind would tell. */
  readonly closedTo: (acl: NetworkAcl, service: ServiceBehindAcl) => Fact<ClosedService>;
  readonly report: (acl: NetworkAcl, closed: readonly [ClosedService, ...ClosedService[]]) => Problem;
}

/** One outcome for each ACL that closes services behind gateway endpoints in one direction. */
export function* judgeGatewayLeg(network: Network, leg: GatewayLeg): Iterable<Outcome> {
  for (const acl of network.all('networkAcls')) {
    if (passesAllTcp(network, acl, leg.direction)) continue;
    const behind = servicesBehindAcl(network, acl);
    const missing: MissingFact[] = [...behind.missing];
    const faults: ClosedService[] = [];
    for (const service of behind.items) {
      const fault = leg.closedTo(acl, service);
      if (!fault.known) missing.push(...fault.missing);
      else if (!fault.value.closed.isEmpty()) faults.push(fault.value);
    }
    const [first, ...others] = faults;
    if (first) yield leg.report(acl, [first, ...others]);
    else if (missing.length > 0) yield undecided(acl, missing);
  }
}

/** What an ACL closes for all of some ports. */
export function closedService(
  acl: NetworkAcl,
  service: ServiceBehindAcl,
  direction: Direction,
  ports: PortSet,
): Fact<ClosedService> {
  const passage = passageThroughAcl(acl, direction, service.addresses, ports);
  if (!passage.known) return passage;
  const { closed } = passage.value;
  return { known: true, value: { ...service, closed, entry: firstDenial(passage.value, closed) } };
}

/**
 * Error where no compute behind one of the route tables gets through, warning where some of it or some of the
 * addresses are cut off, info where no compute is known to be.
 */
export function severityOf(network: Network, faults: readonly ClosedService[]): Severity {
  const found = new Set(faults.map((fault) => severityOfOne(network, fault)));
  return severities.find((severity) => found.has(severity)) ?? 'info';
}

function severityOfOne(network: Network, { closed, addresses, subnets, tables, compute }: ClosedService) {
  if (compute.items.length === 0) return 'info';
  if (!closed.equals(addresses)) return 'warning';
  const behindAcl = new Set(subnets.map(({ id }) => id));
  const isCutOff = tables.some((table) => {
    const { items, missing } = computeBehindTable(network, table);
    return (
      items.length > 0 &&
      missing.length === 0 &&
      items.every(({ subnetId }) => subnetId.known && behindAcl.has(subnetId.value))
    );
  });
  return isCutOff ? 'error' : 'warning';
}

/** `all 384 addresses of s3`, `256 of the 384 addresses of s3 (198.51.100.0/24)`. */
export function closedText(faults: readonly ClosedService[]): string {
  return listed(
    faults.map(({ closed, addresses, endpoint }) => {
      const service = endpoint.service.known ? endpoint.service.value.service : 'the service';
      return closed.equals(addresses)
        ? `all ${closed.size()} addresses of ${service}`
        : `${closed.size()} of the ${addresses.size()} addresses of ${service} (${listed(closed.toCidrs())})`;
    }),
  );
}

/** What suffers: `requests from compute in subnet-a`, `some requests from …` where a part of the addresses is closed. */
export function requestsText(faults: readonly ClosedService[]): string {
  const ids = [...new Set(faults.flatMap(({ subnets }) => subnets.map(({ id }) => id)))].sort();
  const isWhole = faults.every(({ closed, addresses }) => closed.equals(addresses));
  const hasCompute = faults.some(({ compute }) => compute.items.length > 0);
  return `${isWhole ? 'requests' : 'some requests'} from ${hasCompute ? 'compute in ' : ''}${listed(ids)}`;
}
