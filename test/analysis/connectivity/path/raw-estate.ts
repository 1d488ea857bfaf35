import { type AddressRange, parseCidr } from '../../../../src/model/cidr.ts';

/** The items of `describe-*` that decide paths, as far as the walk of one packet reads them. */

export type RawVpc = {
  readonly VpcId: string;
  readonly OwnerId: string;
  readonly CidrBlock: string;
  readonly CidrBlockAssociationSet: readonly { readonly CidrBlock: string }[];
  readonly Ipv6CidrBlockAssociationSet: readonly { readonly Ipv6CidrBlock: string }[];
};

export type RawSubnet = {
  readonly SubnetId: string;
  readonly VpcId: string;
  readonly OwnerId: string;
  readonly CidrBlock: string;
  readonly AvailabilityZone: string;
  readonly Ipv6CidrBlockAssociationSet: readonly { readonly Ipv6CidrBlock: string }[];
};

export type RawRoute = {
  readonly DestinationCidrBlock?: string;
  readonly DestinationIpv6CidrBlock?: string;
  readonly DestinationPrefixListId?: string;
  readonly GatewayId?: string;
  readonly NatGatewayId?: string;
  readonly EgressOnlyInternetGatewayId?: string;
  readonly VpcPeeringConnectionId?: string;
  readonly NetworkInterfaceId?: string;
  readonly Origin: 'CreateRouteTable' | 'CreateRoute' | 'EnableVgwRoutePropagation' | 'Advertisement';
  readonly State: 'active' | 'blackhole' | 'filtered';
};

export type RawRouteTable = {
  readonly RouteTableId: string;
  readonly VpcId: string;
  readonly OwnerId: string;
  readonly Associations: readonly {
    readonly Main: boolean;
    readonly SubnetId?: string;
    readonly GatewayId?: string;
    readonly AssociationState: { readonly State: string };
  }[];
  readonly Routes: readonly RawRoute[];
};

export type RawPrefixList = {
  readonly PrefixListId: string;
  readonly PrefixListName: string;
  readonly Cidrs: readonly string[];
};

export type RawPrefixListEntries = {
  readonly PrefixListId: string;
  readonly Entries: readonly { readonly Cidr: string }[];
};

export type RawPermission = {
  readonly IpProtocol: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly IpRanges: readonly { readonly CidrIp: string }[];
  readonly Ipv6Ranges: readonly { readonly CidrIpv6: string }[];
  readonly PrefixListIds: readonly { readonly PrefixListId: string }[];
  readonly UserIdGroupPairs: readonly { readonly GroupId: string; readonly UserId: string }[];
};

export type RawSecurityGroup = {
  readonly GroupId: string;
  readonly GroupName: string;
  readonly VpcId: string;
  readonly OwnerId: string;
  readonly IpPermissions: readonly RawPermission[];
  readonly IpPermissionsEgress: readonly RawPermission[];
};

export type RawAclEntry = {
  readonly RuleNumber: number;
  readonly Egress: boolean;
  readonly Protocol: string;
  readonly RuleAction: 'allow' | 'deny';
  readonly CidrBlock?: string;
  readonly Ipv6CidrBlock?: string;
  readonly PortRange?: { readonly From: number; readonly To: number };
  readonly IcmpTypeCode?: { readonly Type: number; readonly Code: number };
};

export type RawNetworkAcl = {
  readonly NetworkAclId: string;
  readonly VpcId: string;
  readonly OwnerId: string;
  readonly IsDefault: boolean;
  readonly Associations: readonly { readonly SubnetId: string }[];
  readonly Entries: readonly RawAclEntry[];
};

export type RawInterface = {
  readonly NetworkInterfaceId: string;
  readonly VpcId: string;
  readonly SubnetId: string;
  readonly OwnerId: string;
  readonly InterfaceType: string;
  readonly Description: string;
  readonly Groups: readonly { readonly GroupId: string }[];
  readonly PrivateIpAddress: string;
  readonly PrivateIpAddresses: readonly {
    readonly PrivateIpAddress: string;
    readonly Association?: { readonly PublicIp: string };
  }[];
  readonly Ipv6Addresses: readonly { readonly Ipv6Address: string }[];
  readonly Attachment?: { readonly InstanceId?: string };
  readonly SourceDestCheck?: boolean;
};

export type RawEndpoint = {
  readonly VpcEndpointId: string;
  readonly VpcEndpointType: string;
  readonly VpcId: string;
  readonly OwnerId: string;
  readonly ServiceName: string;
  readonly State: string;
  readonly NetworkInterfaceIds: readonly string[];
  readonly ResourceConfigurationArn?: string;
};

export type RawResourceConfiguration = {
  readonly arn: string;
  readonly portRanges: readonly string[];
  readonly resourceGatewayId: string;
  readonly resourceConfigurationDefinition: { readonly ipResource: { readonly ipAddress: string } };
};

export type RawResourceGateway = {
  readonly arn: string;
  readonly id: string;
  readonly vpcIdentifier: string;
  readonly securityGroupIds: readonly string[];
};

export type RawNatGateway = {
  readonly NatGatewayId: string;
  readonly VpcId: string;
  readonly SubnetId?: string;
  readonly State: string;
  readonly ConnectivityType: 'public' | 'private';
  readonly AvailabilityMode: 'zonal' | 'regional';
  readonly AutoProvisionZones?: 'enabled' | 'disabled';
  readonly RouteTableId?: string;
  readonly NatGatewayAddresses: readonly {
    readonly PrivateIp: string;
    readonly AvailabilityZone?: string;
  }[];
};

export type RawPeering = {
  readonly VpcPeeringConnectionId: string;
  readonly RequesterVpcInfo: { readonly VpcId: string; readonly OwnerId: string; readonly Region: string };
  readonly AccepterVpcInfo: { readonly VpcId: string; readonly OwnerId: string; readonly Region: string };
  readonly Status: { readonly Code: string };
};

export type RawVpnGateway = {
  readonly VpnGatewayId: string;
  readonly VpcAttachments: readonly { readonly VpcId: string; readonly State: string }[];
};

export type RawBlockPublicAccess = {
  readonly AwsAccountId: string;
  readonly AwsRegion: string;
  readonly InternetGatewayBlockMode: 'off' | 'block-bidirectional' | 'block-ingress';
};

export type RawExclusion = {
  readonly ExclusionId: string;
  readonly ResourceArn: string;
  readonly InternetGatewayExclusionMode: 'allow-bidirectional' | 'allow-egress';
  readonly State: string;
};

export interface RawEstate {
  readonly vpcs: readonly RawVpc[];
  readonly subnets: readonly RawSubnet[];
  readonly routeTables: readonly RawRouteTable[];
  readonly prefixLists: readonly RawPrefixList[];
  readonly managedPrefixListEntries: readonly RawPrefixListEntries[];
  readonly securityGroups: readonly RawSecurityGroup[];
  readonly networkAcls: readonly RawNetworkAcl[];
  readonly networkInterfaces: readonly RawInterface[];
  readonly vpcEndpoints: readonly RawEndpoint[];
  readonly resourceConfigurationDetails: readonly RawResourceConfiguration[];
  readonly resourceGateways: readonly RawResourceGateway[];
  readonly natGateways: readonly RawNatGateway[];
  readonly vpcPeeringConnections: readonly RawPeering[];
  readonly vpnGateways: readonly RawVpnGateway[];
  readonly vpcBlockPublicAccessOptions: readonly RawBlockPublicAccess[];
  readonly vpcBlockPublicAccessExclusions: readonly RawExclusion[];
}

/** A number for an IPv4 address, a bigint for an IPv6 address. */
export type PacketAddress = number | bigint;

const ranges = new Map<string, AddressRange>();

/** Texts repeat a lot, and to read one takes longer than all that is done with it. */
function rangeOf(text: string): AddressRange {
  const known = ranges.get(text);
  if (known) return known;
  const range = parseCidr(text);
  if (range === null) throw new Error(`no block: ${text}`);
  ranges.set(text, range);
  return range;
}

/** The address that a text like `10.0.0.4` names. */
export function addressIn(text: string): PacketAddress {
  return rangeOf(text).first;
}

/** Whether a block like `10.0.0.0/8` holds an address. */
export function holds(block: string, address: PacketAddress): boolean {
  const range = rangeOf(block);
  return range.family === 4
    ? typeof address === 'number' && range.first <= address && address <= range.last
    : typeof address === 'bigint' && range.first <= address && address <= range.last;
}

export function lengthOf(block: string): number {
  return Number(block.split('/')[1]);
}

/** The one item that a predicate is true of; the estates here are complete. */
export function the<T>(items: readonly T[], isIt: (item: T) => boolean): T {
  for (const item of items) if (isIt(item)) return item;
  throw new Error('an estate names something that it does not describe');
}

/** All addresses of an interface, the primary one first. */
export function addressesOf(each: RawInterface): readonly PacketAddress[] {
  const texts = [each.PrivateIpAddress];
  for (const { PrivateIpAddress } of each.PrivateIpAddresses) {
    if (!texts.includes(PrivateIpAddress)) texts.push(PrivateIpAddress);
  }
  for (const { Ipv6Address } of each.Ipv6Addresses) texts.push(Ipv6Address);
  return texts.map(addressIn);
}

/** The blocks of a prefix list, whichever of the two calls tells them. */
export function blocksOf(estate: RawEstate, prefixListId: string): readonly string[] {
  for (const list of estate.prefixLists) if (list.PrefixListId === prefixListId) return list.Cidrs;
  for (const list of estate.managedPrefixListEntries) {
    if (list.PrefixListId === prefixListId) return list.Entries.map(({ Cidr }) => Cidr);
  }
  throw new Error(`nobody describes ${prefixListId}`);
}

export function isInVpc(vpc: RawVpc, address: PacketAddress): boolean {
  if (holds(vpc.CidrBlock, address)) return true;
  for (const { CidrBlock } of vpc.CidrBlockAssociationSet) if (holds(CidrBlock, address)) return true;
  for (const { Ipv6CidrBlock } of vpc.Ipv6CidrBlockAssociationSet) {
    if (holds(Ipv6CidrBlock, address)) return true;
  }
  return false;
}

export function isInSubnet(subnet: RawSubnet, address: PacketAddress): boolean {
  if (holds(subnet.CidrBlock, address)) return true;
  for (const { Ipv6CidrBlock } of subnet.Ipv6CidrBlockAssociationSet) {
    if (holds(Ipv6CidrBlock, address)) return true;
  }
  return false;
}
