import { addMember, leaveOpen } from '../../infrastructure-code/declared-item.ts';
import { textOf } from '../../infrastructure-code/declared-items.ts';
import { valueOrReason } from '../../infrastructure-code/open-value.ts';
import type { Attributes } from '../attributes.ts';
import { idKinds } from '../id-kinds.ts';
import type { ResourceView } from '../resource-view.ts';
import { type Translation, tagsOf } from '../translation.ts';
import { vpcOfSubnet } from './gateways.ts';

/** Private hosted zones with their VPCs and records, Profiles and resolver rules. */
export function translateNames(translation: Translation): void {
  const doubts = [
    ...translation.ofType('aws_route53_zone').flatMap((view) => declareZone(translation, view)),
    ...translation
      .ofType('aws_route53_zone_association')
      .flatMap((view) => associateZone(translation, view) ?? []),
  ];
  for (const doubt of doubts) leaveZonesOpen(translation, doubt);
  for (const view of translation.ofType('aws_route53_record')) addRecord(translation, view);
  for (const view of translation.ofType('aws_route53profiles_association')) {
    translation.declare(view, 'profileAssociations', view.ownId, {
      ProfileId: () => view.id('profile_id', idKinds.profile) ?? undefined,
      ResourceId: () => view.id('resource_id', idKinds.vpc) ?? undefined,
      Status: () => 'COMPLETE',
    });
  }
  for (const view of translation.ofType('aws_route53_resolver_endpoint')) {
    translation.declare(view, 'resolverEndpoints', view.ownId, {
      Name: () => (view.isLeftToAws('name') ? undefined : (view.text('name') ?? undefined)),
      Direction: () => view.text('direction') ?? undefined,
      HostVPCId: () =>
        (view.isOpen('host_vpc_id') ? vpcOfAddresses(translation, view) : view.text('host_vpc_id')) ??
        undefined,
      SecurityGroupIds: () => view.ids('security_group_ids', idKinds.securityGroup) ?? undefined,
    });
  }
  for (const view of translation.ofType('aws_route53_resolver_rule')) {
    translation.declare(view, 'resolverRules', view.ownId, {
      DomainName: () => view.text('domain_name') ?? undefined,
      RuleType: () => view.text('rule_type') ?? undefined,
      Name: () => (view.isLeftToAws('name') ? undefined : (view.text('name') ?? undefined)),
      OwnerId: () => view.text('owner_id') ?? undefined,
      ResolverEndpointId: () => view.id('resolver_endpoint_id', idKinds.resolverEndpoint) ?? undefined,
      TargetIps: () => (view.blocks('target_ip') ?? []).map(targetOf),
      Tags: () => tagsOf(view),
    });
  }
  for (const view of translation.ofType('aws_route53_resolver_rule_association')) {
    translation.declare(view, 'resolverRuleAssociations', view.ownId, {
      ResolverRuleId: () => view.id('resolver_rule_id', idKinds.resolverRule) ?? undefined,
      VPCId: () => view.id('vpc_id', idKinds.vpc) ?? undefined,
      Status: () => 'COMPLETE',
    });
  }
}

/** The VPC in whose subnets a Resolver endpoint has addresses. */
function vpcOfAddresses(translation: Translation, view: ResourceView): string | null {
  const [subnetId = null] = view.idsInBlocks('ip_address', 'subnet_id', idKinds.subnet);
  return vpcOfSubnet(translation, subnetId);
}

function targetOf(block: Attributes) {
  const Ipv6 = block.text('ipv6');
  return Ipv6 === null ? { Ip: block.requiredText('ip') } : { Ip: block.text('ip') ?? undefined, Ipv6 };
}

/** Why it is not known of which VPCs the zone is; none where it is. */
function declareZone(translation: Translation, view: ResourceView): readonly string[] {
  const isManaged = view.resource.mode === 'managed';
  const isPrivate = () =>
    isManaged ? (view.blocks('vpc') ?? []).length > 0 : view.flag('private_zone') === true;
  translation.declare(view, 'hostedZones', view.ownId, {
    Name: () => view.text('name') ?? undefined,
    Config: () => ({ PrivateZone: isPrivate() }),
  });
  if (!isManaged) return [];
  translation.declare(view, 'resourceRecordSets', view.ownId, { ResourceRecordSets: () => [] });
  const vpcs = valueOrReason(() => view.idsInBlocks('vpc', 'vpc_id', idKinds.vpc));
  if ('reason' in vpcs) return [`a VPC of ${view.ownId} is ${vpcs.reason}`];
  return vpcs.value.flatMap((value) => associate(translation, view, view.ownId, { value }) ?? []);
}

/** Any VPC that the code names may be one of the zone's. */
function leaveZonesOpen(translation: Translation, reason: string): void {
  for (const item of translation.ofFamily('hostedZonesByVpc')) leaveOpen(item, 'HostedZoneSummaries', reason);
}

type MaybeId = { readonly value: string | null } | { readonly reason: string };

function associateZone(translation: Translation, view: ResourceView): string | null {
  const zone = valueOrReason(() => view.id('zone_id', idKinds.hostedZone));
  if ('reason' in zone || zone.value === null) {
    return `the zone of ${view.resource.address} is not known`;
  }
  return associate(
    translation,
    view,
    zone.value,
    valueOrReason(() => view.id('vpc_id', idKinds.vpc)),
  );
}

/** Puts the zone among those of the VPC; returns why it is not known which VPC that is. */
function associate(
  translation: Translation,
  view: ResourceView,
  zoneId: string,
  vpc: MaybeId,
): string | null {
  if ('reason' in vpc || vpc.value === null) {
    return `a VPC of ${zoneId} is not known`;
  }
  const zone = translation.find('hostedZones', zoneId);
  const name = zone?.fields.get('Name');
  const item =
    translation.find('hostedZonesByVpc', vpc.value) ??
    translation.declare(view, 'hostedZonesByVpc', vpc.value, { HostedZoneSummaries: () => [] });
  if (typeof name !== 'string') {
    leaveOpen(item, 'HostedZoneSummaries', `not known: the name of ${zoneId} is not`);
    return null;
  }
  const account = translation.scopeOf(view).account;
  const Owner = { Owner: account === null ? {} : { OwningAccount: account } };
  addMember(
    item,
    'HostedZoneSummaries',
    { HostedZoneId: zoneId, Name: name, ...Owner },
    view.resource.pointer,
  );
  return null;
}

function addRecord(translation: Translation, view: ResourceView): void {
  const zone = valueOrReason(() => view.id('zone_id', idKinds.hostedZone));
  const record = valueOrReason(() => readRecord(view, translation));
  for (const item of translation.ofFamily('resourceRecordSets')) {
    if ('reason' in zone) leaveOpen(item, 'ResourceRecordSets', zone.reason);
    else if (zone.value !== item.id) continue;
    else if ('reason' in record) leaveOpen(item, 'ResourceRecordSets', record.reason);
    else addMember(item, 'ResourceRecordSets', record.value, view.resource.pointer);
  }
}

function readRecord(view: ResourceView, translation: Translation) {
  const [alias] = view.blocks('alias') ?? [];
  return {
    Name: nameOfRecord(view, translation),
    Type: view.requiredText('type'),
    ...(alias
      ? { AliasTarget: { HostedZoneId: alias.requiredText('zone_id'), DNSName: alias.requiredText('name') } }
      : { ResourceRecords: (view.texts('records') ?? []).map((Value) => ({ Value })) }),
  };
}

/** The name with its zone's, which may be left out in the code. */
function nameOfRecord(view: ResourceView, translation: Translation): string {
  view.expect('name');
  const written = view.text('name') ?? '';
  const zone = translation.find('hostedZones', view.id('zone_id', idKinds.hostedZone) ?? '');
  const domain = textOf(zone, 'Name').replace(/\.$/, '');
  const name = written.replace(/\.$/, '');
  if (domain === '' || name === domain || name.endsWith(`.${domain}`)) return name;
  return name === '' ? domain : `${name}.${domain}`;
}
