import { AddressSet } from '../../model/address-set.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { vpcOfEndpoint } from '../connectivity/available-endpoint.ts';
import { wayToNeed } from './way-to-need.ts';
import { inferredWorkloads } from './workload-evidence.ts';
import {
  type DeclaredInVpcs,
  type DeclaredWorkload,
  needsShownBy,
  type WorkloadNeed,
  workloadsDeclared,
  workloadsShownIn,
} from './workloads-in-vpc.ts';

/** The interfaces of a VPC that need a service for certain, by what shows which workloads run there. */
function sendersNeeding(network: Network, vpc: Vpc, service: string): ReadonlySet<NetworkInterface> {
  const byService = network.memoOf(vpc, 'senders by needed service', () => {
    const senders = new Map<string, Set<NetworkInterface>>();
    for (const workload of inferredWorkloads(network, vpc)) {
      if (!workload.everySender) continue;
      for (const need of needsShownBy(workload).filter(isCertainBesideEndpoint)) {
        const same = senders.get(need.to) ?? new Set<NetworkInterface>();
        senders.set(need.to, same);
        for (const sender of workload.senders.items) same.add(sender);
      }
    }
    return senders;
  });
  return byService.get(service) ?? none;
}

/** Whether a service is needed for certain that has an endpoint. */
function isCertainBesideEndpoint({ certainBeside, unless }: WorkloadNeed): boolean {
  return certainBeside.length > 0 || unless === null;
}

const none: ReadonlySet<NetworkInterface> = new Set<NetworkInterface>();

/**
 * Whether one of some interfaces needs the service of an endpoint in its VPC: for certain, by what shows which
 * workloads run there, or because somebody declares that it does.
 */
export function isNeededByOneOf(
  network: Network,
  endpoint: VpcEndpoint,
  senders: readonly NetworkInterface[],
  declared: readonly DeclaredWorkload[],
): boolean {
  const vpc = vpcOfEndpoint(network, endpoint);
  if (!vpc.known || !endpoint.service.known) return false;
  const { service } = endpoint.service.value;
  const needing = sendersNeeding(network, vpc.value, service);
  if (needing.size > 0 && senders.some((sender) => needing.has(sender))) return true;
  const addresses = addressesDeclared(network, vpc.value, service, declared);
  return (
    !addresses.isEmpty() &&
    senders.some((sender) => sender.addresses.known && sender.addresses.value.overlaps(addresses))
  );
}

/** The addresses in a VPC of senders of which somebody says that they need a service. */
function addressesDeclared(
  network: Network,
  vpc: Vpc,
  service: string,
  declared: readonly DeclaredWorkload[],
): AddressSet {
  const { byVpc } = declaredIn(network, declared);
  const needing = (byVpc.get(vpc) ?? []).filter(({ needs }) => needs.some(({ to }) => to === service));
  return AddressSet.unionAll(
    needing.flatMap((workload) => workload.needing.sources.items.map(({ addresses }) => addresses)),
  );
}

function declaredIn(network: Network, declared: readonly DeclaredWorkload[]): DeclaredInVpcs {
  return network.memoOf(declared, 'workloads declared', () => workloadsDeclared(network, declared));
}

/** Whether something in a VPC needs a service for certain and has no way to it, neither privately nor by the internet. */
export function isCutOff(
  network: Network,
  vpc: Vpc,
  service: string,
  declared: readonly DeclaredWorkload[],
): boolean {
  return [...workloadsShownIn(network, vpc), ...(declaredIn(network, declared).byVpc.get(vpc) ?? [])].some(
    ({ needs, needing }) =>
      needing.everySource &&
      needs.some((need) => need.to === service && isCertainBesideEndpoint(need)) &&
      needing.sources.items.some((source) => wayToNeed(network, source, service).kind === 'closed'),
  );
}
