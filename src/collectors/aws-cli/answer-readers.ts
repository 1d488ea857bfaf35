import { basename } from 'node:path';
import { type FamilyName, factFamilies, family, familyNames } from '../../model/fact-families.ts';
import { escapePointer } from '../../model/json-pointer.ts';
import { staticRoutesOnly } from '../../model/resources/peering-and-transit.ts';
import { parseArn } from '../../model/scope.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { type AnswerList, type AnswerProblem, type Fields, oneHostedZone } from './answer-list.ts';
import { readMetricData, readMetricStatistics } from './metric-answers.ts';
import { readApiPolicy, readRepositoryPolicy } from './resource-policy-answers.ts';
import { subjectFromName, subjectOfPolicy } from './subject.ts';

/** One key of an answer. */
interface Part {
  readonly key: string;
  readonly content: unknown;
  readonly answer: Fields;
  readonly path: string;
  /** JSON pointer of the answer. */
  readonly pointer: string;
}

type Reading = readonly AnswerList[] | AnswerProblem | null;
type Reader = (part: Part) => Reading;

/** How a key of an answer is read, or null when it is none that is known. */
export function readerOf(key: string): Reader | null {
  return readers.get(key) ?? null;
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...familyNames
    .filter((name) => factFamilies[name].answerKey !== '')
    .map((name): [string, Reader] => [
      factFamilies[name].answerKey,
      'subject' in factFamilies[name] ? subjectReader(name) : listReader(name),
    ]),
  ['EnableDnsSupport', readVpcAttribute],
  ['EnableDnsHostnames', readVpcAttribute],
  ['PrefixLists', readPrefixLists],
  ['Reservations', readReservations],
  ['Policy', readPolicy],
  ['Policies', readPolicies],
  ['Organization', readOrganization],
  ['ResourcePolicy', readResourcePolicy],
  ['policyText', ({ answer, path, pointer }) => readRepositoryPolicy(answer, path, pointer)],
  ['policy', ({ answer, path, pointer }) => readApiPolicy(answer, path, pointer)],
  ['Attributes', readAttributes],
  ['Datapoints', (part) => readMetricStatistics(part.content, part.answer, part.path, part.pointer)],
  ['MetricDataResults', (part) => readMetricData(part.content, part.path, place(part))],
  ['HostedZone', readHostedZone],
  ['VPCs', readZoneVpcs],
  ['VpcBlockPublicAccessOptions', readBlockPublicAccess],
  ['items', readLatticeItems],
  ['resourceConfigurationDefinition', readResourceConfiguration],
  // Two keys of no call: some tools put the answers about all tables of a gateway into one list.
  ['TransitGatewayStaticRoutes', readStaticRoutes],
  ['TransitGatewayPropagations', listReader('transitGatewayRouteTablePropagations')],
]);

function listReader(name: FamilyName): Reader {
  return (part) => {
    const read = itemsOf(part);
    if ('problem' in read) return { ...read, families: [name] };
    return [{ family: name, pointer: place(part), items: read.items }];
  };
}

/** Answers about one subject that they do not name: it stands beside or in the items, or in the path. */
function subjectReader(name: FamilyName): Reader {
  const field = family(name).subject ?? '';
  return (part) => {
    const read = itemsOf(part);
    // Its key is too common a word: what looks different is not the answer of this call.
    if ('problem' in read) return null;
    const named = part.answer[field] ?? read.items.find((item) => typeof item[field] === 'string')?.[field];
    const subject = typeof named === 'string' ? named : subjectFromName(field, part.path);
    if (subject !== null) return whole(part, name, { [field]: subject, [part.key]: read.items });
    const problem = `its ${part.key} do not say which ${field} they belong to: put it into the file name`;
    return { pointer: part.pointer, problem, nameless: true };
  };
}

function readVpcAttribute(part: Part): Reading {
  const { VpcId } = part.answer;
  return typeof VpcId === 'string' ? whole(part, 'vpcAttributes', { VpcId, [part.key]: part.content }) : null;
}

/** The two calls that answer with `PrefixLists` are told apart by their items' fields (P6). */
function readPrefixLists(part: Part): Reading {
  const read = itemsOf(part);
  if ('problem' in read) return { ...read, families: ['prefixLists', 'managedPrefixLists'] };
  const pointer = place(part);
  const { items } = read;
  if (items.length === 0 && !/managed/i.test(part.path)) {
    // AWS's own lists are always there: this may be either call, with a filter.
    return [{ family: 'prefixLists', pointer, items, incomplete: 'an empty answer' }];
  }
  const isManaged = items.every((item) =>
    ['PrefixListArn', 'MaxEntries', 'AddressFamily', 'OwnerId'].some((field) => Object.hasOwn(item, field)),
  );
  return [{ family: isManaged ? 'managedPrefixLists' : 'prefixLists', pointer, items }];
}

function readReservations(part: Part): Reading {
  const read = itemsOf(part);
  if ('problem' in read) return { ...read, families: ['instances'] };
  const pointer = place(part);
  const items: RawItem[] = [];
  // Most reservations have one instance: all go into one list.
  const [reservations, ordinals]: [number[], number[]] = [[], []];
  for (const [index, { OwnerId, Instances }] of read.items.entries()) {
    if (!isListOfItems(Instances)) {
      const problem = problemIn({ key: 'Instances', content: Instances, pointer: `${pointer}/${index}` });
      return { ...problem, families: ['instances'] };
    }
    for (const [ordinal, instance] of Instances.entries()) {
      items.push({ OwnerId, ...instance });
      reservations.push(index);
      ordinals.push(ordinal);
    }
  }
  const pointerOf = (index: number) => `${pointer}/${reservations[index]}/Instances/${ordinals[index]}`;
  return [{ family: 'instances', pointer, items, pointerOf }];
}

function readStaticRoutes(part: Part): Reading {
  const read = listReader('transitGatewayRoutes')(part);
  if (read === null || 'problem' in read) return read;
  return read.map((list) => ({ ...list, incomplete: staticRoutesOnly }));
}

function readPolicy(part: Part): Reading {
  const { content, answer, path } = part;
  if (isItem(content) && isItem(content['PolicySummary'])) {
    const { Id } = content['PolicySummary'];
    if (typeof Id !== 'string') return null;
    const items = [{ PolicyId: Id, ...content }];
    return [{ family: 'organizationPolicies', pointer: place(part), items, whole: true }];
  }
  if (typeof content !== 'string' && !(isItem(content) && Object.hasOwn(content, 'Statement'))) return null;
  if (typeof answer['Bucket'] === 'string') {
    return whole(part, 'bucketPolicies', { Bucket: answer['Bucket'], Policy: content });
  }
  const subject = subjectOfPolicy(content, answer, path);
  return subject.family === 'bucketPolicies'
    ? whole(part, 'bucketPolicies', { Bucket: subject.id, Policy: content })
    : whole(part, 'resourcePolicies', { ARN: subject.id, Policy: content, ResourcePolicy: content });
}

/** Two calls list `Policies`: of an organization, as their ARNs say, or of an account. */
function readPolicies(part: Part): Reading {
  const read = itemsOf(part);
  const isOfOrganization =
    !('problem' in read) &&
    read.items.length > 0 &&
    read.items.every(({ Arn }) => parseArn(String(Arn))?.service === 'organizations');
  return listReader(isOfOrganization ? 'organizationPolicySummaries' : 'managedPolicies')(part);
}

function readOrganization(part: Part): Reading {
  if (!isItem(part.content)) return null;
  return [{ family: 'organizations', pointer: place(part), items: [part.content], whole: true }];
}

function readResourcePolicy(part: Part): Reading {
  return typeof part.answer['ARN'] === 'string' ? whole(part, 'resourcePolicies', part.answer) : null;
}

/** A list of a load balancer's or target group's attributes, or those of a queue or topic, which hold its policy. */
function readAttributes(part: Part): Reading {
  const { content } = part;
  if (!isItem(content)) {
    const isOfTargetGroup = Array.isArray(content) && content.some(isOfTargetGroups);
    return subjectReader(isOfTargetGroup ? 'targetGroupAttributes' : 'loadBalancerAttributes')(part);
  }
  const arn = content['QueueArn'] ?? content['TopicArn'];
  const { Policy } = content;
  if (typeof arn !== 'string' || Policy === undefined) return null;
  return whole(part, 'resourcePolicies', { ARN: arn, ResourcePolicy: Policy });
}

/** Whether an attribute is one that every target group has and no load balancer. */
function isOfTargetGroups(attribute: unknown): boolean {
  return isItem(attribute) && attribute['Key'] === 'deregistration_delay.timeout_seconds';
}

function readHostedZone(part: Part): Reading {
  if (!isItem(part.content)) return null;
  const items = [part.content];
  return [{ family: 'hostedZones', pointer: place(part), items, whole: true, incomplete: oneHostedZone }];
}

/** The one setting of an account and region. */
function readBlockPublicAccess(part: Part): Reading {
  if (!isItem(part.content)) return null;
  const items = [part.content];
  return [{ family: 'vpcBlockPublicAccessOptions', pointer: place(part), items, whole: true }];
}

/** VPC Lattice lists everything as `items`: what they are stands in their ARNs. */
function readLatticeItems(part: Part): Reading {
  const read = itemsOf(part);
  if ('problem' in read) return null;
  const kinds = new Set(read.items.map(({ arn }) => parseArn(String(arn))?.resource.split('/')[0]));
  const [kind] = kinds.size === 0 ? [kindNamed(part.path)] : kinds;
  const name = kinds.size <= 1 && kind !== undefined ? latticeFamilies.get(kind) : undefined;
  return name === undefined ? null : [{ family: name, pointer: place(part), items: read.items }];
}

const latticeFamilies: ReadonlyMap<string, FamilyName> = new Map([
  ['resourceconfiguration', 'resourceConfigurations'],
  ['resourcegateway', 'resourceGateways'],
  ['servicenetworkvpcassociation', 'serviceNetworkVpcAssociations'],
  ['servicenetworkresourceassociation', 'serviceNetworkResourceAssociations'],
]);

/** An empty list says nothing: then the name of its file must. */
function kindNamed(path: string): string | undefined {
  const name = basename(path)
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  return [...latticeFamilies.keys()].find((kind) => name.includes(kind));
}

function readResourceConfiguration(part: Part): Reading {
  const { arn } = part.answer;
  return typeof arn === 'string' ? whole(part, 'resourceConfigurationDetails', part.answer) : null;
}

function readZoneVpcs(part: Part): Reading {
  const zone = part.answer['HostedZone'];
  if (!isItem(zone) || typeof zone['Id'] !== 'string') return null;
  const HostedZoneId = zone['Id'].replace(/^\/hostedzone\//, '');
  return whole(part, 'hostedZoneVpcs', { HostedZoneId, VPCs: part.content });
}

function whole(part: Part, name: FamilyName, item: RawItem): readonly AnswerList[] {
  return [{ family: name, pointer: part.pointer, items: [item], whole: true }];
}

function itemsOf(part: Part): { readonly items: readonly RawItem[] } | AnswerProblem {
  return isListOfItems(part.content) ? { items: part.content } : problemIn(part);
}

function isListOfItems(content: unknown): content is readonly RawItem[] {
  return Array.isArray(content) && content.every(isItem);
}

/** What is wrong with what should be a list of items. */
function problemIn(part: Pick<Part, 'key' | 'content' | 'pointer'>): AnswerProblem {
  const { key, content } = part;
  if (!Array.isArray(content)) return { pointer: place(part), problem: `expected a list under ${key}` };
  const wrong = content.findIndex((item) => !isItem(item));
  return { pointer: `${place(part)}/${wrong}`, problem: `expected an object in ${key}` };
}

function place({ pointer, key }: Pick<Part, 'key' | 'pointer'>): string {
  return `${pointer}/${escapePointer(key)}`;
}

function isItem(value: unknown): value is RawItem {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
