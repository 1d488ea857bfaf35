import { leaveOpen } from '../../infrastructure-code/declared-item.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import { afterApply } from '../attributes.ts';
import { idKinds } from '../id-kinds.ts';
import type { ResourceView } from '../resource-view.ts';
import { type Translation, tagsOf } from '../translation.ts';
import { defaultGroupOf } from './defaults-of-vpc.ts';
import { vpcOfSubnet } from './gateways.ts';
import { profileNamedBy } from './roles.ts';

/** Instances, Lambda functions in VPCs, and interfaces: what sends packets; and logs of what they send. */
export function translateCompute(translation: Translation): void {
  for (const view of translation.ofType('aws_network_interface')) declareInterface(translation, view);
  for (const view of translation.ofType('aws_instance')) {
    if (view.resource.mode === 'managed') declareInstance(translation, view);
  }
  for (const view of translation.ofType('aws_network_interface_attachment')) attach(translation, view);
  for (const view of translation.ofType('aws_lambda_function')) {
    if (view.resource.mode === 'managed') declareFunction(translation, view);
  }
  for (const view of translation.ofType('aws_flow_log')) {
    translation.declare(view, 'flowLogs', view.ownId, {
      ResourceId: () => watchedBy(view),
      FlowLogStatus: () => 'ACTIVE',
      TrafficType: () => view.text('traffic_type') ?? undefined,
      Tags: () => tagsOf(view),
    });
  }
}

const watched = [
  ['vpc_id', idKinds.vpc],
  ['subnet_id', idKinds.subnet],
  ['eni_id', idKinds.networkInterface],
  ['transit_gateway_id', idKinds.transitGateway],
  ['transit_gateway_attachment_id', idKinds.transitGatewayAttachment],
] as const;

/** What a flow log watches: the one attribute of these that the code gives. */
function watchedBy(view: ResourceView): string | undefined {
  for (const [name, kind] of watched) {
    const id = !view.has(name) || view.isLeftToAws(name) ? null : view.id(name, kind);
    if (id !== null) return id;
  }
  return undefined;
}

/** Attaches an interface that is a resource of its own to an instance. */
function attach(translation: Translation, view: ResourceView): void {
  const eni = valueOrReason(() => view.id('network_interface_id', idKinds.networkInterface));
  const instance = valueOrReason(() => view.id('instance_id', idKinds.instance));
  const all = translation.ofFamily('networkInterfaces');
  for (const item of 'value' in eni ? all.filter(({ id }) => id === eni.value) : all) {
    if ('reason' in eni) leaveOpen(item, 'Attachment', eni.reason);
    else if ('reason' in instance) leaveOpen(item, 'Attachment', instance.reason);
    else {
      item.open.delete('Attachment');
      item.fields.set('Attachment', { InstanceId: instance.value });
    }
  }
}

function declareInstance(translation: Translation, view: ResourceView): void {
  const subnetId = () => view.id('subnet_id', idKinds.subnet);
  const zone = () => view.text('availability_zone') ?? undefined;
  translation.declare(view, 'instances', view.ownId, {
    SubnetId: () => subnetId() ?? undefined,
    VpcId: () => vpcOfSubnet(translation, subnetId()) ?? undefined,
    State: () => ({
      Name: view.isOpen('instance_state') ? 'running' : (view.text('instance_state') ?? 'running'),
    }),
    Placement: () => ({ AvailabilityZone: zone() }),
    IamInstanceProfile: () => {
      // A launch template may name one.
      const isNone = view.isLeftToAws('iam_instance_profile') && !hasBlocks(view.values['launch_template']);
      if (isNone) return undefined;
      const Arn = profileNamedBy(translation, view, 'iam_instance_profile');
      return Arn === null ? undefined : { Arn };
    },
    Tags: () => tagsOf(view),
  });
  // Interfaces that are resources of their own say themselves what they are.
  if (!view.isLeftToAws('network_interface') && hasBlocks(view.values['network_interface'])) return;
  const id = view.idHeldBy('primary_network_interface_id');
  const item = translation.declare(
    view,
    'networkInterfaces',
    id,
    {
      SubnetId: () => subnetId() ?? undefined,
      VpcId: () => vpcOfSubnet(translation, subnetId()) ?? undefined,
      InterfaceType: () => 'interface',
      Description: () => '',
      Groups: () => groupsOf(translation, view).map((GroupId) => ({ GroupId })),
      PrivateIpAddress: () => view.text('private_ip') ?? undefined,
      PrivateIpAddresses: () => [{ PrivateIpAddress: view.text('private_ip'), ...publicAddress(view) }],
      Ipv6Addresses: () =>
        view.isLeftToAws('ipv6_addresses') || !view.has('ipv6_addresses')
          ? []
          : (view.texts('ipv6_addresses') ?? []).map((Ipv6Address) => ({ Ipv6Address })),
      Attachment: () => ({ InstanceId: view.ownId }),
    },
    { Groups: 'vpc_security_group_ids', SubnetId: 'subnet_id' },
  );
  const address = item.fields.get('PrivateIpAddresses');
  if (Array.isArray(address) && item.open.has('Ipv6Addresses'))
    item.open.set('PrivateIpAddresses', afterApply);
}

function hasBlocks(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

function groupsOf(translation: Translation, view: ResourceView): readonly string[] {
  if (!view.isLeftToAws('vpc_security_group_ids')) {
    return view.ids('vpc_security_group_ids', idKinds.securityGroup) ?? [];
  }
  const vpcId = vpcOfSubnet(translation, view.id('subnet_id', idKinds.subnet));
  return [defaultGroupOf(translation, vpcId)];
}

function publicAddress(view: ResourceView) {
  const PublicIp = view.text('public_ip');
  return PublicIp === null ? {} : { Association: { PublicIp } };
}

function declareInterface(translation: Translation, view: ResourceView): void {
  const subnetId = () => view.id('subnet_id', idKinds.subnet);
  translation.declare(
    view,
    'networkInterfaces',
    view.ownId,
    {
      SubnetId: () => subnetId() ?? undefined,
      VpcId: () => vpcOfSubnet(translation, subnetId()) ?? undefined,
      OwnerId: () => view.text('owner_id') ?? undefined,
      InterfaceType: () => view.text('interface_type') ?? 'interface',
      Description: () => view.text('description') ?? '',
      Groups: () =>
        (view.ids('security_groups', idKinds.securityGroup) ?? []).map((GroupId) => ({ GroupId })),
      PrivateIpAddresses: () =>
        (view.texts('private_ips') ?? []).map((PrivateIpAddress) => ({ PrivateIpAddress })),
      Attachment: () => {
        const [attachment] = view.blocks('attachment') ?? [];
        const InstanceId = attachment?.id('instance', idKinds.instance) ?? null;
        return InstanceId === null ? undefined : { InstanceId };
      },
    },
    { Groups: 'security_groups', SubnetId: 'subnet_id' },
  );
}

/** A function has interfaces in its subnets, which AWS makes when it is called. */
function declareFunction(translation: Translation, view: ResourceView): void {
  const [config] = hasBlocks(view.values['vpc_config']) ? (view.blocks('vpc_config') ?? []) : [];
  if (!config) return;
  let subnetIds: readonly string[];
  try {
    subnetIds = config.ids('subnet_ids', idKinds.subnet) ?? [];
  } catch (error) {
    if (error instanceof OpenValue) return;
    throw error;
  }
  for (const SubnetId of subnetIds) {
    translation.declare(view, 'networkInterfaces', `${view.resource.address} in ${SubnetId}`, {
      SubnetId: () => SubnetId,
      VpcId: () => vpcOfSubnet(translation, SubnetId) ?? undefined,
      InterfaceType: () => 'lambda',
      Description: () => `AWS Lambda VPC ENI-${view.resource.name}`,
      Groups: () =>
        (config.ids('security_group_ids', idKinds.securityGroup) ?? []).map((GroupId) => ({ GroupId })),
      PrivateIpAddresses: () => {
        throw new OpenValue(afterApply);
      },
    });
  }
}
