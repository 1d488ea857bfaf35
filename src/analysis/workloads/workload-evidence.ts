import type { Evidence, InterfacePattern, WorkloadRecord } from '../../data/workloads/workload-record.ts';
import { workloads } from '../../data/workloads/workloads.ts';
import { type Fact, isTrue, type Listing, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Instance } from '../../model/resources/instance.ts';
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
      const inferred = (record.evidence ?? [])
        .filter(({ unless = [] }) => !unless.some((id) => found.has(id) || mayHide(network, vpc, id)))
        .flatMap((evidence) => infer(network, vpc, record, evidence) ?? []);
      const [first] = inferred;
      if (first) found.set(record.id, { ...first, senders: together(inferred) });
    }
    return workloads.flatMap(({ id }) => found.get(id) ?? []);
  });
}

/** The senders that several things show, each once. */
function together(inferred: readonly InferredWorkload[]): Listing<NetworkInterface> {
  return {
    items: [...new Set(inferred.flatMap(({ senders }) => senders.items))],
    missing: inferred.flatMap(({ senders }) => senders.missing),
  };
}

/** Whether a tag that is not in the input might show a workload. */
function mayHide(network: Network, vpc: Vpc, id: string): boolean {
  const { evidence = [] } = workloads.find((record) => record.id === id) ?? {};
  const isByTag = evidence.some(
    ({ senders }) => senders.of === 'interface' && senders.pattern.instanceTag !== undefined,
  );
  if (!isByTag || network.missing('instances', vpc).length === 0) return false;
  return network.inVpc('networkInterfaces', vpc).items.some(({ instanceId }) => instanceId !== null);
}

/** What interfaces show explains endpoints, so it is looked for first. */
const inOrderOfEvidence: readonly WorkloadRecord[] = [...workloads].sort(
  (a, b) => Number(isShownByEndpoints(a)) - Number(isShownByEndpoints(b)),
);

function isShownByEndpoints({ evidence = [] }: WorkloadRecord): boolean {
  return evidence.some(({ endpoints }) => endpoints !== undefined);
}

function infer(
  network: Network,
  vpc: Vpc,
  record: WorkloadRecord,
  evidence: Evidence,
): InferredWorkload | null {
  const { senders, beside, endpoints, shows } = evidence;
  const [neighbour] = beside === undefined ? [] : interfacesThatFit(network, vpc, beside);
  if (beside !== undefined && neighbour === undefined) return null;
  const [endpoint] = (endpoints ?? []).flatMap((service) =>
    standingEndpointsFor(network, vpc, service).items.slice(0, 1),
  );
  if (endpoints !== undefined && endpoint === undefined) return null;
  const { items, missing } = sendersOf(network, vpc, senders);
  const [first] = items;
  if (first === undefined) return null;
  const shownBy =
    endpoint ??
    (senders.of !== 'compute'
      ? witness(network, first, senders.pattern)
      : beside && neighbour
        ? witness(network, neighbour, beside)
        : first);
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

/** What shows that a pattern is true of an interface: the instance, where it is a tag of it. */
function witness(network: Network, each: NetworkInterface, { instanceTag }: InterfacePattern): Resource {
  return (instanceTag === undefined ? null : instanceOf(network, each)) ?? each;
}

function instanceOf(network: Network, each: NetworkInterface): Instance | null {
  if (each.instanceId === null) return null;
  const instance = network.find('instances', each.instanceId, each);
  return instance.known ? instance.value : null;
}

const patterns: readonly InterfacePattern[] = [
  ...new Set(
    workloads
      .flatMap(({ evidence = [] }) => evidence)
      .flatMap(({ beside, senders }) => [
        ...(beside ? [beside] : []),
        ...('pattern' in senders ? [senders.pattern] : []),
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
      const instance = instanceOf(network, each);
      for (const candidate of patterns) {
        if (!fits(each, instance, candidate)) continue;
        const same = found.get(candidate);
        if (same) same.push(each);
        else found.set(candidate, [each]);
      }
    }
    return found;
  });
  return byPattern.get(pattern) ?? [];
}

/** Whether what AWS says of an attached interface, and of its instance, is what it says of those of a workload. */
function fits(
  each: NetworkInterface,
  instance: Instance | null,
  { description, groupName, attachedTo, instanceTag, namesOwner }: InterfacePattern,
): boolean {
  const { Description: text, Groups: groups, OwnerId: owner } = each.raw;
  if (description !== undefined && !description.test(text ?? '')) return false;
  if (groupName !== undefined && !groups?.some(({ GroupName: name }) => groupName.test(name ?? ''))) {
    return false;
  }
  if (attachedTo !== undefined && (attachedTo === 'own-instance') !== (each.instanceId !== null))
    return false;
  if (instanceTag !== undefined && !instance?.raw.Tags?.some(({ Key }) => Key === instanceTag)) return false;
  return namesOwner === undefined || (owner !== null && parseArn(text ?? '')?.account === owner);
}
