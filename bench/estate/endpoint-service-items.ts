import { arn, type Item, nameTag } from './network-items.ts';
import { type VpcPlan, zones } from './plan.ts';

/** The VPCs that offer a service to others: the first one, and those where the fault is about a service. */
export function providers(vpcs: readonly VpcPlan[]): readonly VpcPlan[] {
  return vpcs.filter(
    ({ fault }, ordinal) =>
      ordinal === 0 || fault === 'service-open' || fault === 'service-domain-unverified',
  );
}

/** The account that may connect to the services, and does. */
const consumer = '444455556666';

const listenerPort = 443;
/** At which the group of the targets admits the group of the load balancer. */
const targetPort = 8080;

function loadBalancerArn({ home, endpointServiceId }: VpcPlan): string {
  return arn(home, 'elasticloadbalancing', `loadbalancer/net/provider/${endpointServiceId.slice(-16)}`);
}

function targetGroupArn({ home, endpointServiceId }: VpcPlan): string {
  return arn(home, 'elasticloadbalancing', `targetgroup/provider/${endpointServiceId.slice(-16)}`);
}

export function loadBalancerItems(vpc: VpcPlan): readonly Item[] {
  const { region } = vpc.home;
  return [
    {
      LoadBalancerArn: loadBalancerArn(vpc),
      DNSName: `provider-${vpc.endpointServiceId.slice(-16)}.elb.${region}.amazonaws.com`,
      LoadBalancerName: 'provider',
      Scheme: 'internal',
      VpcId: vpc.id,
      State: { Code: 'active' },
      Type: 'network',
      AvailabilityZones: vpc.privateSubnets.map(({ id, zone }) => ({
        ZoneName: `${region}${zone}`,
        SubnetId: id,
      })),
      SecurityGroups: [vpc.groupIds.web],
      IpAddressType: 'ipv4',
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on',
    },
  ];
}

export function listenerItems(vpc: VpcPlan): readonly Item[] {
  const id = vpc.endpointServiceId.slice(-16);
  return [
    {
      ListenerArn: arn(vpc.home, 'elasticloadbalancing', `listener/net/provider/${id}/${id}`),
      LoadBalancerArn: loadBalancerArn(vpc),
      Port: listenerPort,
      Protocol: 'TCP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn(vpc) }],
    },
  ];
}

export function targetGroupItems(vpc: VpcPlan): readonly Item[] {
  return [
    {
      TargetGroupArn: targetGroupArn(vpc),
      TargetGroupName: 'provider',
      Protocol: 'TCP',
      Port: targetPort,
      VpcId: vpc.id,
      LoadBalancerArns: [loadBalancerArn(vpc)],
      TargetType: 'instance',
      IpAddressType: 'ipv4',
    },
  ];
}

/** The answers of the calls about one load balancer or target group: an instance in each zone is a target. */
export function loadBalancingAnswers(vpc: VpcPlan): readonly Item[] {
  const instances = vpc.interfaces.filter(({ workload }) => workload === 'instance').slice(0, zones.length);
  return [
    {
      LoadBalancerArn: loadBalancerArn(vpc),
      Attributes: [
        { Key: 'deletion_protection.enabled', Value: 'true' },
        { Key: 'load_balancing.cross_zone.enabled', Value: 'false' },
      ],
    },
    {
      TargetGroupArn: targetGroupArn(vpc),
      Attributes: [
        { Key: 'deregistration_delay.timeout_seconds', Value: '300' },
        { Key: 'load_balancing.cross_zone.enabled', Value: 'use_load_balancer_configuration' },
      ],
    },
    {
      TargetGroupArn: targetGroupArn(vpc),
      TargetHealthDescriptions: instances.map(({ attachedTo: Id }) => ({
        Target: { Id, Port: targetPort },
        HealthCheckPort: String(targetPort),
        TargetHealth: { State: 'healthy' },
      })),
    },
  ];
}

/** The endpoint of another account that is connected to the service. */
export function endpointConnectionItems(vpc: VpcPlan): readonly Item[] {
  const { endpointServiceId: id } = vpc;
  return [
    {
      ServiceId: id,
      VpcEndpointId: id.replace('vpce-svc-', 'vpce-'),
      VpcEndpointOwner: consumer,
      VpcEndpointState: 'available',
      CreationTimestamp: '2026-02-03T04:05:06.789000+00:00',
      NetworkLoadBalancerArns: [loadBalancerArn(vpc)],
      IpAddressType: 'ipv4',
      VpcEndpointConnectionId: id.replace('vpce-svc-', 'vpce-con-'),
      Tags: [],
      VpcEndpointRegion: vpc.home.region,
    },
  ];
}

/** Somebody is told of endpoints that ask to be connected to the service. */
export function connectionNotificationItems({ home, endpointServiceId: id }: VpcPlan): readonly Item[] {
  return [
    {
      ConnectionNotificationId: id.replace('vpce-svc-', 'vpce-nfn-'),
      ServiceId: id,
      ConnectionNotificationType: 'Topic',
      ConnectionNotificationArn: arn(home, 'sns', 'provider'),
      ConnectionEvents: ['Connect'],
      ConnectionNotificationState: 'Enabled',
      ServiceRegion: home.region,
    },
  ];
}

export function serviceConfigurationItems(vpc: VpcPlan): readonly Item[] {
  const { endpointServiceId: id, fault } = vpc;
  const { region } = vpc.home;
  return [
    {
      ServiceType: [{ ServiceType: 'Interface' }],
      ServiceId: id,
      ServiceName: `com.amazonaws.vpce.${region}.${id}`,
      ServiceState: 'Available',
      AvailabilityZones: zones.map((zone) => `${region}${zone}`),
      AcceptanceRequired: fault !== 'service-open',
      ManagesVpcEndpoints: false,
      NetworkLoadBalancerArns: [loadBalancerArn(vpc)],
      SupportedIpAddressTypes: ['ipv4'],
      BaseEndpointDnsNames: [`${id}.${region}.vpce.amazonaws.com`],
      PrivateDnsName: 'api.provider.example',
      PrivateDnsNameConfiguration: {
        State: fault === 'service-domain-unverified' ? 'pendingVerification' : 'verified',
        Type: 'TXT',
        Value: `vpce:${id.slice(-16)}`,
        Name: `_${id.slice(-12)}`,
      },
      Tags: nameTag('provider'),
    },
  ];
}

/** The answer about who may connect to the service. */
export function servicePermissionsAnswer({ endpointServiceId, fault }: VpcPlan): Item {
  const Principal = fault === 'service-open' ? '*' : `arn:aws:iam::${consumer}:root`;
  return {
    ServiceId: endpointServiceId,
    AllowedPrincipals: [
      {
        PrincipalType: fault === 'service-open' ? 'All' : 'Account',
        Principal,
        ServiceId: endpointServiceId,
        Tags: [],
      },
    ],
  };
}
