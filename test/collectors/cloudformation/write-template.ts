import { isFields } from '../../../src/collectors/infrastructure-code/fields.ts';
import { parseArn } from '../../../src/model/scope.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import type { Facts } from '../terraform/write-terraform.ts';
import { field, items, type Json, nameOf } from '../terraform/written-resource.ts';

/** Templates take letters and digits only. */
const logical = (own: unknown) => nameOf(String(own)).replaceAll(/[^A-Za-z0-9]/g, '');

type Add = (own: unknown, type: string, properties: RawItem) => void;
/** How a property refers to something: to a resource of the template, or by its id. */
type Ref = (own: unknown) => unknown;

/** The fields that hold the id of what becomes a resource that others refer to. */
const made = [
  ['vpcs', 'VpcId'],
  ['subnets', 'SubnetId'],
  ['routeTables', 'RouteTableId'],
  ['securityGroups', 'GroupId'],
  ['networkAcls', 'NetworkAclId'],
  ['vpcEndpoints', 'VpcEndpointId'],
  ['internetGateways', 'InternetGatewayId'],
  ['vpnGateways', 'VpnGatewayId'],
  ['egressOnlyInternetGateways', 'EgressOnlyInternetGatewayId'],
  ['natGateways', 'NatGatewayId'],
  ['vpcPeeringConnections', 'VpcPeeringConnectionId'],
  ['transitGateways', 'TransitGatewayId'],
  ['transitGatewayVpcAttachments', 'TransitGatewayAttachmentId'],
  ['transitGatewayRouteTables', 'TransitGatewayRouteTableId'],
  ['managedPrefixLists', 'PrefixListId'],
  ['dhcpOptions', 'DhcpOptionsId'],
  ['loadBalancers', 'LoadBalancerArn'],
  ['targetGroups', 'TargetGroupArn'],
  ['vpcEndpointServiceConfigurations', 'ServiceId'],
  ['hostedZones', 'Id'],
  ['resolverEndpoints', 'Id'],
  ['resolverRules', 'Id'],
  ['instances', 'InstanceId'],
] as const;

/** A template that makes what the facts describe, as far as there are types of resource for it; all else goes by its id. */
export function templateOf(facts: Facts): { readonly Resources: Json } {
  const ids = new Set(made.flatMap(([family, name]) => items(facts[family]).map((item) => item[name])));
  const resources: Record<string, unknown> = {};
  const ref: Ref = (own) => (ids.has(own) ? { Ref: logical(own) } : own);
  const add: Add = (own, Type, properties) => {
    const given = Object.entries(properties).filter(([, value]) => value !== undefined);
    resources[logical(own)] = { Type, Properties: Object.fromEntries(given) };
  };
  for (const write of [
    writeVpcs,
    writeTables,
    writeFilters,
    writeEndpoints,
    writeGateways,
    writeTransit,
    writeServices,
    writeNames,
    writePolicies,
    writeRoles,
  ]) {
    write(facts, add, ref);
  }
  return { Resources: resources };
}

function refs(values: unknown, ref: Ref): readonly unknown[] {
  return items(values).map(ref);
}

function writeVpcs(facts: Facts, add: Add, ref: Ref): void {
  for (const vpc of items(facts.vpcs)) {
    const { VpcId, CidrBlock } = vpc;
    const attributes = items(facts.vpcAttributes).find((item) => item['VpcId'] === VpcId);
    add(VpcId, 'AWS::EC2::VPC', {
      CidrBlock,
      EnableDnsSupport: field(attributes?.['EnableDnsSupport'], 'Value'),
      EnableDnsHostnames: field(attributes?.['EnableDnsHostnames'], 'Value'),
    });
    const blocks = [
      ...items(vpc['CidrBlockAssociationSet'])
        .filter((block) => block['CidrBlock'] !== CidrBlock)
        .map((block) => ({ CidrBlock: block['CidrBlock'] })),
      ...items(vpc['Ipv6CidrBlockAssociationSet']).map((block) => ({
        Ipv6CidrBlock: block['Ipv6CidrBlock'],
      })),
    ];
    for (const [index, block] of blocks.entries()) {
      add(`${String(VpcId)}-block-${index}`, 'AWS::EC2::VPCCidrBlock', { VpcId: ref(VpcId), ...block });
    }
    if (vpc['DhcpOptionsId'] !== undefined) {
      add(`${String(VpcId)}-options`, 'AWS::EC2::VPCDHCPOptionsAssociation', {
        VpcId: ref(VpcId),
        DhcpOptionsId: ref(vpc['DhcpOptionsId']),
      });
    }
  }
  for (const { DhcpOptionsId, DhcpConfigurations } of items(facts.dhcpOptions)) {
    const servers = items(DhcpConfigurations).find(({ Key }) => Key === 'domain-name-servers');
    add(DhcpOptionsId, 'AWS::EC2::DHCPOptions', {
      DomainNameServers: items(servers?.['Values']).map(({ Value }) => Value),
    });
  }
  for (const { SubnetId, VpcId, CidrBlock, AvailabilityZone } of items(facts.subnets)) {
    add(SubnetId, 'AWS::EC2::Subnet', { VpcId: ref(VpcId), CidrBlock, AvailabilityZone });
  }
  for (const eni of items(facts.networkInterfaces)) {
    if (field(eni['Attachment'], 'InstanceId') === undefined) continue;
    add(eni['NetworkInterfaceId'], 'AWS::EC2::NetworkInterface', {
      SubnetId: ref(eni['SubnetId']),
      GroupSet: items(eni['Groups']).map(({ GroupId }) => ref(GroupId)),
      PrivateIpAddress: items(eni['PrivateIpAddresses'])[0]?.['PrivateIpAddress'],
    });
    add(`${String(eni['NetworkInterfaceId'])}-attachment`, 'AWS::EC2::NetworkInterfaceAttachment', {
      NetworkInterfaceId: { Ref: logical(eni['NetworkInterfaceId']) },
      InstanceId: field(eni['Attachment'], 'InstanceId'),
      DeviceIndex: '1',
    });
  }
  for (const { FlowLogId, ResourceId } of items(facts.flowLogs)) {
    add(FlowLogId, 'AWS::EC2::FlowLog', { ResourceId: ref(ResourceId), ResourceType: 'VPC' });
  }
}

function writeTables(facts: Facts, add: Add, ref: Ref): void {
  for (const { RouteTableId, VpcId, Routes, Associations } of items(facts.routeTables)) {
    add(RouteTableId, 'AWS::EC2::RouteTable', { VpcId: ref(VpcId) });
    for (const [index, route] of items(Routes).entries()) {
      const { State: _, Origin: __, ...written } = route;
      if (route['GatewayId'] === 'local' || String(route['GatewayId']).startsWith('vpce-')) continue;
      const properties = Object.fromEntries(
        Object.entries(written).map(([name, value]) => [name, ref(value)]),
      );
      add(`${String(RouteTableId)}-route-${index}`, 'AWS::EC2::Route', {
        RouteTableId: ref(RouteTableId),
        ...properties,
      });
    }
    for (const { SubnetId } of items(Associations)) {
      if (SubnetId === undefined) continue;
      add(`${logical(SubnetId)}-table`, 'AWS::EC2::SubnetRouteTableAssociation', {
        RouteTableId: ref(RouteTableId),
        SubnetId: ref(SubnetId),
      });
    }
  }
}

function writeFilters(facts: Facts, add: Add, ref: Ref): void {
  for (const group of items(facts.securityGroups)) {
    const own = group['GroupId'];
    const rulesOf = (permissions: unknown, peer: string) =>
      items(permissions).flatMap(({ IpProtocol, FromPort, ToPort, ...peers }) =>
        [
          ...items(peers['IpRanges']).map(({ CidrIp }) => ({ CidrIp })),
          ...items(peers['Ipv6Ranges']).map(({ CidrIpv6 }) => ({ CidrIpv6 })),
          ...items(peers['PrefixListIds']).map((each) => ({
            [`${peer}PrefixListId`]: ref(each['PrefixListId']),
          })),
          ...items(peers['UserIdGroupPairs']).map((pair) => ({
            [`${peer}SecurityGroupId`]: ref(pair['GroupId']),
          })),
        ].map((each) => ({
          IpProtocol,
          ...(FromPort === undefined ? {} : { FromPort }),
          ...(ToPort === undefined ? {} : { ToPort }),
          ...each,
        })),
      );
    const inbound = rulesOf(group['IpPermissions'], 'Source');
    add(own, 'AWS::EC2::SecurityGroup', {
      VpcId: ref(group['VpcId']),
      // The first rule in the group, the others beside it.
      SecurityGroupIngress: inbound.slice(0, 1),
      SecurityGroupEgress: rulesOf(group['IpPermissionsEgress'], 'Destination'),
    });
    for (const [index, rule] of inbound.slice(1).entries()) {
      add(`${String(own)}-rule-${index}`, 'AWS::EC2::SecurityGroupIngress', { GroupId: ref(own), ...rule });
    }
  }
  for (const { NetworkAclId, VpcId, Entries, Associations } of items(facts.networkAcls)) {
    add(NetworkAclId, 'AWS::EC2::NetworkAcl', { VpcId: ref(VpcId) });
    for (const [index, entry] of items(Entries).entries()) {
      if (Number(entry['RuleNumber']) === 32767) continue;
      const { IcmpTypeCode: Icmp, ...others } = entry;
      add(`${String(NetworkAclId)}-entry-${index}`, 'AWS::EC2::NetworkAclEntry', {
        NetworkAclId: ref(NetworkAclId),
        Icmp,
        ...others,
      });
    }
    for (const { SubnetId } of items(Associations)) {
      add(`${String(SubnetId)}-acl`, 'AWS::EC2::SubnetNetworkAclAssociation', {
        NetworkAclId: ref(NetworkAclId),
        SubnetId: ref(SubnetId),
      });
    }
  }
}

function writeEndpoints(facts: Facts, add: Add, ref: Ref): void {
  for (const endpoint of items(facts.vpcEndpoints)) {
    const { VpcEndpointType, ServiceName, PrivateDnsEnabled, PolicyDocument } = endpoint;
    add(endpoint['VpcEndpointId'], 'AWS::EC2::VPCEndpoint', {
      VpcEndpointType,
      VpcId: ref(endpoint['VpcId']),
      ServiceName,
      PrivateDnsEnabled: VpcEndpointType === 'Interface' ? PrivateDnsEnabled : undefined,
      PolicyDocument: documentOf(PolicyDocument),
      RouteTableIds: refs(endpoint['RouteTableIds'], ref),
      SubnetIds: refs(endpoint['SubnetIds'], ref),
      SecurityGroupIds: items(endpoint['Groups']).map(({ GroupId }) => ref(GroupId)),
    });
  }
}

function documentOf(policy: unknown): unknown {
  return typeof policy === 'string' ? (JSON.parse(policy) as unknown) : policy;
}

function writeGateways(facts: Facts, add: Add, ref: Ref): void {
  const gateways = [
    ['internetGateways', 'InternetGatewayId', 'Attachments', 'AWS::EC2::InternetGateway'],
    ['vpnGateways', 'VpnGatewayId', 'VpcAttachments', 'AWS::EC2::VPNGateway'],
  ] as const;
  for (const [family, name, attachments, type] of gateways) {
    for (const gateway of items(facts[family])) {
      add(gateway[name], type, {});
      const VpcId = ref(items(gateway[attachments])[0]?.['VpcId']);
      add(`${String(gateway[name])}-attachment`, 'AWS::EC2::VPCGatewayAttachment', {
        [name]: ref(gateway[name]),
        VpcId,
      });
    }
  }
  for (const gateway of items(facts.egressOnlyInternetGateways)) {
    add(gateway['EgressOnlyInternetGatewayId'], 'AWS::EC2::EgressOnlyInternetGateway', {
      VpcId: ref(items(gateway['Attachments'])[0]?.['VpcId']),
    });
  }
  for (const { NatGatewayId, SubnetId, ConnectivityType } of items(facts.natGateways)) {
    add(NatGatewayId, 'AWS::EC2::NatGateway', { SubnetId: ref(SubnetId), ConnectivityType });
  }
  const entries = new Map(
    items(facts.managedPrefixListEntries).map((item) => [item['PrefixListId'], items(item['Entries'])]),
  );
  for (const { PrefixListId, PrefixListName, AddressFamily } of items(facts.managedPrefixLists)) {
    add(PrefixListId, 'AWS::EC2::PrefixList', {
      PrefixListName,
      AddressFamily,
      Entries: (entries.get(PrefixListId) ?? []).map(({ Cidr }) => ({ Cidr })),
    });
  }
}

function writeTransit(facts: Facts, add: Add, ref: Ref): void {
  for (const { CustomerGatewayId } of items(facts.customerGateways)) {
    add(CustomerGatewayId, 'AWS::EC2::CustomerGateway', {});
  }
  for (const { directConnectGatewayId } of items(facts.directConnectGateways)) {
    add(directConnectGatewayId, 'AWS::DirectConnect::DirectConnectGateway', {});
  }
  for (const { VpnConnectionId, VpnGatewayId, TransitGatewayId } of items(facts.vpnConnections)) {
    add(VpnConnectionId, 'AWS::EC2::VPNConnection', {
      VpnGatewayId: ref(VpnGatewayId),
      TransitGatewayId: ref(TransitGatewayId),
    });
  }
  for (const { VpcPeeringConnectionId, RequesterVpcInfo, AccepterVpcInfo } of items(
    facts.vpcPeeringConnections,
  )) {
    add(VpcPeeringConnectionId, 'AWS::EC2::VPCPeeringConnection', {
      VpcId: ref(field(RequesterVpcInfo, 'VpcId')),
      PeerVpcId: ref(field(AccepterVpcInfo, 'VpcId')),
      PeerOwnerId: field(AccepterVpcInfo, 'OwnerId'),
      PeerRegion: field(AccepterVpcInfo, 'Region'),
    });
  }
  for (const { TransitGatewayId, Options } of items(facts.transitGateways)) {
    add(TransitGatewayId, 'AWS::EC2::TransitGateway', {
      SecurityGroupReferencingSupport: field(Options, 'SecurityGroupReferencingSupport'),
    });
  }
  for (const attachment of items(facts.transitGatewayVpcAttachments)) {
    add(attachment['TransitGatewayAttachmentId'], 'AWS::EC2::TransitGatewayAttachment', {
      TransitGatewayId: ref(attachment['TransitGatewayId']),
      VpcId: ref(attachment['VpcId']),
      SubnetIds: refs(attachment['SubnetIds'], ref),
      Options: attachment['Options'],
    });
  }
  for (const { TransitGatewayRouteTableId, TransitGatewayId } of items(facts.transitGatewayRouteTables)) {
    add(TransitGatewayRouteTableId, 'AWS::EC2::TransitGatewayRouteTable', {
      TransitGatewayId: ref(TransitGatewayId),
    });
  }
  const joins = [
    ['transitGatewayRouteTableAssociations', 'Associations', 'Association'],
    ['transitGatewayRouteTablePropagations', 'TransitGatewayRouteTablePropagations', 'Propagation'],
  ] as const;
  for (const [family, name, kind] of joins) {
    for (const table of items(facts[family])) {
      for (const { TransitGatewayAttachmentId } of items(table[name])) {
        add(`${kind}-${String(TransitGatewayAttachmentId)}`, `AWS::EC2::TransitGatewayRouteTable${kind}`, {
          TransitGatewayRouteTableId: ref(table['TransitGatewayRouteTableId']),
          TransitGatewayAttachmentId: ref(TransitGatewayAttachmentId),
        });
      }
    }
  }
  for (const table of items(facts.transitGatewayRoutes)) {
    for (const [index, route] of items(table['Routes']).entries()) {
      const [attachment] = items(route['TransitGatewayAttachments']);
      add(`${String(table['TransitGatewayRouteTableId'])}-route-${index}`, 'AWS::EC2::TransitGatewayRoute', {
        TransitGatewayRouteTableId: ref(table['TransitGatewayRouteTableId']),
        DestinationCidrBlock: route['DestinationCidrBlock'],
        ...(attachment
          ? { TransitGatewayAttachmentId: ref(attachment['TransitGatewayAttachmentId']) }
          : { Blackhole: true }),
      });
    }
  }
}

function writeServices(facts: Facts, add: Add, ref: Ref): void {
  for (const balancer of items(facts.loadBalancers)) {
    const arn = balancer['LoadBalancerArn'];
    const attributes = items(facts.loadBalancerAttributes).find((each) => each['LoadBalancerArn'] === arn);
    add(arn, 'AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Name: balancer['LoadBalancerName'],
      Type: balancer['Type'],
      Scheme: balancer['Scheme'],
      IpAddressType: balancer['IpAddressType'],
      Subnets: items(balancer['AvailabilityZones']).map(({ SubnetId }) => ref(SubnetId)),
      SecurityGroups: refs(balancer['SecurityGroups'], ref),
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic:
        balancer['EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic'],
      LoadBalancerAttributes: attributes?.['Attributes'],
    });
  }
  for (const group of items(facts.targetGroups)) {
    const arn = group['TargetGroupArn'];
    const attributes = items(facts.targetGroupAttributes).find((each) => each['TargetGroupArn'] === arn);
    add(arn, 'AWS::ElasticLoadBalancingV2::TargetGroup', {
      Name: group['TargetGroupName'],
      Port: group['Port'],
      Protocol: group['Protocol'],
      VpcId: ref(group['VpcId']),
      TargetType: group['TargetType'],
      TargetGroupAttributes: attributes?.['Attributes'],
    });
  }
  for (const { ListenerArn, LoadBalancerArn, Port, Protocol, DefaultActions } of items(facts.listeners)) {
    add(ListenerArn, 'AWS::ElasticLoadBalancingV2::Listener', {
      LoadBalancerArn: ref(LoadBalancerArn),
      Port,
      Protocol,
      DefaultActions: items(DefaultActions).map(({ Type, TargetGroupArn }) => ({
        Type,
        TargetGroupArn: ref(TargetGroupArn),
      })),
    });
  }
  for (const service of items(facts.vpcEndpointServiceConfigurations)) {
    add(service['ServiceId'], 'AWS::EC2::VPCEndpointService', {
      AcceptanceRequired: service['AcceptanceRequired'],
      NetworkLoadBalancerArns: refs(service['NetworkLoadBalancerArns'], ref),
      SupportedIpAddressTypes: service['SupportedIpAddressTypes'],
    });
  }
  for (const { ServiceId, AllowedPrincipals } of items(facts.vpcEndpointServicePermissions)) {
    add(`${String(ServiceId)}-permissions`, 'AWS::EC2::VPCEndpointServicePermissions', {
      ServiceId: ref(ServiceId),
      AllowedPrincipals: items(AllowedPrincipals).map(({ Principal }) => Principal),
    });
  }
  for (const each of items(facts.vpcEndpointConnectionNotifications)) {
    add(each['ConnectionNotificationId'], 'AWS::EC2::VPCEndpointConnectionNotification', {
      ServiceId: ref(each['ServiceId']),
      ConnectionEvents: each['ConnectionEvents'],
    });
  }
}

function writeNames(facts: Facts, add: Add, ref: Ref): void {
  for (const { Id, Name } of items(facts.hostedZones)) {
    const vpcs = items(facts.hostedZonesByVpc).filter(({ HostedZoneSummaries }) =>
      items(HostedZoneSummaries).some(({ HostedZoneId }) => HostedZoneId === Id),
    );
    add(Id, 'AWS::Route53::HostedZone', {
      Name,
      VPCs: vpcs.map(({ VpcId }) => ({ VPCId: ref(VpcId), VPCRegion: { Ref: 'AWS::Region' } })),
    });
  }
  for (const { HostedZoneId, ResourceRecordSets } of items(facts.resourceRecordSets)) {
    for (const [index, { Name, Type, ResourceRecords, AliasTarget }] of items(ResourceRecordSets).entries()) {
      add(`${String(HostedZoneId)}-record-${index}`, 'AWS::Route53::RecordSet', {
        HostedZoneId: ref(HostedZoneId),
        Name,
        Type,
        AliasTarget,
        ResourceRecords: isFields(AliasTarget) ? undefined : items(ResourceRecords).map(({ Value }) => Value),
      });
    }
  }
  for (const { Id, Direction, HostVPCId, SecurityGroupIds } of items(facts.resolverEndpoints)) {
    const subnets = items(facts.subnets).filter(({ VpcId }) => VpcId === HostVPCId);
    add(Id, 'AWS::Route53Resolver::ResolverEndpoint', {
      Direction,
      SecurityGroupIds: refs(SecurityGroupIds, ref),
      IpAddresses: subnets.map(({ SubnetId }) => ({ SubnetId: ref(SubnetId) })),
    });
  }
  for (const { Id, DomainName, RuleType, Name, ResolverEndpointId, TargetIps } of items(
    facts.resolverRules,
  )) {
    add(Id, 'AWS::Route53Resolver::ResolverRule', {
      DomainName,
      RuleType,
      Name,
      ResolverEndpointId: ref(ResolverEndpointId),
      TargetIps: items(TargetIps).map(({ Ip, Port }) => ({ Ip, Port })),
    });
  }
  for (const { Id, ResolverRuleId, VPCId } of items(facts.resolverRuleAssociations)) {
    add(Id, 'AWS::Route53Resolver::ResolverRuleAssociation', {
      ResolverRuleId: ref(ResolverRuleId),
      VPCId: ref(VPCId),
    });
  }
  for (const { Id, ProfileId, ResourceId } of items(facts.profileAssociations)) {
    add(Id, 'AWS::Route53Profiles::ProfileAssociation', { ProfileId, ResourceId: ref(ResourceId) });
  }
}

function writePolicies(facts: Facts, add: Add): void {
  for (const { Bucket, Policy } of items(facts.bucketPolicies)) {
    add(Bucket, 'AWS::S3::BucketPolicy', { Bucket, PolicyDocument: documentOf(Policy) });
  }
  for (const { ARN: arn, ResourcePolicy } of items(facts.resourcePolicies)) {
    const name = nameOf(String(arn));
    const policy = documentOf(ResourcePolicy);
    const holder = { Ref: logical(arn) };
    const beside = `${name}-policy`;
    switch (parseArn(String(arn))?.service ?? '') {
      case 'kms':
        add(arn, 'AWS::KMS::Key', { KeyPolicy: policy });
        break;
      case 'ecr':
        add(arn, 'AWS::ECR::Repository', { RepositoryName: name, RepositoryPolicyText: policy });
        break;
      case 'dynamodb':
        add(arn, 'AWS::DynamoDB::Table', { TableName: name, ResourcePolicy: { PolicyDocument: policy } });
        break;
      case 'execute-api':
        add(arn, 'AWS::ApiGateway::RestApi', { Policy: policy });
        break;
      case 'sqs':
        add(arn, 'AWS::SQS::Queue', { QueueName: name });
        add(beside, 'AWS::SQS::QueuePolicy', { Queues: [holder], PolicyDocument: policy });
        break;
      case 'sns':
        add(arn, 'AWS::SNS::Topic', { TopicName: name });
        add(beside, 'AWS::SNS::TopicPolicy', { Topics: [holder], PolicyDocument: policy });
        break;
      case 'secretsmanager':
        add(arn, 'AWS::SecretsManager::Secret', {});
        add(beside, 'AWS::SecretsManager::ResourcePolicy', { SecretId: holder, ResourcePolicy: policy });
        break;
      default:
        throw new Error(`nothing is written for ${name}`);
    }
  }
}

function writeRoles(facts: Facts, add: Add): void {
  for (const role of items(facts.roles)) {
    const attached = items(role['AttachedManagedPolicies']).map(({ PolicyArn }) => PolicyArn);
    const policies = new Set(items(facts.managedPolicies).map(({ Arn }) => Arn));
    add(role['RoleName'], 'AWS::IAM::Role', {
      RoleName: role['RoleName'],
      Policies: items(role['RolePolicyList']).map(({ PolicyName, PolicyDocument }) => ({
        PolicyName,
        PolicyDocument: documentOf(PolicyDocument),
      })),
      ManagedPolicyArns: attached.filter((arn) => !policies.has(arn)),
      PermissionsBoundary: field(role['PermissionsBoundary'], 'PermissionsBoundaryArn'),
    });
  }
  for (const { Arn, PolicyName, PolicyVersionList } of items(facts.managedPolicies)) {
    const holders = items(facts.roles).filter((role) =>
      items(role['AttachedManagedPolicies']).some(({ PolicyArn }) => PolicyArn === Arn),
    );
    add(PolicyName, 'AWS::IAM::ManagedPolicy', {
      ManagedPolicyName: PolicyName,
      Roles: holders.map(({ RoleName }) => ({ Ref: logical(RoleName) })),
      PolicyDocument: documentOf(items(PolicyVersionList)[0]?.['Document']),
    });
  }
}
