import type { Scope } from '../../model/scope.ts';
import { type Fields, isFields } from '../infrastructure-code/fields.ts';
import { OpenValue, valueOrReason } from '../infrastructure-code/open-value.ts';
import { arnOfIdentity, arnOfNamed } from '../infrastructure-code/stand-in-arn.ts';
import type { Place } from './pseudo-parameters.ts';
import { referencesIn, referenceTo, soleReference } from './references.ts';

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

/** How the ARN of a resource is put together whose name its template may give. */
interface Naming {
  readonly property: string;
  /** Whether `Ref` gives the name, the ARN, or neither. */
  readonly reference: 'name' | 'arn' | 'other';
  readonly arn: (where: Scope, name: string, path: string) => string | null;
}

function regional(service: string, kind = ''): Naming['arn'] {
  return (where, name) => arnOfNamed(where, service, `${kind}${name}`);
}

const namings: Readonly<Record<string, Naming>> = {
  'AWS::S3::Bucket': {
    property: 'BucketName',
    reference: 'name',
    arn: ({ partition }, name) => `arn:${partition}:s3:::${name}`,
  },
  'AWS::IAM::Role': {
    property: 'RoleName',
    reference: 'name',
    arn: (where, name, path) => arnOfIdentity(where, 'role', path, name),
  },
  'AWS::IAM::InstanceProfile': {
    property: 'InstanceProfileName',
    reference: 'name',
    arn: (where, name, path) => arnOfIdentity(where, 'instance-profile', path, name),
  },
  'AWS::IAM::ManagedPolicy': {
    property: 'ManagedPolicyName',
    reference: 'arn',
    arn: (where, name, path) => arnOfIdentity(where, 'policy', path, name),
  },
  'AWS::DynamoDB::Table': {
    property: 'TableName',
    reference: 'name',
    arn: regional('dynamodb', 'table/'),
  },
  'AWS::ECR::Repository': {
    property: 'RepositoryName',
    reference: 'name',
    arn: regional('ecr', 'repository/'),
  },
  'AWS::SNS::Topic': { property: 'TopicName', reference: 'arn', arn: regional('sns') },
  'AWS::SQS::Queue': { property: 'QueueName', reference: 'other', arn: regional('sqs') },
};

/** What `Ref` gives: a name or an ARN, where that is what it gives and the template says it; else the id. */
export function referenceOf(stack: Owner, resource: DescribedResource): unknown {
  const naming = namings[resource.type];
  const given =
    naming?.reference === 'name'
      ? propertyOf(stack, resource, naming.property)
      : naming?.reference === 'arn'
        ? knownArn(stack, resource)
        : null;
  return given ?? ownId(stack, resource);
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
  if (attribute === 'Arn' || attribute === 'TopicArn' || attribute === 'PolicyArn') {
    return knownArn(stack, resource) ?? ownId(stack, resource);
  }
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

/** The ARN where the template gives the name that it ends in; null where only AWS knows it. */
function knownArn(stack: Owner, resource: DescribedResource): string | null {
  const naming = namings[resource.type];
  const name = naming ? propertyOf(stack, resource, naming.property) : null;
  const partition = stack.ref('AWS::Partition');
  if (!naming || name === null || typeof partition !== 'string' || soleReference(partition) !== null) {
    return null;
  }
  if (referencesIn(name).length > 0) return null;
  const { account, region } = stack.source.place;
  return naming.arn({ partition, account, region }, name, propertyOf(stack, resource, 'Path') ?? '/');
}

/** The value of a property; null where it is not given, or not known. */
function propertyOf(stack: Owner, { fields }: DescribedResource, property: string): string | null {
  const { Properties: properties } = fields;
  if (!isFields(properties) || !Object.hasOwn(properties, property)) return null;
  const found = valueOrReason(() => stack.evaluate(properties[property]));
  return 'value' in found && typeof found.value === 'string' ? found.value : null;
}
