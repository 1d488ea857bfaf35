import type { Hop, PathBranch } from '../../analysis/connectivity/path-answer.ts';
import {
  workloadsDeclared,
  workloadsShownIn,
  workloadsThatMayRunIn,
} from '../../analysis/workloads/workloads-in-vpc.ts';
import { partitionDomains } from '../../data/partitions.ts';
import { isWithinDomain } from '../../model/dns-name.ts';
import { distinctMissing } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { hasGatewayEndpoints } from '../../model/service-name.ts';
import { defineRule, type Problem, problem, undecided } from '../rule.ts';
import { counted, listed, named } from '../wording.ts';
import { bundleExamples } from './bundle-examples.ts';
import { workloadOptions } from './declared-workload.ts';
import { familiesOfWorkloads } from './families-of-workloads.ts';
import { type Lack, lacksOf, type Unmet } from './unmet-needs-of-vpc.ts';

export default defineRule({
  id: 'bundle-incomplete',
  topic: 'bundle',
  severity: 'error',
  category: 'connectivity',
  summary: 'A workload needs services that it has no way to: endpoints of its bundle are missing.',
  why: 'Services that run in a VPC ask for several others, and without one of them nothing works: nodes do not join, tasks do not start, agents fall silent. What is missing shows as a timeout in a log that nobody can fetch. The rule knows what workloads need, sees which run by the words that AWS itself writes into descriptions of interfaces and tags of instances, by policies of AWS on the roles of instances, and by endpoints that would serve nothing else, and takes those that the configuration declares. Any way counts: an endpoint of the VPC or of a hub, a NAT gateway. An endpoint that is there and does not work is for other rules. The severity is warning where the need is not certain, because images may come from a registry in the VPC, say.',
  fix: 'Create the endpoints that the message names, in the VPC or in the hub that serves it. docs/workloads.md lists what workloads need.',
  semantics: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html',
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html',
  ],
  subject: ['vpcs', 'networkInterfaces', 'vpcEndpoints', 'instances'],
  needs: familiesOfWorkloads,
  options: workloadOptions,
  examples: bundleExamples,
  *check({ network, options }) {
    const declared = workloadsDeclared(network, options.workloads);
    if (declared.missing.length > 0) yield { kind: 'undecided', resource: null, missing: declared.missing };
    for (const vpc of network.all('vpcs')) {
      const workloads = [...workloadsShownIn(network, vpc), ...(declared.byVpc.get(vpc) ?? [])];
      const { lacks, missing } = lacksOf(network, workloads);
      for (const lack of lacks) yield findingOf(network, vpc, lack);
      const possible = workloadsThatMayRunIn(network, vpc);
      const others = lacksOf(network, possible.workloads);
      const mayLack = others.lacks.length + others.missing.length > 0;
      const open = distinctMissing([...missing, ...others.missing, ...(mayLack ? possible.missing : [])]);
      if (open.length > 0) yield undecided(vpc, open);
    }
  },
});

function findingOf(network: Network, vpc: Vpc, { workload, unmet, others }: Lack): Problem {
  const subnets = new Map<string, Resource>();
  for (const { status } of unmet) for (const { subnet } of status.sources) subnets.set(subnet.id, subnet);
  const [{ status: first }] = unmet;
  const [deciding, ...further] = blockersOf(first.branch);
  const isCertain = unmet.some(({ status }) => status.isCertain);
  const { evidence } = workload;
  return problem({
    resource: vpc,
    key: workload.id,
    label: workload.title,
    severity: isCertain ? 'error' : 'warning',
    at: deciding?.at ?? vpc.at(),
    affected: [...subnets.values()],
    message: messageOf(network, vpc, { workload, unmet, others }, [...subnets.values()]),
    evidence: [
      ...(evidence ? [{ message: `${workload.title}: ${evidence.shows}`, at: evidence.shownBy.at() }] : []),
      ...further.map(({ message, at }) => ({ message, at })),
    ],
    trace: first.branch.hops,
  });
}

/** What stops the packets, the route first: it is what has no way to the internet. */
function blockersOf({ hops }: PathBranch): readonly Hop[] {
  const blockers = hops.filter(({ decision }) => decision === 'block');
  return [...blockers].sort((a, b) => Number(b.plane === 'route') - Number(a.plane === 'route'));
}

function messageOf(
  network: Network,
  vpc: Vpc,
  { workload, unmet, others }: Lack,
  subnets: readonly Resource[],
): string {
  const who = [workload, ...others].map(({ title }) => title);
  const where = subnets.length > 2 ? counted(subnets.length, 'subnet') : listed(subnets.map(named));
  const certain = unmet.filter(({ status }) => status.isCertain);
  const possible = unmet.filter(({ status }) => !status.isCertain);
  const [blocker] = blockersOf(unmet[0].status.branch);
  const lacking = [
    ...(certain.length > 0 ? [`do not reach ${needsText(certain)}`] : []),
    ...[...new Set(possible.map(({ need }) => need.unless))].map(
      (unless) =>
        `do not reach ${needsText(possible.filter(({ need }) => need.unless === unless))}${unless === null ? '' : `, unless ${unless}`}`,
    ),
  ]
    .map((text, index) => (index === 0 ? text : text.replace('do not reach', 'nor')))
    .join(', ');
  const services = unmet.filter(({ need }) => need.kind === 'service').map(({ need }) => need.to);
  const hosts = unmet.filter(({ need }) => need.kind === 'host');
  return [
    `${listed(who)} in ${where} of ${vpc.id} ${lacking}: no endpoint leads there${blocker ? `, and ${blocker.message}` : ''}.`,
    ...(services.length > 0 ? [remedy(network, vpc, services)] : []),
    ...hosts.map(({ need }) => hostRemedy(vpc, workload, need.to)),
  ].join(' ');
}

function needsText(unmet: readonly Unmet[]): string {
  return listed(unmet.map(({ need }) => (need.why === null ? need.to : `${need.to} (${need.why})`)));
}

function remedy(network: Network, vpc: Vpc, services: readonly string[]): string {
  const offered = services.filter((service) => mayBeOffered(network, vpc, service));
  const refused = services.filter((service) => !offered.includes(service));
  const gateways = offered.filter(hasGatewayEndpoints);
  const interfaces = offered.filter((service) => !hasGatewayEndpoints(service));
  const create = [
    ...(interfaces.length > 0
      ? [
          `${interfaces.length === 1 ? 'an interface endpoint' : 'interface endpoints'} for ${listed(interfaces)}`,
        ]
      : []),
    ...(gateways.length > 0 ? [`a gateway endpoint for ${listed(gateways)}`] : []),
  ];
  return [
    ...(create.length > 0 ? [`Create ${create.join(' and ')}.`] : []),
    ...(refused.length > 0
      ? [
          `AWS offers no endpoint for ${listed(refused)} in ${vpc.region ?? 'the region'}: only a way to the internet helps.`,
        ]
      : []),
  ].join(' ');
}

/** Every region has more services with endpoints; a shorter list is an excerpt. */
const fewestServices = 50;

/** Whether the services with endpoints in the region, where all of them were collected, lack this one. */
function mayBeOffered(network: Network, vpc: Vpc, service: string): boolean {
  const { items, missing } = network.inScope('vpcEndpointServices', vpc.scope);
  if (items.length < fewestServices || missing.length > 0) return true;
  return items.some(({ serviceName }) => serviceName.endsWith(`.${service}`));
}

/** The names of multi-region access points, which have an endpoint of their own. */
const multiRegion = 'accesspoint.s3-global.amazonaws.com';

function hostRemedy(vpc: Vpc, { neverPrivate }: Lack['workload'], host: string): string {
  const known = neverPrivate.find((each) => each.host === host);
  if (known) return `No endpoint can lead to ${host}: ${known.instead}`;
  if (isWithinDomain(host, multiRegion)) {
    return 'Create an interface endpoint for com.amazonaws.s3-global.accesspoint.';
  }
  const { dnsSuffix, dualStackSuffix } = partitionDomains(vpc.scope.partition);
  const isOfAws = [dnsSuffix, dualStackSuffix].some((domain) => isWithinDomain(host, domain));
  return isOfAws
    ? `Create an endpoint for the service that ${host} belongs to, if AWS offers one.`
    : `Only an endpoint for a service of whoever runs ${host}, or a way to the internet, helps.`;
}
