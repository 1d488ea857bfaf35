import type { FamilyName } from '../../../src/model/fact-families.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import { writeServices } from './write-services.ts';
import { writeTransit } from './write-transit.ts';
import {
  Computed,
  field,
  Id,
  id,
  ids,
  items,
  type Json,
  labelOf,
  type Resource,
  tags,
} from './written-resource.ts';

export type Facts = Readonly<Partial<Record<FamilyName, readonly RawItem[]>>>;

/** How rules, routes and entries are written: within what they belong to, or as resources of their own. */
type Style = 'inline' | 'separate';

/** The resources that would make what the facts describe, as far as Terraform has words for it. */
function resourcesOf(facts: Facts, style: Style): readonly Resource[] {
  const attributes = new Map(items(facts.vpcAttributes).map((item) => [item['VpcId'], item]));
  return [
    ...items(facts.vpcs).map((vpc): Resource => {
      const found = attributes.get(vpc['VpcId']);
      const attribute = (name: string) => field(field(found, name), 'Value');
      return {
        type: 'aws_vpc',
        id: String(vpc['VpcId']),
        values: {
          cidr_block: vpc['CidrBlock'],
          owner_id: vpc['OwnerId'],
          enable_dns_support: attribute('EnableDnsSupport'),
          enable_dns_hostnames: attribute('EnableDnsHostnames'),
          ipv6_cidr_block: field(items(vpc['Ipv6CidrBlockAssociationSet'])[0], 'Ipv6CidrBlock') ?? '',
          main_route_table_id: new Id(`main of ${String(vpc['VpcId'])}`),
          dhcp_options_id: new Computed(vpc['DhcpOptionsId']),
          ...tags(vpc),
        },
      };
    }),
    ...items(facts.vpcs).flatMap(writeWhatVpcsHave),
    ...items(facts.subnets).map(
      (subnet): Resource => ({
        type: 'aws_subnet',
        id: String(subnet['SubnetId']),
        values: {
          vpc_id: id(subnet['VpcId']),
          cidr_block: subnet['CidrBlock'],
          availability_zone: subnet['AvailabilityZone'],
          availability_zone_id: subnet['AvailabilityZoneId'],
          ipv6_cidr_block: field(items(subnet['Ipv6CidrBlockAssociationSet'])[0], 'Ipv6CidrBlock') ?? '',
          ...tags(subnet),
        },
      }),
    ),
    ...items(facts.internetGateways).map(
      (gateway): Resource => ({
        type: 'aws_internet_gateway',
        id: String(gateway['InternetGatewayId']),
        values: { vpc_id: id(field(items(gateway['Attachments'])[0], 'VpcId')), ...tags(gateway) },
      }),
    ),
    ...items(facts.vpnGateways).map(
      (gateway): Resource => ({
        type: 'aws_vpn_gateway',
        id: String(gateway['VpnGatewayId']),
        values: { vpc_id: id(field(items(gateway['VpcAttachments'])[0], 'VpcId')), ...tags(gateway) },
      }),
    ),
    ...items(facts.egressOnlyInternetGateways).map(
      (gateway): Resource => ({
        type: 'aws_egress_only_internet_gateway',
        id: String(gateway['EgressOnlyInternetGatewayId']),
        values: { vpc_id: id(field(items(gateway['Attachments'])[0], 'VpcId')), ...tags(gateway) },
      }),
    ),
    ...items(facts.natGateways).map(
      (nat): Resource => ({
        type: 'aws_nat_gateway',
        id: String(nat['NatGatewayId']),
        values: {
          subnet_id: id(nat['SubnetId']),
          connectivity_type: nat['ConnectivityType'],
          public_ip: '',
          private_ip: '',
          network_interface_id: '',
          ...tags(nat),
        },
      }),
    ),
    ...items(facts.vpcPeeringConnections).map(
      (peering): Resource => ({
        type: 'aws_vpc_peering_connection',
        id: String(peering['VpcPeeringConnectionId']),
        values: {
          vpc_id: id(field(peering['RequesterVpcInfo'], 'VpcId')),
          peer_vpc_id: id(field(peering['AccepterVpcInfo'], 'VpcId')),
          peer_owner_id: field(peering['AccepterVpcInfo'], 'OwnerId'),
          peer_region: field(peering['AccepterVpcInfo'], 'Region'),
          accept_status: field(peering['Status'], 'Code'),
          ...tags(peering),
        },
      }),
    ),
    ...items(facts.prefixLists).map(
      (prefixList): Resource => ({
        type: 'aws_prefix_list',
        id: String(prefixList['PrefixListId']),
        mode: 'data',
        values: { name: prefixList['PrefixListName'], cidr_blocks: prefixList['Cidrs'] },
      }),
    ),
    ...items(facts.routeTables).flatMap((table) => writeTable(table, style)),
    ...items(facts.securityGroups).flatMap((group) => writeGroup(group, style)),
    ...items(facts.networkAcls).flatMap((acl) => writeAcl(acl, style)),
    ...items(facts.vpcEndpoints).flatMap((endpoint) => writeEndpoint(endpoint, style)),
    ...items(facts.networkInterfaces).flatMap(writeInterface),
    ...writeTransit(facts),
    ...writeServices(facts),
    ...items(facts.bucketPolicies).map(
      (policy): Resource => ({
        type: 'aws_s3_bucket_policy',
        id: String(policy['Bucket']),
        values: { bucket: policy['Bucket'], policy: policy['Policy'] },
      }),
    ),
  ];
}

function writeWhatVpcsHave(vpc: RawItem): readonly Resource[] {
  const own = String(vpc['VpcId']);
  const vpcId = new Id(own);
  const options = id(vpc['DhcpOptionsId']);
  return [
    ...items(vpc['CidrBlockAssociationSet'])
      .filter(({ CidrBlock }) => CidrBlock !== vpc['CidrBlock'])
      .map(
        ({ CidrBlock }, index): Resource => ({
          type: 'aws_vpc_ipv4_cidr_block_association',
          id: `${own}-block-${index}`,
          values: { vpc_id: vpcId, cidr_block: CidrBlock },
        }),
      ),
    ...(options === null
      ? []
      : [
          {
            type: 'aws_vpc_dhcp_options_association',
            id: `${own}-options`,
            values: { vpc_id: vpcId, dhcp_options_id: options },
          },
        ]),
  ];
}

const targets = [
  ['NatGatewayId', 'nat_gateway_id'],
  ['VpcPeeringConnectionId', 'vpc_peering_connection_id'],
  ['TransitGatewayId', 'transit_gateway_id'],
  ['NetworkInterfaceId', 'network_interface_id'],
  ['EgressOnlyInternetGatewayId', 'egress_only_gateway_id'],
  ['GatewayId', 'gateway_id'],
] as const;

function writeTable(table: RawItem, style: Style): readonly Resource[] {
  const own = String(table['RouteTableId']);
  const associations = items(table['Associations']);
  const routes = items(table['Routes'])
    // Local routes, those of gateway endpoints and those that a gateway propagates are not Terraform's.
    .filter(({ GatewayId, Origin }) => GatewayId !== 'local' && Origin === 'CreateRoute')
    .filter(({ GatewayId }) => !String(GatewayId).startsWith('vpce-'))
    .map((route) => {
      const [aws, name] = targets.find(([target]) => route[target] !== undefined) ?? ['', ''];
      return {
        destination: route['DestinationCidrBlock'] ?? null,
        ipv6: route['DestinationIpv6CidrBlock'] ?? null,
        list: id(route['DestinationPrefixListId']),
        target: { [name]: id(route[aws]) },
      };
    });
  const inline = routes.map(({ destination, ipv6, list: prefixList, target }) => ({
    cidr_block: destination ?? '',
    ipv6_cidr_block: ipv6 ?? '',
    destination_prefix_list_id: prefixList ?? '',
    ...target,
  }));
  const propagating = items(table['PropagatingVgws']).map(({ GatewayId }) => String(GatewayId));
  const resource: Resource = {
    type: 'aws_route_table',
    id: own,
    values: {
      vpc_id: id(table['VpcId']),
      propagating_vgws: propagating,
      ...(style === 'inline' ? { route: inline } : {}),
      ...tags(table),
    },
  };
  return [
    resource,
    ...(style === 'inline' ? [] : routes).map(
      ({ destination, ipv6, list: prefixList, target }, index): Resource => ({
        type: 'aws_route',
        id: `r-${own}-${index}`,
        values: {
          route_table_id: new Id(own),
          destination_cidr_block: destination,
          destination_ipv6_cidr_block: ipv6,
          destination_prefix_list_id: prefixList,
          ...target,
        },
      }),
    ),
    ...associations.flatMap(({ SubnetId, Main }, index): readonly Resource[] =>
      Main === true
        ? [
            {
              type: 'aws_main_route_table_association',
              id: `main-${own}`,
              values: { vpc_id: id(table['VpcId']), route_table_id: new Id(own) },
            },
          ]
        : [
            {
              type: 'aws_route_table_association',
              id: `a-${own}-${index}`,
              values: { route_table_id: new Id(own), subnet_id: id(SubnetId), gateway_id: '' },
            },
          ],
    ),
  ];
}

const directions = [
  ['ingress', 'IpPermissions'],
  ['egress', 'IpPermissionsEgress'],
] as const;

function writeGroup(group: RawItem, style: Style): readonly Resource[] {
  const own = String(group['GroupId']);
  const blocks = (permissions: unknown) =>
    items(permissions).map((permission) => ({
      protocol: permission['IpProtocol'],
      from_port: permission['FromPort'] ?? 0,
      to_port: permission['ToPort'] ?? 0,
      cidr_blocks: items(permission['IpRanges']).map(({ CidrIp }) => CidrIp),
      ipv6_cidr_blocks: items(permission['Ipv6Ranges']).map(({ CidrIpv6 }) => CidrIpv6),
      prefix_list_ids: ids(items(permission['PrefixListIds']).map(({ PrefixListId }) => PrefixListId)),
      security_groups: items(permission['UserIdGroupPairs'])
        .filter(({ GroupId }) => GroupId !== own)
        .map(({ GroupId }) => new Id(String(GroupId))),
      self: items(permission['UserIdGroupPairs']).some(({ GroupId }) => GroupId === own),
    }));
  const resource: Resource = {
    type: 'aws_security_group',
    id: own,
    values: {
      name: group['GroupName'],
      vpc_id: id(group['VpcId']),
      ...(style === 'inline'
        ? { ingress: blocks(group['IpPermissions']), egress: blocks(group['IpPermissionsEgress']) }
        : {}),
      ...tags(group),
    },
  };
  if (style === 'inline') return [resource];
  const rules = directions.flatMap(([direction, name]) =>
    blocks(group[name]).flatMap((block, index) => {
      const traffic = {
        security_group_id: new Id(own),
        ip_protocol: block.protocol,
        from_port: block.from_port,
        to_port: block.to_port,
        cidr_ipv4: null,
        cidr_ipv6: null,
        prefix_list_id: null,
        referenced_security_group_id: null,
      };
      const peers: readonly Json[] = [
        ...block.cidr_blocks.map((cidr) => ({ cidr_ipv4: cidr })),
        ...block.ipv6_cidr_blocks.map((cidr) => ({ cidr_ipv6: cidr })),
        ...block.prefix_list_ids.map((prefixList) => ({ prefix_list_id: prefixList })),
        ...block.security_groups.map((peer) => ({ referenced_security_group_id: peer })),
        ...(block.self ? [{ referenced_security_group_id: new Id(own) }] : []),
      ];
      return peers.map(
        (peer, ordinal): Resource => ({
          type: `aws_vpc_security_group_${direction}_rule`,
          id: `${own}-${direction}-${index}-${ordinal}`,
          values: { ...traffic, ...peer },
        }),
      );
    }),
  );
  return [resource, ...rules];
}

function writeAcl(acl: RawItem, style: Style): readonly Resource[] {
  const own = String(acl['NetworkAclId']);
  const entries = items(acl['Entries'])
    .filter(({ RuleNumber }) => Number(RuleNumber) < 32767)
    .map((entry) => ({
      egress: entry['Egress'],
      number: entry['RuleNumber'],
      action: entry['RuleAction'],
      traffic: {
        protocol: entry['Protocol'],
        cidr_block: entry['CidrBlock'] ?? '',
        ipv6_cidr_block: entry['Ipv6CidrBlock'] ?? '',
        from_port: field(entry['PortRange'], 'From') ?? 0,
        to_port: field(entry['PortRange'], 'To') ?? 0,
        icmp_type: field(entry['IcmpTypeCode'], 'Type') ?? null,
        icmp_code: field(entry['IcmpTypeCode'], 'Code') ?? null,
      },
    }));
  const inline = (egress: boolean) =>
    entries
      .filter((entry) => entry.egress === egress)
      .map(({ number, action, traffic }) => ({ rule_no: number, action, ...traffic }));
  const resource: Resource = {
    type: 'aws_network_acl',
    id: own,
    values: {
      vpc_id: id(acl['VpcId']),
      ...(style === 'inline'
        ? { ingress: inline(false), egress: inline(true), subnet_ids: subnetsOf(acl) }
        : { subnet_ids: [] }),
      ...tags(acl),
    },
  };
  if (style === 'inline') return [resource];
  return [
    resource,
    ...entries.map(
      ({ egress, number, action, traffic }): Resource => ({
        type: 'aws_network_acl_rule',
        id: `${own}-${String(egress)}-${String(number)}`,
        values: { network_acl_id: new Id(own), egress, rule_number: number, rule_action: action, ...traffic },
      }),
    ),
    ...subnetsOf(acl).map(
      (subnet): Resource => ({
        type: 'aws_network_acl_association',
        id: `${own}-${subnet.id}`,
        values: { network_acl_id: new Id(own), subnet_id: subnet },
      }),
    ),
  ];
}

function subnetsOf(acl: RawItem): readonly Id[] {
  return ids(items(acl['Associations']).map(({ SubnetId }) => SubnetId));
}

function writeEndpoint(endpoint: RawItem, style: Style): readonly Resource[] {
  const own = String(endpoint['VpcEndpointId']);
  const tables = ids(endpoint['RouteTableIds']);
  const isSeparate = style === 'separate' && tables.length > 0;
  const resource: Resource = {
    type: 'aws_vpc_endpoint',
    id: own,
    values: {
      vpc_id: id(endpoint['VpcId']),
      vpc_endpoint_type: endpoint['VpcEndpointType'],
      service_name: endpoint['ServiceName'],
      state: endpoint['State'],
      policy: endpoint['PolicyDocument'] ?? '',
      private_dns_enabled: endpoint['PrivateDnsEnabled'],
      requester_managed: endpoint['RequesterManaged'],
      subnet_ids: ids(endpoint['SubnetIds']),
      security_group_ids: ids(items(endpoint['Groups']).map(({ GroupId }) => GroupId)),
      network_interface_ids: endpoint['NetworkInterfaceIds'] ?? [],
      dns_entry: [],
      dns_options: [endpoint['DnsOptions'] ?? []].flat().map((options) => ({
        dns_record_ip_type: field(options, 'DnsRecordIpType') ?? null,
        private_dns_only_for_inbound_resolver_endpoint:
          field(options, 'PrivateDnsOnlyForInboundResolverEndpoint') ?? null,
      })),
      ip_address_type: endpoint['IpAddressType'] ?? '',
      ...(isSeparate ? {} : { route_table_ids: tables }),
      ...tags(endpoint),
    },
  };
  if (!isSeparate) return [resource];
  const associations = tables.map(
    (table): Resource => ({
      type: 'aws_vpc_endpoint_route_table_association',
      id: `a-${own}-${table.id}`,
      values: { vpc_endpoint_id: new Id(own), route_table_id: table },
    }),
  );
  return [resource, ...associations];
}

/** Interfaces of instances; those that services make are in no code. */
function writeInterface(item: RawItem): readonly Resource[] {
  const instance = field(item['Attachment'], 'InstanceId');
  if (typeof instance !== 'string') return [];
  return [
    {
      type: 'aws_network_interface',
      id: String(item['NetworkInterfaceId']),
      values: {
        subnet_id: id(item['SubnetId']),
        interface_type: 'interface',
        description: item['Description'] ?? '',
        security_groups: ids(items(item['Groups']).map(({ GroupId }) => GroupId)),
        private_ips: items(item['PrivateIpAddresses']).map(({ PrivateIpAddress }) => PrivateIpAddress),
        attachment: [{ instance }],
      },
    },
  ];
}

const provider = 'registry.terraform.io/hashicorp/aws';

/** A state that holds what the facts describe, rules and routes within what they belong to. */
export function stateOf(facts: Facts, { account, region }: { account: string; region: string }): Json {
  const resources = resourcesOf(facts, 'inline').map(({ type, id: own, arn, mode, values }) => ({
    address: `${mode === undefined ? '' : 'data.'}${type}.${labelOf(own)}`,
    mode: mode ?? 'managed',
    type,
    name: labelOf(own),
    provider_name: provider,
    values: {
      id: own,
      arn: arn ?? (own.startsWith('arn:') ? own : `arn:aws:ec2:${region}:${account}:${type}/${own}`),
      ...(known(values) as Json),
    },
  }));
  return { format_version: '1.0', terraform_version: '1.11.4', values: { root_module: { resources } } };
}

/** A plan that changes nothing of what the facts describe. */
export function unchangingPlanOf(facts: Facts, place: { account: string; region: string }): Json {
  const { values } = stateOf(facts, place) as {
    readonly values: { readonly root_module: { readonly resources: readonly Json[] } };
  };
  return {
    format_version: '1.2',
    planned_values: values,
    resource_changes: values.root_module.resources
      .filter(({ mode }) => mode === 'managed')
      .map((resource) => ({
        ...resource,
        change: {
          actions: ['no-op'],
          before: resource['values'],
          after: resource['values'],
          after_unknown: {},
        },
      })),
    configuration: {},
  };
}

/** Ids as they stand in a state. */
function known(value: unknown): unknown {
  if (value instanceof Id) return value.id;
  if (value instanceof Computed) return known(value.value);
  if (Array.isArray(value)) return value.map(known);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, known(part)]));
}

/** A plan that makes all of it, so that no id is known; rules and routes are resources of their own. */
export function planOfFacts(facts: Facts, region: string, account?: string): Json {
  const resources = resourcesOf(facts, 'separate');
  const addresses = new Map(
    resources.flatMap(({ type, id: own, arn, mode }) =>
      mode === undefined ? [own, arn ?? own].map((each) => [each, `${type}.${labelOf(own)}`] as const) : [],
    ),
  );
  const isMade = (value: Id): boolean => addresses.has(value.id);
  const planned = resources.map(({ type, id: own, mode, values }) => {
    const parts = Object.entries(values).map(([name, value]) => [name, split(value, isMade)] as const);
    const open = parts.filter(([, { unknown }]) => unknown !== undefined);
    return {
      address: `${mode === undefined ? '' : 'data.'}${type}.${labelOf(own)}`,
      mode: mode ?? 'managed',
      type,
      name: labelOf(own),
      values: {
        ...(mode === undefined ? {} : { id: own }),
        ...Object.fromEntries(
          parts.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
        ),
      },
      unknown: {
        ...(mode === undefined ? { id: true, arn: true } : {}),
        ...Object.fromEntries(
          (computed[type] ?? []).filter((name) => !(name in values)).map((name) => [name, true]),
        ),
        ...Object.fromEntries(open.map(([name, { unknown }]) => [name, unknown])),
      },
      expressions: Object.fromEntries(
        Object.entries(values)
          .filter(([, value]) => !(value instanceof Computed))
          .map(([name, value]) => [name, expressionOf(value, addresses)]),
      ),
    };
  });
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: {
      root_module: {
        resources: planned.map(({ address, mode, type, name, values }) => ({
          ...{ address, mode, type, name, values },
          provider_name: provider,
        })),
      },
    },
    resource_changes: planned
      .filter(({ mode }) => mode === 'managed')
      .map(({ address, type, values, unknown }) => ({
        address,
        type,
        change: { actions: ['create'], before: null, after: values, after_unknown: unknown },
      })),
    configuration: {
      provider_config: {
        aws: {
          name: 'aws',
          expressions: {
            region: { constant_value: region },
            ...(account === undefined ? {} : { allowed_account_ids: { constant_value: [account] } }),
          },
        },
      },
      root_module: {
        resources: planned.map(({ address, mode, type, name, expressions }) => ({
          address,
          mode,
          type,
          name,
          provider_config_key: 'aws',
          expressions,
        })),
      },
    },
  };
}

/** Attributes that the provider leaves to AWS where the code does not give them. */
const computed: Readonly<Record<string, readonly string[]>> = {
  aws_vpc: ['default_route_table_id', 'default_network_acl_id', 'default_security_group_id'],
  aws_route_table: ['route'],
  aws_security_group: ['ingress', 'egress'],
  aws_network_acl: ['ingress', 'egress'],
  aws_vpc_endpoint: ['route_table_ids', 'prefix_list_id'],
  aws_vpc_endpoint_service: [
    'service_name',
    'service_type',
    'state',
    'availability_zones',
    'private_dns_name',
  ],
  aws_sqs_queue: ['policy', 'url'],
  aws_sns_topic: ['policy'],
  aws_secretsmanager_secret: ['policy'],
};

interface Split {
  readonly value?: unknown;
  readonly unknown?: unknown;
}

/** What of a value a plan knows, and what it does not. */
function split(value: unknown, isMade: (id: Id) => boolean): Split {
  if (value instanceof Computed) return { unknown: true };
  if (value instanceof Id) return isMade(value) ? { unknown: true } : { value: value.id };
  if (Array.isArray(value) && value.some((item) => item instanceof Id && isMade(item)))
    return { unknown: true };
  if (isBlocks(value)) {
    const blocks = value.map((block) =>
      Object.entries(block).map(([name, part]) => [name, split(part, isMade)] as const),
    );
    const told = (kind: 'value' | 'unknown') =>
      blocks.map((parts) =>
        Object.fromEntries(
          parts.flatMap(([name, part]) => (part[kind] === undefined ? [] : [[name, part[kind]]])),
        ),
      );
    const unknown = told('unknown');
    return {
      value: told('value'),
      ...(unknown.some((block) => Object.keys(block).length > 0) ? { unknown } : {}),
    };
  }
  return { value: known(value) };
}

function isBlocks(value: unknown): value is readonly Json[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === 'object' && item !== null && !(item instanceof Id))
  );
}

function expressionOf(value: unknown, addresses: ReadonlyMap<string, string>): unknown {
  if (value instanceof Id) return refersTo([value], addresses) ?? { constant_value: value.id };
  if (isBlocks(value)) {
    return value.map((block) =>
      Object.fromEntries(Object.entries(block).map(([name, part]) => [name, expressionOf(part, addresses)])),
    );
  }
  if (Array.isArray(value)) {
    const found = refersTo(
      value.filter((item) => item instanceof Id),
      addresses,
    );
    if (found) return found;
  }
  return { constant_value: known(value) };
}

function refersTo(values: readonly Id[], addresses: ReadonlyMap<string, string>): Json | null {
  const references = values.flatMap((value) => {
    const address = addresses.get(value.id);
    return address === undefined ? [] : [`${address}.id`, address];
  });
  return references.length === 0 ? null : { references };
}
