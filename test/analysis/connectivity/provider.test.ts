import { describe, expect, it } from 'vitest';
import { answerPath } from '../../../src/analysis/connectivity/answer-path.ts';
import { parseTarget } from '../../../src/analysis/connectivity/parse-target.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import {
  account,
  defaultSecurityGroup,
  interfaceEndpoint,
  permission,
  region,
  securityGroup,
  subnet,
  without,
} from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { networkOfFacts } from './network-of-facts.ts';
import { common, endpointsInterface, source, subnets } from './vectors/common-estate.ts';

const serviceId = 'vpce-svc-0abc';
const endpointId = 'vpce-0pay';
const endpoint = interfaceEndpoint('pay', ['subnet-ep1'], {
  VpcEndpointId: endpointId,
  ServiceName: `com.amazonaws.vpce.${region}.${serviceId}`,
  PrivateDnsEnabled: false,
});
const arn = (kind: string): string => `arn:aws:elasticloadbalancing:${region}:${account}:${kind}`;
const balancerArn = arn('loadbalancer/net/pay/50dc6c495c0c9188');
const groupArn = arn('targetgroup/pay-hosts/73e2d6bc24d8a067');

const balancer: RawItem = {
  LoadBalancerArn: balancerArn,
  LoadBalancerName: 'pay',
  Type: 'network',
  VpcId: 'vpc-provider',
  State: { Code: 'active' },
  AvailabilityZones: [{ ZoneName: `${region}a`, SubnetId: 'subnet-nlb' }],
  SecurityGroups: ['sg-nlb'],
  EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on',
};
const listener: RawItem = {
  ListenerArn: arn('listener/net/pay/50dc6c495c0c9188/f2f7dc8efc522ab2'),
  LoadBalancerArn: balancerArn,
  Port: 443,
  Protocol: 'TCP',
  DefaultActions: [{ Type: 'forward', TargetGroupArn: groupArn }],
};
const target = (id: string, State = 'healthy'): RawItem => ({
  Target: { Id: id, Port: 8443 },
  TargetHealth: { State },
});
const targets = (...descriptions: readonly RawItem[]): Facts => ({
  targetHealth: [{ TargetGroupArn: groupArn, TargetHealthDescriptions: descriptions }],
});
const crossZone = (value: 'true' | 'false'): Facts => ({
  loadBalancerAttributes: [
    {
      LoadBalancerArn: balancerArn,
      Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: value }],
    },
  ],
});
const provided: RawItem = {
  ServiceId: serviceId,
  ServiceName: `com.amazonaws.vpce.${region}.${serviceId}`,
  ServiceState: 'Available',
  NetworkLoadBalancerArns: [balancerArn],
};
const hostAt = (id: string, zone: string): Facts => ({
  subnets: [...subnets, subnet(`subnet-${id}`, '10.9.0.0/24', zone, { VpcId: 'vpc-provider' })],
  networkInterfaces: [
    source,
    endpointsInterface,
    {
      NetworkInterfaceId: `eni-${id}`,
      VpcId: 'vpc-provider',
      SubnetId: `subnet-${id}`,
      OwnerId: account,
      InterfaceType: 'interface',
      Groups: [{ GroupId: 'sg-host' }],
      PrivateIpAddress: '10.9.0.9',
      Attachment: { InstanceId: id },
    },
  ],
});

const groupOfBalancer = (...ingress: readonly RawItem[]): Facts => ({
  securityGroups: [
    defaultSecurityGroup,
    securityGroup('sg-app', {}),
    securityGroup('sg-endpoint', {
      ingress: [permission(443, '10.0.0.0/16'), permission(9443, '10.0.0.0/16')],
    }),
    { ...securityGroup('sg-nlb', { ingress: [...ingress] }), VpcId: 'vpc-provider' },
  ],
});

function facts(...changes: readonly Facts[]): Facts {
  const base: Facts = {
    ...common({ vpcEndpoints: [endpoint], ...hostAt('i-host', 'a') }),
    ...groupOfBalancer(permission(443, '10.0.0.0/16')),
    vpcEndpointServiceConfigurations: [provided],
    loadBalancers: [balancer],
    listeners: [listener],
    ...crossZone('false'),
    ...targets(target('i-host')),
  };
  return Object.fromEntries([base, ...changes].flatMap((each) => Object.entries(each)));
}

function ask(given: Facts, traffic = { protocol: 6, port: 443 }) {
  const to = parseTarget(endpointId);
  const answer = to && answerPath(networkOfFacts(given), { from: 'eni-1', to: to.target, traffic });
  if (!answer) throw new Error('no answer');
  return answer;
}

/** The verdict and what does not pass. */
function told(given: Facts, traffic?: { protocol: number; port: number }): string {
  const { verdict, branches } = ask(given, traffic);
  const hops = branches.flatMap((branch) => branch.hops.filter(({ decision }) => decision !== 'pass'));
  return [verdict, ...hops.map(({ reason }) => reason)].join(' ');
}

describe('a listener with several target groups', () => {
  it('takes for granted that targets answer where those of one group were not collected', () => {
    const forward = [groupArn, arn('targetgroup/others/1')].map((TargetGroupArn) => ({ TargetGroupArn }));
    const several = {
      ...listener,
      DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: forward } }],
    };
    const answer = ask(facts({ listeners: [several] }));
    expect(answer.verdict).toBe('reachable');
    expect(answer.assumptions.join()).toContain('the targets of load balancer pay were not collected');
  });
});

describe('a service in another Region', () => {
  it('has zones of which nobody knows how they meet those of the endpoint', () => {
    const far = { ...endpoint, ServiceRegion: 'us-east-1' };
    expect(told(facts({ vpcEndpoints: [{ ...endpoint, ServiceRegion: region }] }))).toBe('reachable');
    expect(told(facts({ vpcEndpoints: [far] }))).toBe('unknown load-balancer-unknown');
    expect(told(facts({ vpcEndpoints: [far] }, crossZone('true')))).toBe('reachable');
  });
});

describe('the load balancer of an endpoint service', () => {
  it('takes what its groups and a listener let in', () => {
    expect(told(facts())).toBe('reachable');
    expect(ask(facts()).assumptions).toContain(
      'what filters before the targets of load balancer pay is taken to let it through',
    );
  });

  it('S20: filters by the addresses of the clients, unless that is off', () => {
    const others = groupOfBalancer(permission(443, '192.168.0.0/16'));
    expect(told(facts(others))).toBe('blocked security-group-denied');
    const off = { ...balancer, EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off' };
    expect(told(facts(others, { loadBalancers: [off] }))).toBe('reachable');
    const { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: _, ...silent } = balancer;
    expect(told(facts(others, { loadBalancers: [silent] }))).toBe('blocked security-group-denied');
  });

  it('S21: filters nothing where it was created without groups', () => {
    const { SecurityGroups: _, ...open } = balancer;
    expect(told(facts(groupOfBalancer(), { loadBalancers: [open] }))).toBe('reachable');
  });

  it('S20: admits no clients of another VPC by the name of their group', () => {
    const byName = groupOfBalancer(permission(443, 'sg-app'));
    expect(told(facts(byName))).toBe('blocked security-group-denied');
    expect(told(facts(byName, { loadBalancers: [{ ...balancer, VpcId: 'vpc-1' }] }))).toBe(
      'unknown load-balancer-unknown',
    );
  });

  it('E13: needs a listener for the protocol and the port', () => {
    expect(told(facts({ listeners: [{ ...listener, Port: 8443 }] }))).toBe(
      'blocked load-balancer-listener-none',
    );
    expect(told(facts({ listeners: [{ ...listener, Protocol: 'UDP' }] }))).toBe(
      'blocked load-balancer-listener-none',
    );
    expect(told(facts({ listeners: [{ ...listener, Protocol: 'TLS' }] }))).toBe('reachable');
    expect(told(facts({ listeners: [{ ...listener, DefaultActions: [] }] }))).toBe(
      'blocked load-balancer-target-group-none',
    );
    expect(told(facts({ listeners: [] }))).toBe('unknown load-balancer-unknown');
  });

  it('E6: a target group decides itself whether zones are crossed, where it says so', () => {
    const ofGroup = (value: string): Facts => ({
      targetGroupAttributes: [
        {
          TargetGroupArn: groupArn,
          Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: value }],
        },
      ],
    });
    const far = hostAt('i-host', 'b');
    const verdict = (...changes: readonly Facts[]) => ask(facts(far, ...changes)).verdict;
    expect(verdict(crossZone('true'))).toBe('reachable');
    expect(verdict(crossZone('true'), ofGroup('false'))).toBe('blocked');
    expect(verdict(crossZone('false'), ofGroup('true'))).toBe('reachable');
    expect(verdict(crossZone('false'), ofGroup('use_load_balancer_configuration'))).toBe('blocked');
  });

  it('E6: needs targets in the zone of the interface, unless it crosses zones', () => {
    const elsewhere = hostAt('i-host', 'b');
    expect(told(facts(elsewhere))).toBe('blocked load-balancer-targets-none');
    expect(told(facts(elsewhere, crossZone('true')))).toBe('reachable');
    expect(told(facts(targets()))).toBe('blocked load-balancer-targets-none');
    expect(told(facts(targets(target('i-host', 'draining'))))).toBe('blocked load-balancer-targets-none');
  });

  it('E6: finds targets by their addresses, and is open about those that it does not find', () => {
    expect(told(facts(targets(target('10.9.0.9'))))).toBe('reachable');
    expect(told(facts(targets(target('10.9.0.77'))))).toBe('unknown load-balancer-unknown');
    expect(told(facts(targets(target('10.9.0.77')), crossZone('true')))).toBe('reachable');
  });

  it('is open about targets that were not healthy when one looked', () => {
    expect(told(facts(targets(target('i-host', 'unhealthy'))))).toBe('unknown load-balancer-unknown');
  });

  it('E7: is one of several, and which one nobody knows', () => {
    const second = { ...balancer, LoadBalancerArn: `${balancerArn}2`, LoadBalancerName: 'pay-2' };
    const both = {
      vpcEndpointServiceConfigurations: [
        { ...provided, NetworkLoadBalancerArns: [balancerArn, `${balancerArn}2`] },
      ],
    };
    const alike = { ...listener, ListenerArn: 'arn:2', LoadBalancerArn: `${balancerArn}2` };
    const attributes = {
      loadBalancerAttributes: [balancerArn, `${balancerArn}2`].map((LoadBalancerArn) => ({
        LoadBalancerArn,
        Attributes: [],
      })),
    };
    const pair = { loadBalancers: [balancer, second], ...attributes };
    expect(told(facts(both, pair, { listeners: [listener, alike] }))).toBe('reachable');
    expect(told(facts(both, pair, { listeners: [listener, { ...alike, Port: 80 }] }))).toBe(
      'unknown endpoint-service-unknown',
    );
  });

  it('is judged with the state of the service and its own', () => {
    const failed = { vpcEndpointServiceConfigurations: [{ ...provided, ServiceState: 'Failed' }] };
    expect(told(facts(failed))).toBe('blocked endpoint-service-not-available');
    expect(told(facts({ loadBalancers: [{ ...balancer, State: { Code: 'provisioning' } }] }))).toBe(
      'unknown load-balancer-unknown',
    );
    expect(told(facts({ loadBalancers: [{ ...balancer, State: { Code: 'failed' } }] }))).toBe(
      'blocked load-balancer-not-active',
    );
  });

  it('is taken to accept where its provider is not in the input, as the answer says', () => {
    const foreign = without(facts(), 'vpcEndpointServiceConfigurations');
    expect(told(foreign)).toBe('reachable');
    expect(ask(foreign).assumptions).toContain(
      'vpce-svc-0abc, whose provider is not in the input, is taken to accept the packets',
    );
  });

  it('is a missing fact where its provider is in the input', () => {
    expect(told(without(facts(), 'loadBalancers'))).toBe('unknown load-balancer-unknown');
    expect(told(without(facts(), 'listeners'))).toBe('unknown load-balancer-unknown');
    const owned = {
      vpcEndpointServices: [{ ServiceName: `com.amazonaws.vpce.${region}.${serviceId}`, Owner: account }],
    };
    expect(told(without(facts(owned), 'vpcEndpointServiceConfigurations'))).toBe(
      'unknown endpoint-service-unknown',
    );
    const unseen = without(facts(), 'targetHealth');
    expect(told(unseen)).toBe('reachable');
    expect(ask(unseen).assumptions).toContain(
      'the targets of load balancer pay were not collected and are taken to answer',
    );
  });
});
