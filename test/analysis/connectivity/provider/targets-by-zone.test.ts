/** In which zones the targets of an endpoint service stand, and what keeps its load balancer from them. */
import { describe, expect, it } from 'vitest';
import {
  isClosedToBalancer,
  isKeptFromTarget,
} from '../../../../src/analysis/connectivity/provider/balancer-groups.ts';
import {
  listenersOf,
  targetsOf,
  zonesWithoutTargets,
} from '../../../../src/analysis/connectivity/provider/provided-service.ts';
import { soleZoneOfTargets } from '../../../../src/analysis/connectivity/provider/sole-zone.ts';
import { type Fact, flatMap } from '../../../../src/model/fact.ts';
import type { RawItem } from '../../../../src/model/snapshot.ts';
import {
  account,
  estate,
  instanceInterface,
  permission,
  region,
  securityGroup,
  without,
} from '../../../../src/rules/example-estate.ts';
import type { Facts } from '../../../../src/rules/rule.ts';
import { networkOfFacts } from '../network-of-facts.ts';

const arn = (kind: string): string => `arn:aws:elasticloadbalancing:${region}:${account}:${kind}`;
const balancerArn = arn('loadbalancer/net/pay/1');
const zone = (letter: string) => `${region}${letter}`;
const groupArn = (name: string) => arn(`targetgroup/${name}/1`);

const balancer = (fields: RawItem = {}): RawItem => ({
  LoadBalancerArn: balancerArn,
  LoadBalancerName: 'pay',
  Type: 'network',
  VpcId: 'vpc-1',
  State: { Code: 'active' },
  AvailabilityZones: ['a', 'b'].map((each) => ({ ZoneName: zone(each), SubnetId: `subnet-${each}` })),
  SecurityGroups: ['sg-nlb'],
  ...fields,
});
const crosses = (arnField: string, of: string, Value: string): RawItem => ({
  [arnField]: of,
  Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value }],
});
const target = (Id: string, fields: RawItem = {}): RawItem => ({
  Target: { Id, Port: 8443, ...fields },
  TargetHealth: { State: 'healthy' },
});

/** A service in two zones whose listener forwards to groups with these targets. */
function facts(groups: Readonly<Record<string, readonly RawItem[]>>, changes: Facts = {}): Facts {
  return estate({
    vpcEndpointServiceConfigurations: [
      {
        ServiceId: 'vpce-svc-1',
        ServiceState: 'Available',
        AvailabilityZones: [zone('a'), zone('b')],
        NetworkLoadBalancerArns: [balancerArn],
      },
    ],
    loadBalancers: [balancer()],
    loadBalancerAttributes: [crosses('LoadBalancerArn', balancerArn, 'false')],
    listeners: [
      {
        ListenerArn: arn('listener/net/pay/1/443'),
        LoadBalancerArn: balancerArn,
        Port: 443,
        Protocol: 'TCP',
        DefaultActions: [
          {
            Type: 'forward',
            ForwardConfig: {
              TargetGroups: Object.keys(groups).map((name) => ({ TargetGroupArn: groupArn(name) })),
            },
          },
        ],
      },
    ],
    targetHealth: Object.entries(groups).map(([name, TargetHealthDescriptions]) => ({
      TargetGroupArn: groupArn(name),
      TargetHealthDescriptions,
    })),
    targetGroupAttributes: Object.keys(groups).map((name) =>
      crosses('TargetGroupArn', groupArn(name), 'use_load_balancer_configuration'),
    ),
    securityGroups: [securityGroup('sg-app', {}), securityGroup('sg-nlb', {})],
    networkInterfaces: [
      instanceInterface('eni-a', 'subnet-a', '10.0.1.10'),
      instanceInterface('eni-b', 'subnet-b', '10.0.2.10'),
    ],
    ...changes,
  });
}

function told<T>(of: Facts, question: (...args: Parameters<typeof zonesWithoutTargets>) => Fact<T>) {
  const network = networkOfFacts(of);
  const [service] = network.all('vpcEndpointServiceConfigurations');
  const its = network.all('loadBalancers').find(({ id }) => id === balancerArn);
  if (!service || !its) throw new Error('no service');
  const answer = flatMap(listenersOf(network, its), ([listener]) => {
    if (!listener) throw new Error('no listener');
    return question(network, service, its, listener);
  });
  return answer.known ? answer.value : answer.missing.map(({ family, reason }) => `${family}: ${reason}`);
}

const own = target('i-a');
const other = target('i-b');
const crossing = (values: Readonly<Record<string, string>>, ofBalancer = 'false'): Facts => ({
  loadBalancerAttributes: [crosses('LoadBalancerArn', balancerArn, ofBalancer)],
  targetGroupAttributes: Object.entries(values).map(([name, value]) =>
    crosses('TargetGroupArn', groupArn(name), value),
  ),
});
const asBalancer = 'use_load_balancer_configuration';

describe('zones in which a listener finds no target', () => {
  it.each<readonly [string, Facts, readonly string[]]>([
    ['those without one', facts({ one: [own] }), [zone('b')]],
    ['none where each has one', facts({ one: [own, other] }), []],
    ['none where each has one of some group', facts({ one: [own], two: [other] }), []],
    ['none where there is no target at all', facts({ one: [] }), []],
    [
      'those with targets that are leaving',
      facts({ one: [own, { ...other, TargetHealth: { State: 'draining' } }] }),
      [zone('b')],
    ],
    [
      'none where a target takes connections of all',
      facts({ one: [target('192.168.0.9', { AvailabilityZone: 'all' })] }),
      [],
    ],
    [
      'as targets tell it',
      facts({ one: [target('192.168.0.9', { AvailabilityZone: zone('b') })] }),
      [zone('a')],
    ],
    ['none where zones are crossed', facts({ one: [own] }, crossing({ one: asBalancer }, 'true')), []],
    ['none where the group crosses them', facts({ one: [own] }, crossing({ one: 'true' })), []],
    [
      'those of a group that does not',
      facts({ one: [own] }, crossing({ one: 'false' }, 'true')),
      [zone('b')],
    ],
    [
      'none where one of two groups does',
      facts({ one: [own], two: [own] }, crossing({ one: 'false', two: 'true' })),
      [],
    ],
    [
      'none where the load balancer stands in one of them',
      facts({ one: [own] }, { loadBalancers: [balancer({ AvailabilityZones: [{ ZoneName: zone('a') }] })] }),
      [],
    ],
  ])('are %s', (_, of, expected) => {
    expect(told(of, zonesWithoutTargets)).toEqual(expected);
  });

  it('are as another load balancer stands that is the target', () => {
    const behind = arn('loadbalancer/app/web/1');
    const inZones = (...zones: readonly string[]) => ({
      loadBalancers: [
        balancer(),
        balancer({
          LoadBalancerArn: behind,
          Type: 'application',
          AvailabilityZones: zones.map((each) => ({ ZoneName: zone(each) })),
        }),
      ],
    });
    expect(told(facts({ one: [target(behind)] }, inZones('a')), zonesWithoutTargets)).toEqual([zone('b')]);
    expect(told(facts({ one: [target(behind)] }, inZones('a', 'b')), zonesWithoutTargets)).toEqual([]);
  });

  it('are open where targets, their places or the settings are not told', () => {
    const one = facts({ one: [own] });
    expect(told(without(one, 'targetHealth'), zonesWithoutTargets)).toEqual(['targetHealth: not collected']);
    expect(told(without(one, 'networkInterfaces'), zonesWithoutTargets)).toEqual([
      'networkInterfaces: the network interface of target i-a',
    ]);
    for (const family of ['loadBalancerAttributes', 'targetGroupAttributes'] as const) {
      expect(told(without(one, family), zonesWithoutTargets)).toEqual([`${family}: not collected`]);
    }
  });
});

describe('the one zone of all targets', () => {
  const crossed = (groups: Readonly<Record<string, readonly RawItem[]>>) =>
    facts(groups, crossing(Object.fromEntries(Object.keys(groups).map((name) => [name, 'true']))));
  const second = target('10.0.1.10');

  it.each<readonly [string, Facts, string | null]>([
    ['of two targets', crossed({ one: [own, second] }), zone('a')],
    ['of two groups', crossed({ one: [own], two: [second] }), zone('a')],
    ['is none of one target', crossed({ one: [own] }), null],
    ['is none of targets in two', crossed({ one: [own, other] }), null],
    ['is none where zones are not crossed', facts({ one: [own, second] }), null],
    [
      'is none where one of two groups does not cross them',
      facts({ one: [own], two: [second] }, crossing({ one: 'true', two: 'false' })),
      null,
    ],
    [
      'is none where a target is in all',
      crossed({ one: [own, target('192.168.0.9', { AvailabilityZone: 'all' })] }),
      null,
    ],
  ])('%s', (_, of, expected) => {
    expect(told(of, soleZoneOfTargets)).toBe(expected);
  });
});

describe('groups between a load balancer and a target', () => {
  const between = (
    ingress: RawItem[],
    egress: RawItem[] | undefined,
    fields: RawItem = {},
    its: RawItem = {},
  ) =>
    facts(
      { one: [own] },
      {
        loadBalancers: [balancer(its)],
        securityGroups: [
          securityGroup('sg-app', { ingress }),
          securityGroup('sg-nlb', egress ? { egress } : {}),
        ],
        networkInterfaces: [instanceInterface('eni-a', 'subnet-a', '10.0.1.10', fields)],
      },
    );
  const asked = (of: Facts, question: typeof isClosedToBalancer) =>
    told(of, (network, _, its, listener) =>
      flatMap(targetsOf(network, its, listener), ([first]) => {
        if (!first) throw new Error('no target');
        return question(network, its, listener, first);
      }),
    );

  it.each<readonly [string, RawItem[], RawItem, RawItem, boolean]>([
    ['admit nobody', [], {}, {}, true],
    ['admit its subnets', [permission(8443, '10.0.0.0/16')], {}, {}, false],
    ['admit one of its subnets', [permission(8443, '10.0.2.0/24')], {}, {}, false],
    ['admit others', [permission(8443, '10.0.9.0/24')], {}, {}, true],
    ['admit its group', [permission(8443, 'sg-nlb')], {}, {}, false],
    [
      'admit its group, which it does not have',
      [permission(8443, 'sg-nlb')],
      {},
      { SecurityGroups: [] },
      true,
    ],
    ['admit another port', [permission(443, '10.0.0.0/16')], {}, {}, true],
    ['are none', [], { Groups: [] }, {}, false],
  ])('close the target where they %s', (_, ingress, fields, its, expected) => {
    expect(asked(between(ingress, undefined, fields, its), isClosedToBalancer)).toBe(expected);
  });

  it.each<readonly [string, RawItem[], RawItem, boolean]>([
    ['permit nothing', [], {}, true],
    ['permit the target', [permission(8443, '10.0.1.0/24')], {}, false],
    ['permit others', [permission(8443, '10.0.2.0/24')], {}, true],
    ['permit its group', [permission(8443, 'sg-app')], {}, false],
    ['permit another port', [permission(443, '10.0.1.0/24')], {}, true],
    ['are none', [], { SecurityGroups: [] }, false],
  ])('keep the load balancer from the target where they %s', (_, egress, its, expected) => {
    expect(asked(between([], egress, {}, its), isKeptFromTarget)).toBe(expected);
  });
});
