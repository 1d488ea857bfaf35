import { describe, expect, it } from 'vitest';
import { answerPath } from '../../../src/analysis/connectivity/answer-path.ts';
import { parseTarget } from '../../../src/analysis/connectivity/parse-target.ts';
import { https } from '../../../src/analysis/connectivity/security-group-admission.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { account, region, route, without } from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';
import { common, openToBoth, privateTable, source, subnets, withNat } from './vectors/common-estate.ts';

type Way = 'NAT gateway' | 'internet gateway' | 'egress-only internet gateway';

const ipv6 = '2001:db8:0:1::10';
const [first, ...others] = subnets;
const dualStack = {
  ...first,
  Ipv6CidrBlockAssociationSet: [
    { Ipv6CidrBlock: '2001:db8:0:1::/64', Ipv6CidrBlockState: { State: 'associated' } },
  ],
};

const estates: Readonly<Record<Way, Facts>> = {
  'NAT gateway': withNat(common({ routeTables: [privateTable(route('0.0.0.0/0', 'nat-1'))] })),
  'internet gateway': common({
    routeTables: [privateTable(route('0.0.0.0/0', 'igw-1'))],
    networkInterfaces: [{ ...source, Association: { PublicIp: '198.51.100.9' } }],
  }),
  'egress-only internet gateway': common({
    subnets: [dualStack, ...others],
    routeTables: [
      privateTable({
        DestinationIpv6CidrBlock: '::/0',
        EgressOnlyInternetGatewayId: 'eigw-1',
        State: 'active',
      }),
    ],
    networkInterfaces: [{ ...source, Ipv6Addresses: [{ Ipv6Address: ipv6 }] }],
    ...openToBoth,
  }),
};

function mode(InternetGatewayBlockMode: string, State = 'update-complete'): Facts {
  return {
    vpcBlockPublicAccessOptions: [
      { AwsAccountId: account, AwsRegion: region, State, InternetGatewayBlockMode },
    ],
  };
}

function exclusion(resource: string, allowed = 'allow-bidirectional', State = 'create-complete'): RawItem {
  const kind = resource.startsWith('vpc-') ? 'vpc' : 'subnet';
  return {
    ExclusionId: `vpcbpa-exclude-${resource}`,
    InternetGatewayExclusionMode: allowed,
    ResourceArn: `arn:aws:ec2:${region}:${account}:${kind}/${resource}`,
    State,
  };
}

function excluding(...items: readonly RawItem[]): Facts {
  return { vpcBlockPublicAccessExclusions: items };
}

function answer(way: Way, ...changes: readonly Facts[]) {
  const to = parseTarget(way === 'egress-only internet gateway' ? '2600:9000::1' : '8.8.8.8');
  const facts: Facts = Object.fromEntries([estates[way], ...changes].flatMap((each) => Object.entries(each)));
  const answered = to && answerPath(networkOfFacts(facts), { from: 'eni-1', to: to.target, traffic: https });
  if (!answered) throw new Error('no answer');
  return answered;
}

describe('VPC Block Public Access', () => {
  it.each<[Way, string, 'reachable' | 'blocked']>([
    ['NAT gateway', 'off', 'reachable'],
    ['NAT gateway', 'block-ingress', 'reachable'],
    ['NAT gateway', 'block-bidirectional', 'blocked'],
    ['internet gateway', 'off', 'reachable'],
    ['internet gateway', 'block-ingress', 'blocked'],
    ['internet gateway', 'block-bidirectional', 'blocked'],
    ['egress-only internet gateway', 'block-ingress', 'reachable'],
    ['egress-only internet gateway', 'block-bidirectional', 'blocked'],
  ])('R24: %s while it is %s: %s', (way, current, verdict) => {
    const { branches } = answer(way, mode(current));
    expect(branches.map((branch) => branch.verdict)).toEqual([verdict]);
    const blockers = branches.flatMap(({ hops }) => hops.filter(({ decision }) => decision === 'block'));
    expect(blockers.map(({ reason }) => reason)).toEqual(
      verdict === 'blocked' ? ['block-public-access'] : [],
    );
  });

  const on = mode('block-bidirectional');

  it.each<[Way, string, Facts, 'reachable' | 'blocked' | 'unknown']>([
    ['internet gateway', 'the VPC', excluding(exclusion('vpc-1')), 'reachable'],
    ['internet gateway', 'the subnet', excluding(exclusion('subnet-a1')), 'reachable'],
    ['internet gateway', 'another subnet', excluding(exclusion('subnet-a2')), 'blocked'],
    ['internet gateway', 'the VPC, outward', excluding(exclusion('vpc-1', 'allow-egress')), 'unknown'],
    ['NAT gateway', 'the VPC, outward', excluding(exclusion('vpc-1', 'allow-egress')), 'reachable'],
    ['NAT gateway', 'the subnet of the NAT gateway only', excluding(exclusion('subnet-public')), 'unknown'],
    [
      'NAT gateway',
      'both subnets',
      excluding(exclusion('subnet-public'), exclusion('subnet-a1')),
      'reachable',
    ],
    [
      'internet gateway',
      'an exclusion under way',
      excluding(exclusion('vpc-1', undefined, 'create-in-progress')),
      'unknown',
    ],
    [
      'internet gateway',
      'an exclusion that failed',
      excluding(exclusion('vpc-1', undefined, 'create-failed')),
      'blocked',
    ],
  ])('R24: %s, excluding %s', (way, _, exclusions, verdict) => {
    expect(answer(way, on, exclusions).verdict).toBe(verdict);
  });

  it('does not exempt outward while only what comes in is blocked', () => {
    const outward = excluding(exclusion('vpc-1', 'allow-egress'));
    expect(answer('internet gateway', mode('block-ingress'), outward).verdict).toBe('blocked');
  });

  it('is unknown while it changes, and where exclusions were not collected', () => {
    expect(answer('NAT gateway', mode('block-bidirectional', 'update-in-progress')).verdict).toBe('unknown');
    const facts = without({ ...estates['NAT gateway'], ...on }, 'vpcBlockPublicAccessExclusions');
    const to = parseTarget('8.8.8.8');
    const answered =
      to && answerPath(networkOfFacts(facts), { from: 'eni-1', to: to.target, traffic: https });
    expect(
      answered?.branches.map(({ verdict, missing }) => [verdict, missing.map(({ family }) => family)]),
    ).toEqual([['unknown', ['vpcBlockPublicAccessExclusions']]]);
  });

  it('is taken to be off where it was not collected, as the answer says', () => {
    const facts = without(estates['NAT gateway'], 'vpcBlockPublicAccessOptions');
    const to = parseTarget('8.8.8.8');
    const answered =
      to && answerPath(networkOfFacts(facts), { from: 'eni-1', to: to.target, traffic: https });
    expect(answered?.verdict).toBe('reachable');
    expect(answered?.assumptions).toContain(
      `VPC Block Public Access of ${account} was not collected and is taken to be off`,
    );
  });

  it('is not taken to be off where a subnet shows that it is on', () => {
    const shows = { BlockPublicAccessStates: { InternetGatewayBlockMode: 'block-bidirectional' } };
    const facts = without(
      { ...estates['internet gateway'], subnets: [{ ...first, ...shows }, ...others] },
      'vpcBlockPublicAccessOptions',
    );
    const to = parseTarget('8.8.8.8');
    const answered =
      to && answerPath(networkOfFacts(facts), { from: 'eni-1', to: to.target, traffic: https });
    expect(answered?.verdict).toBe('unknown');
  });
});
