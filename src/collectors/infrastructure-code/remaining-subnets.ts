import type { RawItem } from '../../model/snapshot.ts';
import { addMember, type DeclaredItem, leaveOpen, membersOf } from './declared-item.ts';
import type { DeclaredItems } from './declared-items.ts';

/** The subnets that are associated with a network ACL. */
export function subnetsOf(acl: DeclaredItem): readonly string[] {
  return (membersOf(acl, 'Associations') ?? []).map((member) => String((member as RawItem)['SubnetId']));
}

/** A new subnet that no other ACL takes has the default one of its VPC (N1). */
export function addRemainingSubnets(items: DeclaredItems, newSubnets: readonly string[]): void {
  const vpcOf = (subnetId: string) => items.find('subnets', subnetId)?.fields.get('VpcId');
  for (const vpcId of new Set(newSubnets.map(vpcOf))) if (vpcId !== undefined) findDefaultAcl(items, vpcId);
  const acls = items.ofFamily('networkAcls');
  const lost = newSubnets.find((subnetId) => vpcOf(subnetId) === undefined);
  for (const item of acls.filter(({ fields }) => fields.get('IsDefault') === true)) {
    const vpcId = item.fields.get('VpcId');
    const others = acls.filter(({ fields }) => vpcId !== undefined && fields.get('VpcId') === vpcId);
    const open = acls.find(
      (other) => other.open.has('VpcId') || (others.includes(other) && other.open.has('Associations')),
    );
    if (open) {
      leaveOpen(item, 'Associations', `not known while the subnets of ${open.id} are not`);
      continue;
    }
    if (lost !== undefined) {
      leaveOpen(item, 'Associations', `not known while the VPC of ${lost} is not`);
      continue;
    }
    const taken = new Set(others.flatMap(subnetsOf));
    for (const SubnetId of newSubnets) {
      if (vpcOf(SubnetId) !== vpcId || taken.has(SubnetId)) continue;
      addMember(item, 'Associations', { SubnetId }, item.place);
    }
  }
}

/** Brings in the default ACL of a VPC that exists beside the code. */
function findDefaultAcl(items: DeclaredItems, vpcId: unknown): void {
  const existing = items.existing.find(
    'networkAcls',
    ({ VpcId, IsDefault }) => VpcId === vpcId && IsDefault === true,
  );
  if (typeof existing?.['NetworkAclId'] === 'string') items.find('networkAcls', existing['NetworkAclId']);
}
