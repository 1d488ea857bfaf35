import { leaveOpen } from '../../infrastructure-code/declared-item.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import { Properties } from '../properties.ts';
import { type ResourceView, type Translation, tagsOf } from '../translation.ts';
import { defaultGroupOf } from './endpoints.ts';
import { vpcOfSubnet } from './gateways.ts';
import { profileOfInstance } from './roles.ts';

const afterDeployment = 'known after deployment';

/** Instances, functions in VPCs, interfaces and flow logs. */
export function translateCompute(translation: Translation): void {
  for (const view of translation.ofType('AWS::EC2::NetworkInterface')) declareInterface(translation, view);
  for (const view of translation.ofType('AWS::EC2::Instance')) declareInstance(translation, view);
  for (const view of translation.ofType('AWS::EC2::NetworkInterfaceAttachment')) attach(translation, view);
  for (const view of translation.ofType('AWS::Lambda::Function', 'AWS::Serverless::Function')) {
    declareFunction(translation, view);
  }
  for (const view of translation.ofType('AWS::EC2::FlowLog')) {
    translation.declare(view, 'flowLogs', view.id, {
      ResourceId: () => view.properties.id('ResourceId') ?? undefined,
      FlowLogStatus: () => 'ACTIVE',
      Tags: () => tagsOf(view),
    });
  }
}

function declareInterface(translation: Translation, view: ResourceView): void {
  const { properties } = view;
  const subnetId = () => properties.id('SubnetId');
  translation.declare(
    view,
    'networkInterfaces',
    view.id,
    {
      SubnetId: () => subnetId() ?? undefined,
      VpcId: () => vpcOfSubnet(translation, subnetId()) ?? undefined,
      OwnerId: () => view.scope.account ?? undefined,
      InterfaceType: () => properties.text('InterfaceType') ?? 'interface',
      Description: () => properties.text('Description') ?? '',
      SourceDestCheck: () => properties.flag('SourceDestCheck') ?? true,
      Groups: () => groupsOf(translation, properties, 'GroupSet', subnetId()),
      PrivateIpAddresses: () => addressesOf(properties.text('PrivateIpAddress')),
      Attachment: () => undefined,
    },
    { Groups: 'GroupSet', SubnetId: 'SubnetId' },
  );
}

/** Attaches an interface that is a resource of its own to an instance. */
function attach(translation: Translation, view: ResourceView): void {
  const item = translation.target(view, 'NetworkInterfaceId', 'networkInterfaces', 'Attachment');
  if (!item) return;
  const instance = valueOrReason(() => view.properties.id('InstanceId'));
  if ('reason' in instance) leaveOpen(item, 'Attachment', instance.reason);
  else item.fields.set('Attachment', { InstanceId: instance.value });
}

function declareInstance(translation: Translation, view: ResourceView): void {
  const { properties, id } = view;
  const interfaces = valueOrReason(() => properties.blocks('NetworkInterfaces') ?? []);
  const [first] = 'value' in interfaces ? interfaces.value : [];
  const from = first ?? properties;
  const subnetId = () => from.id('SubnetId');
  const zone = () => properties.text('AvailabilityZone');
  const item = translation.declare(view, 'instances', id, {
    SubnetId: () => subnetId() ?? undefined,
    VpcId: () => vpcOfSubnet(translation, subnetId()) ?? undefined,
    State: () => ({ Name: 'running' }),
    Placement: () => ({ AvailabilityZone: zone() }),
    IamInstanceProfile: () => {
      const Arn = profileOfInstance(translation, view);
      if (Arn === null && properties.has('LaunchTemplate')) throw new OpenValue(afterDeployment);
      return Arn === null ? undefined : { Arn };
    },
    Tags: () => tagsOf(view),
  });
  // A launch template may say where it stands, and interfaces of their own say themselves what they are.
  const isElsewhere = valueOrReason(
    () => properties.has('LaunchTemplate') || first?.has('NetworkInterfaceId') === true,
  );
  if ('reason' in interfaces || 'reason' in isElsewhere || isElsewhere.value) {
    for (const field of ['SubnetId', 'VpcId', 'Placement']) leaveOpen(item, field, afterDeployment);
    return;
  }
  const groups = first ? 'GroupSet' : 'SecurityGroupIds';
  translation.declare(
    view,
    'networkInterfaces',
    `${id}.NetworkInterface`,
    {
      SubnetId: () => subnetId() ?? undefined,
      VpcId: () => vpcOfSubnet(translation, subnetId()) ?? undefined,
      InterfaceType: () => 'interface',
      Description: () => '',
      SourceDestCheck: () => properties.flag('SourceDestCheck') ?? true,
      Groups: () => groupsOf(translation, from, groups, subnetId()),
      PrivateIpAddresses: () => addressesOf(from.text('PrivateIpAddress')),
      Attachment: () => ({ InstanceId: id }),
    },
    first ? {} : { Groups: groups, SubnetId: 'SubnetId' },
  );
}

/** The address that is asked for; without one, AWS takes one of the subnet. */
function addressesOf(address: string | null) {
  if (address === null) throw new OpenValue(afterDeployment);
  return [{ PrivateIpAddress: address }];
}

function groupsOf(translation: Translation, from: Properties, property: string, subnetId: string | null) {
  const given = from.ids(property) ?? [];
  const groups = given.length > 0 ? given : [defaultGroupOf(translation, vpcOfSubnet(translation, subnetId))];
  return groups.map((GroupId) => ({ GroupId }));
}

/** A function has interfaces in its subnets, which AWS makes when it is called. */
function declareFunction(translation: Translation, view: ResourceView): void {
  const configs = valueOrReason(() => vpcConfigsOf(view));
  if ('reason' in configs) return;
  const subnets = valueOrReason(() => configs.value.flatMap((config) => config.ids('SubnetIds') ?? []));
  if ('reason' in subnets) return;
  for (const SubnetId of subnets.value) {
    translation.declare(view, 'networkInterfaces', `${view.id} in ${SubnetId}`, {
      SubnetId: () => SubnetId,
      VpcId: () => vpcOfSubnet(translation, SubnetId) ?? undefined,
      InterfaceType: () => 'lambda',
      Description: () => `AWS Lambda VPC ENI-${view.resource.name}`,
      Groups: () =>
        configs.value
          .flatMap((config) => config.ids('SecurityGroupIds') ?? [])
          .map((GroupId) => ({ GroupId })),
      PrivateIpAddresses: () => {
        throw new OpenValue(afterDeployment);
      },
    });
  }
}

/** What a function says of its VPC, and what the template says for all functions. */
function vpcConfigsOf({ properties, stack, resource }: ResourceView): readonly Properties[] {
  const own = properties.block('VpcConfig');
  const isServerless = resource.type === 'AWS::Serverless::Function';
  const shared = isServerless
    ? new Properties(stack, { raw: stack.template.globals['Function'] ?? {}, pointer: '/Globals/Function' })
    : null;
  return [shared?.block('VpcConfig') ?? [], own ?? []].flat();
}
