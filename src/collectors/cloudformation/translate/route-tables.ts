import type { RawItem } from '../../../model/snapshot.ts';
import { addMember, leaveOpen, membersOf } from '../../infrastructure-code/declared-item.ts';
import { addLocalRoutes, hasRoute, leavePropagatedOpen } from '../../infrastructure-code/made-routes.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import type { Properties } from '../properties.ts';
import { type ResourceView, type Translation, tagsOf } from '../translation.ts';

/** Route tables with their routes and associations. */
export function translateRouteTables(translation: Translation): void {
  for (const view of translation.ofType('AWS::EC2::RouteTable')) {
    translation.declare(
      view,
      'routeTables',
      view.id,
      {
        VpcId: () => view.properties.requiredId('VpcId'),
        OwnerId: () => view.scope.account ?? undefined,
        Routes: () => [],
        Associations: () => [],
        PropagatingVgws: () => [],
        Tags: () => tagsOf(view),
      },
      { VpcId: 'VpcId' },
    );
  }
  for (const view of translation.ofType('AWS::EC2::Route')) addRoute(translation, view);
  for (const view of translation.ofType('AWS::EC2::SubnetRouteTableAssociation')) {
    addAssociation(translation, view, 'SubnetId');
  }
  for (const view of translation.ofType('AWS::EC2::GatewayRouteTableAssociation')) {
    addAssociation(translation, view, 'GatewayId');
  }
  for (const view of translation.ofType('AWS::EC2::VPNGatewayRoutePropagation')) {
    addPropagation(translation, view);
  }
  leavePropagatedOpen(translation);
  addLocalRoutes(translation);
}

const destinations = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock'] as const;

/** The targets of a route: AWS's field, and the property where it is called otherwise. */
const targets = [
  ['GatewayId', 'GatewayId'],
  ['GatewayId', 'VpcEndpointId'],
  ['NatGatewayId', 'NatGatewayId'],
  ['EgressOnlyInternetGatewayId', 'EgressOnlyInternetGatewayId'],
  ['TransitGatewayId', 'TransitGatewayId'],
  ['VpcPeeringConnectionId', 'VpcPeeringConnectionId'],
  ['NetworkInterfaceId', 'NetworkInterfaceId'],
  ['InstanceId', 'InstanceId'],
  ['LocalGatewayId', 'LocalGatewayId'],
  ['CarrierGatewayId', 'CarrierGatewayId'],
  ['CoreNetworkArn', 'CoreNetworkArn'],
] as const;

function routeOf(properties: Properties): RawItem {
  return {
    ...destinationOf(properties),
    ...targetOf(properties),
    Origin: 'CreateRoute',
    State: 'active',
  };
}

function destinationOf(properties: Properties): RawItem {
  for (const field of destinations) {
    const block = properties.text(field);
    if (block !== null) return { [field]: block };
  }
  const list = properties.id('DestinationPrefixListId');
  if (list === null) throw new OpenValue('given without a destination');
  return { DestinationPrefixListId: list };
}

function targetOf(properties: Properties): RawItem {
  for (const [field, property] of targets) {
    const id = properties.id(property);
    if (id !== null) return { [field]: id };
  }
  throw new OpenValue('given without a target');
}

function addRoute(translation: Translation, view: ResourceView): void {
  const item = translation.target(view, 'RouteTableId', 'routeTables', 'Routes');
  if (!item) return;
  const route = valueOrReason(() => routeOf(view.properties));
  if ('reason' in route) leaveOpen(item, 'Routes', `${view.id} is not known: ${route.reason}`);
  else if (!hasRoute(item, route.value)) addMember(item, 'Routes', route.value, view.place);
}

function addAssociation(
  translation: Translation,
  view: ResourceView,
  property: 'SubnetId' | 'GatewayId',
): void {
  const item = translation.target(view, 'RouteTableId', 'routeTables', 'Associations');
  const member = valueOrReason(() => view.properties.requiredId(property));
  if ('reason' in member) {
    // The subnet may be any, and so may be the one that follows the main table.
    for (const table of item ? [item] : translation.ofFamily('routeTables')) {
      leaveOpen(table, 'Associations', `${view.id} is not known: ${member.reason}`);
    }
  } else if (item) {
    const association = { [property]: member.value, Main: false, AssociationState: { State: 'associated' } };
    addMember(item, 'Associations', association, view.place);
  }
}

function addPropagation(translation: Translation, view: ResourceView): void {
  const tables = valueOrReason(() => {
    view.properties.expect('RouteTableIds');
    return view.properties.ids('RouteTableIds') ?? [];
  });
  const gateway = valueOrReason(() => view.properties.requiredId('VpnGatewayId'));
  for (const item of translation.ofFamily('routeTables')) {
    if ('reason' in tables) leaveOpen(item, 'PropagatingVgws', tables.reason);
    else if (!tables.value.includes(item.id)) continue;
    else if ('reason' in gateway) leaveOpen(item, 'PropagatingVgws', gateway.reason);
    else if (membersOf(item, 'PropagatingVgws')) {
      addMember(item, 'PropagatingVgws', { GatewayId: gateway.value }, view.place);
    }
  }
}
