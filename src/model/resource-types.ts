import * as z from 'zod';
import type { FamilyName } from './fact-families.ts';
import {
  BlockPublicAccessExclusion,
  BlockPublicAccessOptions,
  blockPublicAccessExclusionSchema,
  blockPublicAccessOptionsSchema,
} from './resources/block-public-access.ts';
import { DhcpOptions, dhcpOptionsSchema } from './resources/dhcp-options.ts';
import {
  ConnectionNotification,
  connectionNotificationSchema,
  EndpointConnection,
  endpointConnectionSchema,
} from './resources/endpoint-connection.ts';
import { FlowLog, flowLogSchema } from './resources/flow-log.ts';
import {
  InternetGateway,
  internetGatewaySchema,
  NatGateway,
  natGatewaySchema,
  VpnGateway,
  vpnGatewaySchema,
} from './resources/gateways.ts';
import {
  HostedZone,
  hostedZoneSchema,
  VpcsOfZone,
  vpcsOfZoneSchema,
  ZonesOfVpc,
  zonesOfVpcSchema,
} from './resources/hosted-zone.ts';
import { Instance, instanceSchema } from './resources/instance.ts';
import {
  Listener,
  LoadBalancer,
  LoadBalancerAttributes,
  listenerSchema,
  loadBalancerAttributesSchema,
  loadBalancerSchema,
  TargetHealth,
  targetHealthSchema,
} from './resources/load-balancer.ts';
import { MetricAlarm, MetricSums, metricAlarmSchema, metricSumsSchema } from './resources/metrics.ts';
import { NetworkAcl, networkAclSchema } from './resources/network-acl.ts';
import { NetworkInterface, networkInterfaceSchema } from './resources/network-interface.ts';
import {
  Organization,
  OrganizationParents,
  OrganizationPolicy,
  OrganizationPolicySummary,
  OrganizationPolicyTargets,
  organizationParentsSchema,
  organizationPolicySchema,
  organizationPolicySummarySchema,
  organizationPolicyTargetsSchema,
  organizationSchema,
} from './resources/organization.ts';
import {
  TransitGatewayAttachment,
  TransitGatewayRoutes,
  transitGatewayAttachmentSchema,
  transitGatewayRoutesSchema,
  VpcPeeringConnection,
  vpcPeeringConnectionSchema,
} from './resources/peering-and-transit.ts';
import {
  PrefixList,
  PrefixListEntries,
  prefixListEntriesSchema,
  prefixListSchema,
} from './resources/prefix-list.ts';
import { ProfileAssociation, profileAssociationSchema } from './resources/profile-association.ts';
import { RecordSetsOfZone, recordSetsOfZoneSchema } from './resources/record-set.ts';
import { ResolverEndpoint, resolverEndpointSchema } from './resources/resolver-endpoint.ts';
import {
  ResolverRule,
  ResolverRuleAssociation,
  resolverRuleAssociationSchema,
  resolverRuleSchema,
} from './resources/resolver-rule.ts';
import { type Origin, OtherResource } from './resources/resource.ts';
import {
  BucketPolicy,
  bucketPolicySchema,
  ResourcePolicy,
  resourcePolicySchema,
} from './resources/resource-policy.ts';
import { ManagedPolicy, managedPolicySchema, Role, roleSchema } from './resources/role.ts';
import { RouteTable, routeTableSchema } from './resources/route-table.ts';
import { SecurityGroup, securityGroupSchema } from './resources/security-group.ts';
import { Subnet, subnetSchema } from './resources/subnet.ts';
import {
  TargetGroup,
  TargetGroupAttributes,
  targetGroupAttributesSchema,
  targetGroupSchema,
} from './resources/target-group.ts';
import {
  TransitGateway,
  TransitGatewayAssociations,
  TransitGatewayPropagations,
  TransitGatewayRouteTable,
  transitGatewayAssociationsSchema,
  transitGatewayPropagationsSchema,
  transitGatewayRouteTableSchema,
  transitGatewaySchema,
} from './resources/transit-gateway.ts';
import { Vpc, VpcAttributes, vpcAttributesSchema, vpcSchema } from './resources/vpc.ts';
import { VpcEndpoint, vpcEndpointSchema } from './resources/vpc-endpoint.ts';
import {
  EndpointServiceConfiguration,
  EndpointServicePermissions,
  endpointServiceConfigurationSchema,
  endpointServicePermissionsSchema,
  VpcEndpointService,
  vpcEndpointServiceSchema,
} from './resources/vpc-endpoint-service.ts';
import {
  EndpointAssociation,
  endpointAssociationSchema,
  ResourceConfiguration,
  ResourceGateway,
  resourceConfigurationSchema,
  resourceGatewaySchema,
  ServiceNetworkResourceAssociation,
  serviceNetworkResourceAssociationSchema,
} from './resources/vpc-lattice.ts';

/** The resources of each family that the model reads closely. */
export interface ResourceTypes {
  vpcs: Vpc;
  vpcAttributes: VpcAttributes;
  subnets: Subnet;
  routeTables: RouteTable;
  prefixLists: PrefixList;
  managedPrefixLists: PrefixList;
  managedPrefixListEntries: PrefixListEntries;
  securityGroups: SecurityGroup;
  networkAcls: NetworkAcl;
  vpcEndpoints: VpcEndpoint;
  vpcEndpointServices: VpcEndpointService;
  vpcEndpointServiceConfigurations: EndpointServiceConfiguration;
  vpcEndpointServicePermissions: EndpointServicePermissions;
  vpcEndpointAssociations: EndpointAssociation;
  vpcEndpointConnections: EndpointConnection;
  vpcEndpointConnectionNotifications: ConnectionNotification;
  networkInterfaces: NetworkInterface;
  instances: Instance;
  natGateways: NatGateway;
  internetGateways: InternetGateway;
  vpnGateways: VpnGateway;
  vpcPeeringConnections: VpcPeeringConnection;
  transitGateways: TransitGateway;
  transitGatewayAttachments: TransitGatewayAttachment;
  transitGatewayVpcAttachments: TransitGatewayAttachment;
  transitGatewayPeeringAttachments: TransitGatewayAttachment;
  transitGatewayRouteTables: TransitGatewayRouteTable;
  transitGatewayRouteTableAssociations: TransitGatewayAssociations;
  transitGatewayRouteTablePropagations: TransitGatewayPropagations;
  transitGatewayRoutes: TransitGatewayRoutes;
  vpcBlockPublicAccessOptions: BlockPublicAccessOptions;
  vpcBlockPublicAccessExclusions: BlockPublicAccessExclusion;
  dhcpOptions: DhcpOptions;
  hostedZones: HostedZone;
  hostedZonesByVpc: ZonesOfVpc;
  hostedZoneVpcs: VpcsOfZone;
  resourceRecordSets: RecordSetsOfZone;
  profileAssociations: ProfileAssociation;
  resolverEndpoints: ResolverEndpoint;
  resolverRules: ResolverRule;
  resolverRuleAssociations: ResolverRuleAssociation;
  flowLogs: FlowLog;
  loadBalancers: LoadBalancer;
  loadBalancerAttributes: LoadBalancerAttributes;
  listeners: Listener;
  targetGroups: TargetGroup;
  targetGroupAttributes: TargetGroupAttributes;
  targetHealth: TargetHealth;
  resourceConfigurationDetails: ResourceConfiguration;
  resourceGateways: ResourceGateway;
  serviceNetworkResourceAssociations: ServiceNetworkResourceAssociation;
  metricSums: MetricSums;
  metricAlarms: MetricAlarm;
  roles: Role;
  managedPolicies: ManagedPolicy;
  bucketPolicies: BucketPolicy;
  resourcePolicies: ResourcePolicy;
  organizations: Organization;
  organizationPolicySummaries: OrganizationPolicySummary;
  organizationPolicies: OrganizationPolicy;
  organizationPolicyTargets: OrganizationPolicyTargets;
  organizationParents: OrganizationParents;
}

export type ResourceOf<F extends FamilyName> = F extends keyof ResourceTypes
  ? ResourceTypes[F]
  : OtherResource;

interface ResourceType<F extends FamilyName> {
  readonly schema: z.ZodType;
  readonly create: new (raw: never, origin: Origin, index: number) => ResourceOf<F>;
}

const closelyRead: { readonly [F in keyof ResourceTypes]: ResourceType<F> } = {
  vpcs: { schema: vpcSchema, create: Vpc },
  vpcAttributes: { schema: vpcAttributesSchema, create: VpcAttributes },
  subnets: { schema: subnetSchema, create: Subnet },
  routeTables: { schema: routeTableSchema, create: RouteTable },
  prefixLists: { schema: prefixListSchema, create: PrefixList },
  managedPrefixLists: { schema: prefixListSchema, create: PrefixList },
  managedPrefixListEntries: { schema: prefixListEntriesSchema, create: PrefixListEntries },
  securityGroups: { schema: securityGroupSchema, create: SecurityGroup },
  networkAcls: { schema: networkAclSchema, create: NetworkAcl },
  vpcEndpoints: { schema: vpcEndpointSchema, create: VpcEndpoint },
  vpcEndpointServices: { schema: vpcEndpointServiceSchema, create: VpcEndpointService },
  vpcEndpointServiceConfigurations: {
    schema: endpointServiceConfigurationSchema,
    create: EndpointServiceConfiguration,
  },
  vpcEndpointServicePermissions: {
    schema: endpointServicePermissionsSchema,
    create: EndpointServicePermissions,
  },
  vpcEndpointAssociations: { schema: endpointAssociationSchema, create: EndpointAssociation },
  vpcEndpointConnections: { schema: endpointConnectionSchema, create: EndpointConnection },
  vpcEndpointConnectionNotifications: {
    schema: connectionNotificationSchema,
    create: ConnectionNotification,
  },
  networkInterfaces: { schema: networkInterfaceSchema, create: NetworkInterface },
  instances: { schema: instanceSchema, create: Instance },
  natGateways: { schema: natGatewaySchema, create: NatGateway },
  internetGateways: { schema: internetGatewaySchema, create: InternetGateway },
  vpnGateways: { schema: vpnGatewaySchema, create: VpnGateway },
  vpcPeeringConnections: { schema: vpcPeeringConnectionSchema, create: VpcPeeringConnection },
  transitGateways: { schema: transitGatewaySchema, create: TransitGateway },
  transitGatewayAttachments: { schema: transitGatewayAttachmentSchema, create: TransitGatewayAttachment },
  transitGatewayVpcAttachments: {
    schema: transitGatewayAttachmentSchema,
    create: TransitGatewayAttachment,
  },
  transitGatewayPeeringAttachments: {
    schema: transitGatewayAttachmentSchema,
    create: TransitGatewayAttachment,
  },
  transitGatewayRouteTables: { schema: transitGatewayRouteTableSchema, create: TransitGatewayRouteTable },
  transitGatewayRouteTableAssociations: {
    schema: transitGatewayAssociationsSchema,
    create: TransitGatewayAssociations,
  },
  transitGatewayRouteTablePropagations: {
    schema: transitGatewayPropagationsSchema,
    create: TransitGatewayPropagations,
  },
  transitGatewayRoutes: { schema: transitGatewayRoutesSchema, create: TransitGatewayRoutes },
  vpcBlockPublicAccessOptions: { schema: blockPublicAccessOptionsSchema, create: BlockPublicAccessOptions },
  vpcBlockPublicAccessExclusions: {
    schema: blockPublicAccessExclusionSchema,
    create: BlockPublicAccessExclusion,
  },
  dhcpOptions: { schema: dhcpOptionsSchema, create: DhcpOptions },
  hostedZones: { schema: hostedZoneSchema, create: HostedZone },
  hostedZonesByVpc: { schema: zonesOfVpcSchema, create: ZonesOfVpc },
  hostedZoneVpcs: { schema: vpcsOfZoneSchema, create: VpcsOfZone },
  resourceRecordSets: { schema: recordSetsOfZoneSchema, create: RecordSetsOfZone },
  profileAssociations: { schema: profileAssociationSchema, create: ProfileAssociation },
  resolverEndpoints: { schema: resolverEndpointSchema, create: ResolverEndpoint },
  resolverRules: { schema: resolverRuleSchema, create: ResolverRule },
  resolverRuleAssociations: { schema: resolverRuleAssociationSchema, create: ResolverRuleAssociation },
  flowLogs: { schema: flowLogSchema, create: FlowLog },
  loadBalancers: { schema: loadBalancerSchema, create: LoadBalancer },
  loadBalancerAttributes: { schema: loadBalancerAttributesSchema, create: LoadBalancerAttributes },
  listeners: { schema: listenerSchema, create: Listener },
  targetGroups: { schema: targetGroupSchema, create: TargetGroup },
  targetGroupAttributes: { schema: targetGroupAttributesSchema, create: TargetGroupAttributes },
  targetHealth: { schema: targetHealthSchema, create: TargetHealth },
  resourceConfigurationDetails: { schema: resourceConfigurationSchema, create: ResourceConfiguration },
  resourceGateways: { schema: resourceGatewaySchema, create: ResourceGateway },
  serviceNetworkResourceAssociations: {
    schema: serviceNetworkResourceAssociationSchema,
    create: ServiceNetworkResourceAssociation,
  },
  metricSums: { schema: metricSumsSchema, create: MetricSums },
  metricAlarms: { schema: metricAlarmSchema, create: MetricAlarm },
  roles: { schema: roleSchema, create: Role },
  managedPolicies: { schema: managedPolicySchema, create: ManagedPolicy },
  bucketPolicies: { schema: bucketPolicySchema, create: BucketPolicy },
  resourcePolicies: { schema: resourcePolicySchema, create: ResourcePolicy },
  organizations: { schema: organizationSchema, create: Organization },
  organizationPolicySummaries: { schema: organizationPolicySummarySchema, create: OrganizationPolicySummary },
  organizationPolicies: { schema: organizationPolicySchema, create: OrganizationPolicy },
  organizationPolicyTargets: { schema: organizationPolicyTargetsSchema, create: OrganizationPolicyTargets },
  organizationParents: { schema: organizationParentsSchema, create: OrganizationParents },
};

const otherResource: ResourceType<FamilyName> = {
  schema: z.looseObject({}),
  create: OtherResource,
};

/** How items of a family are validated and what they become. */
export function resourceType(name: FamilyName): ResourceType<FamilyName> {
  const types: Readonly<Partial<Record<FamilyName, ResourceType<FamilyName>>>> = closelyRead;
  return types[name] ?? otherResource;
}
