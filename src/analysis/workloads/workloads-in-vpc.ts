import type { Doubt, Need, NeverPrivate, WorkloadRecord } from '../../data/workloads/workload-record.ts';
import { workloads } from '../../data/workloads/workloads.ts';
import type { MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { sourcesAsked } from '../connectivity/answer-path.ts';
import { type SourceSelector, sendersOf } from '../connectivity/expectation.ts';
import { parseTarget } from '../connectivity/parse-target.ts';
import type { SourceInVpc } from '../connectivity/source.ts';
import { sourcesOfInterfaces } from '../connectivity/sources-of.ts';
import type { NeededTarget, Needing } from './unmet-needs.ts';
import { type InferredWorkload, inferredWorkloads, workloadsLeftOpen } from './workload-evidence.ts';

/** What somebody says that senders do. */
export interface DeclaredWorkload {
  readonly name: string;
  readonly from: SourceSelector;
  /** Kinds of workload by id. */
  readonly runs: readonly string[];
  /** Services and hosts beside those that the kinds need. */
  readonly uses: readonly string[];
}

/** Something in a VPC that needs services. */
export interface Workload {
  /** Unique in the VPC. */
  readonly id: string;
  readonly title: string;
  readonly needing: Needing;
  readonly needs: readonly WorkloadNeed[];
  readonly neverPrivate: readonly NeverPrivate[];
  /** What shows that it is there; null where somebody says so. */
  readonly evidence: { readonly shownBy: Resource; readonly shows: string } | null;
}

export interface WorkloadNeed extends NeededTarget {
  /** What for; null where somebody says so. */
  readonly why: string | null;
}

/** The workloads of a VPC that show. */
export function workloadsShownIn(network: Network, vpc: Vpc): readonly Workload[] {
  return network.memoOf(vpc, 'workloads shown', () =>
    inferredWorkloads(network, vpc).map((inferred) => workloadOf(network, vpc, inferred)),
  );
}

/** The workloads that may run in a VPC beside those that show, and the facts that would show them. */
export interface OpenWorkloads {
  readonly workloads: readonly Workload[];
  readonly missing: readonly MissingFact[];
}

export function workloadsThatMayRunIn(network: Network, vpc: Vpc): OpenWorkloads {
  const { workloads: inferred, missing } = workloadsLeftOpen(network, vpc);
  return { workloads: inferred.map((each) => workloadOf(network, vpc, each)), missing };
}

function workloadOf(
  network: Network,
  vpc: Vpc,
  { record, senders, everySender, shownBy, shows, unsure }: InferredWorkload,
): Workload {
  const sources = sourcesOfInterfaces(network, senders.items);
  const missing = [...senders.missing, ...sources.missing];
  return {
    id: record.id,
    title: record.title,
    needing: { vpc, sources: { items: sources.items, missing }, everySource: everySender },
    needs: needsShownBy({ record, unsure }),
    neverPrivate: [],
    evidence: { shownBy, shows },
  };
}

/** What a workload needs that something shows. */
export function needsShownBy({
  record,
  unsure,
}: Pick<InferredWorkload, 'record' | 'unsure'>): readonly WorkloadNeed[] {
  return record.required.map((need) => ({
    to: need.service,
    kind: 'service',
    why: need.why,
    ...doubtOf(need, unsure),
  }));
}

/** A need that is in doubt by itself is so whatever shows it. */
function doubtOf(
  { certainBeside, unless }: Need,
  unsure: Doubt | null,
): Pick<WorkloadNeed, 'certainBeside' | 'unless'> {
  if (certainBeside !== undefined || unless !== undefined) {
    return { certainBeside: certainBeside ?? [], unless: unless ?? null };
  }
  return { certainBeside: unsure?.certainBeside ?? [], unless: unsure?.unless ?? null };
}

export interface DeclaredInVpcs {
  readonly byVpc: ReadonlyMap<Vpc, readonly Workload[]>;
  /** What keeps senders of a declared workload from being seen. */
  readonly missing: readonly MissingFact[];
}

const byId: ReadonlyMap<string, WorkloadRecord> = new Map(workloads.map((record) => [record.id, record]));

/** The workloads that somebody declares, by the VPCs of their senders. */
export function workloadsDeclared(network: Network, declared: readonly DeclaredWorkload[]): DeclaredInVpcs {
  const byVpc = new Map<Vpc, Workload[]>();
  const missing: MissingFact[] = [];
  for (const each of declared) {
    const senders = sendersOf(network, each.from);
    missing.push(...senders.missing);
    if (senders.items.length + senders.missing.length === 0) missing.push(noSender(each));
    const sources = new Map<Vpc, SourceInVpc[]>();
    for (const { from } of senders.items) {
      const found = sourcesAsked(network, from);
      missing.push(...(found?.missing ?? []));
      for (const source of found?.items ?? []) {
        if (source.vpc === null) continue;
        const same = sources.get(source.vpc);
        if (same) same.push(source);
        else sources.set(source.vpc, [source]);
      }
    }
    for (const [vpc, items] of sources) {
      const workload = declaredIn(vpc, each, items);
      const others = byVpc.get(vpc);
      if (others) others.push(workload);
      else byVpc.set(vpc, [workload]);
    }
  }
  return { byVpc, missing };
}

function noSender({ name }: DeclaredWorkload): MissingFact {
  const reason = `no source of workload "${name}" is in the input`;
  return { family: 'subnets', account: null, region: null, reason };
}

function declaredIn(
  vpc: Vpc,
  { name, runs, uses }: DeclaredWorkload,
  items: readonly SourceInVpc[],
): Workload {
  const records = runs.flatMap((id) => byId.get(id) ?? []);
  const required = new Map(
    records.flatMap((record) => record.required).map(({ service, why }) => [service, why]),
  );
  const needs = [
    ...[...required].map(
      ([to, why]): WorkloadNeed => ({ to, kind: 'service', why, certainBeside: [], unless: null }),
    ),
    ...uses
      .filter((to) => !required.has(to))
      .map(
        (to): WorkloadNeed => ({
          to,
          kind: isService(to) ? 'service' : 'host',
          why: null,
          certainBeside: [],
          unless: null,
        }),
      ),
  ];
  return {
    id: `workload ${name}`,
    title: `Senders of workload "${name}"`,
    needing: { vpc, sources: { items, missing: [] }, everySource: true },
    needs,
    neverPrivate: records.flatMap(({ neverPrivate }) => neverPrivate),
    evidence: null,
  };
}
function isService(text: string): boolean {
  return parseTarget(text)?.target.kind === 'service';
}
