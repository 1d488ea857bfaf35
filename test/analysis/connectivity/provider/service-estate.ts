import type { RawItem } from '../../../../src/model/snapshot.ts';
import {
  account,
  defaultSecurityGroup,
  interfaceEndpoint,
  region,
  securityGroup,
  subnet,
  vpc,
} from '../../../../src/rules/example-estate.ts';
import type { Facts } from '../../../../src/rules/rule.ts';
import { common, endpointsInterface, source, subnets } from '../vectors/common-estate.ts';
import type { PlannedRule, PlannedService } from './random-services.ts';

const serviceId = 'vpce-svc-0abc';
const arn = (kind: string): string => `arn:aws:elasticloadbalancing:${region}:${account}:${kind}`;
const balancerArn = arn('loadbalancer/net/pay/50dc6c495c0c9188');
const groupArn = arn('targetgroup/pay-hosts/73e2d6bc24d8a067');
export const endpointAddress = '10.0.9.4';

/** A planned service with a client, `eni-1`, and an endpoint that lets everything pass. */
export function factsOfService(plan: PlannedService): Facts {
  const vpcId = plan.isInOwnVpc ? 'vpc-1' : 'vpc-provider';
  const open = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  const groups = plan.groups ?? [];
  return common({
    vpcs: [vpc(), vpc({ VpcId: 'vpc-provider', CidrBlock: '10.9.0.0/16' })],
    subnets: [
      ...subnets,
      subnet('subnet-target-a', '10.9.1.0/24', 'a', { VpcId: vpcId }),
      subnet('subnet-target-b', '10.9.2.0/24', 'b', { VpcId: vpcId }),
    ],
    securityGroups: [
      defaultSecurityGroup,
      securityGroup('sg-app', {}),
      securityGroup('sg-endpoint', { ingress: [open] }),
      ...groups.map((rules, index) => ({
        ...securityGroup(`sg-nlb-${index}`, { ingress: rules.map(ruleOf) }),
        VpcId: vpcId,
      })),
    ],
    networkInterfaces: [
      source,
      endpointsInterface,
      ...plan.targets.map((each, index) => host(each.zone, index, vpcId)),
    ],
    vpcEndpoints: [
      interfaceEndpoint('pay', ['subnet-ep1'], {
        VpcEndpointId: 'vpce-0pay',
        ServiceName: `com.amazonaws.vpce.${region}.${serviceId}`,
        PrivateDnsEnabled: false,
      }),
    ],
    vpcEndpointServiceConfigurations: [
      {
        ServiceId: serviceId,
        ServiceName: `com.amazonaws.vpce.${region}.${serviceId}`,
        ServiceState: plan.serviceState,
        NetworkLoadBalancerArns: [balancerArn],
      },
    ],
    loadBalancers: [
      {
        LoadBalancerArn: balancerArn,
        LoadBalancerName: 'pay',
        Type: 'network',
        VpcId: vpcId,
        State: { Code: plan.balancerState },
        SecurityGroups: groups.map((_, index) => `sg-nlb-${index}`),
        ...(plan.enforced === null
          ? {}
          : { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: plan.enforced }),
      },
    ],
    listeners: plan.listeners.map(({ port, protocol, forwards }) => ({
      ListenerArn: arn(`listener/net/pay/50dc6c495c0c9188/${port}`),
      LoadBalancerArn: balancerArn,
      Port: port,
      Protocol: protocol,
      DefaultActions: forwards ? [{ Type: 'forward', TargetGroupArn: groupArn }] : [],
    })),
    loadBalancerAttributes:
      plan.crossZone === null
        ? []
        : [
            {
              LoadBalancerArn: balancerArn,
              Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: String(plan.crossZone) }],
            },
          ],
    targetHealth: [
      {
        TargetGroupArn: groupArn,
        TargetHealthDescriptions: plan.targets.map(({ state }, index) => ({
          Target: { Id: `i-target-${index}`, Port: 8443 },
          TargetHealth: { State: state },
        })),
      },
    ],
  });
}

function ruleOf({ protocol, from, to, peer }: PlannedRule): RawItem {
  return {
    IpProtocol: protocol,
    ...(protocol === '-1' ? {} : { FromPort: from, ToPort: to }),
    IpRanges: peer.includes('/') ? [{ CidrIp: peer }] : [],
    Ipv6Ranges: [],
    PrefixListIds: [],
    UserIdGroupPairs: peer.includes('/') ? [] : [{ GroupId: peer, UserId: account }],
  };
}

function host(zone: 'a' | 'b', index: number, VpcId: string): RawItem {
  return {
    NetworkInterfaceId: `eni-target-${index}`,
    VpcId,
    SubnetId: `subnet-target-${zone}`,
    OwnerId: account,
    InterfaceType: 'interface',
    Groups: [{ GroupId: 'sg-app' }],
    PrivateIpAddress: `10.9.${zone === 'a' ? 1 : 2}.${10 + index}`,
    Attachment: { InstanceId: `i-target-${index}` },
  };
}
