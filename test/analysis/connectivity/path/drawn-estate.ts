import { type Drawn, firstGroups, secondGroups } from './drawing.ts';
import { firstOwner, firstRegion, placeOf } from './placement.ts';
import { openEntries } from './random-acls.ts';
import type {
  RawAclEntry,
  RawEndpoint,
  RawEstate,
  RawInterface,
  RawNatGateway,
  RawNetworkAcl,
  RawPeering,
  RawPermission,
  RawRoute,
  RawRouteTable,
  RawSecurityGroup,
  RawSubnet,
  RawVpc,
} from './raw-estate.ts';

/** Two VPCs, their things, and the peering connection between them. */
export function estateOf(drawn: Drawn): RawEstate {
  return {
    vpcs: vpcsOf(drawn),
    subnets: subnetsOf(drawn),
    routeTables: routeTablesOf(drawn),
    prefixLists: [
      {
        PrefixListId: 'pl-s3',
        PrefixListName: `com.amazonaws.${firstRegion}.s3`,
        Cidrs: ['52.92.0.0/24', '52.92.1.0/25', '3.5.0.0/26'],
      },
    ],
    managedPrefixListEntries: [
      { PrefixListId: 'pl-c', Entries: drawn.lists[0].map((Cidr) => ({ Cidr })) },
      { PrefixListId: 'pl-d', Entries: drawn.lists[1].map((Cidr) => ({ Cidr })) },
      { PrefixListId: 'pl-6', Entries: [{ Cidr: '2600:1f18:a::/63' }, { Cidr: '2600:9000::/29' }] },
    ],
    securityGroups: securityGroupsOf(drawn),
    networkAcls: networkAclsOf(drawn),
    networkInterfaces: interfacesOf(drawn),
    vpcEndpoints: endpointsOf(drawn),
    resourceConfigurationDetails: [
      {
        arn: resourceArn,
        portRanges: drawn.resourcePorts,
        resourceGatewayId: 'rgw-1',
        resourceConfigurationDefinition: { ipResource: { ipAddress: '10.0.0.20' } },
      },
    ],
    resourceGateways: [
      {
        arn: gatewayArn,
        id: 'rgw-1',
        vpcIdentifier: 'vpc-a',
        securityGroupIds: drawn.groups.resourceGateway,
      },
    ],
    natGateways: natGatewaysOf(drawn),
    vpcPeeringConnections: [peeringOf(drawn)],
    vpnGateways: [
      { VpnGatewayId: 'vgw-a', VpcAttachments: [{ VpcId: 'vpc-a', State: drawn.vpnGatewayState }] },
    ],
    vpcBlockPublicAccessOptions: [
      {
        AwsAccountId: firstOwner,
        AwsRegion: firstRegion,
        InternetGatewayBlockMode: drawn.publicAccess.mode,
      },
    ],
    vpcBlockPublicAccessExclusions: drawn.publicAccess.exclusions.map(({ resource, mode, state }, index) => ({
      ExclusionId: `exclusion-${index}`,
      ResourceArn: `arn:aws:ec2:${firstRegion}:${firstOwner}:${resource.split('-')[0]}/${resource}`,
      InternetGatewayExclusionMode: mode,
      State: state,
    })),
  };
}

const gatewayArn = `arn:aws:vpc-lattice:${firstRegion}:${firstOwner}:resourcegateway/rgw-1`;
const resourceArn = `arn:aws:vpc-lattice:${firstRegion}:${firstOwner}:resourceconfiguration/rcfg-1`;

/** Whether a VPC is the second one, whose things another account or Region may hold. */
function ownerOf({ placement }: Drawn, vpcId: string): string {
  return vpcId === 'vpc-b' ? placeOf(placement).owner : firstOwner;
}

function vpcsOf(drawn: Drawn): readonly RawVpc[] {
  return [
    {
      VpcId: 'vpc-a',
      OwnerId: firstOwner,
      CidrBlock: '10.0.0.0/16',
      CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16' }, { CidrBlock: '100.64.0.0/24' }],
      Ipv6CidrBlockAssociationSet: drawn.hasIpv6 ? [{ Ipv6CidrBlock: '2600:1f18:a::/56' }] : [],
    },
    {
      VpcId: 'vpc-b',
      OwnerId: ownerOf(drawn, 'vpc-b'),
      CidrBlock: '10.1.0.0/16',
      CidrBlockAssociationSet: [{ CidrBlock: '10.1.0.0/16' }],
      Ipv6CidrBlockAssociationSet: drawn.hasIpv6 ? [{ Ipv6CidrBlock: '2600:1f18:b::/56' }] : [],
    },
  ];
}

const subnetIds = ['subnet-1', 'subnet-2', 'subnet-3', 'subnet-4', 'subnet-5'] as const;
const vpcOfSubnet = ['vpc-a', 'vpc-a', 'vpc-a', 'vpc-b', 'vpc-b'] as const;
const subnetBlocks = ['10.0.0.0/28', '10.0.0.16/28', '100.64.0.0/28', '10.1.0.0/28', '10.1.0.16/28'] as const;

function subnetsOf(drawn: Drawn): readonly RawSubnet[] {
  return subnetIds.map((SubnetId, index) => {
    const VpcId = vpcOfSubnet[index] ?? 'vpc-a';
    const ipv6 = `2600:1f18:${VpcId === 'vpc-a' ? 'a' : 'b'}:${index}::/64`;
    return {
      SubnetId,
      VpcId,
      OwnerId: ownerOf(drawn, VpcId),
      CidrBlock: subnetBlocks[index] ?? '',
      AvailabilityZone: `${VpcId === 'vpc-a' ? firstRegion : placeOf(drawn.placement).region}${index % 2 === 0 ? 'a' : 'b'}`,
      Ipv6CidrBlockAssociationSet: drawn.hasIpv6 ? [{ Ipv6CidrBlock: ipv6 }] : [],
    };
  });
}

function routeTablesOf(drawn: Drawn): readonly RawRouteTable[] {
  const table = (id: string, VpcId: string, main: boolean, routes: readonly RawRoute[]): RawRouteTable => {
    const served = subnetIds.filter((_, index) => drawn.tables[index] === id);
    const implicit = subnetIds.filter(
      (_, index) => drawn.tables[index] === null && vpcOfSubnet[index] === VpcId,
    );
    const own = [...served, ...(main ? implicit : [])].map(
      (subnet) => subnetBlocks[subnetIds.indexOf(subnet)],
    );
    const stands = { AssociationState: { State: 'associated' } };
    return {
      RouteTableId: id,
      VpcId,
      OwnerId: ownerOf(drawn, VpcId),
      Associations: [
        ...(main ? [{ Main: true, ...stands }] : []),
        ...served.map((SubnetId) => ({ Main: false, SubnetId, ...stands })),
      ],
      // What a route to a subnet does within that very subnet, AWS does not say.
      Routes: [
        ...localRoutes(drawn, VpcId),
        ...routes.filter(
          ({ DestinationCidrBlock: block, Origin }) =>
            Origin !== 'CreateRoute' || !own.includes(block as never),
        ),
      ],
    };
  };
  return [
    table('rtb-main', 'vpc-a', true, drawn.mainRoutes),
    table('rtb-private', 'vpc-a', false, drawn.privateRoutes),
    table('rtb-public', 'vpc-a', false, drawn.publicRoutes),
    table('rtb-nat', 'vpc-a', false, drawn.natRoutes),
    table('rtb-b-main', 'vpc-b', true, drawn.peerRoutes[0]),
    table('rtb-b', 'vpc-b', false, drawn.peerRoutes[1]),
    ...(drawn.edge === null ? [] : [edgeTable(drawn, drawn.edge)]),
  ];
}

/** By which the internet gateway brings things in. */
function edgeTable(drawn: Drawn, routes: readonly RawRoute[]): RawRouteTable {
  return {
    RouteTableId: 'rtb-edge',
    VpcId: 'vpc-a',
    OwnerId: ownerOf(drawn, 'vpc-a'),
    Associations: [{ Main: false, GatewayId: 'igw-a', AssociationState: { State: 'associated' } }],
    Routes: [...localRoutes(drawn, 'vpc-a'), ...routes],
  };
}

function localRoutes({ hasIpv6 }: Drawn, vpcId: string): readonly RawRoute[] {
  const local = { GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' } as const;
  const blocks = vpcId === 'vpc-a' ? ['10.0.0.0/16', '100.64.0.0/24'] : ['10.1.0.0/16'];
  const ipv6 = vpcId === 'vpc-a' ? '2600:1f18:a::/56' : '2600:1f18:b::/56';
  return [
    ...blocks.map((DestinationCidrBlock) => ({ DestinationCidrBlock, ...local })),
    ...(hasIpv6 ? [{ DestinationIpv6CidrBlock: ipv6, ...local }] : []),
  ];
}

function securityGroupsOf(drawn: Drawn): readonly RawSecurityGroup[] {
  const owned = (rules: readonly RawPermission[]): readonly RawPermission[] =>
    rules.map((rule) => ({
      ...rule,
      UserIdGroupPairs: rule.UserIdGroupPairs.map(({ GroupId }) => {
        return { GroupId, UserId: ownerOf(drawn, secondGroups.includes(GroupId) ? 'vpc-b' : 'vpc-a') };
      }),
    }));
  const groups = (ids: readonly string[], VpcId: string, rules: readonly Drawn['firstRules'][number][]) =>
    ids.map((GroupId, index) => ({
      GroupId,
      GroupName: GroupId,
      VpcId,
      OwnerId: ownerOf(drawn, VpcId),
      IpPermissions: owned(rules[index]?.ingress ?? []),
      IpPermissionsEgress: owned(rules[index]?.egress ?? []),
    }));
  return [
    ...groups(firstGroups, 'vpc-a', drawn.firstRules),
    ...groups(secondGroups, 'vpc-b', drawn.secondRules),
  ];
}

function networkAclsOf(drawn: Drawn): readonly RawNetworkAcl[] {
  const acl = (id: string, VpcId: string, IsDefault: boolean, Entries: readonly RawAclEntry[]) => ({
    NetworkAclId: id,
    VpcId,
    OwnerId: ownerOf(drawn, VpcId),
    IsDefault,
    Associations: subnetIds.filter((_, index) => drawn.acls[index] === id).map((SubnetId) => ({ SubnetId })),
    Entries,
  });
  const [first, second, third] = drawn.entries;
  return [
    acl('acl-1', 'vpc-a', false, first),
    acl('acl-2', 'vpc-a', false, second),
    acl('acl-3', 'vpc-a', true, openEntries),
    acl('acl-4', 'vpc-b', false, third),
    acl('acl-5', 'vpc-b', true, openEntries),
  ];
}

interface InterfaceDrawing {
  readonly id: string;
  readonly subnet: (typeof subnetIds)[number];
  readonly addresses: readonly string[];
  readonly groups: readonly string[];
  readonly type?: string;
  readonly isInstance?: true;
  readonly checks?: boolean;
}

function interfacesOf(drawn: Drawn): readonly RawInterface[] {
  const { groups, hasSecondAddress, hasIpv6, endpointSubnet, publicAddresses } = drawn;
  const endpoint = endpointSubnet === 'subnet-1' ? '10.0.0.10' : '10.0.0.26';
  const second = hasSecondAddress ? ['10.0.0.13'] : [];
  const drawings: readonly InterfaceDrawing[] = [
    {
      id: 'eni-1',
      subnet: 'subnet-1',
      addresses: ['10.0.0.4', ...second],
      groups: groups.app,
      isInstance: true,
    },
    { id: 'eni-2', subnet: 'subnet-1', addresses: ['10.0.0.14'], groups: groups.app, isInstance: true },
    { id: 'eni-3', subnet: 'subnet-1', addresses: ['10.0.0.5'], groups: groups.lambda, type: 'lambda' },
    {
      id: 'eni-4',
      subnet: 'subnet-2',
      addresses: ['10.0.0.20', '10.0.0.21'],
      groups: groups.second,
      isInstance: true,
    },
    { id: 'eni-5', subnet: 'subnet-3', addresses: ['100.64.0.4'], groups: groups.third, isInstance: true },
    {
      id: 'eni-6',
      subnet: 'subnet-4',
      addresses: ['10.1.0.4', '10.1.0.5', '10.1.0.6'],
      groups: groups.peerApp,
      isInstance: true,
    },
    {
      id: 'eni-7',
      subnet: 'subnet-5',
      addresses: ['10.1.0.20', '10.1.0.21'],
      groups: groups.peerOther,
      isInstance: true,
    },
    {
      id: 'eni-fw',
      subnet: 'subnet-2',
      addresses: ['10.0.0.30'],
      groups: groups.appliance,
      checks: drawn.applianceChecks,
    },
    {
      id: 'eni-if',
      subnet: endpointSubnet,
      addresses: [endpoint],
      groups: groups.endpoint,
      type: 'vpc_endpoint',
    },
    {
      id: 'eni-rsc',
      subnet: 'subnet-2',
      addresses: ['10.0.0.27'],
      groups: groups.resource,
      type: 'vpc_endpoint',
    },
    {
      id: 'eni-b',
      subnet: 'subnet-5',
      addresses: ['10.1.0.26', '10.1.0.27'],
      groups: groups.peerEndpoint,
      type: 'vpc_endpoint',
    },
  ];
  return drawings.map(({ id, subnet, addresses, groups: carried, type, isInstance, checks = true }) => {
    const index = subnetIds.indexOf(subnet);
    const VpcId = vpcOfSubnet[index] ?? 'vpc-a';
    const side = VpcId === 'vpc-a' ? 'a' : 'b';
    const [first = ''] = addresses;
    // Of two instances that are alike in all else, one has no IPv6 address.
    const ipv6 = hasIpv6 && id !== 'eni-2' ? [`2600:1f18:${side}:${index}::${first.split('.')[3]}`] : [];
    return {
      NetworkInterfaceId: id,
      VpcId,
      SubnetId: subnet,
      OwnerId: ownerOf(drawn, VpcId),
      InterfaceType: type ?? 'interface',
      Description: '',
      Groups: carried.map((GroupId) => ({ GroupId })),
      PrivateIpAddress: first,
      PrivateIpAddresses: addresses.map((PrivateIpAddress) =>
        publicAddresses.includes(PrivateIpAddress)
          ? { PrivateIpAddress, Association: { PublicIp: '198.18.0.1' } }
          : { PrivateIpAddress },
      ),
      Ipv6Addresses: ipv6.map((Ipv6Address) => ({ Ipv6Address })),
      SourceDestCheck: checks,
      ...(isInstance ? { Attachment: { InstanceId: id.replace('eni', 'i') } } : {}),
    };
  });
}

function endpointsOf(drawn: Drawn): readonly RawEndpoint[] {
  const [gateway, own, resource, peer] = drawn.endpointStates;
  const endpoint = (
    id: string,
    type: string,
    VpcId: string,
    State: string,
    interfaces: readonly string[],
  ) => ({
    VpcEndpointId: id,
    VpcEndpointType: type,
    VpcId,
    OwnerId: ownerOf(drawn, VpcId),
    ServiceName: `com.amazonaws.${firstRegion}.${type === 'Gateway' ? 's3' : 'ssm'}`,
    State,
    NetworkInterfaceIds: interfaces,
    ...(type === 'Resource' ? { ResourceConfigurationArn: resourceArn } : {}),
  });
  return [
    endpoint('vpce-gw', 'Gateway', 'vpc-a', gateway, []),
    endpoint('vpce-if', 'Interface', 'vpc-a', own, ['eni-if']),
    endpoint('vpce-rsc', 'Resource', 'vpc-a', resource, ['eni-rsc']),
    endpoint('vpce-b', 'Interface', 'vpc-b', peer, ['eni-b']),
  ];
}

function natGatewaysOf({ nat }: Drawn): readonly RawNatGateway[] {
  const common = { VpcId: 'vpc-a' };
  const address = { 'subnet-1': '10.0.0.11', 'subnet-2': '10.0.0.28', 'subnet-3': '100.64.0.11' }[nat.subnet];
  return [
    {
      ...common,
      NatGatewayId: 'nat-1',
      SubnetId: nat.subnet,
      State: nat.state,
      ConnectivityType: nat.type,
      AvailabilityMode: 'zonal',
      NatGatewayAddresses: [{ PrivateIp: address }],
    },
    {
      ...common,
      NatGatewayId: 'nat-2',
      State: nat.regionalState,
      ConnectivityType: 'public',
      AvailabilityMode: 'regional',
      AutoProvisionZones: nat.regionalZones,
      RouteTableId: 'rtb-nat',
      NatGatewayAddresses: [{ PrivateIp: '10.0.0.12', AvailabilityZone: `${firstRegion}a` }],
    },
  ];
}

function peeringOf({ placement, peeringStatus, requestedByFirst }: Drawn): RawPeering {
  const { owner, region } = placeOf(placement);
  const first = { VpcId: 'vpc-a', OwnerId: firstOwner, Region: firstRegion };
  const second = { VpcId: 'vpc-b', OwnerId: owner, Region: region };
  return {
    VpcPeeringConnectionId: 'pcx-1',
    RequesterVpcInfo: requestedByFirst ? first : second,
    AccepterVpcInfo: requestedByFirst ? second : first,
    Status: { Code: peeringStatus },
  };
}
