import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { vpcOfEndpoint } from '../connectivity/available-endpoint.ts';
import { wayToNeed } from './way-to-need.ts';
import { inferredWorkloads } from './workload-evidence.ts';
import { needsShownBy, type WorkloadNeed, workloadsShownIn } from './workloads-in-vpc.ts';

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

/** Whether one of some interfaces needs the service of an endpoint in its VPC for certain. */
export function isNeededByOneOf(
  network: Network,
  endpoint: VpcEndpoint,
  senders: readonly NetworkInterface[],
): boolean {
  const vpc = vpcOfEndpoint(network, endpoint);
  const { service } = endpoint;
  if (!vpc.known || !service.known) return false;
  const needing = sendersNeeding(network, vpc.value, service.value.service);
  return needing.size > 0 && senders.some((sender) => needing.has(sender));
}

/** Whether something in a VPC needs a service for certain and has no way to it, neither privately nor by the internet. */
export function isCutOff(network: Network, vpc: Vpc, service: string): boolean {
  return workloadsShownIn(network, vpc).some(
    ({ needs, needing }) =>
      needing.everySource &&
      needs.some((need) => need.to === service && isCertainBesideEndpoint(need)) &&
      needing.sources.items.some((source) => wayToNeed(network, source, service).kind === 'closed'),
  );
}
