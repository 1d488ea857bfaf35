/**
 * A small complete estate for rule examples, and short ways to vary it. Each helper returns items as the
 * AWS CLI prints them, so an example reads like an excerpt of a dump.
 *
 * One VPC (10.0.0.0/16) with Amazon DNS; subnets in two zones, on the main route table, without a way to
 * the internet; a default ACL; an instance in each subnet that may talk to anybody; S3 and DynamoDB's
 * prefix lists; no endpoint. Every family of facts is there, so nothing about it is undecided.
 */
import type { FamilyName } from '../model/fact-families.ts';
import type { RawItem } from '../model/snapshot.ts';
import type { Facts } from './rule.ts';

export const account = '111122223333';
export const region = 'eu-west-1';

/** S3's addresses in the examples: 256 + 128 of them. */
export const s3Cidrs = ['198.51.100.0/24', '203.0.113.0/25'];
const dynamodbCidrs = ['192.0.2.0/25'];

export function vpc(fields: RawItem = {}): RawItem {
  return {
    VpcId: 'vpc-1',
    OwnerId: account,
    CidrBlock: '10.0.0.0/16',
    DhcpOptionsId: 'dopt-1',
    IsDefault: false,
    ...fields,
  };
}

export function vpcAttributes(fields: RawItem = {}): RawItem {
  return {
    VpcId: 'vpc-1',
    EnableDnsSupport: { Value: true },
    EnableDnsHostnames: { Value: true },
    ...fields,
  };
}

export function subnet(id: string, cidr: string, zone: string, fields: RawItem = {}): RawItem {
  return {
    SubnetId: id,
    VpcId: 'vpc-1',
    OwnerId: account,
    CidrBlock: cidr,
    AvailabilityZone: `${region}${zone}`,
    AvailabilityZoneId: `euw1-az${zone === 'a' ? 1 : zone === 'b' ? 2 : 3}`,
    Ipv6CidrBlockAssociationSet: [],
    ...fields,
  };
}

const localRoute: RawItem = {
  DestinationCidrBlock: '10.0.0.0/16',
  GatewayId: 'local',
  Origin: 'CreateRouteTable',
  State: 'active',
};

/** A static route from a destination (CIDR or `pl-…`) to a target by its id. */
export function route(destination: string, target: string, fields: RawItem = {}): RawItem {
  const targetField = [
    ['nat-', 'NatGatewayId'],
    ['tgw-', 'TransitGatewayId'],
    ['pcx-', 'VpcPeeringConnectionId'],
    ['eni-', 'NetworkInterfaceId'],
    ['eigw-', 'EgressOnlyInternetGatewayId'],
  ].find(([prefix]) => target.startsWith(prefix ?? ''))?.[1];
  return {
    [destination.startsWith('pl-') ? 'DestinationPrefixListId' : 'DestinationCidrBlock']: destination,
    [targetField ?? 'GatewayId']: target,
    Origin: 'CreateRoute',
    State: 'active',
    ...fields,
  };
}

/** A route table with a local route, associated with subnets; `Main` where no subnet is named. */
export function routeTable(
  id: string,
  subnetIds: readonly string[],
  routes: readonly RawItem[] = [],
  fields: RawItem = {},
): RawItem {
  const associations =
    subnetIds.length > 0
      ? subnetIds.map((SubnetId) => ({ Main: false, SubnetId, AssociationState: { State: 'associated' } }))
      : [{ Main: true, AssociationState: { State: 'associated' } }];
  return {
    RouteTableId: id,
    VpcId: 'vpc-1',
    OwnerId: account,
    Associations: associations,
    PropagatingVgws: [],
    Routes: [localRoute, ...routes],
    ...fields,
  };
}

/** A permission for TCP ports (one, or from-to) with one peer: a CIDR, `sg-…` or `pl-…`. */
export function permission(port: number, peer: string, fields: RawItem = {}): RawItem {
  return {
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    IpRanges: peer.includes('/') ? [{ CidrIp: peer }] : [],
    Ipv6Ranges: [],
    PrefixListIds: peer.startsWith('pl-') ? [{ PrefixListId: peer }] : [],
    UserIdGroupPairs: peer.startsWith('sg-') ? [{ GroupId: peer, UserId: account }] : [],
    ...fields,
  };
}

export const allTraffic: RawItem = {
  IpProtocol: '-1',
  IpRanges: [{ CidrIp: '0.0.0.0/0' }],
  Ipv6Ranges: [],
  PrefixListIds: [],
  UserIdGroupPairs: [],
};

export function securityGroup(id: string, rules: { ingress?: RawItem[]; egress?: RawItem[] }): RawItem {
  return {
    GroupId: id,
    GroupName: id.replace('sg-', ''),
    VpcId: 'vpc-1',
    OwnerId: account,
    IpPermissions: rules.ingress ?? [],
    IpPermissionsEgress: rules.egress ?? [allTraffic],
  };
}

export const defaultSecurityGroup: RawItem = {
  ...securityGroup('sg-default', {
    ingress: [
      {
        IpProtocol: '-1',
        IpRanges: [],
        Ipv6Ranges: [],
        PrefixListIds: [],
        UserIdGroupPairs: [{ GroupId: 'sg-default', UserId: account }],
      },
    ],
  }),
  GroupName: 'default',
};

/** An entry of a network ACL: `egress allow tcp 443 10.0.0.0/16`, ports as one, from-to, or `all`. */
export function aclEntry(ruleNumber: number, text: string): RawItem {
  const [direction, action, protocol, ports = 'all', CidrBlock] = text.split(' ');
  const [from = '', to = from] = ports.split('-');
  return {
    RuleNumber: ruleNumber,
    Egress: direction === 'egress',
    Protocol: protocol === 'tcp' ? '6' : protocol === 'udp' ? '17' : '-1',
    RuleAction: action,
    CidrBlock,
    ...(ports === 'all' ? {} : { PortRange: { From: Number(from), To: Number(to) } }),
  };
}

/** A network ACL of some subnets with entries beside the two that deny the rest. */
export function networkAcl(id: string, subnetIds: readonly string[], entries: readonly RawItem[]): RawItem {
  return {
    NetworkAclId: id,
    VpcId: 'vpc-1',
    OwnerId: account,
    IsDefault: false,
    Associations: subnetIds.map((SubnetId) => ({ SubnetId })),
    Entries: [
      ...entries,
      aclEntry(32767, 'ingress deny all all 0.0.0.0/0'),
      aclEntry(32767, 'egress deny all all 0.0.0.0/0'),
    ],
  };
}

/** The interface of an instance. */
export function instanceInterface(
  id: string,
  subnetId: string,
  address: string,
  fields: RawItem = {},
): RawItem {
  return {
    NetworkInterfaceId: id,
    VpcId: 'vpc-1',
    SubnetId: subnetId,
    OwnerId: account,
    InterfaceType: 'interface',
    Description: '',
    Groups: [{ GroupId: 'sg-app' }],
    PrivateIpAddress: address,
    PrivateIpAddresses: [{ PrivateIpAddress: address }],
    Ipv6Addresses: [],
    Attachment: { InstanceId: id.replace('eni-', 'i-') },
    ...fields,
  };
}

/** The interface that an interface endpoint has in a subnet. */
export function endpointInterface(
  id: string,
  subnetId: string,
  address: string,
  fields: RawItem = {},
): RawItem {
  return {
    ...instanceInterface(id, subnetId, address),
    InterfaceType: 'vpc_endpoint',
    Description: 'VPC Endpoint Interface vpce-1',
    Groups: [{ GroupId: 'sg-endpoint' }],
    Attachment: { InstanceOwnerId: 'amazon-aws' },
    ...fields,
  };
}

const fullAccessPolicy = JSON.stringify({
  Version: '2008-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
});

export function gatewayEndpoint(
  service: string,
  routeTableIds: readonly string[],
  fields: RawItem = {},
): RawItem {
  return {
    VpcEndpointId: 'vpce-1',
    VpcEndpointType: 'Gateway',
    VpcId: 'vpc-1',
    OwnerId: account,
    ServiceName: `com.amazonaws.${region}.${service}`,
    State: 'available',
    PolicyDocument: fullAccessPolicy,
    RouteTableIds: routeTableIds,
    SubnetIds: [],
    Groups: [],
    NetworkInterfaceIds: [],
    DnsEntries: [],
    PrivateDnsEnabled: false,
    RequesterManaged: false,
    ...fields,
  };
}

export function interfaceEndpoint(
  service: string,
  subnetIds: readonly string[],
  fields: RawItem = {},
): RawItem {
  return {
    ...gatewayEndpoint(service, []),
    VpcEndpointType: 'Interface',
    SubnetIds: subnetIds,
    Groups: [{ GroupId: 'sg-endpoint', GroupName: 'endpoint' }],
    NetworkInterfaceIds: subnetIds.map((id) => id.replace('subnet-', 'eni-endpoint-')),
    PrivateDnsEnabled: true,
    ...fields,
  };
}

export const base: Facts = {
  vpcs: [vpc()],
  vpcAttributes: [vpcAttributes()],
  dhcpOptions: [
    {
      DhcpOptionsId: 'dopt-1',
      DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] }],
    },
  ],
  subnets: [subnet('subnet-a', '10.0.1.0/24', 'a'), subnet('subnet-b', '10.0.2.0/24', 'b')],
  routeTables: [routeTable('rtb-main', [])],
  prefixLists: [
    { PrefixListId: 'pl-s3', PrefixListName: `com.amazonaws.${region}.s3`, Cidrs: s3Cidrs },
    { PrefixListId: 'pl-dynamodb', PrefixListName: `com.amazonaws.${region}.dynamodb`, Cidrs: dynamodbCidrs },
  ],
  managedPrefixLists: [],
  managedPrefixListEntries: [],
  securityGroups: [
    defaultSecurityGroup,
    securityGroup('sg-app', {}),
    securityGroup('sg-endpoint', { ingress: [permission(443, '10.0.0.0/16')] }),
  ],
  networkAcls: [
    {
      NetworkAclId: 'acl-1',
      VpcId: 'vpc-1',
      OwnerId: account,
      IsDefault: true,
      Associations: [{ SubnetId: 'subnet-a' }, { SubnetId: 'subnet-b' }],
      Entries: [false, true].flatMap((Egress) => [
        { RuleNumber: 100, Egress, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' },
        { RuleNumber: 32767, Egress, Protocol: '-1', RuleAction: 'deny', CidrBlock: '0.0.0.0/0' },
      ]),
    },
  ],
  networkInterfaces: [
    instanceInterface('eni-a', 'subnet-a', '10.0.1.10'),
    instanceInterface('eni-b', 'subnet-b', '10.0.2.10'),
  ],
  instances: [],
  vpcEndpoints: [],
  vpcEndpointServices: [],
  vpcEndpointServiceConfigurations: [],
  vpcEndpointServicePermissions: [],
  vpcEndpointConnections: [],
  vpcEndpointConnectionNotifications: [],
  vpcEndpointAssociations: [],
  natGateways: [],
  internetGateways: [],
  egressOnlyInternetGateways: [],
  vpnGateways: [],
  vpnConnections: [],
  vpcPeeringConnections: [],
  transitGatewayAttachments: [],
  transitGatewayVpcAttachments: [],
  transitGatewayRouteTables: [],
  transitGatewayRoutes: [],
  vpcBlockPublicAccessOptions: [],
  vpcBlockPublicAccessExclusions: [],
  hostedZones: [],
  hostedZonesByVpc: [{ VpcId: 'vpc-1', HostedZoneSummaries: [] }],
  resourceRecordSets: [],
  profileAssociations: [],
  resolverRules: [],
  resolverRuleAssociations: [],
  resolverEndpoints: [],
  bucketPolicies: [],
  resourcePolicies: [],
  flowLogs: [],
  metricSums: [],
};

/** The base estate with some families replaced. */
export function estate(changes: Facts = {}): Facts {
  return { ...base, ...changes };
}

/** Facts as if some families had not been collected. */
export function without(facts: Facts, ...families: readonly FamilyName[]): Facts {
  return Object.fromEntries(
    Object.entries(facts).filter(([name]) => !families.some((family) => family === name)),
  );
}
