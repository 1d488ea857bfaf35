import { defaultEgress, defaultEntries, defaultIngress } from '../../infrastructure-code/defaults-of-aws.ts';
import { OpenValue } from '../../infrastructure-code/open-value.ts';
import type { ResourceView } from '../resource-view.ts';
import type { Translation } from '../translation.ts';

/**
 * What AWS makes with a new VPC: a main route table, a network ACL that passes everything, and a security
 * group whose members may talk to each other and to anybody. Where the code takes one of them over, that
 * resource describes it.
 */
export function declareDefaultsOfNewVpc(translation: Translation, view: ResourceView): void {
  if (!view.isNew || view.resource.type !== 'aws_vpc') return;
  const { ownId } = view;
  const VpcId = () => ownId;
  const declared = (type: string) => translation.ofType(type).map((one) => one.ownId);
  const table = view.idHeldBy('default_route_table_id');
  if (!declared('aws_default_route_table').includes(table)) {
    translation.declare(view, 'routeTables', table, {
      VpcId,
      Routes: () => [],
      Associations: () => [],
      PropagatingVgws: () => [],
    });
  }
  const acl = view.idHeldBy('default_network_acl_id');
  if (!declared('aws_default_network_acl').includes(acl)) {
    translation.declare(view, 'networkAcls', acl, {
      VpcId,
      IsDefault: () => true,
      Associations: () => [],
      Entries: () => defaultEntries,
    });
  }
  const group = view.idHeldBy('default_security_group_id');
  if (!declared('aws_default_security_group').includes(group)) {
    translation.declare(view, 'securityGroups', group, {
      VpcId,
      GroupName: () => 'default',
      IpPermissions: () => defaultIngress(group),
      IpPermissionsEgress: () => defaultEgress,
    });
  }
}

/** The default security group of a VPC. @throws OpenValue where neither code nor anything else shows the VPC. */
export function defaultGroupOf(translation: Translation, vpcId: string | null): string {
  const vpc = translation.ofType('aws_vpc').find((one) => one.ownId === vpcId);
  if (vpc) return vpc.idHeldBy('default_security_group_id');
  const existing = translation.existing.find(
    'securityGroups',
    ({ VpcId, GroupName }) => VpcId === vpcId && GroupName === 'default',
  );
  if (typeof existing?.['GroupId'] === 'string') return existing['GroupId'];
  throw new OpenValue('the default one of a VPC that is not in the code');
}
