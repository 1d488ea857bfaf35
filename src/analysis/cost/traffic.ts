import { hoursPerMonth } from '../../data/prices.ts';
import type { MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { MeasuredSum, MetricSums } from '../../model/resources/metrics.ts';

/** How much goes where in a month, as a configuration says. */
export type DeclaredTraffic =
  | { readonly natGateway: string; readonly gbPerMonth: number }
  | { readonly endpoint: string; readonly gbPerMonth: number }
  /** To a service, out of one VPC. */
  | { readonly vpc: string; readonly service: string; readonly gbPerMonth: number }
  /** Capacity units that its load balancers use on average. */
  | { readonly endpointService: string; readonly lcu: number };

/** The volume of a month, and who says so. */
export interface Volume {
  readonly gb: number;
  /** `as the configuration says`, `as measured over 30 days`. */
  readonly source: string;
}

const declaredSource = 'as the configuration says';
const gigabyte = 2 ** 30;

/** What goes to a service from a VPC; null where nobody says. */
export function volumeToService(
  traffic: readonly DeclaredTraffic[],
  vpcId: string,
  service: string,
): Volume | null {
  const declared = traffic.find((each) => 'vpc' in each && each.vpc === vpcId && each.service === service);
  return declared && 'gbPerMonth' in declared ? { gb: declared.gbPerMonth, source: declaredSource } : null;
}

/** The capacity units that the load balancers of an endpoint service use; 0 where nobody says. */
export function unitsOfService(traffic: readonly DeclaredTraffic[], serviceId: string): number {
  const declared = traffic.find((each) => 'endpointService' in each && each.endpointService === serviceId);
  return declared && 'lcu' in declared ? declared.lcu : 0;
}

/**
 * What a NAT gateway processes, in both directions. Each direction is counted twice, as it comes in and as it goes
 * out, and one of the two will do; where only one direction was measured, the volume is not known.
 */
export function volumeOfNatGateway(
  network: Network,
  traffic: readonly DeclaredTraffic[],
  id: string,
): Volume | null {
  const declared = traffic.find((each) => 'natGateway' in each && each.natGateway === id);
  if (declared && 'gbPerMonth' in declared) return { gb: declared.gbPerMonth, source: declaredSource };
  const out = larger(measured(network, id, ['BytesOutToDestination', 'BytesInFromSource']));
  const back = larger(measured(network, id, ['BytesInFromDestination', 'BytesOutToSource']));
  return out === null || back === null ? null : together([out, back]);
}

/** What an interface endpoint processes. */
export function volumeOfEndpoint(
  network: Network,
  traffic: readonly DeclaredTraffic[],
  id: string,
): Volume | null {
  const declared = traffic.find((each) => 'endpoint' in each && each.endpoint === id);
  if (declared && 'gbPerMonth' in declared) return { gb: declared.gbPerMonth, source: declaredSource };
  const [first] = measured(network, id, ['BytesProcessed']);
  return first ? together([first]) : null;
}

/** What keeps the measurements of a resource from being read; empty where there are none, or all are told. */
export function untoldMeasurements(network: Network, id: string): readonly MissingFact[] {
  return measurementsOf(network, id).flatMap(({ total }) => (total.known ? [] : total.missing));
}

function measurementsOf(network: Network, id: string): readonly MetricSums[] {
  return network.index('metricSums', 'resource', ({ resourceId }) => resourceId).get(id) ?? [];
}

function measured(network: Network, id: string, metrics: readonly string[]): readonly MeasuredSum[] {
  return measurementsOf(network, id)
    .filter(({ metricName }) => metrics.includes(metricName))
    .flatMap(({ total }) => (total.known && total.value ? [total.value] : []));
}

function larger(sums: readonly MeasuredSum[]): MeasuredSum | null {
  return sums.toSorted((a, b) => b.sum / b.hours - a.sum / a.hours)[0] ?? null;
}

function together(sums: readonly MeasuredSum[]): Volume {
  const gb = sums.reduce((all, { sum, hours }) => all + (sum / hours) * hoursPerMonth, 0) / gigabyte;
  const days = Math.min(...sums.map(({ hours }) => hours)) / 24;
  const time = days >= 2 ? `${Math.round(days)} days` : `${Math.round(days * 24)} hours`;
  return { gb, source: `as measured over ${time}` };
}
