import * as fc from 'fast-check';
import type { RawItem } from '../../../src/model/snapshot.ts';
import type { Facts } from '../terraform/write-terraform.ts';

export const account = '111122223333';
export const region = 'eu-west-1';

const often = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.constantFrom(usual, usual, ...others);

const associated = { State: 'associated' } as const;
const tagged = (id: string) => [{ Key: 'Name', Value: id }];

/** What is left to chance in each of the two VPCs. */
const vpcDrawing = fc.record({
  hasSecondary: fc.boolean(),
  hasIpv6: fc.boolean(),
  dnsSupport: often(true, false),
  dnsHostnames: often(true, false),
  ownTables: fc.tuple(fc.boolean(), fc.boolean()),
  defaultRoute: fc.constantFrom('internet', 'nat', 'transit', null),
  hasPeerRoute: fc.boolean(),
  hasListRoute: fc.boolean(),
  hasVpnGateway: fc.boolean(),
  ports: fc.array(fc.constantFrom(80, 443, 5432), { minLength: 1, maxLength: 2 }),
  peers: fc.subarray(['10.0.0.0/8', '::/0', 'the other group', 'itself', 'list'], { minLength: 1 }),
  egressToAll: fc.boolean(),
  aclEntries: fc.uniqueArray(
    fc.record({
      number: fc.integer({ min: 1, max: 300 }),
      egress: fc.boolean(),
      allow: fc.boolean(),
      traffic: fc.constantFrom('all', 'https', 'ping', 'IPv6'),
    }),
    { minLength: 1, maxLength: 5, selector: ({ number, egress }) => `${number} ${egress}` },
  ),
  gatewayTables: fc.subarray([0, 1, 2], { minLength: 1 }),
  endpointSubnets: fc.subarray([0, 1], { minLength: 1 }),
  hasPrivateDns: fc.boolean(),
  policy: fc.constantFrom('everybody', 'one VPC', 'nobody'),
});
type VpcDrawing = typeof vpcDrawing extends fc.Arbitrary<infer T> ? T : never;

const drawing = fc.record({
  vpcs: fc.tuple(vpcDrawing, vpcDrawing),
  dns: fc.constantFrom(['AmazonProvidedDNS'], ['10.0.0.2', '10.0.0.3']),
  listEntries: fc.subarray(['10.8.0.0/16', '192.0.2.0/24', '198.51.100.7/32'], { minLength: 1 }),
  peeringStatus: fc.constant('active'),
  groupReferences: fc.boolean(),
  applianceMode: fc.boolean(),
  propagations: fc.subarray(['a', 'b']),
  transitRoutes: fc.uniqueArray(
    fc.record({
      cidr: fc.constantFrom('0.0.0.0/0', '10.0.0.0/16', '10.1.0.0/16'),
      to: fc.constantFrom('a', 'b', null),
    }),
    { maxLength: 3, selector: ({ cidr }) => cidr },
  ),
  service: fc.record({
    acceptance: fc.boolean(),
    principals: fc.subarray(['*', 'arn:aws:iam::444455556666:root'], { minLength: 1 }),
    crossZone: fc.boolean(),
    ownCrossZone: fc.constantFrom(true, false, null),
    enforced: fc.constantFrom('on', 'off'),
    port: fc.constantFrom(443, 5432),
    protocol: fc.constantFrom('TCP', 'TLS'),
    events: fc.subarray(['Connect', 'Accept', 'Delete'], { minLength: 1 }),
  }),
  records: fc.uniqueArray(
    fc.record({ label: fc.constantFrom('db', 'api', '*'), kind: fc.constantFrom('A', 'CNAME', 'alias') }),
    { minLength: 1, maxLength: 3, selector: ({ label }) => label },
  ),
  zoneOf: fc.subarray(['vpc-a', 'vpc-b'], { minLength: 1 }),
  ruleType: fc.constantFrom('FORWARD', 'SYSTEM'),
  hasBoundary: fc.boolean(),
});
type Drawing = typeof drawing extends fc.Arbitrary<infer T> ? T : never;

/** Two VPCs with something of every family that infrastructure code has words for. */
export const randomFacts: fc.Arbitrary<Facts> = drawing.map(factsOf);

function statement(effect: string, more: RawItem = {}): RawItem {
  return { Effect: effect, Principal: '*', Action: '*', Resource: '*', ...more };
}

function policy(effect: string, more: RawItem = {}): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement(effect, more)] });
}

const policies = {
  everybody: policy('Allow'),
  nobody: policy('Deny'),
  'one VPC': policy('Allow', { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-elsewhere' } } }),
} as const;

const permissions = ({ ports, peers }: VpcDrawing, own: string, other: string) =>
  [...new Set(ports)].map((port) => ({
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    IpRanges: peers.includes('10.0.0.0/8') ? [{ CidrIp: '10.0.0.0/8' }] : [],
    Ipv6Ranges: peers.includes('::/0') ? [{ CidrIpv6: '::/0' }] : [],
    PrefixListIds: peers.includes('list') ? [{ PrefixListId: 'pl-own' }] : [],
    UserIdGroupPairs: [
      ...(peers.includes('the other group') ? [{ GroupId: other, UserId: account }] : []),
      ...(peers.includes('itself') ? [{ GroupId: own, UserId: account }] : []),
    ],
  }));

const egress = ({ egressToAll }: VpcDrawing, other: string) => [
  egressToAll
    ? {
        IpProtocol: '-1',
        IpRanges: [{ CidrIp: '0.0.0.0/0' }],
        Ipv6Ranges: [],
        PrefixListIds: [],
        UserIdGroupPairs: [],
      }
    : {
        IpProtocol: 'udp',
        FromPort: 53,
        ToPort: 54,
        IpRanges: [],
        Ipv6Ranges: [],
        PrefixListIds: [],
        UserIdGroupPairs: [{ GroupId: other, UserId: account }],
      },
];

const traffics: Readonly<Record<VpcDrawing['aclEntries'][number]['traffic'], RawItem>> = {
  all: { Protocol: '-1', CidrBlock: '0.0.0.0/0' },
  https: { Protocol: '6', CidrBlock: '10.0.0.0/8', PortRange: { From: 443, To: 443 } },
  ping: { Protocol: '1', CidrBlock: '10.0.0.0/8', IcmpTypeCode: { Type: 8, Code: -1 } },
  IPv6: { Protocol: '17', Ipv6CidrBlock: '::/0', PortRange: { From: 53, To: 54 } },
};

const lastEntries = [false, true].map((Egress) => ({
  Egress,
  RuleNumber: 32767,
  RuleAction: 'deny',
  Protocol: '-1',
  CidrBlock: '0.0.0.0/0',
}));

function routesOf(drawn: VpcDrawing, name: string, octet: number, other: number) {
  const made = { Origin: 'CreateRoute', State: 'active' };
  const target = {
    internet: { GatewayId: `igw-${name}` },
    nat: { NatGatewayId: `nat-${name}` },
    transit: { TransitGatewayId: 'tgw-1' },
  };
  const local = { GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' };
  return [
    { DestinationCidrBlock: `10.${octet}.0.0/16`, ...local },
    ...(drawn.hasSecondary ? [{ DestinationCidrBlock: `100.64.${octet}.0/24`, ...local }] : []),
    ...(drawn.hasIpv6 ? [{ DestinationIpv6CidrBlock: `2001:db8:${octet}::/56`, ...local }] : []),
    ...(drawn.defaultRoute
      ? [{ DestinationCidrBlock: '0.0.0.0/0', ...target[drawn.defaultRoute], ...made }]
      : []),
    ...(drawn.hasPeerRoute
      ? [{ DestinationCidrBlock: `10.${other}.0.0/16`, VpcPeeringConnectionId: 'pcx-ab', ...made }]
      : []),
    ...(drawn.hasListRoute
      ? [{ DestinationPrefixListId: 'pl-own', TransitGatewayId: 'tgw-1', ...made }]
      : []),
    ...(drawn.hasIpv6
      ? [{ DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: `eigw-${name}`, ...made }]
      : []),
  ];
}

/** The families of one VPC. */
function ofVpc(drawn: VpcDrawing, name: string, octet: number, other: number) {
  const vpc = `vpc-${name}`;
  const subnets = [1, 2].map((number) => `subnet-${name}${number}`);
  const tables = [`rtb-${name}main`, `rtb-${name}1`, `rtb-${name}2`];
  const s3 = `vpce-${name}s3`;
  const isGatewayTable = (index: number) => drawn.gatewayTables.includes(index);
  const common = { VpcId: vpc, OwnerId: account };
  const endpoint = {
    ...common,
    State: 'available',
    PolicyDocument: policies[drawn.policy],
    RequesterManaged: false,
    IpAddressType: 'ipv4',
    NetworkInterfaceIds: [],
  };
  return {
    vpcs: [
      {
        ...common,
        CidrBlock: `10.${octet}.0.0/16`,
        CidrBlockAssociationSet: [
          { CidrBlock: `10.${octet}.0.0/16`, CidrBlockState: associated },
          ...(drawn.hasSecondary ? [{ CidrBlock: `100.64.${octet}.0/24`, CidrBlockState: associated }] : []),
        ],
        Ipv6CidrBlockAssociationSet: drawn.hasIpv6
          ? [{ Ipv6CidrBlock: `2001:db8:${octet}::/56`, Ipv6CidrBlockState: associated }]
          : [],
        DhcpOptionsId: 'dopt-1',
        IsDefault: false,
        Tags: tagged(vpc),
      },
    ],
    vpcAttributes: [
      {
        VpcId: vpc,
        EnableDnsSupport: { Value: drawn.dnsSupport },
        EnableDnsHostnames: { Value: drawn.dnsHostnames },
      },
    ],
    subnets: subnets.map((SubnetId, index) => ({
      ...common,
      SubnetId,
      CidrBlock: `10.${octet}.${index}.0/24`,
      AvailabilityZone: `${region}${index === 0 ? 'a' : 'b'}`,
      Ipv6CidrBlockAssociationSet: [],
    })),
    internetGateways: [
      {
        InternetGatewayId: `igw-${name}`,
        OwnerId: account,
        Attachments: [{ VpcId: vpc, State: 'attached' }],
      },
    ],
    vpnGateways: drawn.hasVpnGateway
      ? [
          {
            VpnGatewayId: `vgw-${name}`,
            State: 'available',
            VpcAttachments: [{ VpcId: vpc, State: 'attached' }],
          },
        ]
      : [],
    egressOnlyInternetGateways: [
      { EgressOnlyInternetGatewayId: `eigw-${name}`, Attachments: [{ VpcId: vpc, State: 'attached' }] },
    ],
    natGateways: [
      {
        NatGatewayId: `nat-${name}`,
        VpcId: vpc,
        SubnetId: subnets[0],
        State: 'available',
        ConnectivityType: 'public',
      },
    ],
    routeTables: tables.map((RouteTableId, index) => ({
      ...common,
      RouteTableId,
      PropagatingVgws: [],
      Routes: [
        ...routesOf(drawn, name, octet, other),
        ...(isGatewayTable(index)
          ? [{ DestinationPrefixListId: 'pl-s3', GatewayId: s3, Origin: 'CreateRoute', State: 'active' }]
          : []),
      ],
      Associations:
        index === 0
          ? [{ Main: true, AssociationState: associated }]
          : drawn.ownTables[index - 1]
            ? [{ Main: false, SubnetId: subnets[index - 1], AssociationState: associated }]
            : [],
    })),
    securityGroups: [1, 2].map((number) => {
      const [own, peer] = [`sg-${name}${number}`, `sg-${name}${3 - number}`];
      return {
        ...common,
        GroupId: own,
        GroupName: own,
        IpPermissions: permissions(drawn, own, peer),
        IpPermissionsEgress: egress(drawn, peer),
      };
    }),
    networkAcls: [
      {
        ...common,
        NetworkAclId: `acl-${name}`,
        IsDefault: false,
        Associations: subnets.map((SubnetId) => ({ SubnetId })),
        Entries: [
          ...drawn.aclEntries.map(({ number, egress: Egress, allow, traffic }) => ({
            Egress,
            RuleNumber: number,
            RuleAction: allow ? 'allow' : 'deny',
            ...traffics[traffic],
          })),
          ...lastEntries,
        ],
      },
    ],
    vpcEndpoints: [
      {
        ...endpoint,
        VpcEndpointId: s3,
        VpcEndpointType: 'Gateway',
        ServiceName: `com.amazonaws.${region}.s3`,
        RouteTableIds: tables.filter((_, index) => isGatewayTable(index)),
        SubnetIds: [],
        Groups: [],
        PrivateDnsEnabled: false,
      },
      {
        ...endpoint,
        VpcEndpointId: `vpce-${name}ssm`,
        VpcEndpointType: 'Interface',
        ServiceName: `com.amazonaws.${region}.ssm`,
        RouteTableIds: [],
        SubnetIds: drawn.endpointSubnets.map((index) => subnets[index]),
        Groups: [{ GroupId: `sg-${name}1` }],
        PrivateDnsEnabled: drawn.hasPrivateDns,
      },
    ],
    networkInterfaces: [
      {
        NetworkInterfaceId: `eni-${name}`,
        ...common,
        SubnetId: subnets[1],
        InterfaceType: 'interface',
        Description: '',
        Groups: [{ GroupId: `sg-${name}2` }],
        PrivateIpAddresses: [{ PrivateIpAddress: `10.${octet}.1.7` }],
        Attachment: { InstanceId: `i-${name}` },
      },
    ],
    flowLogs: [{ FlowLogId: `fl-${name}`, ResourceId: vpc, FlowLogStatus: 'ACTIVE' }],
  };
}

const balancer = (kind: string, name: string) =>
  `arn:aws:elasticloadbalancing:${region}:${account}:${kind}/${name}`;

/** What is not of one VPC. */
function between(drawn: Drawing) {
  const { service } = drawn;
  const attachments = (['a', 'b'] as const).map((name) => ({
    TransitGatewayAttachmentId: `tgw-attach-${name}`,
    ResourceId: `vpc-${name}`,
    ResourceType: 'vpc',
  }));
  const attachment = (name: string) => attachments[name === 'a' ? 0 : 1];
  return {
    customerGateways: [{ CustomerGatewayId: 'cgw-1' }],
    vpnConnections: [{ VpnConnectionId: 'vpn-1', TransitGatewayId: 'tgw-1', State: 'available' }],
    directConnectGateways: [{ directConnectGatewayId: 'dxgw-1' }],
    dhcpOptions: [
      {
        DhcpOptionsId: 'dopt-1',
        DhcpConfigurations: [{ Key: 'domain-name-servers', Values: drawn.dns.map((Value) => ({ Value })) }],
      },
    ],
    prefixLists: [
      { PrefixListId: 'pl-s3', PrefixListName: `com.amazonaws.${region}.s3`, Cidrs: ['198.51.100.0/24'] },
    ],
    managedPrefixLists: [
      { PrefixListId: 'pl-own', PrefixListName: 'own', OwnerId: account, AddressFamily: 'IPv4' },
    ],
    managedPrefixListEntries: [
      { PrefixListId: 'pl-own', Entries: drawn.listEntries.map((Cidr) => ({ Cidr })) },
    ],
    vpcPeeringConnections: [
      {
        VpcPeeringConnectionId: 'pcx-ab',
        Status: { Code: drawn.peeringStatus },
        RequesterVpcInfo: { VpcId: 'vpc-a', OwnerId: account, Region: region },
        AccepterVpcInfo: { VpcId: 'vpc-b', OwnerId: account, Region: region },
      },
    ],
    transitGateways: [
      {
        TransitGatewayId: 'tgw-1',
        OwnerId: account,
        Options: { SecurityGroupReferencingSupport: drawn.groupReferences ? 'enable' : 'disable' },
      },
    ],
    transitGatewayVpcAttachments: (['a', 'b'] as const).map((name) => ({
      TransitGatewayAttachmentId: `tgw-attach-${name}`,
      TransitGatewayId: 'tgw-1',
      VpcId: `vpc-${name}`,
      SubnetIds: [`subnet-${name}1`],
      State: 'available',
      Options: {
        ApplianceModeSupport: drawn.applianceMode ? 'enable' : 'disable',
        Ipv6Support: 'disable',
        SecurityGroupReferencingSupport: 'enable',
      },
    })),
    transitGatewayRouteTables: [{ TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayId: 'tgw-1' }],
    transitGatewayRouteTableAssociations: [
      {
        TransitGatewayRouteTableId: 'tgw-rtb-1',
        Associations: attachments.map((each) => ({ ...each, State: 'associated' })),
      },
    ],
    transitGatewayRouteTablePropagations: [
      {
        TransitGatewayRouteTableId: 'tgw-rtb-1',
        TransitGatewayRouteTablePropagations: drawn.propagations.map((name) => ({
          ...attachment(name),
          State: 'enabled',
        })),
      },
    ],
    transitGatewayRoutes: [
      {
        TransitGatewayRouteTableId: 'tgw-rtb-1',
        Routes: drawn.transitRoutes.map(({ cidr, to }) => ({
          DestinationCidrBlock: cidr,
          Type: 'static',
          State: to === null ? 'blackhole' : 'active',
          TransitGatewayAttachments: to === null ? [] : [attachment(to)],
        })),
      },
    ],
    loadBalancers: [
      {
        LoadBalancerArn: balancer('loadbalancer/net', 'lb-1'),
        LoadBalancerName: 'lb-1',
        Type: 'network',
        Scheme: 'internal',
        VpcId: 'vpc-b',
        State: { Code: 'active' },
        IpAddressType: 'ipv4',
        SecurityGroups: ['sg-b1'],
        AvailabilityZones: [
          { ZoneName: `${region}a`, SubnetId: 'subnet-b1' },
          { ZoneName: `${region}b`, SubnetId: 'subnet-b2' },
        ],
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: service.enforced,
      },
    ],
    loadBalancerAttributes: [
      {
        LoadBalancerArn: balancer('loadbalancer/net', 'lb-1'),
        Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: String(service.crossZone) }],
      },
    ],
    targetGroups: [
      {
        TargetGroupArn: balancer('targetgroup', 'tg-1'),
        TargetGroupName: 'tg-1',
        Protocol: service.protocol,
        Port: service.port,
        VpcId: 'vpc-b',
        TargetType: 'ip',
      },
    ],
    targetGroupAttributes: [
      {
        TargetGroupArn: balancer('targetgroup', 'tg-1'),
        Attributes: [
          {
            Key: 'load_balancing.cross_zone.enabled',
            Value: String(service.ownCrossZone ?? 'use_load_balancer_configuration'),
          },
        ],
      },
    ],
    listeners: [
      {
        ListenerArn: balancer('listener/net/lb-1', 'ls-1'),
        LoadBalancerArn: balancer('loadbalancer/net', 'lb-1'),
        Port: service.port,
        Protocol: service.protocol,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: balancer('targetgroup', 'tg-1') }],
      },
    ],
    vpcEndpointServiceConfigurations: [
      {
        ServiceId: 'vpce-svc-1',
        ServiceType: [{ ServiceType: 'Interface' }],
        ServiceState: 'Available',
        AcceptanceRequired: service.acceptance,
        NetworkLoadBalancerArns: [balancer('loadbalancer/net', 'lb-1')],
        SupportedIpAddressTypes: ['ipv4'],
      },
    ],
    vpcEndpointServicePermissions: [
      {
        ServiceId: 'vpce-svc-1',
        AllowedPrincipals: service.principals.map((Principal) => ({ Principal })),
      },
    ],
    vpcEndpointConnectionNotifications: [
      {
        ConnectionNotificationId: 'vpce-nfn-1',
        ServiceId: 'vpce-svc-1',
        ConnectionEvents: service.events,
        ConnectionNotificationState: 'Enabled',
      },
    ],
    ...names(drawn),
    ...ofPolicies(drawn),
  };
}

function names({ zoneOf, records, ruleType }: Drawing) {
  const sets = records.map(({ label, kind }) => ({
    Name: `${label}.corp.example.`,
    Type: kind === 'alias' ? 'A' : kind,
    ...(kind === 'alias'
      ? { AliasTarget: { HostedZoneId: 'ZELSEWHERE', DNSName: 'vpce-1.example.com.' } }
      : { ResourceRecords: [{ Value: kind === 'A' ? '10.0.0.9' : 'db.example.com' }] }),
  }));
  return {
    hostedZones: [{ Id: 'Z1', Name: 'corp.example.', Config: { PrivateZone: true } }],
    hostedZonesByVpc: zoneOf.map((VpcId) => ({
      VpcId,
      HostedZoneSummaries: [{ HostedZoneId: 'Z1', Name: 'corp.example.', Owner: { OwningAccount: account } }],
    })),
    resourceRecordSets: [{ HostedZoneId: 'Z1', ResourceRecordSets: sets }],
    resolverEndpoints: [
      { Id: 'rslvr-out-1', Direction: 'OUTBOUND', HostVPCId: 'vpc-a', SecurityGroupIds: ['sg-a1'] },
    ],
    resolverRules: [
      {
        Id: 'rslvr-rr-1',
        DomainName: 'office.example.',
        RuleType: ruleType,
        Name: 'office',
        OwnerId: account,
        ...(ruleType === 'FORWARD'
          ? { ResolverEndpointId: 'rslvr-out-1', TargetIps: [{ Ip: '192.0.2.53', Port: 53 }] }
          : {}),
      },
    ],
    resolverRuleAssociations: [
      { Id: 'rslvr-rrassoc-1', ResolverRuleId: 'rslvr-rr-1', VPCId: 'vpc-a', Status: 'COMPLETE' },
    ],
    profileAssociations: [{ Id: 'rpassoc-1', ProfileId: 'rp-1', ResourceId: 'vpc-b', Status: 'COMPLETE' }],
  };
}

function ofPolicies({ hasBoundary }: Drawing) {
  const arn = (service: string, name: string) => `arn:aws:${service}:${region}:${account}:${name}`;
  const shared = `arn:aws:iam::${account}:policy/shared`;
  return {
    bucketPolicies: [{ Bucket: 'reports', Policy: policies['one VPC'] }],
    resourcePolicies: [
      { ARN: arn('kms', 'key/k-1'), ResourcePolicy: policies.everybody },
      { ARN: arn('sqs', 'jobs'), ResourcePolicy: policies['one VPC'] },
      { ARN: arn('sns', 'news'), ResourcePolicy: policies.nobody },
      { ARN: arn('secretsmanager', 'secret:s-1'), ResourcePolicy: policies['one VPC'] },
      { ARN: arn('ecr', 'repository/images'), ResourcePolicy: policies.everybody },
      { ARN: arn('dynamodb', 'table/orders'), ResourcePolicy: policies.nobody },
      { ARN: arn('execute-api', 'a-1'), ResourcePolicy: policies['one VPC'] },
    ],
    roles: [
      {
        Arn: `arn:aws:iam::${account}:role/app`,
        RoleName: 'app',
        RolePolicyList: [{ PolicyName: 'own', PolicyDocument: policies.everybody }],
        AttachedManagedPolicies: [{ PolicyName: 'shared', PolicyArn: shared }],
        ...(hasBoundary
          ? { PermissionsBoundary: { PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/Bound' } }
          : {}),
      },
    ],
    managedPolicies: [
      {
        Arn: shared,
        PolicyName: 'shared',
        PolicyVersionList: [{ Document: policies.nobody, IsDefaultVersion: true }],
      },
    ],
  };
}

function factsOf(drawn: Drawing): Facts {
  const [a, b] = [ofVpc(drawn.vpcs[0], 'a', 0, 1), ofVpc(drawn.vpcs[1], 'b', 1, 0)];
  const ofBoth = Object.fromEntries(
    Object.entries(a).map(([family, items]) => [family, [...items, ...b[family as keyof typeof b]]]),
  );
  return { ...ofBoth, ...between(drawn) };
}
