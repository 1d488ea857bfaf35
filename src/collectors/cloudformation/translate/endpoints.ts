import { parseServiceName } from '../../../model/service-name.ts';
import type { RawItem } from '../../../model/snapshot.ts';
import { type DeclaredItem, leaveUnwrittenOpen } from '../../infrastructure-code/declared-item.ts';
import { fullAccess } from '../../infrastructure-code/defaults-of-aws.ts';
import { addEndpointRoutes } from '../../infrastructure-code/made-routes.ts';
import { OpenValue } from '../../infrastructure-code/open-value.ts';
import { policyIn } from '../policy-property.ts';
import type { Properties } from '../properties.ts';
import { attributeId, type ResourceView, type Translation, tagsOf } from '../translation.ts';

/** Endpoints, and the routes that gateway endpoints put into tables. */
export function translateEndpoints(translation: Translation): void {
  for (const view of translation.ofType('AWS::EC2::VPCEndpoint')) {
    const item = declareEndpoint(translation, view);
    const isGateway = item.fields.get('VpcEndpointType') === 'Gateway';
    leaveUnwrittenOpen(item, [isGateway ? 'RouteTableIds' : 'SubnetIds']);
    addEndpointRoutes(translation, item, () => prefixListOf(translation, view, item));
    const existing = translation.existing.find('vpcEndpoints', (each) => each['VpcEndpointId'] === item.id);
    const tables: unknown = existing?.['RouteTableIds'];
    // The template may take away the routes that the endpoint has put into them.
    for (const id of Array.isArray(tables) ? tables : []) translation.find('routeTables', String(id));
  }
}

function declareEndpoint(translation: Translation, view: ResourceView): DeclaredItem {
  const { properties } = view;
  const type = () => properties.text('VpcEndpointType') ?? 'Gateway';
  return translation.declare(
    view,
    'vpcEndpoints',
    view.id,
    {
      VpcEndpointType: type,
      VpcId: () => properties.id('VpcId') ?? undefined,
      OwnerId: () => view.scope.account ?? undefined,
      ServiceName: () => properties.serviceName('ServiceName') ?? undefined,
      ServiceRegion: () => properties.text('ServiceRegion') ?? undefined,
      State: () => stateOf(properties),
      PolicyDocument: () => policyIn(properties, 'PolicyDocument') ?? policyByDefault(type()),
      RouteTableIds: () => properties.ids('RouteTableIds') ?? [],
      SubnetIds: () => properties.ids('SubnetIds') ?? [],
      Groups: () => groupsOf(translation, properties, type()).map((GroupId) => ({ GroupId })),
      IpAddressType: () => properties.text('IpAddressType') ?? 'ipv4',
      DnsOptions: () => dnsOptionsOf(properties),
      PrivateDnsEnabled: () => privateDnsOf(properties, type()),
      RequesterManaged: () => false,
      Tags: () => tagsOf(view),
    },
    {
      VpcId: 'VpcId',
      ServiceName: 'ServiceName',
      PolicyDocument: 'PolicyDocument',
      RouteTableIds: 'RouteTableIds',
      SubnetIds: 'SubnetIds',
      Groups: 'SecurityGroupIds',
      PrivateDnsEnabled: 'PrivateDnsEnabled',
    },
  );
}

/** AWS's own services accept at once; at others, somebody may have to. */
function stateOf(properties: Properties): string {
  const name = properties.serviceName('ServiceName');
  if (name !== null && parseServiceName(name).kind === 'aws') return 'available';
  throw new OpenValue('known after deployment');
}

function policyByDefault(type: string): string | undefined {
  return type === 'Gateway' || type === 'Interface' ? JSON.stringify(fullAccess) : undefined;
}

/** Without a group, an endpoint has the default one of its VPC (I7). */
function groupsOf(translation: Translation, properties: Properties, type: string): readonly string[] {
  const given = properties.ids('SecurityGroupIds');
  if (given !== null && given.length > 0) return given;
  if (type !== 'Interface') return [];
  return [defaultGroupOf(translation, properties.id('VpcId'))];
}

/** The default security group of a VPC. @throws OpenValue where neither code nor anything else shows the VPC. */
export function defaultGroupOf(translation: Translation, vpcId: string | null): string {
  const vpc = translation.ofType('AWS::EC2::VPC').find(({ id }) => id === vpcId);
  if (vpc) return attributeId(vpc, 'DefaultSecurityGroup');
  const existing = translation.existing.find(
    'securityGroups',
    ({ VpcId, GroupName }) => VpcId === vpcId && GroupName === 'default',
  );
  if (typeof existing?.['GroupId'] === 'string') return existing['GroupId'];
  throw new OpenValue('the default one of a VPC that is not in the code');
}

function dnsOptionsOf(properties: Properties) {
  const options = properties.block('DnsOptions');
  if (!options) return undefined;
  const recordType = options.text('DnsRecordIpType');
  const [inbound] = [options.text('PrivateDnsOnlyForInboundResolverEndpoint')];
  return {
    ...(recordType === null ? {} : { DnsRecordIpType: recordType }),
    ...(inbound === null ? {} : { PrivateDnsOnlyForInboundResolverEndpoint: inbound.includes('Inbound') }),
  };
}

/** The pages of AWS do not say what holds where the template says nothing. */
function privateDnsOf(properties: Properties, type: string): boolean {
  const enabled = properties.flag('PrivateDnsEnabled');
  if (enabled !== null) return enabled;
  if (type !== 'Interface') return false;
  throw new OpenValue('not given in the template');
}

/** The list of a service goes by its own name, which is that of the service (P1), until its id is known. */
function prefixListOf(translation: Translation, view: ResourceView, endpoint: DeclaredItem): string | null {
  const name = endpoint.fields.get('ServiceName');
  if (typeof name !== 'string') return null;
  const existing = translation.existing.find('prefixLists', ({ PrefixListName }) => PrefixListName === name);
  if (typeof existing?.['PrefixListId'] === 'string') return existing['PrefixListId'];
  const listed = listInRoutes(translation, endpoint.id);
  if (listed !== null) return listed;
  translation.declare(view, 'prefixLists', name, { PrefixListName: () => name });
  return name;
}

/** The list in the routes that an endpoint which exists already has put into tables. */
function listInRoutes(translation: Translation, endpointId: string): string | null {
  let list: string | null = null;
  translation.existing.find('routeTables', ({ Routes: routes }) =>
    (Array.isArray(routes) ? (routes as readonly RawItem[]) : []).some((route) => {
      const isOwn = route['GatewayId'] === endpointId && typeof route['DestinationPrefixListId'] === 'string';
      if (isOwn) list = String(route['DestinationPrefixListId']);
      return isOwn;
    }),
  );
  return list;
}
