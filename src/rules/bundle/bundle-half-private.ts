import { waysToNeed } from '../../analysis/workloads/privacy-of-need.ts';
import {
  type Workload,
  workloadsDeclared,
  workloadsShownIn,
  workloadsThatMayRunIn,
} from '../../analysis/workloads/workloads-in-vpc.ts';
import { distinctMissing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Resource } from '../../model/resources/resource.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { counted, listed, named } from '../wording.ts';
import { workloadOptions } from './declared-workload.ts';
import { familiesOfWorkloads } from './families-of-workloads.ts';
import { halfPrivateExamples } from './half-private-examples.ts';

export default defineRule({
  id: 'bundle-half-private',
  topic: 'bundle',
  onRequest: true,
  severity: 'info',
  category: 'cost',
  summary: 'A workload reaches some of the services that it needs privately, and others over the internet.',
  why: 'Endpoints for a part of what a workload needs keep that part private, while the rest goes through NAT gateways or internet gateways: it is billed by the gigabyte there, no endpoint policy holds for it, and the VPC cannot do without its way to the internet.',
  fix: 'Create the endpoints that the message names, or take what is there off if the internet is meant. docs/workloads.md lists what workloads need.',
  semantics: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html',
  ],
  subject: ['vpcs', 'networkInterfaces', 'vpcEndpoints', 'instances'],
  needs: familiesOfWorkloads,
  options: workloadOptions,
  examples: halfPrivateExamples,
  *check({ network, options }) {
    const declared = workloadsDeclared(network, options.workloads);
    if (declared.missing.length > 0) yield { kind: 'undecided', resource: null, missing: declared.missing };
    for (const vpc of network.all('vpcs')) {
      const workloads = [...workloadsShownIn(network, vpc), ...(declared.byVpc.get(vpc) ?? [])];
      const missing: MissingFact[] = [];
      for (const workload of workloads) {
        // Of compute of which nobody knows what it runs, each may use another way.
        if (!workload.needing.everySource) continue;
        const split = splitOf(network, workload);
        missing.push(...split.missing);
        if (split.privately.length === 0 || split.publicly.size === 0) continue;
        const subnets = [...new Set([...split.publicly.values()].flat())];
        const where = subnets.length > 2 ? counted(subnets.length, 'subnet') : listed(subnets.map(named));
        yield problem({
          resource: vpc,
          key: workload.id,
          label: workload.title,
          affected: subnets,
          message: `${workload.title} in ${where} of ${vpc.id} reach ${listed(split.privately)} privately, and ${listed([...split.publicly.keys()].sort())} over the internet. Create endpoints for ${split.publicly.size === 1 ? 'that' : 'these'} too, or do without those that are there.`,
          evidence: workload.evidence
            ? [
                {
                  message: `${workload.title}: ${workload.evidence.shows}`,
                  at: workload.evidence.shownBy.at(),
                },
              ]
            : [],
        });
      }
      const possible = workloadsThatMayRunIn(network, vpc);
      const splits = possible.workloads.map((workload) => splitOf(network, workload));
      const mayBe = (split: Split) => split.privately.length > 0 && split.publicly.size > 0;
      if (splits.some((split) => mayBe(split) || split.missing.length > 0)) missing.push(...possible.missing);
      if (missing.length > 0) yield undecided(vpc, distinctMissing(missing));
    }
  },
});

interface Split {
  readonly privately: readonly string[];
  /** With the subnets from which. */
  readonly publicly: ReadonlyMap<string, readonly Resource[]>;
  readonly missing: readonly MissingFact[];
}

function splitOf(network: Network, { needing, needs }: Workload): Split {
  const privately = new Set<string>();
  const publicly = new Map<string, Resource[]>();
  const missing: MissingFact[] = [...needing.sources.missing];
  for (const { to, kind } of needs) {
    if (kind !== 'service') continue;
    for (const source of needing.sources.items) {
      const ways = waysToNeed(network, source, to);
      if (!ways.known) missing.push(...ways.missing);
      else if (ways.value.publicly) publicly.set(to, [...(publicly.get(to) ?? []), source.subnet]);
      else if (ways.value.privately) privately.add(to);
    }
  }
  // What only some subnets reach privately is told as what others reach over the internet.
  const throughout = [...privately].filter((to) => !publicly.has(to)).sort();
  return { privately: throughout, publicly, missing };
}
