import { addMember, leaveOpen } from '../../infrastructure-code/declared-item.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import { type ResourceView, type Translation, tagsOf } from '../translation.ts';

const attachmentTypes = [
  'AWS::EC2::TransitGatewayAttachment',
  'AWS::EC2::TransitGatewayVpcAttachment',
] as const;

/** Transit gateways, their attachments and route tables. */
export function translateTransitGateways(translation: Translation): void {
  for (const view of translation.ofType('AWS::EC2::TransitGateway')) {
    translation.declare(view, 'transitGateways', view.id, {
      OwnerId: () => view.scope.account ?? undefined,
      Options: () => {
        const support = view.properties.text('SecurityGroupReferencingSupport');
        return support === null ? undefined : { SecurityGroupReferencingSupport: support };
      },
      Tags: () => tagsOf(view),
    });
  }
  for (const view of translation.ofType(...attachmentTypes)) declareAttachment(translation, view);
  for (const view of translation.ofType('AWS::EC2::TransitGatewayPeeringAttachment')) {
    translation.declare(view, 'transitGatewayPeeringAttachments', view.id, {
      TransitGatewayId: () => view.properties.id('TransitGatewayId') ?? undefined,
      State: () => {
        throw new OpenValue('the other side must accept it');
      },
      Tags: () => tagsOf(view),
    });
  }
  for (const view of translation.ofType('AWS::EC2::TransitGatewayRouteTable'))
    declareTable(translation, view);
  for (const adding of additions) addToTables(translation, adding);
  for (const view of translation.ofType('AWS::EC2::TransitGatewayRoute')) addRoute(translation, view);
}

function declareAttachment(translation: Translation, view: ResourceView): void {
  const { properties } = view;
  translation.declare(
    view,
    'transitGatewayVpcAttachments',
    view.id,
    {
      TransitGatewayId: () => properties.id('TransitGatewayId') ?? undefined,
      VpcId: () => properties.requiredId('VpcId'),
      SubnetIds: () => properties.ids('SubnetIds') ?? undefined,
      State: () => stateOf(translation, view),
      Options: () => optionsOf(view),
      Tags: () => tagsOf(view),
    },
    { VpcId: 'VpcId', SubnetIds: 'SubnetIds' },
  );
}

/** A gateway of another account may have to accept. */
function stateOf(translation: Translation, { properties }: ResourceView): string {
  const gateway = properties.id('TransitGatewayId');
  const isOwn = translation.ofType('AWS::EC2::TransitGateway').some(({ id }) => id === gateway);
  if (!isOwn) throw new OpenValue('known after deployment');
  return 'available';
}

/** What is not given has the default of the service, except where its pages do not name one. */
function optionsOf({ properties }: ResourceView) {
  const options = properties.block('Options');
  const referencing = options?.text('SecurityGroupReferencingSupport') ?? null;
  return {
    ApplianceModeSupport: options?.text('ApplianceModeSupport') ?? 'disable',
    Ipv6Support: options?.text('Ipv6Support') ?? 'disable',
    ...(referencing === null ? {} : { SecurityGroupReferencingSupport: referencing }),
  };
}

function declareTable(translation: Translation, view: ResourceView): void {
  translation.declare(view, 'transitGatewayRouteTables', view.id, {
    TransitGatewayId: () => view.properties.id('TransitGatewayId') ?? undefined,
    Tags: () => tagsOf(view),
  });
  const empty = () => [];
  translation.declare(view, 'transitGatewayRouteTableAssociations', view.id, { Associations: empty });
  translation.declare(view, 'transitGatewayRouteTablePropagations', view.id, {
    TransitGatewayRouteTablePropagations: empty,
  });
  translation.declare(view, 'transitGatewayRoutes', view.id, { Routes: empty });
}

const additions = [
  {
    type: 'AWS::EC2::TransitGatewayRouteTableAssociation',
    family: 'transitGatewayRouteTableAssociations',
    field: 'Associations',
    state: 'associated',
  },
  {
    type: 'AWS::EC2::TransitGatewayRouteTablePropagation',
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
    const item = translation.target(view, 'TransitGatewayRouteTableId', family, field);
    if (!item) continue;
    const member = valueOrReason(() => ({
      ...attachedTo(translation, view.properties.requiredId('TransitGatewayAttachmentId')),
      State: state,
    }));
    if ('reason' in member) leaveOpen(item, field, member.reason);
    else addMember(item, field, member.value, view.place);
  }
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
  const item = translation.target(view, 'TransitGatewayRouteTableId', 'transitGatewayRoutes', 'Routes');
  if (!item) return;
  const route = valueOrReason(() => {
    const isBlackhole = view.properties.flag('Blackhole') === true;
    const attachment = isBlackhole ? null : view.properties.requiredId('TransitGatewayAttachmentId');
    return {
      DestinationCidrBlock: view.properties.requiredText('DestinationCidrBlock'),
      TransitGatewayAttachments: isBlackhole ? [] : [attachedTo(translation, attachment)],
      Type: 'static',
      State: isBlackhole ? 'blackhole' : 'active',
    };
  });
  if ('reason' in route) leaveOpen(item, 'Routes', route.reason);
  else addMember(item, 'Routes', route.value, view.place);
}
