import { describe, expect, it } from 'vitest';
import { buildNetwork } from '../../src/model/build-network.ts';
import { type FamilyName, family, isFamilyName } from '../../src/model/fact-families.ts';
import { snapshotOfFacts } from '../../src/model/snapshot-of-facts.ts';

/** As CloudFormation calls them; what nothing reads closely has no such name. */
const types: Readonly<Partial<Record<FamilyName, string>>> = {
  vpcs: 'AWS::EC2::VPC',
  vpcAttributes: 'AWS::EC2::VPC',
  subnets: 'AWS::EC2::Subnet',
  routeTables: 'AWS::EC2::RouteTable',
  prefixLists: 'AWS::EC2::PrefixList',
  managedPrefixLists: 'AWS::EC2::PrefixList',
  managedPrefixListEntries: 'AWS::EC2::PrefixList',
  securityGroups: 'AWS::EC2::SecurityGroup',
  networkAcls: 'AWS::EC2::NetworkAcl',
  vpcEndpoints: 'AWS::EC2::VPCEndpoint',
  vpcEndpointAssociations: 'AWS::EC2::VPCEndpointAssociation',
  vpcEndpointServices: 'AWS::EC2::VPCEndpointService',
  vpcEndpointServiceConfigurations: 'AWS::EC2::VPCEndpointService',
  vpcEndpointServicePermissions: 'AWS::EC2::VPCEndpointServicePermissions',
  vpcEndpointConnections: 'AWS::EC2::VPCEndpoint',
  vpcEndpointConnectionNotifications: 'AWS::EC2::VPCEndpointConnectionNotification',
  networkInterfaces: 'AWS::EC2::NetworkInterface',
  instances: 'AWS::EC2::Instance',
  natGateways: 'AWS::EC2::NatGateway',
  internetGateways: 'AWS::EC2::InternetGateway',
  vpnGateways: 'AWS::EC2::VPNGateway',
  vpcPeeringConnections: 'AWS::EC2::VPCPeeringConnection',
  transitGateways: 'AWS::EC2::TransitGateway',
  transitGatewayAttachments: 'AWS::EC2::TransitGatewayAttachment',
  transitGatewayVpcAttachments: 'AWS::EC2::TransitGatewayAttachment',
  transitGatewayPeeringAttachments: 'AWS::EC2::TransitGatewayAttachment',
  transitGatewayRouteTables: 'AWS::EC2::TransitGatewayRouteTable',
  transitGatewayRouteTableAssociations: 'AWS::EC2::TransitGatewayRouteTable',
  transitGatewayRouteTablePropagations: 'AWS::EC2::TransitGatewayRouteTable',
  transitGatewayRoutes: 'AWS::EC2::TransitGatewayRouteTable',
  dhcpOptions: 'AWS::EC2::DHCPOptions',
  flowLogs: 'AWS::EC2::FlowLog',
  vpcBlockPublicAccessOptions: 'AWS::EC2::VPCBlockPublicAccessOptions',
  vpcBlockPublicAccessExclusions: 'AWS::EC2::VPCBlockPublicAccessExclusion',
  hostedZones: 'AWS::Route53::HostedZone',
  hostedZonesByVpc: 'AWS::EC2::VPC',
  hostedZoneVpcs: 'AWS::Route53::HostedZone',
  resourceRecordSets: 'AWS::Route53::HostedZone',
  profileAssociations: 'AWS::Route53Profiles::ProfileAssociation',
  resolverEndpoints: 'AWS::Route53Resolver::ResolverEndpoint',
  resolverRules: 'AWS::Route53Resolver::ResolverRule',
  resolverRuleAssociations: 'AWS::Route53Resolver::ResolverRuleAssociation',
  loadBalancers: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  loadBalancerAttributes: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  targetGroups: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  targetHealth: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  targetGroupAttributes: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  resourceGateways: 'AWS::VpcLattice::ResourceGateway',
  serviceNetworkResourceAssociations: 'AWS::VpcLattice::ServiceNetworkResourceAssociation',
  resourceConfigurationDetails: 'AWS::VpcLattice::ResourceConfiguration',
  metricSums: 'AWS::CloudWatch::Metric',
  metricAlarms: 'AWS::CloudWatch::Alarm',
  bucketPolicies: 'AWS::S3::BucketPolicy',
  resourcePolicies: 'AWS::SecretsManager::ResourcePolicy',
  roles: 'AWS::IAM::Role',
  managedPolicies: 'AWS::IAM::ManagedPolicy',
  organizations: 'AWS::Organizations::Organization',
  organizationPolicySummaries: 'AWS::Organizations::Policy',
  organizationPolicies: 'AWS::Organizations::Policy',
  organizationPolicyTargets: 'AWS::Organizations::Policy',
  organizationParents: 'AWS::Organizations::OrganizationalUnit',
};

describe('what reports call the type of a resource', () => {
  it.each(Object.entries(types))('%s: %s', (name, type) => {
    if (!isFamilyName(name)) throw new Error(`no family ${name}`);
    const item = Object.fromEntries(family(name).id.map((field) => [field, 'x-1']));
    const { network } = buildNetwork(snapshotOfFacts({ [name]: [item] }));
    expect(network.all(name).map((resource) => [resource.type, resource.id.includes('x-1')])).toEqual([
      [type, true],
    ]);
  });
});
