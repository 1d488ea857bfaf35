import type { Doubt, Evidence, WorkloadRecord } from '../../data/workloads/workload-record.ts';
import { workloads } from '../../data/workloads/workloads.ts';
import { distinctMissing, type Fact, isTrue, type Listing, type MissingFact, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Instance } from '../../model/resources/instance.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { computeInVpc } from '../connectivity/compute.ts';
import { type InstanceWithRole, rolesOfInstances } from './instance-role.ts';
import { interfacesThatFit, witness } from './interfaces-that-fit.ts';
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
  /** What makes all of its needs uncertain that are not so by themselves; null where nothing does. */
  readonly unsure: Doubt | null;
}

/**
 * The workloads that run in a VPC for certain, by the words that AWS itself writes into descriptions and names, and by
 * endpoints that would serve nothing else.
 */
export function inferredWorkloads(network: Network, vpc: Vpc): readonly InferredWorkload[] {
  return network.memoOf(vpc, 'inferred workloads', () => {
    const found = new Map<string, InferredWorkload>();
    for (const [record, shown] of inOrderOfEvidence) {
      const inferred = shown
        .filter(({ unless = [] }) => !unless.some((id) => found.has(id) || mayHide(network, vpc, id)))
        .flatMap((evidence) => infer(network, vpc, record, evidence) ?? []);
      const [first] = inferred;
      if (first) found.set(record.id, { ...first, senders: together(inferred) });
    }
    // What roles show comes last: what others need in common is told of them, whether the input holds roles or not.
    const shownOtherwise = new Set(found.keys());
    for (const [record, shown] of byRoles) {
      const byRole = shown.flatMap((evidence) => infer(network, vpc, record, evidence) ?? []);
      const [first] = byRole;
      if (!first) continue;
      // What shows who sends tells more than endpoints do, which leave open who uses them.
      const before = found.get(record.id);
      const all = before?.everySender ? [before, ...byRole] : byRole;
      found.set(record.id, { ...(before?.everySender ? before : first), senders: together(all) });
    }
    const others = workloads.filter(({ id }) => !shownOtherwise.has(id));
    const inOrder = [...workloads.filter(({ id }) => shownOtherwise.has(id)), ...others];
    return inOrder.flatMap(({ id }) => found.get(id) ?? []);
  });
}

/** What instances would be whose roles are not told, if these had the policies that show it. */
export function workloadsLeftOpen(
  network: Network,
  vpc: Vpc,
): { readonly workloads: readonly InferredWorkload[]; readonly missing: readonly MissingFact[] } {
  return network.memoOf(vpc, 'workloads left open', () => {
    const { untold, missing } = rolesOfInstances(network, vpc);
    const items = primaryInterfaces(network, vpc, untold);
    const [first] = items;
    if (!first) return { workloads: [], missing: [] };
    const { missing: unseen } = network.inVpc('networkInterfaces', vpc);
    const workloadsOf = (record: WorkloadRecord): readonly InferredWorkload[] =>
      (record.evidence ?? []).filter(isByRole).map(({ shows, unsure = null }) => ({
        record,
        senders: { items, missing: unseen },
        everySender: true,
        shownBy: first,
        shows,
        unsure,
      }));
    return { workloads: workloads.flatMap(workloadsOf), missing: distinctMissing(missing) };
  });
}

/** Roles explain no endpoints: few inputs hold them, and what those show without them must not change. */
function isByRole({ senders }: Evidence): boolean {
  return senders.of === 'instance-with-policy';
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

/** What shows workloads beside roles. What interfaces show explains endpoints, so it is looked for first. */
const inOrderOfEvidence: readonly (readonly [WorkloadRecord, readonly Evidence[]])[] = [...workloads]
  .sort((a, b) => Number(isShownByEndpoints(a)) - Number(isShownByEndpoints(b)))
  .map((record) => [record, (record.evidence ?? []).filter((evidence) => !isByRole(evidence))]);

const byRoles: readonly (readonly [WorkloadRecord, readonly Evidence[]])[] = workloads
  .map((record) => [record, (record.evidence ?? []).filter(isByRole)] as const)
  .filter(([, evidence]) => evidence.length > 0);

function isShownByEndpoints({ evidence = [] }: WorkloadRecord): boolean {
  return evidence.some(({ endpoints }) => endpoints !== undefined);
}

function infer(
  network: Network,
  vpc: Vpc,
  record: WorkloadRecord,
  evidence: Evidence,
): InferredWorkload | null {
  const { senders, beside, endpoints, shows, unsure = null } = evidence;
  const [neighbour] = beside === undefined ? [] : interfacesThatFit(network, vpc, beside);
  if (beside !== undefined && neighbour === undefined) return null;
  const [endpoint] = (endpoints ?? []).flatMap((service) =>
    standingEndpointsFor(network, vpc, service).items.slice(0, 1),
  );
  if (endpoints !== undefined && endpoint === undefined) return null;
  const { items, missing } = sendersOf(network, vpc, senders);
  const [first] = items;
  if (first === undefined) return null;
  const shownBy = endpoint ?? shownByOf(network, vpc, evidence, { first, neighbour });
  return {
    record,
    senders: { items, missing },
    everySender: senders.of !== 'compute',
    shownBy,
    shows,
    unsure,
  };
}

/** What in the input shows it, where no endpoint does. */
function shownByOf(
  network: Network,
  vpc: Vpc,
  { senders, beside }: Evidence,
  { first, neighbour }: { first: NetworkInterface; neighbour: NetworkInterface | undefined },
): Resource {
  switch (senders.of) {
    case 'interface':
    case 'instance-with-interface':
      return witness(network, first, senders.pattern);
    case 'instance-with-policy':
      return (
        withPolicy(network, vpc, senders.policies).find(({ instance }) => instance.id === first.instanceId)
          ?.role ?? first
      );
    case 'compute':
      return beside && neighbour ? witness(network, neighbour, beside) : first;
  }
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
    case 'instance-with-policy': {
      const bearers = withPolicy(network, vpc, senders.policies).map(({ instance }) => instance);
      return { items: primaryInterfaces(network, vpc, bearers), missing };
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

function withPolicy(network: Network, vpc: Vpc, names: readonly string[]): readonly InstanceWithRole[] {
  const { byPolicy } = rolesOfInstances(network, vpc);
  return names.flatMap((name) => byPolicy.get(name) ?? []);
}

/** The interfaces of instances in the subnets that the instances themselves stand in: by these programs send. */
function primaryInterfaces(
  network: Network,
  vpc: Vpc,
  instances: readonly Instance[],
): readonly NetworkInterface[] {
  if (instances.length === 0) return [];
  const subnets = new Map(instances.map(({ id, raw }) => [id, raw.SubnetId]));
  return network
    .inVpc('networkInterfaces', vpc)
    .items.filter(
      ({ instanceId, subnetId }) =>
        instanceId !== null && subnetId.known && subnets.get(instanceId) === subnetId.value,
    );
}
