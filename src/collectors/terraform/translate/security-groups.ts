import {
  addMember,
  type DeclaredItem,
  leaveOpen,
  notWritten,
} from '../../infrastructure-code/declared-item.ts';
import { valueOrReason } from '../../infrastructure-code/open-value.ts';
import { withoutPeers } from '../../infrastructure-code/raw-permission.ts';
import { afterApply } from '../attributes.ts';
import { idKinds } from '../id-kinds.ts';
import type { ResourceView } from '../resource-view.ts';
import { type Translation, tagsOf } from '../translation.ts';
import { blockPermission, formerPermissions, rulePermission } from './permissions.ts';

const fieldOf = { ingress: 'IpPermissions', egress: 'IpPermissionsEgress' } as const;
type Direction = keyof typeof fieldOf;

/** Security groups with their rules, whichever resources write these. */
export function translateSecurityGroups(translation: Translation): void {
  const groups = translation.ofType('aws_security_group', 'aws_default_security_group');
  const rules = rulesByGroup(translation);
  for (const view of groups) declareGroup(translation, view, rules);
  for (const [id, own] of rules.byGroup) {
    const item = translation.find('securityGroups', id);
    if (item?.isElsewhere) addRules(item, own);
  }
}

/** Rules that are resources of their own. */
function addRules(item: DeclaredItem, rules: readonly Rule[]): void {
  for (const { direction, view } of rules) {
    const field = fieldOf[direction];
    const permission = valueOrReason(() => rulePermission(view, item.id));
    if ('reason' in permission) leaveOpen(item, field, `${view.resource.address} is ${permission.reason}`);
    else addMember(item, field, permission.value, view.resource.pointer);
  }
}

interface Rule {
  readonly direction: Direction;
  readonly view: ResourceView;
}

interface Rules {
  readonly byGroup: ReadonlyMap<string, readonly Rule[]>;
  /** Rules of groups that the code does not show, with the groups that they may belong to (null: any). */
  readonly homeless: readonly (Rule & { readonly possible: readonly string[] | null })[];
}

const ruleTypes = {
  aws_security_group_rule: null,
  aws_vpc_security_group_ingress_rule: 'ingress',
  aws_vpc_security_group_egress_rule: 'egress',
} as const;

function rulesByGroup(translation: Translation): Rules {
  const byGroup = new Map<string, Rule[]>();
  const homeless: (Rule & { possible: readonly string[] | null })[] = [];
  for (const [type, told] of Object.entries(ruleTypes)) {
    for (const view of translation.ofType(type)) {
      const direction: Direction = told ?? (view.values['type'] === 'egress' ? 'egress' : 'ingress');
      const group = valueOrReason(() => view.id('security_group_id', idKinds.securityGroup));
      if ('reason' in group) {
        const possible = view.possibleIds('security_group_id', idKinds.securityGroup);
        homeless.push({ direction, view, possible });
      } else if (group.value !== null) {
        const others = byGroup.get(group.value);
        if (others) others.push({ direction, view });
        else byGroup.set(group.value, [{ direction, view }]);
      }
    }
  }
  return { byGroup, homeless };
}

function declareGroup(translation: Translation, view: ResourceView, rules: Rules): void {
  const own = rules.byGroup.get(view.ownId) ?? [];
  const isData = view.resource.mode === 'data';
  const item = translation.declare(
    view,
    'securityGroups',
    view.ownId,
    {
      GroupName: () => (isDefault(view) ? 'default' : (view.text('name') ?? undefined)),
      VpcId: () => vpcOfGroup(translation, view) ?? undefined,
      OwnerId: () => view.text('owner_id') ?? undefined,
      // A data source does not show the rules.
      IpPermissions: () => (isData ? undefined : []),
      IpPermissionsEgress: () => (isData ? undefined : []),
      Tags: () => tagsOf(view),
    },
    { IpPermissions: 'ingress', IpPermissionsEgress: 'egress', VpcId: 'vpc_id' },
  );
  if (isData) return;
  for (const direction of ['ingress', 'egress'] as const) {
    addInlineRules(translation, item, view, direction, own.length > 0);
  }
  addRules(item, own);
  for (const { direction, view: rule, possible } of rules.homeless) {
    if (possible !== null && !possible.includes(item.id)) continue;
    leaveOpen(item, fieldOf[direction], `the group of ${rule.resource.address} is ${afterApply}`);
  }
}

function addInlineRules(
  translation: Translation,
  item: DeclaredItem,
  view: ResourceView,
  direction: Direction,
  hasRules: boolean,
): void {
  const field = fieldOf[direction];
  if (view.isLeftToAws(direction)) {
    // Terraform takes away the rules that AWS gives a group.
    const other = opposite[direction];
    const isWritten = hasRules || isDefault(view) || (view.has(other) && !view.isLeftToAws(other));
    if (!isWritten) leaveOpen(item, field, notWritten);
    return;
  }
  const blocks = valueOrReason(() => view.blocks(direction) ?? []);
  if ('reason' in blocks) {
    leaveOpen(item, field, blocks.reason);
    return;
  }
  const former = formerPermissions(translation.former, item.id, direction);
  for (const block of blocks.value) {
    const permission = valueOrReason(() => withoutPeers(blockPermission(block, item.id), former));
    if ('reason' in permission) leaveOpen(item, field, permission.reason);
    else if (permission.value !== null) addMember(item, field, permission.value, block.pointer);
  }
}

const opposite = { ingress: 'egress', egress: 'ingress' } as const;

function isDefault({ resource }: ResourceView): boolean {
  return resource.type === 'aws_default_security_group';
}

/** A default group names its VPC only once it is there; until then the VPC names the group. */
function vpcOfGroup(translation: Translation, view: ResourceView): string | null {
  const owner = isDefault(view)
    ? translation.ofType('aws_vpc').find((vpc) => vpc.idHeldBy('default_security_group_id') === view.ownId)
    : undefined;
  return owner ? owner.ownId : view.id('vpc_id', idKinds.vpc);
}
