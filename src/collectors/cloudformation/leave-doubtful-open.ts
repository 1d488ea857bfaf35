import type { FamilyName } from '../../model/fact-families.ts';
import { type DeclaredItem, leaveOpen } from '../infrastructure-code/declared-item.ts';
import { familyOfType } from './existing-stacks.ts';
import type { Stack, StackResource } from './stack.ts';
import type { Translation } from './translation.ts';

/** What resources add to others: the type, and the fields of families that it changes. */
const changes: Readonly<Record<string, readonly (readonly [FamilyName, string])[]>> = {
  'AWS::EC2::Route': [['routeTables', 'Routes']],
  'AWS::EC2::SubnetRouteTableAssociation': [['routeTables', 'Associations']],
  'AWS::EC2::GatewayRouteTableAssociation': [['routeTables', 'Associations']],
  'AWS::EC2::VPNGatewayRoutePropagation': [
    ['routeTables', 'PropagatingVgws'],
    ['routeTables', 'Routes'],
  ],
  'AWS::EC2::VPCEndpoint': [['routeTables', 'Routes']],
  'AWS::EC2::SecurityGroupIngress': [['securityGroups', 'IpPermissions']],
  'AWS::EC2::SecurityGroupEgress': [['securityGroups', 'IpPermissionsEgress']],
  'AWS::EC2::NetworkAclEntry': [['networkAcls', 'Entries']],
  'AWS::EC2::SubnetNetworkAclAssociation': [['networkAcls', 'Associations']],
  'AWS::EC2::VPCGatewayAttachment': [
    ['internetGateways', 'Attachments'],
    ['vpnGateways', 'VpcAttachments'],
  ],
  'AWS::EC2::VPCCidrBlock': [
    ['vpcs', 'CidrBlockAssociationSet'],
    ['vpcs', 'Ipv6CidrBlockAssociationSet'],
    ['routeTables', 'Routes'],
  ],
  'AWS::EC2::SubnetCidrBlock': [['subnets', 'Ipv6CidrBlockAssociationSet']],
  'AWS::EC2::VPCDHCPOptionsAssociation': [['vpcs', 'DhcpOptionsId']],
  'AWS::EC2::VPCEndpointServicePermissions': [['vpcEndpointServicePermissions', 'AllowedPrincipals']],
  'AWS::EC2::TransitGatewayRoute': [['transitGatewayRoutes', 'Routes']],
  'AWS::EC2::TransitGatewayRouteTableAssociation': [['transitGatewayRouteTableAssociations', 'Associations']],
  'AWS::EC2::TransitGatewayRouteTablePropagation': [
    ['transitGatewayRouteTablePropagations', 'TransitGatewayRouteTablePropagations'],
  ],
  'AWS::Route53::RecordSet': [['resourceRecordSets', 'ResourceRecordSets']],
  'AWS::Route53::RecordSetGroup': [['resourceRecordSets', 'ResourceRecordSets']],
  'AWS::Route53::HostedZone': [['hostedZonesByVpc', 'HostedZoneSummaries']],
  'AWS::IAM::Policy': [['roles', 'RolePolicyList']],
  'AWS::IAM::RolePolicy': [['roles', 'RolePolicyList']],
  'AWS::IAM::ManagedPolicy': [['roles', 'AttachedManagedPolicies']],
  'AWS::IAM::InstanceProfile': [['roles', 'InstanceProfileList']],
};

/**
 * Leaves open what resources may add to of which it is not known whether they are there, and all lists where a
 * template may hold more than is written.
 */
export function leaveDoubtfulOpen(translation: Translation): void {
  for (const stack of translation.stacks) {
    for (const resource of stack.resources) {
      leaveChangedOpen(translation, resource);
      if (resource.doubt !== null) leaveExistingOpen(translation, stack, resource, resource.doubt);
    }
    const { doubt } = stack;
    if (doubt === null) continue;
    for (const item of translation.items) leaveListsOpen(item, doubt);
  }
}

function leaveChangedOpen(translation: Translation, { type, name, doubt }: StackResource): void {
  if (doubt === null) return;
  for (const [family, field] of changes[type] ?? []) {
    for (const item of translation.ofFamily(family)) {
      leaveOpen(item, field, `whether there is a ${name} is not known: ${doubt}`);
    }
  }
}

/** What exists already and a template may change, or take away. */
function leaveExistingOpen(
  translation: Translation,
  stack: Stack,
  { name, type }: StackResource,
  doubt: string,
): void {
  const family = familyOfType[type];
  if (family === undefined) return;
  const ids = new Set([stack.idOf(name)]);
  // An endpoint need not have tags that say which one it is.
  if (family === 'vpcEndpoints' && stack.idOf(name) === stack.nameOf(name)) {
    translation.existing.find(family, ({ VpcEndpointId: id }) => {
      ids.add(String(id));
      return false;
    });
  }
  for (const id of ids) {
    const item = translation.find(family, id);
    if (!item?.isElsewhere) continue;
    leaveListsOpen(item, doubt);
    if (family !== 'vpcEndpoints') continue;
    for (const field of ['PolicyDocument', 'PrivateDnsEnabled']) leaveOpen(item, field, doubt);
  }
}

function leaveListsOpen(item: DeclaredItem, reason: string): void {
  for (const [field, value] of item.fields) {
    if (Array.isArray(value) && field !== 'Tags') leaveOpen(item, field, reason);
  }
}
