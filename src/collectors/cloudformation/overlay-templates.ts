import { type FamilyName, family as familyOf } from '../../model/fact-families.ts';
import type { RawItem, ScopeFacts } from '../../model/snapshot.ts';
import { type DeclaredItem, membersOf } from '../infrastructure-code/declared-item.ts';
import { type Existing, existingIn, idIn } from '../infrastructure-code/declared-items.ts';
import { valueOrReason } from '../infrastructure-code/open-value.ts';
import { overlayCode } from '../infrastructure-code/overlay.ts';
import { type DropsRoute, formerItem } from './adapt-to-existing.ts';
import { type ReadTemplate, stacksOf } from './deployment.ts';
import { familyOfType, membersOfStacks, type StackMember, stackOf } from './existing-stacks.ts';
import type { ParameterValues } from './parameters.ts';
import { Properties } from './properties.ts';
import type { Place } from './pseudo-parameters.ts';
import { itemsOf } from './read-templates.ts';
import type { Stack } from './stack.ts';

export interface OverlaidTemplates {
  readonly templates: readonly ReadTemplate[];
  readonly parameters: ParameterValues;
  readonly where: Omit<Place, 'stackName'>;
  readonly document: number;
}

/**
 * What exists as it will be once the templates are deployed. What a stack made before is known by the tags that
 * CloudFormation gives it; an endpoint that has none, by its VPC and service.
 */
export function overlayTemplates(
  scopes: readonly ScopeFacts[],
  { templates, parameters, where, document }: OverlaidTemplates,
): readonly ScopeFacts[] {
  if (templates.length === 0) return scopes;
  const existing = existingIn(scopes);
  const members = membersOfStacks(scopes);
  const ids = new Map<string, string>();
  const place = placeIn(scopes, where);
  const stacks = stacksOf(templates, parameters, place, (id) => ids.get(id) ?? null);
  const gone: DeclaredItem[] = [];
  for (const stack of stacks)
    gone.push(...recognize(stack, members, parameters.get('AWS::StackName') ?? null, ids));
  for (const stack of stacks) recognizeDefaults(stack, existing, ids);
  for (const stack of stacks) recognizeEndpoints(stack, existing, ids);
  const after = itemsOf(stacks, existing);
  const drops = droppedTables(after, existing);
  const before = after.flatMap((item): readonly DeclaredItem[] => {
    if (item.isElsewhere) return formerRoutes(item, existing, drops);
    const raw = describedAs(existing, item.family, item.id);
    return raw ? [formerItem(item, raw, drops)] : [];
  });
  return overlayCode(scopes, { document, source: 'cloudformation', before: [...before, ...gone], after });
}

/** Where only one account and region is described, that is where the stacks are. */
function placeIn(scopes: readonly ScopeFacts[], given: Omit<Place, 'stackName'>): Omit<Place, 'stackName'> {
  const only = (values: readonly (string | null)[]) => {
    const [value, ...others] = new Set(values.flatMap((each) => each ?? []));
    return value !== undefined && others.length === 0 ? value : null;
  };
  return {
    account: given.account ?? only(scopes.map(({ scope }) => scope.account)),
    region: given.region ?? only(scopes.map(({ scope }) => scope.region)),
  };
}

function describedAs(existing: Existing, family: FamilyName, id: string): RawItem | null {
  const [idField = ''] = familyOf(family).id;
  return existing.find(family, (item) => idIn(item, idField) === id);
}

/** Notes which of a stack's resources exist already; returns what it made and makes no longer. */
function recognize(
  stack: Stack,
  members: readonly StackMember[],
  named: string | null,
  ids: Map<string, string>,
): readonly DeclaredItem[] {
  const types = new Map(stack.resources.map(({ name, type }) => [name, type]));
  const stackName = stackOf(types, members, named);
  const gone: DeclaredItem[] = [];
  for (const { logicalId, family, item, ...member } of members) {
    if (stackName === null || member.stackName !== stackName) continue;
    const [idField = ''] = familyOf(family).id;
    const id = item[idField];
    if (typeof id !== 'string') continue;
    if (familyOfType[types.get(logicalId) ?? ''] === family) ids.set(stack.nameOf(logicalId), id);
    else if (stack.doubt === null) gone.push(bareItem(family, id, idField));
  }
  return gone;
}

function bareItem(family: FamilyName, id: string, idField: string): DeclaredItem {
  return {
    family,
    id,
    scope: { partition: 'aws', account: null, region: null },
    fields: new Map([[idField, id]]),
    open: new Map(),
    place: '',
    parts: new Map(),
  };
}

/** What AWS made with a VPC that exists. */
function recognizeDefaults(stack: Stack, existing: Existing, ids: Map<string, string>): void {
  for (const { name, type } of stack.resources) {
    const vpcId = type === 'AWS::EC2::VPC' ? ids.get(stack.nameOf(name)) : undefined;
    if (vpcId === undefined) continue;
    const isIn = ({ VpcId }: RawItem) => VpcId === vpcId;
    const group = existing.find('securityGroups', (item) => isIn(item) && item['GroupName'] === 'default');
    const acl = existing.find('networkAcls', (item) => isIn(item) && item['IsDefault'] === true);
    if (typeof group?.['GroupId'] === 'string') ids.set(`${vpcId}.DefaultSecurityGroup`, group['GroupId']);
    if (typeof acl?.['NetworkAclId'] === 'string') ids.set(`${vpcId}.DefaultNetworkAcl`, acl['NetworkAclId']);
  }
}

/** An endpoint without tags is the one of its VPC for its service. */
function recognizeEndpoints(stack: Stack, existing: Existing, ids: Map<string, string>): void {
  for (const { name, type, fields, pointer, doubt } of stack.resources) {
    const own = stack.nameOf(name);
    if (type !== 'AWS::EC2::VPCEndpoint' || doubt !== null || ids.has(own)) continue;
    const properties = new Properties(stack, { raw: fields['Properties'] ?? {}, pointer });
    const wanted = valueOrReason(() => [properties.id('VpcId'), properties.serviceName('ServiceName')]);
    if ('reason' in wanted) {
      stack.leaveInDoubt(name, wanted.reason);
      continue;
    }
    const [vpcId, service] = wanted.value;
    const found = new Set<unknown>();
    existing.find('vpcEndpoints', (item) => {
      if (item['VpcId'] === vpcId && item['ServiceName'] === service) found.add(item['VpcEndpointId']);
      return false;
    });
    const [id, ...others] = found;
    if (others.length > 0) stack.leaveInDoubt(name, 'several endpoints of the VPC are for its service');
    else if (typeof id === 'string') ids.set(own, id);
  }
}

/** Where the template takes tables from its gateway endpoints. */
function droppedTables(after: readonly DeclaredItem[], existing: Existing): DropsRoute {
  const endpoints = new Map(
    after
      .filter(({ family, open }) => family === 'vpcEndpoints' && !open.has('RouteTableIds'))
      .filter(({ id }) => describedAs(existing, 'vpcEndpoints', id))
      .map((item) => [item.id, item]),
  );
  return (tableId, { GatewayId: gateway }) => {
    const item = typeof gateway === 'string' ? endpoints.get(gateway) : undefined;
    if (!item || membersOf(item, 'RouteTableIds')?.includes(tableId)) return null;
    return item.parts.get('/RouteTableIds') ?? item.place;
  };
}

/** Of a table that is not the template's, the routes that its endpoints put there and take away. */
function formerRoutes(item: DeclaredItem, existing: Existing, drops: DropsRoute): readonly DeclaredItem[] {
  if (item.family !== 'routeTables') return [];
  const routes = describedAs(existing, 'routeTables', item.id)?.['Routes'];
  const dropped: RawItem[] = [];
  for (const route of Array.isArray(routes) ? (routes as readonly RawItem[]) : []) {
    const place = drops(item.id, route);
    if (place === null) continue;
    dropped.push(route);
    item.parts.set('/Routes', place);
  }
  return [{ ...item, fields: new Map([['Routes', dropped]]), open: new Map() }];
}
