import { addMember, type DeclaredItem, leaveOpen } from '../../infrastructure-code/declared-item.ts';
import { textOf } from '../../infrastructure-code/declared-items.ts';
import { valueOrReason } from '../../infrastructure-code/open-value.ts';
import type { Properties } from '../properties.ts';
import type { ResourceView, Translation } from '../translation.ts';
import { vpcOfSubnet } from './gateways.ts';

/** Private hosted zones with their VPCs and records, Profiles and resolver rules. */
export function translateNames(translation: Translation): void {
  const zones = translation.ofType('AWS::Route53::HostedZone');
  for (const doubt of zones.flatMap((view) => declareZone(translation, view))) {
    leaveZonesOpen(translation, doubt);
  }
  for (const view of translation.ofType('AWS::Route53::RecordSet')) {
    addRecord(translation, view, view.properties);
  }
  for (const view of translation.ofType('AWS::Route53::RecordSetGroup')) {
    const blocks = valueOrReason(() => view.properties.blocks('RecordSets') ?? []);
    if ('value' in blocks) for (const block of blocks.value) addRecord(translation, view, block);
    else {
      for (const item of translation.ofFamily('resourceRecordSets')) {
        leaveOpen(item, 'ResourceRecordSets', blocks.reason);
      }
    }
  }
  for (const view of translation.ofType('AWS::Route53Profiles::ProfileAssociation')) {
    translation.declare(view, 'profileAssociations', view.id, {
      ProfileId: () => view.properties.id('ProfileId') ?? undefined,
      ResourceId: () => view.properties.id('ResourceId') ?? undefined,
      Status: () => 'COMPLETE',
    });
  }
  for (const view of translation.ofType('AWS::Route53Resolver::ResolverEndpoint')) {
    translation.declare(view, 'resolverEndpoints', view.id, {
      Name: () => view.properties.text('Name') ?? undefined,
      Direction: () => view.properties.text('Direction') ?? undefined,
      HostVPCId: () => vpcOfAddresses(translation, view.properties) ?? undefined,
      SecurityGroupIds: () => view.properties.ids('SecurityGroupIds') ?? undefined,
    });
  }
  for (const view of translation.ofType('AWS::Route53Resolver::ResolverRule')) {
    translation.declare(view, 'resolverRules', view.id, {
      DomainName: () => view.properties.text('DomainName') ?? undefined,
      RuleType: () => view.properties.text('RuleType') ?? undefined,
      Name: () => view.properties.text('Name') ?? undefined,
      OwnerId: () => view.scope.account ?? undefined,
      ResolverEndpointId: () => view.properties.id('ResolverEndpointId') ?? undefined,
      TargetIps: () => {
        if (view.properties.text('RuleType') === 'FORWARD') view.properties.expect('TargetIps');
        return (view.properties.blocks('TargetIps') ?? []).map(targetOf);
      },
    });
  }
  for (const view of translation.ofType('AWS::Route53Resolver::ResolverRuleAssociation')) {
    translation.declare(view, 'resolverRuleAssociations', view.id, {
      ResolverRuleId: () => view.properties.id('ResolverRuleId') ?? undefined,
      VPCId: () => view.properties.id('VPCId') ?? undefined,
      Status: () => 'COMPLETE',
    });
  }
}

function targetOf(target: Properties) {
  const Ipv6 = target.text('Ipv6');
  return Ipv6 === null ? { Ip: target.requiredText('Ip') } : { Ip: target.text('Ip') ?? undefined, Ipv6 };
}

/** The VPC in whose subnets a Resolver endpoint has addresses. */
function vpcOfAddresses(translation: Translation, properties: Properties): string | null {
  const [first] = properties.blocks('IpAddresses') ?? [];
  return first ? vpcOfSubnet(translation, first.id('SubnetId')) : null;
}

/** Why it is not known of which VPCs the zone is; none where it is. */
function declareZone(translation: Translation, view: ResourceView): readonly string[] {
  const { properties } = view;
  translation.declare(view, 'hostedZones', view.id, {
    Name: () => properties.text('Name') ?? undefined,
    Config: () => ({ PrivateZone: (properties.blocks('VPCs') ?? []).length > 0 }),
  });
  translation.declare(view, 'resourceRecordSets', view.id, { ResourceRecordSets: () => [] });
  const blocks = valueOrReason(() => properties.blocks('VPCs') ?? []);
  if ('reason' in blocks) return [`the VPCs of ${view.id} are not known: ${blocks.reason}`];
  return blocks.value.flatMap((block) => associate(translation, view, block) ?? []);
}

/** Puts the zone among those of the VPC; returns why it is not known which VPC that is. */
function associate(translation: Translation, view: ResourceView, block: Properties): string | null {
  const vpc = valueOrReason(() => block.id('VPCId'));
  if ('reason' in vpc || vpc.value === null) {
    return `a VPC of ${view.id} is not known`;
  }
  const item = zonesOf(translation, view, vpc.value);
  const name = translation.find('hostedZones', view.id)?.fields.get('Name');
  if (typeof name !== 'string') {
    leaveOpen(item, 'HostedZoneSummaries', `not known: the name of ${view.id} is not`);
    return null;
  }
  const { account } = view.scope;
  const Owner = { Owner: account === null ? {} : { OwningAccount: account } };
  addMember(item, 'HostedZoneSummaries', { HostedZoneId: view.id, Name: name, ...Owner }, block.place);
  return null;
}

function zonesOf(translation: Translation, view: ResourceView, vpcId: string): DeclaredItem {
  return (
    translation.find('hostedZonesByVpc', vpcId) ??
    translation.declare(view, 'hostedZonesByVpc', vpcId, { HostedZoneSummaries: () => [] })
  );
}

function leaveZonesOpen(translation: Translation, reason: string): void {
  for (const item of translation.ofFamily('hostedZonesByVpc')) leaveOpen(item, 'HostedZoneSummaries', reason);
}

/** A record names its zone by the id, or by the zone's own name, which several may have. */
function addRecord(translation: Translation, view: ResourceView, properties: Properties): void {
  const field = 'ResourceRecordSets';
  const zone = valueOrReason(() => properties.id('HostedZoneId') ?? view.properties.id('HostedZoneId'));
  const record = valueOrReason(() => recordOf(properties));
  for (const item of translation.ofFamily('resourceRecordSets')) {
    if ('reason' in zone) leaveOpen(item, field, zone.reason);
    else if (zone.value === null) {
      const name = valueOrReason(
        () => properties.text('HostedZoneName') ?? view.properties.text('HostedZoneName'),
      );
      const own = textOf(translation.find('hostedZones', item.id), 'Name');
      if ('reason' in name || name.value === null || sameName(name.value, own)) {
        leaveOpen(item, field, `${view.id} names its zone by a name that several may have`);
      }
    } else if (zone.value !== item.id) continue;
    else if ('reason' in record) leaveOpen(item, field, `${view.id} is not known: ${record.reason}`);
    else addMember(item, field, record.value, properties.place);
  }
}

function sameName(one: string, other: string): boolean {
  return one.replace(/\.$/, '').toLowerCase() === other.replace(/\.$/, '').toLowerCase();
}

function recordOf(properties: Properties) {
  const alias = properties.block('AliasTarget');
  if (!alias) properties.expect('ResourceRecords');
  return {
    Name: properties.requiredText('Name'),
    Type: properties.requiredText('Type'),
    ...(alias
      ? {
          AliasTarget: {
            HostedZoneId: alias.requiredText('HostedZoneId'),
            DNSName: alias.requiredText('DNSName'),
          },
        }
      : { ResourceRecords: (properties.texts('ResourceRecords') ?? []).map((Value) => ({ Value })) }),
  };
}
