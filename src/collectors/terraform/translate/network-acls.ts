import type { RawItem } from '../../../model/snapshot.ts';
import {
  addMember,
  type DeclaredItem,
  leaveOpen,
  leaveUnwrittenOpen,
  membersOf,
} from '../../infrastructure-code/declared-item.ts';
import { lastEntries } from '../../infrastructure-code/defaults-of-aws.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import { addRemainingSubnets, subnetsOf } from '../../infrastructure-code/remaining-subnets.ts';
import type { Attributes } from '../attributes.ts';
import { idKinds } from '../id-kinds.ts';
import type { ResourceView } from '../resource-view.ts';
import { type Translation, tagsOf } from '../translation.ts';

/** Network ACLs with their entries and subnets, whichever resources write these. */
export function translateNetworkAcls(translation: Translation): void {
  for (const view of translation.ofType('aws_network_acl', 'aws_default_network_acl')) {
    declareAcl(translation, view);
  }
  addRules(translation);
  for (const view of translation.ofType('aws_network_acl', 'aws_default_network_acl'))
    addLastEntries(translation, view);
  addAssociations(translation);
  const added = translation.ofType('aws_subnet').filter(({ isNew }) => isNew);
  addRemainingSubnets(
    translation,
    added.map(({ ownId }) => ownId),
  );
}

function declareAcl(translation: Translation, view: ResourceView): void {
  const isDefault = view.resource.type === 'aws_default_network_acl';
  const item = translation.declare(
    view,
    'networkAcls',
    view.ownId,
    {
      VpcId: () => vpcOfAcl(translation, view) ?? undefined,
      OwnerId: () => view.text('owner_id') ?? undefined,
      IsDefault: () => isDefault,
      // What of it is left to AWS is nothing, and what is not associated otherwise.
      Associations: () =>
        view.isLeftToAws('subnet_ids')
          ? []
          : (view.ids('subnet_ids', idKinds.subnet) ?? []).map((SubnetId) => ({ SubnetId })),
      Entries: () => [],
      Tags: () => tagsOf(view),
    },
    { Associations: 'subnet_ids', VpcId: 'vpc_id' },
  );
  const former = formerRuleNumbers(translation, item.id);
  for (const direction of ['ingress', 'egress'] as const) {
    if (view.isLeftToAws(direction)) continue;
    const blocks = valueOrReason(() => view.blocks(direction) ?? []);
    if ('reason' in blocks) {
      leaveOpen(item, 'Entries', blocks.reason);
      continue;
    }
    for (const block of blocks.value) {
      const entry = valueOrReason(() => inlineEntry(block, direction === 'egress'));
      if ('reason' in entry) leaveOpen(item, 'Entries', entry.reason);
      else if (!former.has(numberOf(entry.value))) addMember(item, 'Entries', entry.value, block.pointer);
    }
  }
}

function addLastEntries(translation: Translation, view: ResourceView): void {
  const item = translation.find('networkAcls', view.ownId);
  if (!item) return;
  // Terraform takes away the entries that the default ACL comes with.
  if (view.isNew && view.resource.type === 'aws_network_acl') leaveUnwrittenOpen(item, ['Entries']);
  for (const entry of lastEntries) addMember(item, 'Entries', entry, item.place);
}

function inlineEntry(block: Attributes, Egress: boolean): RawItem {
  return entryOf(block, {
    Egress,
    RuleNumber: block.number('rule_no'),
    RuleAction: block.text('action'),
    from: block.number('from_port'),
    to: block.number('to_port'),
  });
}

interface Written {
  readonly Egress: boolean;
  readonly RuleNumber: number | null;
  readonly RuleAction: string | null;
  readonly from: number | null;
  readonly to: number | null;
}

const protocolNumbers: Readonly<Record<string, string>> = {
  all: '-1',
  tcp: '6',
  udp: '17',
  icmp: '1',
  icmpv6: '58',
};

function entryOf(block: Attributes, { from, to, ...written }: Written): RawItem {
  if (written.RuleNumber === null) throw new OpenValue('given without a number');
  const protocol = block.text('protocol')?.toLowerCase();
  if (protocol === undefined || written.RuleAction === null) throw new OpenValue('given without a part');
  const Protocol = protocolNumbers[protocol] ?? protocol;
  const [ipv4, ipv6] = [block.text('cidr_block'), block.text('ipv6_cidr_block')];
  if (ipv4 === null && ipv6 === null) throw new OpenValue('given without a block');
  const isIcmp = Protocol === '1' || Protocol === '58';
  const hasPorts = Protocol === '6' || Protocol === '17';
  const [type, code] = isIcmp ? [block.number('icmp_type'), block.number('icmp_code')] : [null, null];
  if ((hasPorts && (from === null || to === null)) || (isIcmp && (type === null || code === null))) {
    throw new OpenValue('given without a part');
  }
  return {
    ...written,
    Protocol,
    ...(ipv4 === null ? {} : { CidrBlock: ipv4 }),
    ...(ipv6 === null ? {} : { Ipv6CidrBlock: ipv6 }),
    ...(isIcmp ? { IcmpTypeCode: { Type: type, Code: code } } : {}),
    ...(hasPorts ? { PortRange: { From: from, To: to } } : {}),
  };
}

function numberOf(entry: RawItem): string {
  return `${entry['Egress'] === true ? 'egress' : 'ingress'} ${String(entry['RuleNumber'])}`;
}

/** The rules that an ACL shows only because they were there before the plan, which removes or changes them. */
function formerRuleNumbers(translation: Translation, aclId: string): ReadonlySet<string> {
  return new Set(
    translation.former
      .filter(({ type, values }) => type === 'aws_network_acl_rule' && values['network_acl_id'] === aclId)
      .map(({ values }) => numberOf({ Egress: values['egress'], RuleNumber: values['rule_number'] })),
  );
}

function addRules(translation: Translation): void {
  for (const view of translation.ofType('aws_network_acl_rule')) {
    for (const item of aclsNamedBy(translation, view, 'Entries')) {
      const entry = valueOrReason(() =>
        entryOf(view, {
          Egress: directionOf(view),
          RuleNumber: view.number('rule_number'),
          RuleAction: view.text('rule_action'),
          from: view.number('from_port'),
          to: view.number('to_port'),
        }),
      );
      if ('reason' in entry) {
        leaveOpen(item, 'Entries', `${view.resource.address} is ${entry.reason}`);
        continue;
      }
      const number = numberOf(entry.value);
      const isThere = (membersOf(item, 'Entries') ?? []).some(
        (other) => numberOf(other as RawItem) === number,
      );
      if (!isThere) addMember(item, 'Entries', entry.value, view.resource.pointer);
    }
  }
}

function directionOf(view: ResourceView): boolean {
  if (view.isLeftToAws('egress')) return false;
  view.expect('egress');
  return view.flag('egress') ?? false;
}

function aclsNamedBy(translation: Translation, view: ResourceView, field: string): readonly DeclaredItem[] {
  const id = valueOrReason(() => view.id('network_acl_id', idKinds.networkAcl));
  if ('value' in id) return [translation.find('networkAcls', id.value ?? '') ?? []].flat();
  const possible = view.possibleIds('network_acl_id', idKinds.networkAcl);
  for (const item of translation.ofFamily('networkAcls')) {
    if (possible !== null && !possible.includes(item.id)) continue;
    leaveOpen(item, field, `the ACL of ${view.resource.address} is ${id.reason}`);
  }
  return [];
}

function addAssociations(translation: Translation): void {
  for (const view of translation.ofType('aws_network_acl_association')) {
    for (const item of aclsNamedBy(translation, view, 'Associations')) {
      const subnet = valueOrReason(() => view.id('subnet_id', idKinds.subnet));
      if ('reason' in subnet) leaveOpen(item, 'Associations', subnet.reason);
      else if (!subnetsOf(item).includes(subnet.value ?? '')) {
        addMember(item, 'Associations', { SubnetId: subnet.value }, view.resource.pointer);
      }
    }
  }
}

/** A default ACL names its VPC only once it is there; until then the VPC names the ACL. */
function vpcOfAcl(translation: Translation, view: ResourceView): string | null {
  const owner =
    view.resource.type === 'aws_default_network_acl'
      ? translation.ofType('aws_vpc').find((vpc) => vpc.idHeldBy('default_network_acl_id') === view.ownId)
      : undefined;
  return owner ? owner.ownId : view.id('vpc_id', idKinds.vpc);
}
