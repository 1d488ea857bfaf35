import type { Home } from './home.ts';
import { type GatewayService, type SubnetPlan, type VpcPlan, zones } from './plan.ts';

/** One item as AWS describes it. */
export type Item = Readonly<Record<string, unknown>>;

export function nameTag(name: string): readonly Item[] {
  return [
    { Key: 'Name', Value: name },
    { Key: 'environment', Value: 'production' },
  ];
}

export function arn({ region, account }: Home, service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

export function vpcItems(vpc: VpcPlan): readonly Item[] {
  return [
    {
      OwnerId: vpc.home.account,
      InstanceTenancy: 'default',
      CidrBlockAssociationSet: [
        {
          AssociationId: vpc.id.replace('vpc-', 'vpc-cidr-assoc-'),
          CidrBlock: vpc.cidr,
          CidrBlockState: { State: 'associated' },
        },
      ],
      IsDefault: false,
      Tags: nameTag(`vpc ${vpc.cidr}`),
      BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
      VpcId: vpc.id,
      State: 'available',
      CidrBlock: vpc.cidr,
      DhcpOptionsId: vpc.home.dhcpOptionsId,
    },
  ];
}

/** The answers of the two calls for a VPC's DNS attributes. */
export function vpcAttributeAnswers({ id, fault }: VpcPlan): readonly Item[] {
  return [
    { EnableDnsSupport: { Value: fault !== 'dns-support-off' }, VpcId: id },
    { EnableDnsHostnames: { Value: fault !== 'dns-hostnames-off' }, VpcId: id },
  ];
}

export function subnetItems(vpc: VpcPlan): readonly Item[] {
  return [...vpc.publicSubnets, ...vpc.privateSubnets].map((subnet) => ({
    AvailabilityZoneId: `${vpc.home.zonePrefix}-az${zones.indexOf(subnet.zone) + 1}`,
    MapCustomerOwnedIpOnLaunch: false,
    OwnerId: vpc.home.account,
    AssignIpv6AddressOnCreation: false,
    Ipv6CidrBlockAssociationSet: [],
    Tags: nameTag(`${isPublic(vpc, subnet) ? 'public' : 'private'} ${subnet.zone}`),
    SubnetArn: arn(vpc.home, 'ec2', `subnet/${subnet.id}`),
    EnableDns64: false,
    Ipv6Native: false,
    SubnetId: subnet.id,
    State: 'available',
    VpcId: vpc.id,
    CidrBlock: `${subnet.prefix}.0/24`,
    AvailableIpAddressCount: 226,
    AvailabilityZone: `${vpc.home.region}${subnet.zone}`,
    DefaultForAz: false,
    MapPublicIpOnLaunch: isPublic(vpc, subnet),
  }));
}

function isPublic(vpc: VpcPlan, subnet: SubnetPlan): boolean {
  return vpc.publicSubnets.includes(subnet);
}

/** The services with a gateway endpoint in a VPC. */
export function gatewayServices({ fault }: VpcPlan): readonly GatewayService[] {
  return fault === 'no-dynamodb-endpoint' ? ['s3'] : ['s3', 'dynamodb'];
}

/** The route tables that a gateway endpoint is associated with. */
export function tablesOfEndpoint(vpc: VpcPlan, service: GatewayService): readonly string[] {
  const tables = [vpc.mainRouteTableId, vpc.publicRouteTableId, ...vpc.privateRouteTableIds];
  if (service === 's3' && vpc.fault === 'table-without-s3') {
    return tables.filter((id) => id !== vpc.privateRouteTableIds[0]);
  }
  return service === 'dynamodb' && vpc.fault === 'endpoint-without-tables' ? [] : tables;
}

export function routeTableItems(vpc: VpcPlan): readonly Item[] {
  const toInternet = {
    DestinationCidrBlock: '0.0.0.0/0',
    GatewayId: vpc.internetGatewayId,
    Origin: 'CreateRoute',
    State: 'active',
  };
  const toNat = {
    DestinationCidrBlock: '0.0.0.0/0',
    NatGatewayId: vpc.natGatewayId,
    Origin: 'CreateRoute',
    State: 'active',
  };
  return [
    routeTable(vpc, vpc.mainRouteTableId, null, []),
    routeTable(vpc, vpc.publicRouteTableId, vpc.publicSubnets, [toInternet]),
    ...vpc.privateSubnets.map((subnet, index) =>
      routeTable(vpc, vpc.privateRouteTableIds[index] ?? '', [subnet], [toNat, ...transitRoutes(vpc)]),
    ),
  ];
}

function transitRoutes({ transitGatewayId }: VpcPlan): readonly Item[] {
  if (transitGatewayId === null) return [];
  return [
    {
      DestinationCidrBlock: '10.0.0.0/8',
      TransitGatewayId: transitGatewayId,
      Origin: 'CreateRoute',
      State: 'active',
    },
  ];
}

/** A table that serves some subnets, or without any the main table. */
function routeTable(
  vpc: VpcPlan,
  id: string,
  subnets: readonly SubnetPlan[] | null,
  routes: readonly Item[],
): Item {
  const associate = (fields: Item, ordinal: number): Item => ({
    RouteTableAssociationId: id.replace('rtb-', `rtbassoc-${ordinal}`),
    RouteTableId: id,
    ...fields,
    AssociationState: { State: 'associated' },
  });
  return {
    Associations: subnets
      ? subnets.map(({ id: SubnetId }, ordinal) => associate({ Main: false, SubnetId }, ordinal))
      : [associate({ Main: true }, 0)],
    PropagatingVgws: [],
    RouteTableId: id,
    Routes: [
      { DestinationCidrBlock: vpc.cidr, GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
      ...routes,
      ...gatewayServices(vpc).flatMap((service) => endpointRoutes(vpc, id, service)),
    ],
    Tags: nameTag(subnets ? 'subnets' : 'main'),
    VpcId: vpc.id,
    OwnerId: vpc.home.account,
  };
}

function endpointRoutes(vpc: VpcPlan, table: string, service: GatewayService): readonly Item[] {
  const isListed = tablesOfEndpoint(vpc, service).includes(table);
  const isLost = service === 's3' && vpc.fault === 'route-missing' && table === vpc.privateRouteTableIds[0];
  if (!isListed || isLost) return [];
  return [
    {
      DestinationPrefixListId: vpc.home.prefixListIds[service],
      GatewayId: service === 's3' ? vpc.s3EndpointId : vpc.dynamodbEndpointId,
      Origin: 'CreateRoute',
      State: 'active',
    },
  ];
}

export function networkAclItems(vpc: VpcPlan): readonly Item[] {
  const entries = [false, true].flatMap((Egress) =>
    (
      [
        [100, 'allow'],
        [32767, 'deny'],
      ] as const
    ).map(([RuleNumber, RuleAction]) => ({
      CidrBlock: '0.0.0.0/0',
      Egress,
      Protocol: '-1',
      RuleAction,
      RuleNumber,
    })),
  );
  return [
    {
      Associations: [...vpc.publicSubnets, ...vpc.privateSubnets].map(({ id: SubnetId }, ordinal) => ({
        NetworkAclAssociationId: vpc.networkAclId.replace('acl-', `aclassoc-${ordinal}`),
        NetworkAclId: vpc.networkAclId,
        SubnetId,
      })),
      Entries: entries,
      IsDefault: true,
      NetworkAclId: vpc.networkAclId,
      Tags: [],
      VpcId: vpc.id,
      OwnerId: vpc.home.account,
    },
  ];
}

export function internetGatewayItems(vpc: VpcPlan): readonly Item[] {
  return [
    {
      Attachments: [{ State: 'available', VpcId: vpc.id }],
      InternetGatewayId: vpc.internetGatewayId,
      OwnerId: vpc.home.account,
      Tags: nameTag('internet'),
    },
  ];
}

export function natGatewayItems(vpc: VpcPlan): readonly Item[] {
  const own = vpc.interfaces.find(({ workload }) => workload === 'nat-gateway');
  if (!own) return [];
  return [
    {
      CreateTime: '2026-02-03T04:05:06+00:00',
      NatGatewayAddresses: [
        {
          AllocationId: vpc.natGatewayId.replace('nat-', 'eipalloc-'),
          NetworkInterfaceId: own.id,
          PrivateIp: own.address,
          PublicIp: publicAddress(own.address),
          IsPrimary: true,
          Status: 'succeeded',
        },
      ],
      NatGatewayId: vpc.natGatewayId,
      State: 'available',
      SubnetId: own.subnet.id,
      VpcId: vpc.id,
      Tags: nameTag('nat'),
      ConnectivityType: 'public',
    },
  ];
}

/** A public address for a private one, from a range that is set aside for benchmarks (RFC 2544). */
export function publicAddress(address: string): string {
  const [, second = '', , fourth = ''] = address.split('.');
  return `198.18.${second}.${fourth}`;
}
