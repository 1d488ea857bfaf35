import { type NeededTarget, type NeedStatus, statusOfNeed } from '../../analysis/workloads/unmet-needs.ts';
import type { Workload, WorkloadNeed } from '../../analysis/workloads/workloads-in-vpc.ts';
import { distinctMissing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';

/** A need that workloads of a VPC have and that nothing meets. */
export interface Unmet {
  readonly need: WorkloadNeed;
  readonly status: Extract<NeedStatus, { kind: 'unmet' }>;
}

/** What a workload lacks. What several lack is told once, with the others beside the first. */
export interface Lack {
  readonly workload: Workload;
  readonly unmet: readonly [Unmet, ...Unmet[]];
  readonly others: readonly Workload[];
}

export interface LacksOfVpc {
  readonly lacks: readonly Lack[];
  readonly missing: readonly MissingFact[];
}

/** What the workloads of a VPC need and do not get, each missing service once. */
export function lacksOf(network: Network, workloads: readonly Workload[]): LacksOfVpc {
  const missing: MissingFact[] = [];
  const claimed = new Map<string, Workload>();
  const lacking = new Map<Workload, { unmet: Unmet[]; others: Set<Workload> }>();
  for (const workload of workloads) {
    for (const need of targetsOf(workload)) {
      const status = statusOfNeed(network, workload.needing, need);
      if (status.kind === 'unknown') missing.push(...status.missing);
      if (status.kind !== 'unmet') continue;
      const first = claimed.get(need.to) ?? workload;
      claimed.set(need.to, first);
      const lack = lacking.get(first) ?? { unmet: [], others: new Set() };
      lacking.set(first, lack);
      if (first === workload) lack.unmet.push({ need, status });
      else {
        lack.others.add(workload);
        lack.unmet = lack.unmet.map((each) => (each.need.to === need.to ? joined(each, status) : each));
      }
    }
  }
  const lacks = [...lacking].flatMap(([workload, { unmet, others }]): readonly Lack[] => {
    const [first, ...rest] = unmet;
    return first ? [{ workload, unmet: [first, ...rest], others: [...others] }] : [];
  });
  return { lacks, missing: distinctMissing(missing) };
}

function targetsOf({ needs, neverPrivate }: Workload): readonly WorkloadNeed[] {
  const hosts = neverPrivate.flatMap(({ host, what }): readonly (NeededTarget & { why: string })[] =>
    host === null ? [] : [{ to: host, kind: 'host', why: what, certainBeside: [], unless: null }],
  );
  return [...needs, ...hosts];
}

function joined({ need, status: one }: Unmet, other: Unmet['status']): Unmet {
  const sources = [...new Set([...one.sources, ...other.sources])];
  return { need, status: { ...one, sources, isCertain: one.isCertain || other.isCertain } };
}
