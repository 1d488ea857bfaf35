import { OpenValue } from '../../infrastructure-code/open-value.ts';
import type { RawPermission } from '../../infrastructure-code/raw-permission.ts';
import type { Attributes, IdKind } from '../attributes.ts';
import type { FormerResource } from '../document.ts';
import { idKinds } from '../id-kinds.ts';
import type { ResourceView } from '../resource-view.ts';

interface Peers {
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
  readonly prefixLists: readonly string[];
  readonly groups: readonly string[];
}

/** A block within the group's resource, or an `aws_security_group_rule`, which is built alike. */
export function blockPermission(block: Attributes, groupId: string): RawPermission {
  const groups = [
    // A rule that is a resource of its own names one group, in another attribute.
    ...(block.has('security_groups') ? (block.ids('security_groups', idKinds.securityGroup) ?? []) : []),
    ...(block.flag('self') === true ? [groupId] : []),
  ];
  return permission(protocolAndPorts(block, 'protocol'), {
    ipv4: block.texts('cidr_blocks') ?? [],
    ipv6: block.texts('ipv6_cidr_blocks') ?? [],
    prefixLists: block.ids('prefix_list_ids', idKinds.prefixList) ?? [],
    groups,
  });
}

/** A rule that is a resource of its own, of the older type or of the two newer ones. */
export function rulePermission(rule: ResourceView, groupId: string): RawPermission {
  const isOld = rule.resource.type === 'aws_security_group_rule';
  const found = isOld ? oldRulePermission(rule, groupId) : newRulePermission(rule);
  const peers = [found.IpRanges, found.Ipv6Ranges, found.PrefixListIds, found.UserIdGroupPairs];
  if (peers.every((each) => each.length === 0)) throw new OpenValue('given without a peer');
  return found;
}

function oldRulePermission(rule: ResourceView, groupId: string): RawPermission {
  const own = blockPermission(rule, groupId);
  const [source = null] = rule.isLeftToAws('source_security_group_id')
    ? []
    : peer(rule, 'source_security_group_id', idKinds.securityGroup);
  if (source === null) return own;
  return { ...own, UserIdGroupPairs: [...own.UserIdGroupPairs, groupPair(source)] };
}

function newRulePermission(rule: ResourceView): RawPermission {
  return permission(protocolAndPorts(rule, 'ip_protocol'), {
    ipv4: [rule.text('cidr_ipv4') ?? []].flat(),
    ipv6: [rule.text('cidr_ipv6') ?? []].flat(),
    prefixLists: peer(rule, 'prefix_list_id', idKinds.prefixList),
    groups: peer(rule, 'referenced_security_group_id', idKinds.securityGroup),
  });
}

/** A rule has one peer of any kind; one that tells of none is judged as a whole. */
function peer(rule: ResourceView, name: string, kind: IdKind): readonly string[] {
  return rule.has(name) ? [rule.id(name, kind) ?? []].flat() : [];
}

interface ProtocolAndPorts {
  readonly IpProtocol: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
}

function protocolAndPorts(block: Attributes, name: string): ProtocolAndPorts {
  const protocol = block.text(name)?.toLowerCase();
  if (protocol === undefined) throw new OpenValue('given without a protocol');
  if (protocol === '-1' || protocol === 'all') return { IpProtocol: '-1' };
  const [from, to] = [block.number('from_port'), block.number('to_port')];
  if ((from === null) !== (to === null)) throw new OpenValue('given without one of its ports');
  return { IpProtocol: protocol, ...(from === null || to === null ? {} : { FromPort: from, ToPort: to }) };
}

function permission(traffic: ProtocolAndPorts, { ipv4, ipv6, prefixLists, groups }: Peers): RawPermission {
  return {
    ...traffic,
    IpRanges: ipv4.map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: ipv6.map((CidrIpv6) => ({ CidrIpv6 })),
    PrefixListIds: prefixLists.map((PrefixListId) => ({ PrefixListId })),
    UserIdGroupPairs: groups.map(groupPair),
  };
}

/** A group of another account is written with the account before it (`111122223333/sg-…`). */
function groupPair(text: string): { readonly GroupId: string; readonly UserId?: string } {
  const [, UserId, GroupId] = /^(\d{12})\/(.+)$/.exec(text) ?? [];
  return UserId !== undefined && GroupId !== undefined ? { GroupId, UserId } : { GroupId: text };
}

/** The permissions that rule resources gave a group before the plan, which removes or changes them. */
export function formerPermissions(
  former: readonly FormerResource[],
  groupId: string,
  direction: 'ingress' | 'egress',
): readonly RawPermission[] {
  return former.flatMap(({ type, values }) => {
    if (values['security_group_id'] !== groupId) return [];
    const isOld = type === 'aws_security_group_rule' && values['type'] === direction;
    if (!isOld && type !== `aws_vpc_security_group_${direction}_rule`) return [];
    const texts = (...names: readonly string[]): readonly string[] =>
      names.flatMap((name) => {
        const value = values[name];
        const several: readonly unknown[] = Array.isArray(value) ? value : [value];
        return several.filter((each) => typeof each === 'string' && each !== '') as string[];
      });
    const [protocol = '-1'] = texts('protocol', 'ip_protocol');
    const number = (name: string) => {
      const value = values[name];
      return typeof value === 'number' ? value : undefined;
    };
    const [from, to] = [number('from_port'), number('to_port')];
    const traffic =
      protocol === '-1'
        ? { IpProtocol: '-1' }
        : {
            IpProtocol: protocol,
            ...(from === undefined ? {} : { FromPort: from }),
            ...(to === undefined ? {} : { ToPort: to }),
          };
    return permission(traffic, {
      ipv4: texts('cidr_blocks', 'cidr_ipv4'),
      ipv6: texts('ipv6_cidr_blocks', 'cidr_ipv6'),
      prefixLists: texts('prefix_list_ids', 'prefix_list_id'),
      groups: [
        ...texts('source_security_group_id', 'referenced_security_group_id'),
        ...(values['self'] === true ? [groupId] : []),
      ],
    });
  });
}
