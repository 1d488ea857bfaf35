import type { FamilyName } from '../../model/fact-families.ts';

/** Families by fields that only their items have together. */
const signatures: readonly (readonly [FamilyName, readonly string[]])[] = [
  ['vpcEndpoints', ['VpcEndpointId', 'ServiceName', 'VpcEndpointType']],
  ['networkInterfaces', ['NetworkInterfaceId', 'PrivateIpAddress', 'InterfaceType']],
  ['natGateways', ['NatGatewayId', 'NatGatewayAddresses']],
  ['routeTables', ['RouteTableId', 'Routes']],
  ['networkAcls', ['NetworkAclId', 'Entries']],
  ['subnets', ['SubnetId', 'VpcId', 'CidrBlock', 'AvailabilityZone']],
  ['securityGroups', ['GroupId', 'IpPermissions']],
  ['vpcPeeringConnections', ['VpcPeeringConnectionId', 'AccepterVpcInfo']],
  ['transitGatewayVpcAttachments', ['TransitGatewayAttachmentId', 'VpcId', 'SubnetIds']],
  ['transitGatewayAttachments', ['TransitGatewayAttachmentId', 'ResourceType', 'TransitGatewayOwnerId']],
  ['transitGatewayRouteTables', ['TransitGatewayRouteTableId', 'DefaultAssociationRouteTable']],
  ['transitGateways', ['TransitGatewayId', 'TransitGatewayArn']],
  ['internetGateways', ['InternetGatewayId', 'Attachments']],
  ['vpcs', ['VpcId', 'CidrBlock', 'DhcpOptionsId']],
];

/** The family of an item that stands without its answer's key, or null. */
export function familyOfItem(item: object): FamilyName | null {
  const found = signatures.find(([, fields]) => fields.every((field) => Object.hasOwn(item, field)));
  return found?.[0] ?? null;
}
