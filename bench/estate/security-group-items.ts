import { arn, type Item, nameTag } from './network-items.ts';
import { account, type GroupName, groupNames, prefixListIds, type VpcPlan } from './plan.ts';

interface Peers {
  readonly cidr?: string;
  readonly groups?: readonly string[];
  readonly prefixLists?: readonly string[];
}

/** A permission for one TCP port. */
function permission(port: number, { cidr, groups = [], prefixLists = [] }: Peers): Item {
  return {
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    UserIdGroupPairs: groups.map((GroupId) => ({ UserId: account, GroupId })),
    IpRanges: cidr === undefined ? [] : [{ Description: 'within', CidrIp: cidr }],
    Ipv6Ranges: [],
    PrefixListIds: prefixLists.map((PrefixListId) => ({ PrefixListId })),
  };
}

/** A permission for all protocols and ports. */
function everything({ cidr, groups = [] }: Peers): Item {
  return {
    IpProtocol: '-1',
    UserIdGroupPairs: groups.map((GroupId) => ({ UserId: account, GroupId })),
    IpRanges: cidr === undefined ? [] : [{ CidrIp: cidr }],
    Ipv6Ranges: [],
    PrefixListIds: [],
  };
}

const anywhere = everything({ cidr: '0.0.0.0/0' });

interface Permissions {
  readonly ingress: readonly Item[];
  readonly egress: readonly Item[];
}

function permissionsOf({ groupIds, cidr, fault }: VpcPlan, name: GroupName): Permissions {
  switch (name) {
    case 'default':
      return {
        ingress: [everything({ groups: [groupIds.default] })],
        egress: [anywhere],
      };
    case 'web':
      return {
        ingress: [permission(443, { cidr: '0.0.0.0/0' })],
        egress: [permission(8080, { groups: [groupIds.app] })],
      };
    case 'app':
      return { ingress: [permission(8080, { groups: [groupIds.web] })], egress: [anywhere] };
    case 'worker':
      return {
        ingress: [],
        egress: [
          permission(5432, { groups: [groupIds.data] }),
          fault === 'egress-inside-only'
            ? permission(443, { cidr })
            : permission(443, {
                groups: [groupIds.endpoint, groupIds['endpoint-kms']],
                prefixLists: Object.values(prefixListIds),
              }),
        ],
      };
    case 'data':
      return { ingress: [permission(5432, { groups: [groupIds.app, groupIds.worker] })], egress: [] };
    case 'endpoint':
      return { ingress: [permission(443, { cidr })], egress: [anywhere] };
    case 'endpoint-kms':
      return {
        ingress: [permission(fault === 'endpoint-port-closed' ? 8443 : 443, { cidr })],
        egress: [anywhere],
      };
  }
}

export function securityGroupItems(vpc: VpcPlan): readonly Item[] {
  return groupNames.map((name) => {
    const { ingress, egress } = permissionsOf(vpc, name);
    const id = vpc.groupIds[name];
    return {
      GroupId: id,
      IpPermissionsEgress: egress,
      Tags: nameTag(name),
      VpcId: vpc.id,
      SecurityGroupArn: arn('ec2', `security-group/${id}`),
      OwnerId: account,
      GroupName: name,
      Description: `group of ${name}`,
      IpPermissions: ingress,
    };
  });
}
