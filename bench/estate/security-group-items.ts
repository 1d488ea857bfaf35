import type { Home } from './home.ts';
import { arn, type Item, nameTag } from './network-items.ts';
import { type GroupName, groupNames, type VpcPlan } from './plan.ts';

interface Peers {
  readonly cidr?: string;
  readonly groups?: readonly string[];
  readonly prefixLists?: readonly string[];
}

/** A permission for one TCP port. */
function permission({ account }: Home, port: number, { cidr, groups = [], prefixLists = [] }: Peers): Item {
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
function everything({ account }: Home, { cidr, groups = [] }: Peers): Item {
  return {
    IpProtocol: '-1',
    UserIdGroupPairs: groups.map((GroupId) => ({ UserId: account, GroupId })),
    IpRanges: cidr === undefined ? [] : [{ CidrIp: cidr }],
    Ipv6Ranges: [],
    PrefixListIds: [],
  };
}

interface Permissions {
  readonly ingress: readonly Item[];
  readonly egress: readonly Item[];
}

function permissionsOf({ home, groupIds, cidr, fault }: VpcPlan, name: GroupName): Permissions {
  const anywhere = everything(home, { cidr: '0.0.0.0/0' });
  switch (name) {
    case 'default':
      return {
        ingress: [everything(home, { groups: [groupIds.default] })],
        egress: [anywhere],
      };
    case 'web':
      return {
        ingress: [permission(home, 443, { cidr: '0.0.0.0/0' })],
        egress: [permission(home, 8080, { groups: [groupIds.app] })],
      };
    case 'app':
      return { ingress: [permission(home, 8080, { groups: [groupIds.web] })], egress: [anywhere] };
    case 'worker':
      return {
        ingress: [],
        egress: [
          permission(home, 5432, { groups: [groupIds.data] }),
          fault === 'egress-inside-only'
            ? permission(home, 443, { cidr })
            : permission(home, 443, {
                groups: [groupIds.endpoint, groupIds['endpoint-kms']],
                prefixLists: Object.values(home.prefixListIds),
              }),
        ],
      };
    case 'data':
      return { ingress: [permission(home, 5432, { groups: [groupIds.app, groupIds.worker] })], egress: [] };
    case 'endpoint':
      return { ingress: [permission(home, 443, { cidr })], egress: [anywhere] };
    case 'endpoint-kms':
      return {
        ingress: [permission(home, fault === 'endpoint-port-closed' ? 8443 : 443, { cidr })],
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
      SecurityGroupArn: arn(vpc.home, 'ec2', `security-group/${id}`),
      OwnerId: vpc.home.account,
      GroupName: name,
      Description: `group of ${name}`,
      IpPermissions: ingress,
    };
  });
}
