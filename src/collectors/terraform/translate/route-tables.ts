import type { RawItem } from '../../../model/snapshot.ts';
import { addMember, type DeclaredItem, leaveOpen } from '../../infrastructure-code/declared-item.ts';
import { addLocalRoutes, hasRoute, leavePropagatedOpen } from '../../infrastructure-code/made-routes.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import type { Attributes } from '../attributes.ts';
import { idKinds } from '../id-kinds.ts';
import type { ResourceView } from '../resource-view.ts';
import { type Translation, tagsOf } from '../translation.ts';
import { routeDestination, routeTarget } from './route-targets.ts';

/** Route tables with their routes and associations, whichever resources write these. */
export function translateRouteTables(translation: Translation): void {
  for (const view of translation.ofType('aws_route_table', 'aws_default_route_table')) {
    declareTable(translation, view);
  }
  addRoutes(translation);
  addAssociations(translation);
  addMainAssociations(translation);
  addPropagation(translation);
  addLocalRoutes(translation);
}

function declareTable(translation: Translation, view: ResourceView): void {
  const inline = view.resource.mode === 'data' ? 'routes' : 'route';
  const item = translation.declare(
    view,
    'routeTables',
    view.ownId,
    {
      VpcId: () => vpcOfTable(translation, view) ?? undefined,
      OwnerId: () => view.text('owner_id') ?? undefined,
      Routes: () => [],
      // What a data source shows of the associations need not be all.
      Associations: () => (view.resource.mode === 'data' ? undefined : []),
      PropagatingVgws: () => (view.isLeftToAws('propagating_vgws') ? [] : gatewaysOf(view)),
      Tags: () => tagsOf(view),
    },
    { Routes: inline, PropagatingVgws: 'propagating_vgws' },
  );
  // A new table has the routes that the code gives it; which routes a data source passes over is not shown.
  if (view.isLeftToAws(inline)) return;
  const blocks = valueOrReason(() => view.blocks(inline) ?? []);
  if ('reason' in blocks) {
    leaveOpen(item, 'Routes', blocks.reason);
    return;
  }
  for (const block of blocks.value) {
    const route = valueOrReason(() => routeOf(block));
    if ('reason' in route) leaveOpen(item, 'Routes', route.reason);
    else if (!isFormerRoute(translation, item.id, route.value)) {
      addMember(item, 'Routes', route.value, block.pointer);
    }
  }
}

const made = { Origin: 'CreateRoute', State: 'active' } as const;

function routeOf(route: Attributes): RawItem {
  return { ...routeDestination(route), ...routeTarget(route), ...made };
}

function gatewaysOf(view: ResourceView): readonly RawItem[] {
  return (view.texts('propagating_vgws') ?? []).map((GatewayId) => ({ GatewayId }));
}

/** A default table names its VPC only once it is there; until then the VPC names the table. */
function vpcOfTable(translation: Translation, view: ResourceView): string | null {
  const owner = translation
    .ofType('aws_vpc')
    .find((vpc) => vpc.idHeldBy('default_route_table_id') === view.ownId);
  return owner ? owner.ownId : view.id('vpc_id', idKinds.vpc);
}

/** Whether a table shows the route only because it was there before this plan, which removes or changes it. */
function isFormerRoute(translation: Translation, tableId: string, route: RawItem): boolean {
  return translation.former.some(
    ({ type, values }) =>
      type === 'aws_route' &&
      values['route_table_id'] === tableId &&
      destinationFields.every(([field, name]) => (route[field] ?? '') === (values[name] ?? '')),
  );
}

const destinationFields = [
  ['DestinationCidrBlock', 'destination_cidr_block'],
  ['DestinationIpv6CidrBlock', 'destination_ipv6_cidr_block'],
  ['DestinationPrefixListId', 'destination_prefix_list_id'],
] as const;

function addRoutes(translation: Translation): void {
  for (const view of translation.ofType('aws_route')) {
    if (view.resource.mode === 'data') continue;
    for (const item of tablesNamedBy(translation, view, 'Routes')) {
      const route = valueOrReason(() => routeOf(view));
      if ('reason' in route) leaveOpen(item, 'Routes', `${view.resource.address} is ${route.reason}`);
      else if (!hasRoute(item, route.value)) addMember(item, 'Routes', route.value, view.resource.pointer);
    }
  }
}

/** The declared table that a resource adds to. Of those that it may add to, the field is left open. */
function tablesNamedBy(translation: Translation, view: ResourceView, field: string): readonly DeclaredItem[] {
  const id = valueOrReason(() => view.id('route_table_id', idKinds.routeTable));
  if ('value' in id) return [translation.find('routeTables', id.value ?? '') ?? []].flat();
  const possible = view.possibleIds('route_table_id', idKinds.routeTable);
  for (const item of translation.ofFamily('routeTables')) {
    if (possible !== null && !possible.includes(item.id)) continue;
    leaveOpen(item, field, `the table of ${view.resource.address} is ${id.reason}`);
  }
  return [];
}

function addAssociations(translation: Translation): void {
  for (const view of translation.ofType('aws_route_table_association')) {
    for (const item of tablesNamedBy(translation, view, 'Associations')) {
      const association = valueOrReason(() => {
        const SubnetId = view.id('subnet_id', idKinds.subnet);
        const GatewayId = SubnetId === null ? view.id('gateway_id', idKinds.gateway) : null;
        if (SubnetId === null && GatewayId === null) throw new OpenValue('given without a subnet');
        return {
          Main: false,
          ...(SubnetId === null ? {} : { SubnetId }),
          ...(GatewayId === null ? {} : { GatewayId }),
          AssociationState: { State: 'associated' },
        };
      });
      if ('reason' in association) leaveOpen(item, 'Associations', association.reason);
      else addMember(item, 'Associations', association.value, view.resource.pointer);
    }
  }
}

function addMainAssociations(translation: Translation): void {
  const Main = { Main: true, AssociationState: { State: 'associated' } } as const;
  const replaced = new Set<string>();
  for (const view of translation.ofType('aws_main_route_table_association')) {
    const vpc = valueOrReason(() => view.id('vpc_id', idKinds.vpc));
    if ('value' in vpc && vpc.value !== null) replaced.add(vpc.value);
    for (const item of tablesNamedBy(translation, view, 'Associations')) {
      addMember(item, 'Associations', Main, view.resource.pointer);
    }
  }
  leaveOwnerlessOpen(translation);
  for (const vpc of translation.ofType('aws_vpc', 'aws_default_vpc')) {
    if (replaced.has(vpc.ownId)) continue;
    const item = translation.find('routeTables', vpc.idHeldBy('main_route_table_id'));
    if (item) addMember(item, 'Associations', Main, item.place);
  }
}

/** Whether a default table is still the main one of its VPC, only the code of that VPC tells. */
function leaveOwnerlessOpen(translation: Translation): void {
  const vpcs = translation.ofType('aws_vpc', 'aws_default_vpc');
  for (const view of translation.ofType('aws_default_route_table')) {
    const item = translation.declared('routeTables', view.ownId);
    if (item && !vpcs.some((vpc) => vpc.idHeldBy('default_route_table_id') === view.ownId)) {
      leaveOpen(item, 'Associations', 'its VPC is not in the code');
    }
  }
}

function addPropagation(translation: Translation): void {
  for (const view of translation.ofType('aws_vpn_gateway_route_propagation')) {
    for (const item of tablesNamedBy(translation, view, 'PropagatingVgws')) {
      const gateway = valueOrReason(() => view.id('vpn_gateway_id', idKinds.gateway));
      if ('reason' in gateway) leaveOpen(item, 'PropagatingVgws', gateway.reason);
      else addMember(item, 'PropagatingVgws', { GatewayId: gateway.value }, view.resource.pointer);
    }
  }
  leavePropagatedOpen(translation);
}
