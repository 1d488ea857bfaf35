import { type Fields, isFields } from '../infrastructure-code/fields.ts';
import { OpenValue, valueOrReason } from '../infrastructure-code/open-value.ts';
import type { Place } from './pseudo-parameters.ts';
import { referenceTo, soleReference } from './references.ts';

/** A resource as its template describes it. */
export interface DescribedResource {
  readonly name: string;
  readonly type: string;
  readonly fields: Fields;
}

/** What is asked of the stack that the resource is in. */
interface Owner {
  readonly source: { readonly place: Place };
  readonly idOf: (resource: string) => string;
  readonly idAt: (resource: string, attribute: string) => string;
  readonly ref: (name: string) => unknown;
  readonly evaluate: (raw: unknown) => unknown;
}

/** Resources that go by a name that their template may give: the property. */
const names: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'BucketName',
  'AWS::IAM::Role': 'RoleName',
};

/** What `Ref` gives: the name, where that is what it gives and the template says it; else the id. */
export function referenceOf(stack: Owner, resource: DescribedResource): unknown {
  const property = names[resource.type];
  return (property === undefined ? null : propertyOf(stack, resource, property)) ?? ownId(stack, resource);
}

/** Attributes of one type of resource that are its id too. */
const idAttribute = /^(Id|Arn|[A-Za-z]*(Id|Arn))$/;
/** Attributes whose value is that of a property. */
const givenAttributes: ReadonlySet<string> = new Set(['CidrBlock', 'VpcId', 'AvailabilityZone', 'SubnetId']);
/** Attributes that are lists, of which only AWS knows how long they are. */
const lists: ReadonlySet<string> = new Set([
  'CidrBlockAssociations',
  'Ipv6CidrBlocks',
  'DnsEntries',
  'NetworkInterfaceIds',
  'SecondaryPrivateIpAddresses',
  'IpAddresses',
  'NameServers',
]);
const own = 'known after deployment';

/** What `GetAtt` gives. @throws OpenValue where it is not known. */
export function attributeOf(stack: Owner, resource: DescribedResource, attribute: string): unknown {
  if (lists.has(attribute)) throw new OpenValue(own);
  if (givenAttributes.has(attribute)) {
    const value = propertyOf(stack, resource, attribute);
    if (value !== null) return value;
  }
  if (attribute === 'Arn') return arnOf(stack, resource);
  const id = ownId(stack, resource);
  if (isOwnId(resource.type, attribute)) return id;
  return referenceTo(stack.idAt(resource.name, attribute));
}

function ownId(stack: Owner, { name }: DescribedResource): string {
  return referenceTo(stack.idOf(name));
}

/** Whether an attribute is what the resource itself goes by, as `SubnetId` of a subnet is. */
function isOwnId(type: string, attribute: string): boolean {
  if (!idAttribute.test(attribute)) return false;
  const last = (type.split('::').at(-1) ?? '').toLowerCase();
  const stem = attribute.replace(/(Id|Arn)$/, '').toLowerCase();
  return (
    stem === '' ||
    last.endsWith(stem) ||
    (type === 'AWS::EC2::SecurityGroup' && stem === 'group') ||
    (type === 'AWS::EC2::VPCEndpointService' && stem === 'service')
  );
}

function arnOf(stack: Owner, resource: DescribedResource): unknown {
  const { account, region } = stack.source.place;
  const name =
    names[resource.type] === undefined ? null : propertyOf(stack, resource, names[resource.type] ?? '');
  const partition = stack.ref('AWS::Partition');
  if (name !== null && typeof partition === 'string' && soleReference(partition) === null) {
    if (resource.type === 'AWS::S3::Bucket') return `arn:${partition}:s3:::${name}`;
    const path = propertyOf(stack, resource, 'Path') ?? '/';
    if (account !== null && region !== null) return `arn:${partition}:iam::${account}:role${path}${name}`;
  }
  return ownId(stack, resource);
}

/** The value of a property; null where it is not given, or not known. */
function propertyOf(stack: Owner, { fields }: DescribedResource, property: string): string | null {
  const { Properties: properties } = fields;
  if (!isFields(properties) || !Object.hasOwn(properties, property)) return null;
  const found = valueOrReason(() => stack.evaluate(properties[property]));
  return 'value' in found && typeof found.value === 'string' ? found.value : null;
}
