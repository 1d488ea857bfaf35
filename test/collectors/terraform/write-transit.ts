import { isFields } from '../../../src/collectors/infrastructure-code/fields.ts';
import { hostedZoneId } from '../../../src/model/resources/hosted-zone.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import type { Facts } from './write-terraform.ts';
import { Computed, field, id, ids, items, type Resource, tags } from './written-resource.ts';

/** Transit gateways, prefix lists of customers, DHCP options, names and flow logs. */
export function writeTransit(facts: Facts): readonly Resource[] {
  return [...transit(facts), ...lists(facts), ...names(facts), ...logs(facts)];
}

function transit(facts: Facts): readonly Resource[] {
  return [
    ...items(facts.customerGateways).map(
      (gateway): Resource => ({
        type: 'aws_customer_gateway',
        id: String(gateway['CustomerGatewayId']),
        values: tags(gateway),
      }),
    ),
    ...items(facts.directConnectGateways).map(
      (gateway): Resource => ({
        type: 'aws_dx_gateway',
        id: String(gateway['directConnectGatewayId']),
        values: {},
      }),
    ),
    ...items(facts.vpnConnections).map(
      (connection): Resource => ({
        type: 'aws_vpn_connection',
        id: String(connection['VpnConnectionId']),
        values: {
          vpn_gateway_id: id(connection['VpnGatewayId']),
          transit_gateway_id: id(connection['TransitGatewayId']),
          ...tags(connection),
        },
      }),
    ),
    ...items(facts.transitGateways).map(
      (gateway): Resource => ({
        type: 'aws_ec2_transit_gateway',
        id: String(gateway['TransitGatewayId']),
        values: {
          security_group_referencing_support: field(gateway['Options'], 'SecurityGroupReferencingSupport'),
          ...tags(gateway),
        },
      }),
    ),
    ...items(facts.transitGatewayVpcAttachments).map((attachment): Resource => {
      const option = (name: string) => field(attachment['Options'], name);
      return {
        type: 'aws_ec2_transit_gateway_vpc_attachment',
        id: String(attachment['TransitGatewayAttachmentId']),
        values: {
          transit_gateway_id: id(attachment['TransitGatewayId']),
          vpc_id: id(attachment['VpcId']),
          subnet_ids: ids(attachment['SubnetIds']),
          appliance_mode_support: option('ApplianceModeSupport'),
          ipv6_support: option('Ipv6Support'),
          security_group_referencing_support: option('SecurityGroupReferencingSupport'),
          ...tags(attachment),
        },
      };
    }),
    ...items(facts.transitGatewayRouteTables).map(
      (table): Resource => ({
        type: 'aws_ec2_transit_gateway_route_table',
        id: String(table['TransitGatewayRouteTableId']),
        values: { transit_gateway_id: id(table['TransitGatewayId']), ...tags(table) },
      }),
    ),
    ...joined(facts.transitGatewayRouteTableAssociations, 'Associations', 'association'),
    ...joined(
      facts.transitGatewayRouteTablePropagations,
      'TransitGatewayRouteTablePropagations',
      'propagation',
    ),
    ...items(facts.transitGatewayRoutes).flatMap((table) =>
      items(table['Routes']).map((route, index): Resource => {
        const [attachment] = items(route['TransitGatewayAttachments']);
        return {
          type: 'aws_ec2_transit_gateway_route',
          id: `${String(table['TransitGatewayRouteTableId'])}-route-${index}`,
          values: {
            transit_gateway_route_table_id: id(table['TransitGatewayRouteTableId']),
            destination_cidr_block: route['DestinationCidrBlock'],
            blackhole: route['State'] === 'blackhole',
            transit_gateway_attachment_id: id(attachment?.['TransitGatewayAttachmentId']),
          },
        };
      }),
    ),
  ];
}

function joined(
  tables: readonly RawItem[] | undefined,
  name: string,
  kind: 'association' | 'propagation',
): readonly Resource[] {
  return items(tables).flatMap((table) =>
    items(table[name]).map(
      (member): Resource => ({
        type: `aws_ec2_transit_gateway_route_table_${kind}`,
        id: `${kind}-${String(member['TransitGatewayAttachmentId'])}`,
        values: {
          transit_gateway_route_table_id: id(table['TransitGatewayRouteTableId']),
          transit_gateway_attachment_id: id(member['TransitGatewayAttachmentId']),
        },
      }),
    ),
  );
}

function lists(facts: Facts): readonly Resource[] {
  const entries = new Map(
    items(facts.managedPrefixListEntries).map((item) => [item['PrefixListId'], items(item['Entries'])]),
  );
  return [
    ...items(facts.managedPrefixLists).map(
      (list): Resource => ({
        type: 'aws_ec2_managed_prefix_list',
        id: String(list['PrefixListId']),
        values: {
          name: list['PrefixListName'],
          address_family: list['AddressFamily'],
          entry: (entries.get(list['PrefixListId']) ?? []).map(({ Cidr }) => ({ cidr: Cidr })),
          ...tags(list),
        },
      }),
    ),
    ...items(facts.dhcpOptions).map((options): Resource => {
      const values = (key: string) =>
        items(options['DhcpConfigurations'])
          .filter(({ Key }) => Key === key)
          .flatMap(({ Values }) => items(Values).map(({ Value }) => Value));
      return {
        type: 'aws_vpc_dhcp_options',
        id: String(options['DhcpOptionsId']),
        values: {
          domain_name: values('domain-name')[0] ?? '',
          domain_name_servers: values('domain-name-servers'),
          ntp_servers: values('ntp-servers'),
          ...tags(options),
        },
      };
    }),
  ];
}

function names(facts: Facts): readonly Resource[] {
  const vpcsOf = (zone: RawItem) =>
    items(facts.hostedZonesByVpc)
      .filter(({ HostedZoneSummaries }) =>
        items(HostedZoneSummaries).some(
          ({ HostedZoneId }) => hostedZoneId(String(HostedZoneId)) === hostedZoneId(String(zone['Id'])),
        ),
      )
      .map(({ VpcId }) => ({ vpc_id: id(VpcId) }));
  return [
    ...items(facts.hostedZones).map(
      (zone): Resource => ({
        type: 'aws_route53_zone',
        id: hostedZoneId(String(zone['Id'])),
        values: { name: zone['Name'], vpc: vpcsOf(zone) },
      }),
    ),
    ...items(facts.resourceRecordSets).flatMap((zone) =>
      items(zone['ResourceRecordSets']).map((record, index): Resource => {
        const { AliasTarget: alias } = record;
        return {
          type: 'aws_route53_record',
          id: `${String(zone['HostedZoneId'])}-record-${index}`,
          values: {
            zone_id: id(hostedZoneId(String(zone['HostedZoneId']))),
            name: record['Name'],
            type: record['Type'],
            records: items(record['ResourceRecords']).map(({ Value }) => Value),
            alias: isFields(alias)
              ? [{ name: field(alias, 'DNSName'), zone_id: field(alias, 'HostedZoneId') }]
              : [],
          },
        };
      }),
    ),
    ...items(facts.resolverEndpoints).map((endpoint): Resource => {
      const subnets = items(facts.subnets).filter(({ VpcId }) => VpcId === endpoint['HostVPCId']);
      return {
        type: 'aws_route53_resolver_endpoint',
        id: String(endpoint['Id']),
        values: {
          direction: endpoint['Direction'],
          host_vpc_id: new Computed(endpoint['HostVPCId']),
          security_group_ids: ids(endpoint['SecurityGroupIds']),
          ip_address: subnets.map(({ SubnetId }) => ({ subnet_id: id(SubnetId) })),
        },
      };
    }),
    ...items(facts.resolverRules).map(
      (rule): Resource => ({
        type: 'aws_route53_resolver_rule',
        id: String(rule['Id']),
        values: {
          domain_name: rule['DomainName'],
          rule_type: rule['RuleType'],
          name: rule['Name'],
          owner_id: rule['OwnerId'],
          resolver_endpoint_id: id(rule['ResolverEndpointId']),
          target_ip: items(rule['TargetIps']).map(({ Ip, Port }) => ({ ip: Ip, port: Port })),
          ...tags(rule),
        },
      }),
    ),
    ...items(facts.resolverRuleAssociations).map(
      (association): Resource => ({
        type: 'aws_route53_resolver_rule_association',
        id: String(association['Id']),
        values: { resolver_rule_id: id(association['ResolverRuleId']), vpc_id: id(association['VPCId']) },
      }),
    ),
    ...items(facts.profileAssociations).map(
      (association): Resource => ({
        type: 'aws_route53profiles_association',
        id: String(association['Id']),
        values: { profile_id: association['ProfileId'], resource_id: id(association['ResourceId']) },
      }),
    ),
  ];
}

function logs(facts: Facts): readonly Resource[] {
  return items(facts.flowLogs).flatMap((log) =>
    String(log['ResourceId']).startsWith('vpc-')
      ? [
          {
            type: 'aws_flow_log',
            id: String(log['FlowLogId']),
            values: { vpc_id: id(log['ResourceId']), ...tags(log) },
          },
        ]
      : [],
  );
}
