import { parseServiceName } from '../../../model/service-name.ts';
import {
  addMember,
  type DeclaredItem,
  leaveOpen,
  leaveUnwrittenOpen,
  membersOf,
} from '../../infrastructure-code/declared-item.ts';
import { fullAccess } from '../../infrastructure-code/defaults-of-aws.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import { afterApply, type IdKind } from '../attributes.ts';
import { idKinds } from '../id-kinds.ts';
import { policyOf } from '../policy-documents.ts';
import type { ResourceView } from '../resource-view.ts';
import { type Translation, tagsOf } from '../translation.ts';
import { defaultGroupOf } from './defaults-of-vpc.ts';

/** Endpoints, with what resources of their own add to them. */
export function translateEndpoints(translation: Translation): void {
  const views = translation.ofType('aws_vpc_endpoint');
  for (const view of views) declareEndpoint(translation, view);
  for (const field of associated) addAssociated(translation, field);
  for (const view of views) leaveUnassociatedOpen(translation, view);
  for (const view of translation.ofType('aws_vpc_endpoint_policy')) replacePolicy(translation, view);
  for (const view of translation.ofType('aws_vpc_endpoint_private_dns')) replacePrivateDns(translation, view);
}

function declareEndpoint(translation: Translation, view: ResourceView): void {
  const leftToAws = <T>(name: string, byDefault: () => T, read: () => T): T =>
    view.isLeftToAws(name) ? byDefault() : read();
  const type = () =>
    leftToAws<string | undefined>(
      'vpc_endpoint_type',
      () => 'Gateway',
      () => {
        view.expect('vpc_endpoint_type');
        return view.text('vpc_endpoint_type') ?? undefined;
      },
    );
  const isInterface = () => type() === 'Interface';
  translation.declare(
    view,
    'vpcEndpoints',
    view.ownId,
    {
      VpcEndpointType: type,
      VpcId: () => view.id('vpc_id', idKinds.vpc) ?? undefined,
      OwnerId: () => view.text('owner_id') ?? undefined,
      ServiceName: () => view.id('service_name', idKinds.endpointServiceName) ?? undefined,
      ServiceRegion: () =>
        leftToAws(
          'service_region',
          () => null,
          () => view.text('service_region'),
        ) ?? undefined,
      State: () => stateOf(translation, view),
      PolicyDocument: () =>
        leftToAws<unknown>(
          'policy',
          () => defaultPolicy(type()),
          () => policyOf(translation, view, 'policy') ?? undefined,
        ),
      RouteTableIds: () => idsOf(view, 'route_table_ids', idKinds.routeTable, () => []),
      SubnetIds: () => idsOf(view, 'subnet_ids', idKinds.subnet, () => []),
      Groups: () =>
        idsOf(view, 'security_group_ids', idKinds.securityGroup, () =>
          isInterface() ? defaultGroup(translation, view) : [],
        ).map((GroupId) => ({ GroupId })),
      IpAddressType: () =>
        leftToAws(
          'ip_address_type',
          () => 'ipv4',
          () => view.text('ip_address_type'),
        ) ?? undefined,
      DnsOptions: () => dnsOptionsOf(view),
      PrivateDnsEnabled: () =>
        leftToAws(
          'private_dns_enabled',
          () => false,
          () => view.flag('private_dns_enabled'),
        ) ?? undefined,
      RequesterManaged: () =>
        leftToAws(
          'requester_managed',
          () => false,
          () => view.flag('requester_managed'),
        ) ?? undefined,
      NetworkInterfaceIds: () => view.texts('network_interface_ids') ?? undefined,
      DnsEntries: () =>
        (view.blocks('dns_entry') ?? []).map((entry) => ({
          DnsName: entry.text('dns_name'),
          HostedZoneId: entry.text('hosted_zone_id'),
        })),
      Tags: () => tagsOf(view),
    },
    {
      VpcId: 'vpc_id',
      ServiceName: 'service_name',
      PolicyDocument: 'policy',
      RouteTableIds: 'route_table_ids',
      SubnetIds: 'subnet_ids',
      Groups: 'security_group_ids',
      PrivateDnsEnabled: 'private_dns_enabled',
    },
  );
}

function idsOf(
  view: ResourceView,
  name: string,
  kind: IdKind,
  byDefault: () => readonly string[],
): readonly string[] {
  return view.isLeftToAws(name) ? byDefault() : (view.ids(name, kind) ?? []);
}

/** The apply ends when AWS's own services have made the endpoint; others may wait for somebody to accept it. */
function stateOf(translation: Translation, view: ResourceView): string | undefined {
  if (!view.isOpen('state')) return view.text('state') ?? undefined;
  const service = valueOrReason(() => view.text('service_name'));
  if ('value' in service && service.value !== null && parseServiceName(service.value).kind === 'aws') {
    return 'available';
  }
  const accepted = translation
    .ofType('aws_vpc_endpoint_connection_accepter')
    .some((accepter) => accepter.id('vpc_endpoint_id', idKinds.vpcEndpoint) === view.ownId);
  if (accepted || view.values['auto_accept'] === true) return 'available';
  throw new OpenValue(afterApply);
}

function defaultPolicy(type: string | undefined): string | undefined {
  return type === 'Gateway' || type === 'Interface' ? JSON.stringify(fullAccess) : undefined;
}

/** Without a group, an endpoint has the default one of its VPC (I7). */
function defaultGroup(translation: Translation, view: ResourceView): readonly string[] {
  const vpcId = view.id('vpc_id', idKinds.vpc);
  return [defaultGroupOf(translation, vpcId)];
}

function dnsOptionsOf(view: ResourceView) {
  const [options] = view.has('dns_options') ? (view.blocks('dns_options') ?? []) : [];
  if (!options) return undefined;
  const onlyInbound = options.flag('private_dns_only_for_inbound_resolver_endpoint');
  const recordType = options.text('dns_record_ip_type');
  return {
    ...(recordType === null ? {} : { DnsRecordIpType: recordType }),
    ...(onlyInbound === null ? {} : { PrivateDnsOnlyForInboundResolverEndpoint: onlyInbound }),
  };
}

/** What associations add to an endpoint. */
const associated = [
  ['aws_vpc_endpoint_route_table_association', 'RouteTableIds', 'route_table_id', idKinds.routeTable],
  ['aws_vpc_endpoint_subnet_association', 'SubnetIds', 'subnet_id', idKinds.subnet],
  ['aws_vpc_endpoint_security_group_association', 'Groups', 'security_group_id', idKinds.securityGroup],
] as const;

function addAssociated(
  translation: Translation,
  [type, field, attribute, kind]: (typeof associated)[number],
): void {
  for (const { type: formerType, values } of translation.former) {
    if (formerType === type) removeMember(translation, field, values, attribute);
  }
  for (const view of translation.ofType(type)) {
    const endpoint = valueOrReason(() => view.id('vpc_endpoint_id', idKinds.vpcEndpoint));
    const member = valueOrReason(() => view.id(attribute, kind));
    for (const item of endpointsNamed(translation, endpoint)) {
      if ('reason' in endpoint)
        leaveOpen(item, field, `the endpoint of ${view.resource.address} is ${endpoint.reason}`);
      else if ('reason' in member) leaveOpen(item, field, `${view.resource.address} is ${member.reason}`);
      else if (member.value !== null) addId(translation, item, field, member.value, view);
    }
  }
}

/** An endpoint to which the code gives no table or subnet gets them from other code. */
function leaveUnassociatedOpen(translation: Translation, view: ResourceView): void {
  const item = translation.find('vpcEndpoints', view.ownId);
  if (!item) return;
  const type = item.fields.get('VpcEndpointType');
  const isTold = !item.open.has('VpcEndpointType');
  if ((!isTold || type === 'Gateway') && view.isLeftToAws('route_table_ids')) {
    leaveUnwrittenOpen(item, ['RouteTableIds']);
  }
  if ((!isTold || type !== 'Gateway') && view.isLeftToAws('subnet_ids')) {
    leaveUnwrittenOpen(item, ['SubnetIds']);
  }
}

function endpointsNamed(
  translation: Translation,
  endpoint: { readonly value: string | null } | { readonly reason: string },
): readonly DeclaredItem[] {
  if ('reason' in endpoint) return translation.ofFamily('vpcEndpoints');
  return [translation.find('vpcEndpoints', endpoint.value ?? '') ?? []].flat();
}

function addId(
  translation: Translation,
  item: DeclaredItem,
  field: 'RouteTableIds' | 'SubnetIds' | 'Groups',
  id: string,
  view: ResourceView,
): void {
  const members = membersOf(item, field) ?? [];
  if (field === 'Groups' && view.values['replace_default_association'] === true) {
    const vpc = translation.ofType('aws_vpc').find((one) => one.ownId === item.fields.get('VpcId'));
    const replaced = vpc?.idHeldBy('default_security_group_id');
    item.fields.set(
      field,
      members.filter((member) => (member as { GroupId: string }).GroupId !== replaced),
    );
  }
  const isThere = members.some((member) => member === id || (member as { GroupId?: string }).GroupId === id);
  if (!isThere) addMember(item, field, field === 'Groups' ? { GroupId: id } : id, view.resource.pointer);
}

/** An association that was there before the plan, which removes or changes it. */
function removeMember(
  translation: Translation,
  field: string,
  values: Readonly<Record<string, unknown>>,
  attribute: string,
): void {
  const item = translation.find('vpcEndpoints', String(values['vpc_endpoint_id']));
  const id = values[attribute];
  const members = item ? membersOf(item, field) : null;
  if (!item || !members) return;
  item.fields.set(
    field,
    members.filter((member) => member !== id && (member as { GroupId?: string }).GroupId !== id),
  );
}

function replacePolicy(translation: Translation, view: ResourceView): void {
  const endpoint = valueOrReason(() => view.id('vpc_endpoint_id', idKinds.vpcEndpoint));
  for (const item of endpointsNamed(translation, endpoint)) {
    if ('reason' in endpoint) {
      leaveOpen(item, 'PolicyDocument', `the endpoint of ${view.resource.address} is ${endpoint.reason}`);
      continue;
    }
    const policy = valueOrReason(() => {
      view.expect('policy');
      return policyOf(translation, view, 'policy');
    });
    if ('reason' in policy) leaveOpen(item, 'PolicyDocument', `${view.resource.address} is ${policy.reason}`);
    else if (policy.value !== null) {
      item.open.delete('PolicyDocument');
      item.fields.set('PolicyDocument', policy.value);
      item.parts.set('/PolicyDocument', view.pointerOf('policy'));
    }
  }
}

function replacePrivateDns(translation: Translation, view: ResourceView): void {
  const endpoint = valueOrReason(() => view.id('vpc_endpoint_id', idKinds.vpcEndpoint));
  for (const item of endpointsNamed(translation, endpoint)) {
    const enabled = valueOrReason(() => {
      view.expect('private_dns_enabled');
      return view.flag('private_dns_enabled');
    });
    if ('reason' in endpoint || 'reason' in enabled) {
      leaveOpen(item, 'PrivateDnsEnabled', afterApply);
    } else if (enabled.value !== null) {
      item.open.delete('PrivateDnsEnabled');
      item.fields.set('PrivateDnsEnabled', enabled.value);
      item.parts.set('/PrivateDnsEnabled', view.pointerOf('private_dns_enabled'));
    }
  }
}
