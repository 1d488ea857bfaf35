import * as z from 'zod';
import { type PublicExit, passBlockPublicAccess } from '../../analysis/connectivity/block-public-access.ts';
import { computeBySubnet } from '../../analysis/connectivity/compute.ts';
import { effectiveRouteTable } from '../../analysis/connectivity/effective-route-table.ts';
import { begin } from '../../analysis/connectivity/flight.ts';
import { waysOut } from '../../analysis/connectivity/way-out.ts';
import type { MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { BlockPublicAccessOptions } from '../../model/resources/block-public-access.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { publicIpv4 } from '../../model/special-ranges.ts';
import { account, estate, region, route, routeTable, without } from '../example-estate.ts';
import { defineRule, type Outcome, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';

const blocked = (InternetGatewayBlockMode: string, changes: Parameters<typeof estate>[0] = {}) =>
  estate({
    vpcBlockPublicAccessOptions: [{ AwsAccountId: account, AwsRegion: region, InternetGatewayBlockMode }],
    routeTables: [routeTable('rtb-main', [], [route('0.0.0.0/0', 'igw-1')])],
    ...changes,
  });
const exclusion = (resource: string, State = 'create-complete'): RawItem => ({
  ExclusionId: 'vpcbpa-exclude-1',
  ResourceArn: `arn:aws:ec2:${region}:${account}:vpc/${resource}`,
  InternetGatewayExclusionMode: 'allow-bidirectional',
  State,
});

export default defineRule({
  id: 'route-fallback-bpa-blocked',
  topic: 'routing',
  severity: 'warning',
  category: 'connectivity',
  summary: 'Compute is routed to the internet, and VPC Block Public Access lets nothing out.',
  why: 'While VPC Block Public Access is on, internet gateways carry nothing for VPCs that no exclusion exempts, and so NAT gateways behind them do not either, whatever the routes say. Services without an endpoint in the VPC are out of reach, and the routes and NAT gateways are there for nothing.',
  fix: 'Make endpoints for the services that are needed and delete the routes, or exclude the VPC (`aws ec2 create-vpc-block-public-access-exclusion`).',
  semantics: ['R24', '1.5'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html'],
  subject: ['vpcBlockPublicAccessOptions', 'vpcs'],
  needs: [
    'vpcBlockPublicAccessOptions',
    'vpcBlockPublicAccessExclusions',
    'vpcs',
    'subnets',
    'routeTables',
    'networkInterfaces',
    'natGateways',
    'vpcEndpoints',
    'prefixLists',
    'managedPrefixListEntries',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The mode is bidirectional, and the main table leads to an internet gateway',
      facts: blocked('block-bidirectional'),
      findings: [{ resource: 'vpc-1', affected: ['subnet-a', 'subnet-b'], message: 'block-bidirectional' }],
    },
    {
      title: 'Compute is routed through a NAT gateway',
      facts: blocked('block-bidirectional', {
        routeTables: [routeTable('rtb-main', [], [route('0.0.0.0/0', 'nat-1')])],
        natGateways: [{ NatGatewayId: 'nat-1', VpcId: 'vpc-1', SubnetId: 'subnet-a', State: 'available' }],
      }),
      findings: [{ resource: 'vpc-1' }],
    },
    {
      title: 'Only what comes in is blocked, and a NAT gateway lets connections out',
      facts: blocked('block-ingress', {
        routeTables: [routeTable('rtb-main', [], [route('0.0.0.0/0', 'nat-1')])],
        natGateways: [{ NatGatewayId: 'nat-1', VpcId: 'vpc-1', SubnetId: 'subnet-a', State: 'available' }],
      }),
    },
    {
      title: 'Appliances take what goes to one network, and the internet gateway the rest',
      facts: blocked('block-bidirectional', {
        routeTables: [
          routeTable(
            'rtb-main',
            [],
            [route('pl-s3', 'vpce-gw'), route('8.0.0.0/8', 'vpce-gwlb'), route('0.0.0.0/0', 'igw-1')],
          ),
        ],
      }),
      findings: [{ resource: 'vpc-1' }],
    },
    { title: 'The mode is off', facts: blocked('off') },
    {
      title: 'The VPC is excluded',
      facts: blocked('block-bidirectional', { vpcBlockPublicAccessExclusions: [exclusion('vpc-1')] }),
    },
    {
      title: 'No route leads to the internet',
      facts: blocked('block-bidirectional', { routeTables: [routeTable('rtb-main', [])] }),
    },
    {
      title: 'Nothing runs in the VPC',
      facts: blocked('block-bidirectional', { networkInterfaces: [] }),
    },
    {
      title: 'The exclusions were not collected',
      facts: without(blocked('block-bidirectional'), 'vpcBlockPublicAccessExclusions'),
      undecided: [{ resource: 'vpc-1', missing: ['vpcBlockPublicAccessExclusions'] }],
    },
  ],
  *check({ network }) {
    for (const options of network.all('vpcBlockPublicAccessOptions')) {
      const { mode } = options;
      if (mode.known && mode.value === 'off') continue;
      const vpcs = network
        .all('vpcs')
        .filter((vpc) => vpc.account === options.account && vpc.region === options.region);
      for (const vpc of vpcs) yield* judge(network, options, vpc);
    }
  },
});

function* judge(network: Network, options: BlockPublicAccessOptions, vpc: Vpc): Iterable<Outcome> {
  const { bySubnet, missing: unseen } = computeBySubnet(network, vpc);
  const stopped: Subnet[] = [];
  const missing: MissingFact[] = [...unseen];
  for (const id of bySubnet.keys()) {
    const subnet = network.answerFor('subnets', id, vpc);
    if (!subnet.known) {
      missing.push(...subnet.missing);
      continue;
    }
    const fate = fateOf(network, vpc, subnet.value);
    if (fate.isStopped) stopped.push(subnet.value);
    missing.push(...fate.missing);
  }
  if (stopped.length === 0) {
    if (missing.length > 0) yield undecided(vpc, missing);
    return;
  }
  yield problem({
    resource: vpc,
    at: '',
    affected: stopped,
    code: 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    message: `Route tables of ${named(vpc)} lead compute in ${listed(stopped.map(({ id }) => id).sort())} to the internet, but VPC Block Public Access of ${options.id} is ${options.raw.InternetGatewayBlockMode ?? 'on'} and exempts neither the VPC nor the subnets, so nothing gets out. Make endpoints for what is needed, or exclude the VPC.`,
    evidence: [{ message: 'mode of the account', at: options.at('/InternetGatewayBlockMode') }],
  });
}

interface Fate {
  readonly isStopped: boolean;
  readonly missing: readonly MissingFact[];
}

/** Whether compute in a subnet that is routed to the internet is stopped there. */
function fateOf(network: Network, vpc: Vpc, subnet: Subnet): Fate {
  const table = effectiveRouteTable(network, subnet);
  if (!table.known) return { isStopped: false, missing: table.missing };
  const fates = waysOut(network, table.value, publicIpv4).map(({ way, destinations }): Fate => {
    if (way.kind === 'unknown') return { isStopped: false, missing: way.missing };
    const exit =
      way.kind === 'nat-gateway'
        ? exitThroughNat(network, vpc, subnet, way.natGatewayId)
        : way.kind === 'internet-gateway'
          ? { vpc, subnets: [subnet], opensOutwardOnly: way.gatewayId.startsWith('eigw-') }
          : null;
    if (exit === null) return { isStopped: false, missing: [] };
    if (!('vpc' in exit)) return { isStopped: false, missing: exit.missing };
    const { hops, missing } = passBlockPublicAccess(network, begin(destinations), exit);
    return { isStopped: hops.some(({ decision }) => decision === 'block'), missing };
  });
  return {
    isStopped: fates.some(({ isStopped }) => isStopped),
    missing: fates.flatMap(({ missing }) => missing),
  };
}

function exitThroughNat(
  network: Network,
  vpc: Vpc,
  subnet: Subnet,
  natGatewayId: string,
): PublicExit | { readonly missing: readonly MissingFact[] } {
  const nat = network.answerFor('natGateways', natGatewayId, vpc);
  if (!nat.known) return { missing: nat.missing };
  const { SubnetId: id } = nat.value.raw;
  const home = id ? network.answerFor('subnets', id, nat.value) : null;
  if (home && !home.known) return { missing: home.missing };
  return { vpc, subnets: [subnet, home?.value ?? null], opensOutwardOnly: true };
}
