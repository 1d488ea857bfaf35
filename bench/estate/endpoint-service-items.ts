import { arn, type Item, nameTag } from './network-items.ts';
import { region, type VpcPlan, zones } from './plan.ts';

/** The VPCs that offer a service to others: the first one, and those where the fault is about a service. */
export function providers(vpcs: readonly VpcPlan[]): readonly VpcPlan[] {
  return vpcs.filter(
    ({ fault }, ordinal) =>
      ordinal === 0 || fault === 'service-open' || fault === 'service-domain-unverified',
  );
}

function loadBalancerArn({ endpointServiceId }: VpcPlan): string {
  return arn('elasticloadbalancing', `loadbalancer/net/provider/${endpointServiceId.slice(-16)}`);
}

export function loadBalancerItems(vpc: VpcPlan): readonly Item[] {
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
      SecurityGroups: [],
      IpAddressType: 'ipv4',
    },
  ];
}

export function serviceConfigurationItems(vpc: VpcPlan): readonly Item[] {
  const { endpointServiceId: id, fault } = vpc;
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
  const Principal = fault === 'service-open' ? '*' : 'arn:aws:iam::444455556666:root';
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
