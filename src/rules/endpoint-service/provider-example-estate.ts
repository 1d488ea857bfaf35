/** The example estate with an endpoint service: a load balancer in both zones, with a target in each. */
import type { RawItem } from '../../model/snapshot.ts';
import {
  account,
  base,
  estate,
  instanceInterface,
  permission,
  region,
  securityGroup,
  without,
} from '../example-estate.ts';
import type { Facts, RuleExample } from '../rule.ts';

export const serviceId = 'vpce-svc-1';
export const customer = '444455556666';
const arn = (rest: string) => `arn:aws:elasticloadbalancing:${region}:${account}:${rest}`;
export const balancerArn = arn('loadbalancer/net/orders/1');
export const groupArn = arn('targetgroup/orders/1');

export function service(fields: RawItem = {}): RawItem {
  return {
    ServiceId: serviceId,
    ServiceName: `com.amazonaws.vpce.${region}.${serviceId}`,
    ServiceType: [{ ServiceType: 'Interface' }],
    ServiceState: 'Available',
    AcceptanceRequired: true,
    AvailabilityZones: [`${region}a`, `${region}b`],
    NetworkLoadBalancerArns: [balancerArn],
    SupportedIpAddressTypes: ['ipv4'],
    ...fields,
  };
}

export function balancer(fields: RawItem = {}): RawItem {
  return {
    LoadBalancerArn: balancerArn,
    LoadBalancerName: 'orders',
    Type: 'network',
    VpcId: 'vpc-1',
    State: { Code: 'active' },
    IpAddressType: 'ipv4',
    SecurityGroups: ['sg-balancer'],
    AvailabilityZones: [
      { ZoneName: `${region}a`, SubnetId: 'subnet-a' },
      { ZoneName: `${region}b`, SubnetId: 'subnet-b' },
    ],
    ...fields,
  };
}

export function listener(port: number, fields: RawItem = {}): RawItem {
  return {
    ListenerArn: arn(`listener/net/orders/1/${port}`),
    LoadBalancerArn: balancerArn,
    Port: port,
    Protocol: 'TCP',
    DefaultActions: [{ Type: 'forward', TargetGroupArn: groupArn }],
    ...fields,
  };
}

export function target(id: string, zone: string, state: string): RawItem {
  return {
    Target: { Id: id, Port: 8443, AvailabilityZone: `${region}${zone}` },
    TargetHealth: { State: state },
  };
}

export function targets(...all: readonly RawItem[]): Facts {
  return { targetHealth: [{ TargetGroupArn: groupArn, TargetHealthDescriptions: all }] };
}

export function allowed(...principals: readonly string[]): Facts {
  return {
    vpcEndpointServicePermissions: [
      { ServiceId: serviceId, AllowedPrincipals: principals.map((Principal) => ({ Principal })) },
    ],
  };
}

/** An endpoint of a customer as the provider sees it. */
export function connection(fields: RawItem = {}): RawItem {
  return {
    ServiceId: serviceId,
    VpcEndpointId: 'vpce-customer',
    VpcEndpointOwner: customer,
    VpcEndpointState: 'available',
    ...fields,
  };
}

export const balancerGroup = securityGroup('sg-balancer', { ingress: [permission(443, '10.0.0.0/8')] });

export const openTargetGroup = securityGroup('sg-app', { ingress: [permission(8443, 'sg-balancer')] });

export function provider(changes: Facts = {}): Facts {
  return estate({
    vpcEndpointServiceConfigurations: [service()],
    ...allowed(`arn:aws:iam::${customer}:root`),
    vpcEndpointConnections: [connection()],
    loadBalancers: [balancer()],
    loadBalancerAttributes: [
      {
        LoadBalancerArn: balancerArn,
        Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'false' }],
      },
    ],
    listeners: [listener(443)],
    targetGroups: [
      { TargetGroupArn: groupArn, TargetGroupName: 'orders', Protocol: 'TCP', Port: 8443, VpcId: 'vpc-1' },
    ],
    targetGroupAttributes: [
      {
        TargetGroupArn: groupArn,
        Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'use_load_balancer_configuration' }],
      },
    ],
    ...targets(target('i-a', 'a', 'healthy'), target('i-b', 'b', 'healthy')),
    securityGroups: [
      ...(base.securityGroups ?? []).filter(({ GroupId }) => GroupId !== 'sg-app'),
      balancerGroup,
      openTargetGroup,
    ],
    networkInterfaces: [
      instanceInterface('eni-a', 'subnet-a', '10.0.1.10'),
      instanceInterface('eni-b', 'subnet-b', '10.0.2.10'),
    ],
    ...changes,
  });
}

export const servicesNotCollected: RuleExample = {
  title: 'The endpoint services were not collected',
  facts: without(provider(), 'vpcEndpointServiceConfigurations'),
  undecided: [{ missing: ['vpcEndpointServiceConfigurations'] }],
};

export const beingDeleted: RuleExample['facts'] = {
  vpcEndpointServiceConfigurations: [service({ ServiceState: 'Deleting' })],
};
