import { addMember, leaveOpen } from '../../infrastructure-code/declared-item.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import { afterApply } from '../attributes.ts';
import { idKinds } from '../id-kinds.ts';
import type { ResourceView } from '../resource-view.ts';
import { type Translation, tagsOf } from '../translation.ts';

/** Transit gateways, their attachments and route tables. */
export function translateTransitGateways(translation: Translation): void {
  for (const view of translation.ofType('aws_ec2_transit_gateway')) declareGateway(translation, view);
  for (const view of translation.ofType('aws_ec2_transit_gateway_vpc_attachment')) {
    declareVpcAttachment(translation, view);
  }
  for (const view of translation.ofType('aws_ec2_transit_gateway_peering_attachment')) {
    translation.declare(view, 'transitGatewayPeeringAttachments', view.ownId, {
      TransitGatewayId: () => view.id('transit_gateway_id', idKinds.transitGateway) ?? undefined,
      State: () => openState(view),
      Tags: () => tagsOf(view),
    });
  }
  for (const view of translation.ofType('aws_ec2_transit_gateway_route_table'))
    declareTable(translation, view);
  for (const adding of additions) addToTables(translation, adding);
  for (const view of translation.ofType('aws_ec2_transit_gateway_route')) addRoute(translation, view);
}

function declareGateway(translation: Translation, view: ResourceView): void {
  translation.declare(view, 'transitGateways', view.ownId, {
    OwnerId: () => view.text('owner_id') ?? undefined,
    Options: () => {
      const support = view.isLeftToAws('security_group_referencing_support')
        ? 'disable'
        : view.text('security_group_referencing_support');
      return support === null ? undefined : { SecurityGroupReferencingSupport: support };
    },
    Tags: () => tagsOf(view),
  });
}

function declareVpcAttachment(translation: Translation, view: ResourceView): void {
  const option = (name: string, byDefault: string) =>
    view.isLeftToAws(name) ? byDefault : (view.text(name) ?? (view.has(name) ? byDefault : undefined));
  translation.declare(
    view,
    'transitGatewayVpcAttachments',
    view.ownId,
    {
      TransitGatewayId: () => view.id('transit_gateway_id', idKinds.transitGateway) ?? undefined,
      VpcId: () => view.id('vpc_id', idKinds.vpc) ?? undefined,
      VpcOwnerId: () =>
        view.isLeftToAws('vpc_owner_id') || view.isOpen('vpc_owner_id')
          ? undefined
          : (view.text('vpc_owner_id') ?? undefined),
      SubnetIds: () => view.ids('subnet_ids', idKinds.subnet) ?? undefined,
      // The apply ends when it is there, unless another account must accept it.
      State: () => openState(view) ?? 'available',
      Options: () => ({
        ApplianceModeSupport: option('appliance_mode_support', 'disable'),
        Ipv6Support: option('ipv6_support', 'disable'),
        SecurityGroupReferencingSupport: option('security_group_referencing_support', 'enable'),
      }),
      Tags: () => tagsOf(view),
    },
    { VpcId: 'vpc_id', SubnetIds: 'subnet_ids' },
  );
}

/** Whether another account must accept an attachment is not known before. */
function openState(view: ResourceView): string | undefined {
  const gateway = valueOrReason(() => view.id('transit_gateway_id', idKinds.transitGateway));
  const isOwn = 'value' in gateway && gateway.value?.includes('.') === true;
  if (view.isNew && !isOwn) throw new OpenValue(afterApply);
  return undefined;
}

function declareTable(translation: Translation, view: ResourceView): void {
  translation.declare(view, 'transitGatewayRouteTables', view.ownId, {
    TransitGatewayId: () => view.id('transit_gateway_id', idKinds.transitGateway) ?? undefined,
    Tags: () => tagsOf(view),
  });
  const empty = () => [];
  translation.declare(view, 'transitGatewayRouteTableAssociations', view.ownId, { Associations: empty });
  translation.declare(view, 'transitGatewayRouteTablePropagations', view.ownId, {
    TransitGatewayRouteTablePropagations: empty,
  });
  translation.declare(view, 'transitGatewayRoutes', view.ownId, { Routes: empty });
}

const additions = [
  {
    type: 'aws_ec2_transit_gateway_route_table_association',
    family: 'transitGatewayRouteTableAssociations',
    field: 'Associations',
    state: 'associated',
  },
  {
    type: 'aws_ec2_transit_gateway_route_table_propagation',
    family: 'transitGatewayRouteTablePropagations',
    field: 'TransitGatewayRouteTablePropagations',
    state: 'enabled',
  },
] as const;

function addToTables(
  translation: Translation,
  { type, family, field, state }: (typeof additions)[number],
): void {
  for (const view of translation.ofType(type)) {
    const table = valueOrReason(() => tableOf(view));
    const member = valueOrReason(() => ({ ...attachedTo(translation, attachmentOf(view)), State: state }));
    for (const item of translation.ofFamily(family)) {
      if ('reason' in table) leaveOpen(item, field, table.reason);
      else if (table.value !== item.id) continue;
      else if ('reason' in member) leaveOpen(item, field, member.reason);
      else addMember(item, field, member.value, view.resource.pointer);
    }
  }
}

function tableOf(view: ResourceView): string | null {
  return view.id('transit_gateway_route_table_id', idKinds.transitGatewayRouteTable);
}

function attachmentOf(view: ResourceView): string | null {
  return view.isLeftToAws('transit_gateway_attachment_id')
    ? null
    : view.id('transit_gateway_attachment_id', idKinds.transitGatewayAttachment);
}

function attachedTo(translation: Translation, attachmentId: string | null) {
  const attachment =
    attachmentId === null ? null : translation.find('transitGatewayVpcAttachments', attachmentId);
  const open = attachment?.open.get('VpcId');
  if (open !== undefined) throw new OpenValue(open);
  const vpcId = attachment?.fields.get('VpcId');
  return {
    TransitGatewayAttachmentId: attachmentId,
    ...(typeof vpcId === 'string' ? { ResourceId: vpcId, ResourceType: 'vpc' } : {}),
  };
}

function addRoute(translation: Translation, view: ResourceView): void {
  const table = valueOrReason(() => tableOf(view));
  const route = valueOrReason(() => {
    view.expect('blackhole');
    const isBlackhole = view.flag('blackhole') === true;
    return {
      DestinationCidrBlock: view.requiredText('destination_cidr_block'),
      TransitGatewayAttachments: isBlackhole ? [] : [attachedTo(translation, attachmentOf(view))],
      Type: 'static',
      State: isBlackhole ? 'blackhole' : 'active',
    };
  });
  for (const item of translation.ofFamily('transitGatewayRoutes')) {
    if ('reason' in table) leaveOpen(item, 'Routes', table.reason);
    else if (table.value !== item.id) continue;
    else if ('reason' in route) leaveOpen(item, 'Routes', route.reason);
    else addMember(item, 'Routes', route.value, view.resource.pointer);
  }
}
