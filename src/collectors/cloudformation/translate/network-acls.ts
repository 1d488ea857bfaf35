import type { RawItem } from '../../../model/snapshot.ts';
import { addMember, leaveOpen, leaveUnwrittenOpen } from '../../infrastructure-code/declared-item.ts';
import { lastEntries } from '../../infrastructure-code/defaults-of-aws.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import { addRemainingSubnets } from '../../infrastructure-code/remaining-subnets.ts';
import type { Properties } from '../properties.ts';
import { type ResourceView, type Translation, tagsOf } from '../translation.ts';

/** Network ACLs with their entries and subnets. */
export function translateNetworkAcls(translation: Translation): void {
  const views = translation.ofType('AWS::EC2::NetworkAcl');
  for (const view of views) {
    translation.declare(
      view,
      'networkAcls',
      view.id,
      {
        VpcId: () => view.properties.requiredId('VpcId'),
        OwnerId: () => view.scope.account ?? undefined,
        IsDefault: () => false,
        Associations: () => [],
        Entries: () => [],
        Tags: () => tagsOf(view),
      },
      { VpcId: 'VpcId' },
    );
  }
  for (const view of translation.ofType('AWS::EC2::NetworkAclEntry')) addEntry(translation, view);
  for (const view of views) {
    const item = translation.declared('networkAcls', view.id);
    if (!item) continue;
    leaveUnwrittenOpen(item, ['Entries']);
    for (const entry of lastEntries) addMember(item, 'Entries', entry, view.place);
  }
  for (const view of translation.ofType('AWS::EC2::SubnetNetworkAclAssociation'))
    associate(translation, view);
  addRemainingSubnets(
    translation,
    translation
      .ofType('AWS::EC2::Subnet')
      .map(({ id }) => id)
      .filter((id) => !translation.existing.find('subnets', (item) => item['SubnetId'] === id)),
  );
}

function addEntry(translation: Translation, view: ResourceView): void {
  const item = translation.target(view, 'NetworkAclId', 'networkAcls', 'Entries');
  if (!item) return;
  const entry = valueOrReason(() => entryOf(view.properties));
  if ('reason' in entry) leaveOpen(item, 'Entries', `${view.id} is not known: ${entry.reason}`);
  else addMember(item, 'Entries', entry.value, view.place);
}

function entryOf(properties: Properties): RawItem {
  const RuleNumber = properties.number('RuleNumber');
  const [Protocol, RuleAction] = [properties.text('Protocol'), properties.text('RuleAction')];
  if (RuleNumber === null || Protocol === null || RuleAction === null) {
    throw new OpenValue('given without a part');
  }
  const [ipv4, ipv6] = [properties.text('CidrBlock'), properties.text('Ipv6CidrBlock')];
  if (ipv4 === null && ipv6 === null) throw new OpenValue('given without a block');
  // ICMPv6 that is written for IPv4 is of all types.
  const hasType = Protocol === '1' || (Protocol === '58' && ipv4 === null);
  const icmp = hasType ? properties.requiredBlock('Icmp') : null;
  const ports = Protocol === '6' || Protocol === '17' ? properties.requiredBlock('PortRange') : null;
  return {
    Egress: properties.flag('Egress') ?? false,
    RuleNumber,
    RuleAction: RuleAction.toLowerCase(),
    Protocol,
    ...(ipv4 === null ? {} : { CidrBlock: ipv4 }),
    ...(ipv6 === null ? {} : { Ipv6CidrBlock: ipv6 }),
    ...(icmp
      ? { IcmpTypeCode: { Type: icmp.requiredNumber('Type'), Code: icmp.requiredNumber('Code') } }
      : {}),
    ...(ports ? { PortRange: { From: ports.requiredNumber('From'), To: ports.requiredNumber('To') } } : {}),
  };
}

function associate(translation: Translation, view: ResourceView): void {
  const item = translation.target(view, 'NetworkAclId', 'networkAcls', 'Associations');
  const subnet = valueOrReason(() => view.properties.requiredId('SubnetId'));
  if ('reason' in subnet) {
    for (const acl of item ? [item] : translation.ofFamily('networkAcls')) {
      leaveOpen(acl, 'Associations', `${view.id} is not known: ${subnet.reason}`);
    }
  } else if (item) {
    addMember(item, 'Associations', { SubnetId: subnet.value }, view.place);
  }
}
