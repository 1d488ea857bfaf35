import { type FamilyName, family, isFamilyName } from '../../../src/model/fact-families.ts';
import { Resource } from '../../../src/model/resources/resource.ts';
import { parseArn, type Scope, scopeKey } from '../../../src/model/scope.ts';
import type { FamilyFacts, RawItem, ScopeFacts, Snapshot } from '../../../src/model/snapshot.ts';

/** What can be missing: a family in an account and region, or a field of all its items, which AWS always returns. */
export interface Drop {
  readonly scope: Scope;
  readonly family: FamilyName;
  /** Null for the whole family. */
  readonly field: string | null;
}

export function dropText({ scope, family: name, field }: Drop): string {
  return `${name}${field === null ? '' : `.${field}`} of ${scopeKey(scope)}`;
}

/**
 * Fields that AWS always returns and that are not asked for as required: those by which an item is found, and those
 * inside of lists and objects, with the way to them.
 */
const readDirectly: Readonly<Partial<Record<FamilyName, readonly string[]>>> = {
  subnets: ['VpcId'],
  routeTables: ['VpcId', 'Routes/State'],
  securityGroups: [
    'VpcId',
    ...['IpPermissions', 'IpPermissionsEgress'].flatMap((field) => [
      `${field}/IpRanges/CidrIp`,
      `${field}/UserIdGroupPairs/GroupId`,
      `${field}/PrefixListIds/PrefixListId`,
    ]),
  ],
  networkAcls: ['VpcId', 'Associations/SubnetId'],
  vpcEndpoints: ['VpcId'],
  networkInterfaces: ['VpcId', 'Description'],
  natGateways: ['VpcId'],
  prefixLists: ['PrefixListName'],
  managedPrefixLists: ['PrefixListName'],
  vpnGateways: ['VpcAttachments', 'VpcAttachments/State', 'VpcAttachments/VpcId'],
  vpcPeeringConnections: ['Status/Code', 'RequesterVpcInfo/VpcId', 'AccepterVpcInfo/VpcId'],
  transitGatewayAttachments: [
    'ResourceType',
    'ResourceId',
    'Association/State',
    'Association/TransitGatewayRouteTableId',
  ],
  transitGatewayVpcAttachments: ['VpcId'],
  transitGatewayRoutes: [
    'Routes/Type',
    'Routes/State',
    'Routes/TransitGatewayAttachments',
    'Routes/TransitGatewayAttachments/TransitGatewayAttachmentId',
    'Routes/TransitGatewayAttachments/ResourceType',
    'Routes/TransitGatewayAttachments/ResourceId',
    'Routes/DestinationCidrBlock',
  ],
  transitGatewayRouteTableAssociations: ['Associations/State', 'Associations/TransitGatewayAttachmentId'],
  transitGatewayRouteTablePropagations: [
    'TransitGatewayRouteTablePropagations/State',
    'TransitGatewayRouteTablePropagations/TransitGatewayAttachmentId',
    'TransitGatewayRouteTablePropagations/ResourceType',
  ],
  hostedZones: ['Config/PrivateZone'],
  hostedZonesByVpc: ['HostedZoneSummaries/Owner'],
  hostedZoneVpcs: ['VPCs/VPCId'],
  resourceRecordSets: [
    'ResourceRecordSets/Type',
    'ResourceRecordSets/ResourceRecords',
    'ResourceRecordSets/ResourceRecords/Value',
    'ResourceRecordSets/AliasTarget/DNSName',
    'ResourceRecordSets/AliasTarget/HostedZoneId',
  ],
  resolverRuleAssociations: ['VPCId'],
  profileAssociations: ['ResourceId'],
  resolverEndpoints: ['HostVPCId'],
  resolverRules: ['TargetIps/Ip'],
  loadBalancers: ['State/Code', 'VpcId', 'Type', 'AvailabilityZones/ZoneName', 'AvailabilityZones/SubnetId'],
  listeners: ['LoadBalancerArn', 'DefaultActions/TargetGroupArn'],
  targetGroups: ['VpcId', 'TargetType'],
  targetHealth: [
    'TargetHealthDescriptions/TargetHealth/State',
    'TargetHealthDescriptions/Target/Id',
    'TargetHealthDescriptions/TargetHealth',
  ],
  vpcEndpointServiceConfigurations: [
    'PrivateDnsNameConfiguration/State',
    'SupportedRegions/ServiceState',
    'SupportedRegions/Region',
  ],
  vpcEndpointConnectionNotifications: ['ConnectionNotificationState'],
  vpcBlockPublicAccessOptions: ['State'],
  vpcBlockPublicAccessExclusions: ['ResourceArn'],
  vpcEndpointServices: ['ServiceType'],
  dhcpOptions: ['DhcpConfigurations/Key', 'DhcpConfigurations/Values', 'DhcpConfigurations/Values/Value'],
  instances: ['IamInstanceProfile/Arn'],
  vpcEndpointServicePermissions: ['AllowedPrincipals/Principal'],
};

/**
 * The fields that AWS always returns, by family, as far as `look` reads them: the ones that the model asks for as
 * required. What identifies an item is none of them, for without it there is no item.
 */
export function requiredFields(look: () => void): ReadonlyMap<FamilyName, ReadonlySet<string>> {
  const fields = new Map<FamilyName, Set<string>>();
  const note = (name: FamilyName, field: string) => {
    if (family(name).id.includes(field)) return;
    const known = fields.get(name) ?? new Set<string>();
    fields.set(name, known.add(field));
  };
  for (const [name, direct] of Object.entries(readDirectly)) {
    for (const field of direct) if (isFamilyName(name)) note(name, field);
  }
  const usual = Object.getOwnPropertyDescriptor(Resource.prototype, 'required');
  if (!usual || typeof usual.value !== 'function') throw new Error('the model asks for no required fields');
  const read: (this: Resource, field: string, ...rest: readonly unknown[]) => unknown = usual.value;
  Object.defineProperty(Resource.prototype, 'required', {
    ...usual,
    value(this: Resource, field: string, ...rest: readonly unknown[]) {
      note(this.origin.family, field);
      return read.call(this, field, ...rest);
    },
  });
  try {
    look();
  } finally {
    Object.defineProperty(Resource.prototype, 'required', usual);
  }
  return fields;
}

/** All that a snapshot holds and could be without, one by one. */
export function dropsOf(
  { scopes }: Snapshot,
  required: ReadonlyMap<FamilyName, ReadonlySet<string>>,
): readonly Drop[] {
  return scopes.flatMap(({ scope, families }) =>
    Object.entries(families).flatMap(([name, { lists }]): readonly Drop[] => {
      if (!isFamilyName(name)) return [];
      const items = lists.flatMap((list) => list.items);
      const fields = [...(required.get(name) ?? [])].filter((field) =>
        items.some((item) => stripped(item, field) !== item),
      );
      return [null, ...fields.sort()].map((field) => ({ scope, family: name, field }));
    }),
  );
}

/** The snapshot without what is dropped. An account and region stays, even where nothing of it is left. */
export function without(snapshot: Snapshot, drops: readonly Drop[]): Snapshot {
  return { ...snapshot, scopes: snapshot.scopes.map((facts) => drops.reduce(withoutOne, facts)) };
}

function withoutOne(facts: ScopeFacts, { scope, family: name, field }: Drop): ScopeFacts {
  const found = facts.families[name];
  if (!found || scopeKey(facts.scope) !== scopeKey(scope)) return facts;
  const { [name]: _, ...others } = facts.families;
  return { ...facts, families: field === null ? others : { ...others, [name]: withoutField(found, field) } };
}

function withoutField(facts: FamilyFacts, field: string): FamilyFacts {
  return {
    ...facts,
    lists: facts.lists.map((list) => ({
      ...list,
      items: list.items.map((item) => (tellsByAbsence(item, field) ? item : stripped(item, field))),
    })),
  };
}

/** Whether AWS leaves the field of this item out to say something: that a secret has no policy. */
function tellsByAbsence({ ARN }: RawItem, field: string): boolean {
  return field === 'ResourcePolicy' && parseArn(String(ARN))?.service === 'secretsmanager';
}

/** The item without a field of its own, or of each object to which the way leads; itself where it has none. */
function stripped(item: RawItem, path: string): RawItem {
  const [field = '', ...further] = path.split('/');
  const value = item[field];
  if (value === undefined || value === null) return item;
  const { [field]: _, ...others } = item;
  if (further.length === 0) return others;
  const rest = further.join('/');
  const inside = (each: unknown) => (isObject(each) ? stripped(each, rest) : each);
  const less = Array.isArray(value) ? value.map(inside) : inside(value);
  const isSame = Array.isArray(value)
    ? value.every((each, index) => (less as unknown[])[index] === each)
    : less === value;
  return isSame ? item : { ...others, [field]: less };
}

function isObject(value: unknown): value is RawItem {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
