import {
  addMember,
  type DeclaredItem,
  leaveOpen,
  membersOf,
  notWritten,
} from '../../infrastructure-code/declared-item.ts';
import { defaultEgress } from '../../infrastructure-code/defaults-of-aws.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import type { RawPermission } from '../../infrastructure-code/raw-permission.ts';
import type { Properties } from '../properties.ts';
import { type ResourceView, type Translation, tagsOf } from '../translation.ts';

const directions = {
  ingress: { field: 'IpPermissions', inline: 'SecurityGroupIngress', peer: 'Source' },
  egress: { field: 'IpPermissionsEgress', inline: 'SecurityGroupEgress', peer: 'Destination' },
} as const;
type Direction = keyof typeof directions;

/** Security groups with their rules, inside and beside them. */
export function translateSecurityGroups(translation: Translation): void {
  const views = translation.ofType('AWS::EC2::SecurityGroup');
  for (const view of views) declareGroup(translation, view);
  const given = { ingress: new Set<DeclaredItem>(), egress: new Set<DeclaredItem>() };
  for (const direction of ['ingress', 'egress'] as const) {
    const type = direction === 'ingress' ? 'AWS::EC2::SecurityGroupIngress' : 'AWS::EC2::SecurityGroupEgress';
    for (const view of translation.ofType(type)) {
      const item = addRule(translation, view, direction);
      if (item) given[direction].add(item);
    }
  }
  for (const view of views) {
    const item = translation.declared('securityGroups', view.id);
    if (item) judgeUnwritten(item, view, given.ingress.has(item), given.egress.has(item));
  }
}

function declareGroup(translation: Translation, view: ResourceView): void {
  const { properties } = view;
  const item = translation.declare(
    view,
    'securityGroups',
    view.id,
    {
      GroupName: () => properties.text('GroupName') ?? undefined,
      VpcId: () => properties.id('VpcId') ?? undefined,
      OwnerId: () => view.scope.account ?? undefined,
      IpPermissions: () => [],
      IpPermissionsEgress: () => [],
      Tags: () => tagsOf(view),
    },
    { IpPermissions: 'SecurityGroupIngress', IpPermissionsEgress: 'SecurityGroupEgress', VpcId: 'VpcId' },
  );
  for (const direction of ['ingress', 'egress'] as const) {
    const { field, inline } = directions[direction];
    const blocks = valueOrReason(() => properties.blocks(inline) ?? []);
    if ('reason' in blocks) {
      leaveOpen(item, field, blocks.reason);
      continue;
    }
    for (const block of blocks.value) {
      const permission = valueOrReason(() => permissionOf(block, direction));
      if ('reason' in permission) leaveOpen(item, field, permission.reason);
      else addMember(item, field, permission.value, block.place);
    }
  }
}

/** The group that a rule of its own adds to; null where it is none of these. */
function addRule(translation: Translation, view: ResourceView, direction: Direction): DeclaredItem | null {
  const { field } = directions[direction];
  const item = translation.target(view, 'GroupId', 'securityGroups', field);
  if (!item) return null;
  const permission = valueOrReason(() => permissionOf(view.properties, direction));
  if ('reason' in permission) leaveOpen(item, field, `${view.id} is not known: ${permission.reason}`);
  else addMember(item, field, permission.value, view.place);
  return item;
}

/**
 * What a group has for which the template writes nothing. It lets everything out; what it lets in, other code
 * may say. A rule that is a resource of its own may take away the one that lets everything out.
 */
function judgeUnwritten(
  item: DeclaredItem,
  { properties, place }: ResourceView,
  hasIngress: boolean,
  hasEgress: boolean,
): void {
  const isWritten = (name: string) => {
    const given = valueOrReason(() => (properties.blocks(name) ?? []).length > 0);
    return 'reason' in given || given.value;
  };
  const [ingress, egress] = [isWritten('SecurityGroupIngress'), isWritten('SecurityGroupEgress')];
  if (!ingress && !hasIngress && !egress && !hasEgress) leaveOpen(item, 'IpPermissions', notWritten);
  if (!egress && !hasEgress) {
    for (const permission of defaultEgress) addMember(item, 'IpPermissionsEgress', permission, place);
  } else if (hasEgress && (!egress || letsEverythingOut(item))) {
    leaveOpen(
      item,
      'IpPermissionsEgress',
      'whether the rule that lets everything out stays beside others is not known',
    );
  }
}

function letsEverythingOut(item: DeclaredItem): boolean {
  return (membersOf(item, 'IpPermissionsEgress') ?? []).some((member) => {
    const { IpProtocol, IpRanges } = member as RawPermission;
    return IpProtocol === '-1' && IpRanges.some(({ CidrIp }) => CidrIp === '0.0.0.0/0');
  });
}

function permissionOf(rule: Properties, direction: Direction): RawPermission {
  const { peer } = directions[direction];
  const group = rule.id(`${peer}SecurityGroupId`);
  const owner = direction === 'ingress' ? rule.text('SourceSecurityGroupOwnerId') : null;
  if (direction === 'ingress' && group === null && rule.has('SourceSecurityGroupName')) {
    throw new OpenValue('it names a group by its name');
  }
  const list = rule.id(`${peer}PrefixListId`);
  const [ipv4, ipv6] = [rule.text('CidrIp'), rule.text('CidrIpv6')];
  if ([group, list, ipv4, ipv6].every((each) => each === null)) throw new OpenValue('given without a peer');
  return {
    ...trafficOf(rule),
    IpRanges: ipv4 === null ? [] : [{ CidrIp: ipv4 }],
    Ipv6Ranges: ipv6 === null ? [] : [{ CidrIpv6: ipv6 }],
    PrefixListIds: list === null ? [] : [{ PrefixListId: list }],
    UserIdGroupPairs:
      group === null ? [] : [{ GroupId: group, ...(owner === null ? {} : { UserId: owner }) }],
  };
}

function trafficOf(rule: Properties): Pick<RawPermission, 'IpProtocol' | 'FromPort' | 'ToPort'> {
  const protocol = rule.text('IpProtocol')?.toLowerCase();
  if (protocol === undefined) throw new OpenValue('given without a protocol');
  if (protocol === '-1' || protocol === 'all') return { IpProtocol: '-1' };
  const [from, to] = [rule.number('FromPort'), rule.number('ToPort')];
  if ((from === null) !== (to === null)) throw new OpenValue('given without one of its ports');
  const name = protocolNames[protocol] ?? protocol;
  return { IpProtocol: name, ...(from === null || to === null ? {} : { FromPort: from, ToPort: to }) };
}

const protocolNames: Readonly<Record<string, string>> = {
  '6': 'tcp',
  '17': 'udp',
  '1': 'icmp',
  '58': 'icmpv6',
};
