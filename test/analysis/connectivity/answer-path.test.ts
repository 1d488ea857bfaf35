import { describe, expect, it } from 'vitest';
import { answerPath } from '../../../src/analysis/connectivity/answer-path.ts';
import { parseTarget } from '../../../src/analysis/connectivity/parse-target.ts';
import type { PathAnswer } from '../../../src/analysis/connectivity/path-answer.ts';
import { https } from '../../../src/analysis/connectivity/security-group-admission.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import {
  defaultSecurityGroup,
  instanceInterface,
  permission,
  route,
  securityGroup,
  vpcAttributes,
  without,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';
import {
  aws,
  common,
  endpointsInterface,
  privateTable,
  source,
  withNat,
  withS3,
  withSsm,
} from './vectors/common-estate.ts';
import { gatewayEndpointVectors } from './vectors/gateway-endpoint-vectors.ts';
import { interfaceEndpointVectors } from './vectors/interface-endpoint-vectors.ts';
import { otherVpcVectors } from './vectors/other-vpc-vectors.ts';

function ask(facts: Facts, from: string, to: string): PathAnswer | null {
  const parsed = parseTarget(to);
  if (!parsed) throw new Error(`not a target: ${to}`);
  return answerPath(networkOfFacts(facts), { from, to: parsed.target, traffic: https });
}

function answer(facts: Facts, from: string, to: string): PathAnswer {
  const answered = ask(facts, from, to);
  if (!answered) throw new Error(`no source ${from}`);
  return answered;
}

/** Destinations, verdict and way of each branch. */
function ways({ branches }: PathAnswer): readonly string[] {
  return branches.map(
    ({ destinations, verdict, via }) => `${destinations.toCidrs().join() || 'nothing'} ${verdict} ${via}`,
  );
}

function blockers({ branches }: PathAnswer): readonly string[] {
  return branches.flatMap(({ hops }) =>
    hops.flatMap(({ decision, reason, component }) =>
      decision === 'block' ? [`${reason} ${component.id}`] : [],
    ),
  );
}

const ssmAddress = '10.0.9.4/32';
const closedGroup = securityGroup('sg-closed', { egress: [permission(443, '10.0.0.0/8')] });

/** Two instances in one subnet, of which the second may send to private addresses only. */
const twoKinds = withS3([], {
  networkInterfaces: [
    source,
    instanceInterface('eni-3', 'subnet-a1', '10.0.1.11', { Groups: [{ GroupId: 'sg-closed' }] }),
  ],
  securityGroups: [defaultSecurityGroup, securityGroup('sg-app', {}), closedGroup],
});

describe('an endpoint without interfaces', () => {
  const endpoint = (fields: object) => ({
    ...common(),
    vpcEndpoints: [
      {
        VpcEndpointId: 'vpce-0a1',
        VpcEndpointType: 'Interface',
        ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-0a1',
        VpcId: 'vpc-1',
        NetworkInterfaceIds: [],
        ...fields,
      },
    ],
  });

  it('blocks while it waits to be accepted', () => {
    const answered = answer(endpoint({ State: 'pendingAcceptance' }), 'subnet-a1', 'vpce-0a1');
    expect(answered.verdict).toBe('blocked');
    expect(blockers(answered)).toEqual(['endpoint-not-available vpce-0a1']);
  });

  it('is not known to be reached where it is available all the same', () => {
    expect(answer(endpoint({ State: 'available' }), 'subnet-a1', 'vpce-0a1').verdict).toBe('unknown');
  });
});

describe('the source of a question', () => {
  it('is an interface, an instance with its interface, or a subnet', () => {
    for (const from of ['eni-1', 'i-1', 'subnet-a1']) {
      expect(ways(answer(withSsm(), from, 'ssm'))).toEqual([`${ssmAddress} reachable interface-endpoint`]);
    }
  });

  it('is nothing that the input does not hold', () => {
    for (const from of ['eni-9', 'vpc-1', 'sg-app', 'rtb-priv', '']) {
      expect(ask(withSsm(), from, 'ssm')).toBeNull();
    }
  });

  it('may be a subnet whose instances fare differently', () => {
    const answered = answer(twoKinds, 'subnet-a1', 's3');
    expect(ways(answered)).toEqual(['198.51.100.0/24,203.0.113.0/25 partial gateway-endpoint']);
    expect(blockers(answered)).toEqual(['security-group-denied sg-closed']);
    expect(answered.private).toBe(true);
  });

  it('may be a subnet in which nothing runs yet: its security groups are left out', () => {
    const facts = withSsm({}, { networkInterfaces: [endpointsInterface] });
    const { verdict, assumptions } = answer(facts, 'subnet-a1', 'ssm');
    expect(verdict).toBe('reachable');
    expect(assumptions.filter((text) => text.includes('no compute is in subnet-a1'))).toHaveLength(1);
  });

  it('is an instance of which nothing but the id is known: then nobody can tell', () => {
    const facts = without(
      common({ instances: [{ InstanceId: 'i-7', VpcId: 'vpc-1' }] }),
      'networkInterfaces',
    );
    const answered = answer(facts, 'i-7', 'ssm');
    expect(ways(answered)).toEqual(['nothing unknown unknown']);
    expect(answered.verdict).toBe('unknown');
    expect(answered.branches[0]?.missing.map(({ family }) => family)).toEqual(['networkInterfaces']);
  });

  it('may have an interface about which too little is told to say that all of it gets through', () => {
    const { SubnetId: _, ...untold } = instanceInterface('eni-1b', 'subnet-a2', '10.0.2.11', {
      Attachment: { InstanceId: 'i-1' },
    });
    const facts = withSsm({}, { networkInterfaces: [source, untold, endpointsInterface] });
    const answered = answer(facts, 'i-1', 'ssm');
    expect(ways(answered)).toEqual([`${ssmAddress} unknown interface-endpoint`]);
    expect(answered.branches[0]?.missing.map(({ reason }) => reason)).toEqual(['no SubnetId on eni-1b']);
  });
});

describe('several senders', () => {
  it('share the reason why no name resolves', () => {
    const facts = {
      ...twoKinds,
      hostedZonesByVpc: [
        {
          VpcId: 'vpc-1',
          HostedZoneSummaries: [
            { HostedZoneId: 'Z1', Name: 'corp.', Owner: { OwningAccount: '111122223333' } },
          ],
        },
      ],
      resourceRecordSets: [{ HostedZoneId: 'Z1', ResourceRecordSets: [] }],
    };
    const answered = answer(facts, 'subnet-a1', 'db.corp');
    expect(ways(answered)).toEqual(['nothing blocked none']);
    expect(blockers(answered)).toEqual(['name-not-found Z1']);
  });

  it('may go to different addresses by one name: each answers for its own', () => {
    const dual = instanceInterface('eni-3', 'subnet-a1', '10.0.1.11', {
      Ipv6Addresses: [{ Ipv6Address: '2001:db8:0:1::11' }],
    });
    const facts = withS3([], { networkInterfaces: [source, dual] });
    expect(ways(answer(facts, 'subnet-a1', aws('s3.dualstack')))).toEqual([
      '198.51.100.0/24,203.0.113.0/25 reachable gateway-endpoint',
      '2000::/3 blocked none',
    ]);
  });
});

describe('addresses of both families', () => {
  const facts = withS3();

  it('are tried in the family of the source only, where a name has both', () => {
    const { verdict, assumptions } = answer(facts, 'eni-1', aws('s3.dualstack'));
    expect(verdict).toBe('reachable');
    expect(assumptions).toContain('eni-1 has no IPv6 address, so it tries the IPv4 addresses only');
  });

  it('are out of reach from a source that has none of the family, where the question names them', () => {
    const answered = answer(facts, 'eni-1', '2001:db8::1');
    expect(ways(answered)).toEqual(['2001:db8::1/128 blocked none']);
    expect(blockers(answered)).toEqual(['source-has-no-address eni-1']);
  });

  it('leave open what an interface reaches that shows no address at all', () => {
    const { PrivateIpAddress: _, ...bare } = instanceInterface('eni-1', 'subnet-a1', '', {
      PrivateIpAddresses: [],
    });
    const answered = answer(
      withSsm({}, { networkInterfaces: [bare, endpointsInterface] }),
      'eni-1',
      ssmAddress,
    );
    expect(ways(answered)).toEqual([`${ssmAddress} unknown unknown`]);
  });
});

describe('a name with some public addresses, nobody knows which', () => {
  const some = { ...route('16.0.0.0/8', 'tgw-1'), State: 'blackhole' };

  it('has one way where all routes agree', () => {
    const facts = withNat(common({ routeTables: [privateTable(route('0.0.0.0/0', 'nat-1'))] }));
    const answered = answer(facts, 'eni-1', 'sqs');
    expect(answered.branches.map(({ verdict, via }) => `${verdict} ${via}`)).toEqual([
      'reachable nat-gateway',
    ]);
  });

  it('is unknown where they do not', () => {
    const facts = withNat(common({ routeTables: [privateTable(route('0.0.0.0/0', 'nat-1'), some)] }));
    const answered = answer(facts, 'eni-1', 'sqs');
    expect(answered.branches.map(({ verdict, via }) => `${verdict} ${via}`)).toEqual(['unknown unknown']);
    expect(answered.branches[0]?.missing.map(({ family }) => family)).toEqual(['publicAddresses']);
    expect(blockers(answered)).toEqual([]);
  });

  it('is blocked where all of them are, by what stops all', () => {
    const facts = withNat(
      common({
        routeTables: [privateTable(route('0.0.0.0/0', 'nat-1'), some)],
        securityGroups: [defaultSecurityGroup, { ...closedGroup, GroupId: 'sg-app' }],
      }),
    );
    const answered = answer(facts, 'eni-1', 'sqs');
    expect(answered.branches.map(({ verdict, via }) => `${verdict} ${via}`)).toEqual(['blocked unknown']);
    expect(blockers(answered)).toEqual(['security-group-denied sg-app']);
  });

  it('is blocked by each of several things where each stops some', () => {
    const facts = common({ routeTables: [privateTable(some)] });
    expect(blockers(answer(facts, 'eni-1', 'sqs'))).toEqual([
      'route-none rtb-priv',
      'route-blackhole rtb-priv',
    ]);
  });
});

describe('every plane', () => {
  it('is judged, so that one answer names all blockers', () => {
    const facts = withSsm(
      { State: 'rejected' },
      {
        vpcAttributes: [vpcAttributes({ EnableDnsSupport: { Value: false } })],
        securityGroups: [
          defaultSecurityGroup,
          securityGroup('sg-app', { egress: [] }),
          securityGroup('sg-endpoint', {}),
        ],
      },
    );
    expect(blockers(answer(facts, 'eni-1', 'ssm'))).toEqual([
      'dns-support-disabled vpc-1',
      'security-group-empty sg-app',
      'security-group-empty sg-endpoint',
      'endpoint-not-available vpce-0ssm',
    ]);
  });
});

describe('the branches of any answer', () => {
  const vectors = [...gatewayEndpointVectors, ...interfaceEndpointVectors, ...otherVpcVectors];

  it.each(vectors.map((each) => [`${each.id} ${each.title}`, each] as const))(
    'partition the destinations: %s',
    (_, { facts, from = 'eni-1' }) => {
      for (const [to, all] of [
        ['0.0.0.0/0', AddressSet.allIpv4],
        ['::/0', AddressSet.allIpv6],
      ] as const) {
        const { branches } = answer(facts, from, to);
        const parts = branches.map(({ destinations }) => destinations);
        expect(AddressSet.unionAll(parts)).toEqual(all);
        expect(parts.reduce((sum, part) => sum + part.size(), 0n)).toBe(all.size());
        expect(branches.filter(({ verdict, hops }) => verdict === 'blocked' && !blocks(hops))).toEqual([]);
        expect(
          branches.filter(({ verdict, missing }) => verdict === 'unknown' && missing.length === 0),
        ).toEqual([]);
      }
    },
  );
});

function blocks(hops: PathAnswer['branches'][number]['hops']): boolean {
  return hops.some(({ decision }) => decision === 'block');
}

describe('a Gateway Load Balancer endpoint on the way', () => {
  const inspected = (State: string): Facts =>
    common({
      routeTables: [privateTable(route('0.0.0.0/0', 'vpce-0fw'))],
      vpcEndpoints: [
        {
          VpcEndpointId: 'vpce-0fw',
          VpcEndpointType: 'GatewayLoadBalancer',
          VpcId: 'vpc-1',
          OwnerId: '111122223333',
          ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-0fw',
          State,
          SubnetIds: ['subnet-ep1'],
          NetworkInterfaceIds: ['eni-fw'],
        },
      ],
    });

  it('I2: takes nothing unless it is available, and what happens behind it is unknown', () => {
    const way = (State: string) =>
      answer(inspected(State), 'eni-1', '8.8.8.8').branches.map(({ verdict, via, viaId }) =>
        [verdict, via, viaId].join(' '),
      );
    expect(way('available')).toEqual(['unknown gateway-load-balancer-endpoint vpce-0fw']);
    expect(way('rejected')).toEqual(['blocked gateway-load-balancer-endpoint vpce-0fw']);
    expect(blockers(answer(inspected('rejected'), 'eni-1', '8.8.8.8'))).toEqual([
      'endpoint-not-available vpce-0fw',
    ]);
  });
});
