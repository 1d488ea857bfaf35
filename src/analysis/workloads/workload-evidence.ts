import type { Evidence, InterfacePattern, WorkloadRecord } from '../../data/workloads/workload-record.ts';
import { workloads } from '../../data/workloads/workloads.ts';
import { type Fact, isTrue, type Listing, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { parseArn } from '../../model/scope.ts';
import { computeInVpc } from '../connectivity/compute.ts';
import { standingEndpointsFor } from './standing-endpoint.ts';

/** A kind of workload that a VPC runs. */
export interface InferredWorkload {
  readonly record: WorkloadRecord;
  /** The interfaces by which it sends. */
  readonly senders: Listing<NetworkInterface>;
  /** Whether all of them send for it, or nobody knows which. */
  readonly everySender: boolean;
  /** What shows it: an interface, or an endpoint that would serve nothing else. */
  readonly shownBy: Resource;
  readonly shows: string;
}

/**
 * The workloads that run in a VPC for certain, by the words that AWS itself writes into descriptions and names, and by
 * endpoints that would serve nothing else.
 */
export function inferredWorkloads(network: Network, vpc: Vpc): readonly InferredWorkload[] {
  return network.memoOf(vpc, 'inferred workloads', () => {
    const found = new Map<string, InferredWorkload>();
    for (const record of inOrderOfEvidence) {
      if (record.evidence?.unless?.some((id) => found.has(id))) continue;
      const inferred = record.evidence && infer(network, vpc, record, record.evidence);
      if (inferred) found.set(record.id, inferred);
    }
    return workloads.flatMap(({ id }) => found.get(id) ?? []);
  });
}

/** What interfaces show explains endpoints, so it is looked for first. */
const inOrderOfEvidence: readonly WorkloadRecord[] = [...workloads].sort(
  (a, b) => Number(a.evidence?.endpoints !== undefined) - Number(b.evidence?.endpoints !== undefined),
);

function infer(
  network: Network,
  vpc: Vpc,
  record: WorkloadRecord,
  evidence: Evidence,
): InferredWorkload | null {
  const { senders, beside, endpoints, shows } = evidence;
  if (beside !== undefined && !hasInterfaceWith(network, vpc, beside)) return null;
  const [endpoint] = (endpoints ?? []).flatMap((service) =>
    standingEndpointsFor(network, vpc, service).items.slice(0, 1),
  );
  if (endpoints !== undefined && endpoint === undefined) return null;
  const { items, missing } = sendersOf(network, vpc, senders);
  const shownBy = endpoint ?? items[0];
  if (items.length === 0 || shownBy === undefined) return null;
  return { record, senders: { items, missing }, everySender: senders.of !== 'compute', shownBy, shows };
}

function sendersOf(network: Network, vpc: Vpc, senders: Evidence['senders']): Listing<NetworkInterface> {
  const { items, missing } = network.inVpc('networkInterfaces', vpc);
  switch (senders.of) {
    case 'interface':
      return { items: interfacesThatFit(network, vpc, senders.pattern), missing };
    case 'instance-with-interface': {
      const fitting = new Set(interfacesThatFit(network, vpc, senders.pattern));
      if (fitting.size === 0) return { items: [], missing };
      const bearers = new Set([...fitting].map(({ instanceId }) => instanceId));
      const own = items.filter(
        (each) => each.instanceId !== null && bearers.has(each.instanceId) && !fitting.has(each),
      );
      return { items: own, missing };
    }
    case 'compute': {
      const compute = computeInVpc(network, vpc);
      const roles: readonly string[] = senders.roles;
      const isMeant = (each: NetworkInterface): Fact<boolean> =>
        map(each.role, (role) => roles.includes(role));
      return { items: compute.items.filter((each) => isTrue(isMeant(each))), missing: compute.missing };
    }
  }
}

function hasInterfaceWith(network: Network, vpc: Vpc, pattern: InterfacePattern): boolean {
  return interfacesThatFit(network, vpc, pattern).length > 0;
}

const patterns: readonly InterfacePattern[] = [
  ...new Set(
    workloads.flatMap(({ evidence }) => [
      ...(evidence?.beside ? [evidence.beside] : []),
      ...(evidence && 'pattern' in evidence.senders ? [evidence.senders.pattern] : []),
    ]),
  ),
];

/** The interfaces of a VPC that fit a pattern. All patterns are put to an interface while one looks at it. */
function interfacesThatFit(
  network: Network,
  vpc: Vpc,
  pattern: InterfacePattern,
): readonly NetworkInterface[] {
  const byPattern = network.memoOf(vpc, 'interfaces by patterns of workloads', () => {
    const found = new Map<InterfacePattern, NetworkInterface[]>();
    for (const each of network.inVpc('networkInterfaces', vpc).items) {
      if (!each.raw.Attachment) continue;
      for (const candidate of patterns) {
        if (!fits(each, candidate)) continue;
        const same = found.get(candidate);
        if (same) same.push(each);
        else found.set(candidate, [each]);
      }
    }
    return found;
  });
  return byPattern.get(pattern) ?? [];
}

/** Whether what AWS says of an attached interface is what it says of those of a workload. */
function fits(
  each: NetworkInterface,
  { description, groupName, attachedTo, namesOwner }: InterfacePattern,
): boolean {
  const { Description: text, Groups: groups, OwnerId: owner } = each.raw;
  if (description !== undefined && !description.test(text ?? '')) return false;
  if (groupName !== undefined && !groups?.some(({ GroupName: name }) => groupName.test(name ?? ''))) {
    return false;
  }
  if (attachedTo !== undefined && (attachedTo === 'own-instance') !== (each.instanceId !== null))
    return false;
  return namesOwner === undefined || (owner !== null && parseArn(text ?? '')?.account === owner);
}
