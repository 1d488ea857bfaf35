/**
 * Every kind of fact that a snapshot can hold: which call gives it, under which key its answer lists
 * the items, what identifies an item, and whether one call answers for one subject only.
 */

export interface FactFamily {
  /** Service and operation as IAM and the SDK name them. */
  readonly service: string;
  readonly operation: string;
  /** Key of the list in the call's answer. */
  readonly answerKey: string;
  /** Fields that identify an item within a scope. */
  readonly id: readonly string[];
  /** IAM action, where it is not `service:operation`. */
  readonly action?: string;
  /** The field that names what a call was asked about, where a call answers for one subject only. */
  readonly subject?: string;
}

const ec2 = (operation: string, answerKey: string, ...id: string[]): FactFamily => ({
  service: 'ec2',
  operation,
  answerKey,
  id,
});

/** VPC Lattice lists everything under one key; what an item is stands in its ARN. */
const lattice = (operation: string): FactFamily => ({
  service: 'vpc-lattice',
  operation,
  answerKey: 'items',
  id: ['arn'],
});

export const factFamilies = {
  vpcs: ec2('DescribeVpcs', 'Vpcs', 'VpcId'),
  vpcAttributes: { ...ec2('DescribeVpcAttribute', '', 'VpcId'), subject: 'VpcId' },
  subnets: ec2('DescribeSubnets', 'Subnets', 'SubnetId'),
  routeTables: ec2('DescribeRouteTables', 'RouteTables', 'RouteTableId'),
  prefixLists: ec2('DescribePrefixLists', 'PrefixLists', 'PrefixListId'),
  managedPrefixLists: ec2('DescribeManagedPrefixLists', 'PrefixLists', 'PrefixListId'),
  managedPrefixListEntries: {
    ...ec2('GetManagedPrefixListEntries', 'Entries', 'PrefixListId'),
    subject: 'PrefixListId',
  },
  securityGroups: ec2('DescribeSecurityGroups', 'SecurityGroups', 'GroupId'),
  securityGroupRules: ec2('DescribeSecurityGroupRules', 'SecurityGroupRules', 'SecurityGroupRuleId'),
  securityGroupVpcAssociations: ec2(
    'DescribeSecurityGroupVpcAssociations',
    'SecurityGroupVpcAssociations',
    'GroupId',
    'VpcId',
  ),
  networkAcls: ec2('DescribeNetworkAcls', 'NetworkAcls', 'NetworkAclId'),
  vpcEndpoints: ec2('DescribeVpcEndpoints', 'VpcEndpoints', 'VpcEndpointId'),
  vpcEndpointAssociations: ec2('DescribeVpcEndpointAssociations', 'VpcEndpointAssociations', 'Id'),
  vpcEndpointServices: ec2('DescribeVpcEndpointServices', 'ServiceDetails', 'ServiceName', 'ServiceId'),
  vpcEndpointServiceConfigurations: ec2(
    'DescribeVpcEndpointServiceConfigurations',
    'ServiceConfigurations',
    'ServiceId',
  ),
  vpcEndpointServicePermissions: {
    ...ec2('DescribeVpcEndpointServicePermissions', 'AllowedPrincipals', 'ServiceId'),
    subject: 'ServiceId',
  },
  vpcEndpointConnections: ec2(
    'DescribeVpcEndpointConnections',
    'VpcEndpointConnections',
    'ServiceId',
    'VpcEndpointId',
  ),
  vpcEndpointConnectionNotifications: ec2(
    'DescribeVpcEndpointConnectionNotifications',
    'ConnectionNotificationSet',
    'ConnectionNotificationId',
  ),
  networkInterfaces: ec2('DescribeNetworkInterfaces', 'NetworkInterfaces', 'NetworkInterfaceId'),
  instances: ec2('DescribeInstances', 'Reservations', 'InstanceId'),
  natGateways: ec2('DescribeNatGateways', 'NatGateways', 'NatGatewayId'),
  internetGateways: ec2('DescribeInternetGateways', 'InternetGateways', 'InternetGatewayId'),
  egressOnlyInternetGateways: ec2(
    'DescribeEgressOnlyInternetGateways',
    'EgressOnlyInternetGateways',
    'EgressOnlyInternetGatewayId',
  ),
  vpnGateways: ec2('DescribeVpnGateways', 'VpnGateways', 'VpnGatewayId'),
  customerGateways: ec2('DescribeCustomerGateways', 'CustomerGateways', 'CustomerGatewayId'),
  vpnConnections: ec2('DescribeVpnConnections', 'VpnConnections', 'VpnConnectionId'),
  vpcPeeringConnections: ec2(
    'DescribeVpcPeeringConnections',
    'VpcPeeringConnections',
    'VpcPeeringConnectionId',
  ),
  transitGateways: ec2('DescribeTransitGateways', 'TransitGateways', 'TransitGatewayId'),
  transitGatewayAttachments: ec2(
    'DescribeTransitGatewayAttachments',
    'TransitGatewayAttachments',
    'TransitGatewayAttachmentId',
  ),
  transitGatewayVpcAttachments: ec2(
    'DescribeTransitGatewayVpcAttachments',
    'TransitGatewayVpcAttachments',
    'TransitGatewayAttachmentId',
  ),
  transitGatewayPeeringAttachments: ec2(
    'DescribeTransitGatewayPeeringAttachments',
    'TransitGatewayPeeringAttachments',
    'TransitGatewayAttachmentId',
  ),
  transitGatewayRouteTables: ec2(
    'DescribeTransitGatewayRouteTables',
    'TransitGatewayRouteTables',
    'TransitGatewayRouteTableId',
  ),
  transitGatewayRouteTableAssociations: {
    ...ec2('GetTransitGatewayRouteTableAssociations', 'Associations', 'TransitGatewayRouteTableId'),
    subject: 'TransitGatewayRouteTableId',
  },
  transitGatewayRouteTablePropagations: {
    ...ec2(
      'GetTransitGatewayRouteTablePropagations',
      'TransitGatewayRouteTablePropagations',
      'TransitGatewayRouteTableId',
    ),
    subject: 'TransitGatewayRouteTableId',
  },
  transitGatewayRoutes: {
    ...ec2('SearchTransitGatewayRoutes', 'Routes', 'TransitGatewayRouteTableId'),
    subject: 'TransitGatewayRouteTableId',
  },
  dhcpOptions: ec2('DescribeDhcpOptions', 'DhcpOptions', 'DhcpOptionsId'),
  flowLogs: ec2('DescribeFlowLogs', 'FlowLogs', 'FlowLogId'),
  availabilityZones: ec2('DescribeAvailabilityZones', 'AvailabilityZones', 'ZoneName'),
  addresses: ec2('DescribeAddresses', 'Addresses', 'AllocationId'),
  vpcBlockPublicAccessOptions: ec2(
    'DescribeVpcBlockPublicAccessOptions',
    'VpcBlockPublicAccessOptions',
    'AwsAccountId',
  ),
  vpcBlockPublicAccessExclusions: ec2(
    'DescribeVpcBlockPublicAccessExclusions',
    'VpcBlockPublicAccessExclusions',
    'ExclusionId',
  ),
  vpcEncryptionControls: ec2(
    'DescribeVpcEncryptionControls',
    'VpcEncryptionControls',
    'VpcEncryptionControlId',
  ),
  hostedZones: {
    service: 'route53',
    operation: 'ListHostedZones',
    answerKey: 'HostedZones',
    id: ['Id'],
  },
  hostedZonesByVpc: {
    service: 'route53',
    operation: 'ListHostedZonesByVPC',
    answerKey: 'HostedZoneSummaries',
    id: ['VpcId'],
    subject: 'VpcId',
  },
  hostedZoneVpcs: {
    service: 'route53',
    operation: 'GetHostedZone',
    answerKey: 'VPCs',
    id: ['HostedZoneId'],
    subject: 'HostedZoneId',
  },
  resourceRecordSets: {
    service: 'route53',
    operation: 'ListResourceRecordSets',
    answerKey: 'ResourceRecordSets',
    id: ['HostedZoneId'],
    subject: 'HostedZoneId',
  },
  profileAssociations: {
    service: 'route53profiles',
    operation: 'ListProfileAssociations',
    answerKey: 'ProfileAssociations',
    id: ['Id'],
  },
  resolverEndpoints: {
    service: 'route53resolver',
    operation: 'ListResolverEndpoints',
    answerKey: 'ResolverEndpoints',
    id: ['Id'],
  },
  resolverRules: {
    service: 'route53resolver',
    operation: 'ListResolverRules',
    answerKey: 'ResolverRules',
    id: ['Id'],
  },
  resolverRuleAssociations: {
    service: 'route53resolver',
    operation: 'ListResolverRuleAssociations',
    answerKey: 'ResolverRuleAssociations',
    id: ['Id'],
  },
  loadBalancers: {
    service: 'elasticloadbalancing',
    operation: 'DescribeLoadBalancers',
    answerKey: 'LoadBalancers',
    id: ['LoadBalancerArn'],
  },
  loadBalancerAttributes: {
    service: 'elasticloadbalancing',
    operation: 'DescribeLoadBalancerAttributes',
    answerKey: 'Attributes',
    id: ['LoadBalancerArn'],
    subject: 'LoadBalancerArn',
  },
  listeners: {
    service: 'elasticloadbalancing',
    operation: 'DescribeListeners',
    answerKey: 'Listeners',
    id: ['ListenerArn'],
  },
  targetGroups: {
    service: 'elasticloadbalancing',
    operation: 'DescribeTargetGroups',
    answerKey: 'TargetGroups',
    id: ['TargetGroupArn'],
  },
  targetHealth: {
    service: 'elasticloadbalancing',
    operation: 'DescribeTargetHealth',
    answerKey: 'TargetHealthDescriptions',
    id: ['TargetGroupArn'],
    subject: 'TargetGroupArn',
  },
  targetGroupAttributes: {
    service: 'elasticloadbalancing',
    operation: 'DescribeTargetGroupAttributes',
    answerKey: 'Attributes',
    id: ['TargetGroupArn'],
    subject: 'TargetGroupArn',
  },
  resourceConfigurations: lattice('ListResourceConfigurations'),
  resourceGateways: lattice('ListResourceGateways'),
  serviceNetworkVpcAssociations: lattice('ListServiceNetworkVpcAssociations'),
  serviceNetworkResourceAssociations: lattice('ListServiceNetworkResourceAssociations'),
  resourceConfigurationDetails: {
    service: 'vpc-lattice',
    operation: 'GetResourceConfiguration',
    answerKey: '',
    id: ['arn'],
    subject: 'arn',
  },
  metricSums: {
    service: 'cloudwatch',
    operation: 'GetMetricData',
    answerKey: 'MetricDataResults',
    id: ['ResourceId', 'MetricName'],
  },
  metricAlarms: {
    service: 'cloudwatch',
    operation: 'DescribeAlarms',
    answerKey: 'MetricAlarms',
    id: ['AlarmName'],
  },
  directConnectGateways: {
    service: 'directconnect',
    operation: 'DescribeDirectConnectGateways',
    answerKey: 'directConnectGateways',
    id: ['directConnectGatewayId'],
  },
  bucketPolicies: {
    service: 's3',
    operation: 'GetBucketPolicy',
    answerKey: 'Policy',
    id: ['Bucket'],
    subject: 'Bucket',
  },
  resourcePolicies: {
    service: 'secretsmanager',
    operation: 'GetResourcePolicy',
    answerKey: 'ResourcePolicy',
    id: ['ARN'],
    subject: 'ARN',
  },
  roles: {
    service: 'iam',
    operation: 'GetAccountAuthorizationDetails',
    answerKey: 'RoleDetailList',
    id: ['Arn'],
  },
  managedPolicies: {
    service: 'iam',
    operation: 'GetAccountAuthorizationDetails',
    answerKey: 'Policies',
    id: ['Arn'],
  },
  organizations: {
    service: 'organizations',
    operation: 'DescribeOrganization',
    answerKey: 'Organization',
    id: ['Id'],
  },
  organizationPolicySummaries: {
    service: 'organizations',
    operation: 'ListPolicies',
    answerKey: 'Policies',
    id: ['Id'],
  },
  organizationPolicies: {
    service: 'organizations',
    operation: 'DescribePolicy',
    answerKey: 'Policy',
    id: ['PolicyId'],
    subject: 'PolicyId',
  },
  organizationPolicyTargets: {
    service: 'organizations',
    operation: 'ListTargetsForPolicy',
    answerKey: 'Targets',
    id: ['PolicyId'],
    subject: 'PolicyId',
  },
  organizationParents: {
    service: 'organizations',
    operation: 'ListParents',
    answerKey: 'Parents',
    id: ['ChildId'],
    subject: 'ChildId',
  },
} as const satisfies Record<string, FactFamily>;

export type FamilyName = keyof typeof factFamilies;

export const familyNames = Object.keys(factFamilies) as readonly FamilyName[];

export function isFamilyName(name: string): name is FamilyName {
  return Object.hasOwn(factFamilies, name);
}

export function family(name: FamilyName): FactFamily {
  return factFamilies[name];
}

/** The IAM action that a missing family needs, for example `ec2:DescribeRouteTables`. */
export function familyAction(name: FamilyName): string {
  const { service, operation, action } = family(name);
  return action ?? `${service}:${operation}`;
}

const commandNames: Readonly<Record<string, string>> = { elasticloadbalancing: 'elbv2', s3: 's3api' };

/** The AWS CLI command that collects a family, for example `aws ec2 describe-route-tables`. */
export function familyCommand(name: FamilyName): string {
  const { service, operation } = family(name);
  return operationCommand(service, operation);
}

/** The AWS CLI command of an operation. */
export function operationCommand(service: string, operation: string): string {
  return `aws ${commandNames[service] ?? service} ${commandLineWord(operation)}`;
}

/** How the AWS CLI writes the name of an operation or a parameter: `vpc-id` for `VPCId`. */
export function commandLineWord(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase();
}
