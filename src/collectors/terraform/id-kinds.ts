import type { IdKind } from './attributes.ts';

function kind(attributes: RegExp, ...types: string[]): IdKind {
  return { types, attributes };
}

/** What ids name, by the resources that have them and the attributes of others that hold them. */
export const idKinds = {
  vpc: kind(/vpc_id$/, 'aws_vpc', 'aws_default_vpc'),
  subnet: kind(/subnet_id$|subnet_ids$|subnets$|^ids$/, 'aws_subnet', 'aws_default_subnet', 'aws_subnets'),
  routeTable: kind(
    /route_table_ids?$|^ids$/,
    'aws_route_table',
    'aws_default_route_table',
    'aws_route_tables',
  ),
  securityGroup: kind(
    /security_group_ids?$|security_groups$|^ids$/,
    'aws_security_group',
    'aws_default_security_group',
    'aws_security_groups',
  ),
  networkAcl: kind(/network_acl_id$/, 'aws_network_acl', 'aws_default_network_acl'),
  vpcEndpoint: kind(/vpc_endpoint_id$/, 'aws_vpc_endpoint'),
  endpointService: kind(/vpc_endpoint_service_id$/, 'aws_vpc_endpoint_service'),
  endpointServiceName: kind(/^service_name$/),
  gateway: kind(
    /gateway_id$/,
    'aws_internet_gateway',
    'aws_vpn_gateway',
    'aws_egress_only_internet_gateway',
    'aws_vpn_gateway_attachment',
  ),
  natGateway: kind(/nat_gateway_id$/, 'aws_nat_gateway'),
  egressOnlyGateway: kind(/egress_only_gateway_id$/, 'aws_egress_only_internet_gateway'),
  transitGateway: kind(/transit_gateway_id$/, 'aws_ec2_transit_gateway'),
  transitGatewayAttachment: kind(
    /transit_gateway_attachment_id$/,
    'aws_ec2_transit_gateway_vpc_attachment',
    'aws_ec2_transit_gateway_vpc_attachment_accepter',
    'aws_ec2_transit_gateway_peering_attachment',
    'aws_ec2_transit_gateway_peering_attachment_accepter',
    'aws_ec2_transit_gateway_connect',
  ),
  transitGatewayRouteTable: kind(
    /route_table_id$/,
    'aws_ec2_transit_gateway_route_table',
    'aws_ec2_transit_gateway',
  ),
  peering: kind(
    /peering_connection_id$/,
    'aws_vpc_peering_connection',
    'aws_vpc_peering_connection_accepter',
  ),
  networkInterface: kind(/network_interface_id$/, 'aws_network_interface'),
  instance: kind(/instance_id$/, 'aws_instance'),
  prefixList: kind(/prefix_list_id$/, 'aws_ec2_managed_prefix_list', 'aws_prefix_list'),
  dhcpOptions: kind(/dhcp_options_id$/, 'aws_vpc_dhcp_options', 'aws_default_vpc_dhcp_options'),
  hostedZone: kind(/zone_id$/, 'aws_route53_zone'),
  resolverRule: kind(/resolver_rule_id$/, 'aws_route53_resolver_rule'),
  resolverEndpoint: kind(/resolver_endpoint_id$/, 'aws_route53_resolver_endpoint'),
  profile: kind(/profile_id$/, 'aws_route53profiles_profile'),
  loadBalancer: kind(/load_balancer_arn$|lb_arn$/, 'aws_lb', 'aws_alb'),
  targetGroup: kind(/target_group_arn$/, 'aws_lb_target_group', 'aws_alb_target_group'),
  bucket: kind(/^bucket$/, 'aws_s3_bucket'),
  securedResource: kind(
    /arn$/,
    'aws_secretsmanager_secret',
    'aws_kms_key',
    'aws_sqs_queue',
    'aws_sns_topic',
    'aws_dynamodb_table',
  ),
  localGateway: kind(/local_gateway_id$/),
  carrierGateway: kind(/carrier_gateway_id$/, 'aws_ec2_carrier_gateway'),
  coreNetwork: kind(/core_network_arn$/, 'aws_networkmanager_core_network'),
} as const satisfies Readonly<Record<string, IdKind>>;
