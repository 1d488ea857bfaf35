import { readFileSync } from 'node:fs';
import { type Call, listOf } from '../../../src/collectors/aws/call.ts';
import { callTable } from '../../../src/collectors/aws/call-table.ts';
import { type FamilyName, family } from '../../../src/model/fact-families.ts';
import type { RawItem } from '../../../src/model/snapshot.ts';
import type { SnapshotFile } from '../../../src/model/snapshot-file.ts';
import type { Reply, Request } from './aws-server.ts';

export type FactItems = Readonly<Partial<Record<FamilyName, readonly RawItem[]>>>;

export const account = '111122223333';
export const region = 'eu-central-1';

/** The accounts of the organization, the one that asks among them. */
export const organization = [account, '222233334444', '333344445555'];

/** The facts of the bundled estate, and of what it lacks one thing each. */
export function demoFacts(): FactItems {
  const file = JSON.parse(readFileSync('fixtures/demo/estate.json', 'utf8')) as SnapshotFile;
  const facts = Object.entries(file.scopes[0]?.facts ?? {}).map(([name, { items = [] }]) => [name, items]);
  const demo = Object.fromEntries(facts) as FactItems;
  const resourcePolicies = [...(demo.resourcePolicies ?? []), ...furtherPolicies];
  return { ...demo, ...furtherFacts, resourcePolicies };
}

const table = 'tgw-rtb-0a1b2c3d4e5f60718';
const lattice = `arn:aws:vpc-lattice:${region}:${account}`;

const document = (...statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** Resource policies of a key, a queue and a topic; the demo has one of a secret. */
const furtherPolicies: readonly RawItem[] = [
  `arn:aws:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  `arn:aws:sns:${region}:${account}:orders`,
  `arn:aws:sqs:${region}:${account}:orders`,
].map((ARN) => ({
  ARN,
  ResourcePolicy: document({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: `${ARN.split(':')[2]}:*`,
    Resource: '*',
  }),
}));

/** A policy of the organization, and that it applies to the account of the estate. */
const organizationPolicy = {
  Id: 'p-inthisnet1',
  Arn: 'arn:aws:organizations::222233334444:policy/o-exampleorg/service_control_policy/p-inthisnet1',
  Name: 'InThisNetwork',
  Type: 'SERVICE_CONTROL_POLICY',
};

const furtherFacts: FactItems = {
  organizations: [{ Id: 'o-exampleorg', MasterAccountId: '222233334444' }],
  organizationPolicySummaries: [organizationPolicy],
  organizationParents: [{ ChildId: account, Parents: [{ Id: 'r-shop', Type: 'ROOT' }] }],
  organizationPolicies: [
    {
      PolicyId: organizationPolicy.Id,
      PolicySummary: organizationPolicy,
      Content: document({ Effect: 'Allow', Action: '*', Resource: '*' }),
    },
  ],
  organizationPolicyTargets: [
    {
      PolicyId: organizationPolicy.Id,
      Targets: [
        { TargetId: account, Name: 'shop', Type: 'ACCOUNT' },
        { TargetId: 'r-shop', Name: 'Root', Type: 'ROOT' },
      ],
    },
  ],
  vpnConnections: [
    {
      VpnConnectionId: 'vpn-1',
      State: 'available',
      CustomerGatewayConfiguration: '<pre_shared_key>hidden-secret</pre_shared_key>',
      Options: { TunnelOptions: [{ PreSharedKey: 'hidden-secret', DpdTimeoutSeconds: 30 }] },
    },
  ],
  transitGatewayRouteTables: [
    { TransitGatewayRouteTableId: table, TransitGatewayId: 'tgw-1', State: 'available' },
  ],
  transitGatewayRouteTableAssociations: [{ TransitGatewayRouteTableId: table, Associations: [] }],
  transitGatewayRouteTablePropagations: [
    { TransitGatewayRouteTableId: table, TransitGatewayRouteTablePropagations: [] },
  ],
  transitGatewayRoutes: [
    {
      TransitGatewayRouteTableId: table,
      Routes: ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16'].map((DestinationCidrBlock) => ({
        DestinationCidrBlock,
        State: 'active',
        Type: 'static',
      })),
    },
  ],
  resourceConfigurations: [{ arn: `${lattice}:resourceconfiguration/rcfg-1`, id: 'rcfg-1', name: 'db' }],
  resourceConfigurationDetails: [
    {
      arn: `${lattice}:resourceconfiguration/rcfg-1`,
      id: 'rcfg-1',
      portRanges: ['5432'],
      protocol: 'TCP',
      resourceConfigurationDefinition: { ipResource: { ipAddress: '10.0.0.9' } },
    },
  ],
  resourceGateways: [{ arn: `${lattice}:resourcegateway/rgw-1`, id: 'rgw-1', subnetIds: ['subnet-1'] }],
};

/** How many items the server puts on a page: so few that much is paged. */
const fewItems = 4;

/** Answers every call of the table from facts, a few items a page. */
export function estateReply(facts: FactItems, pageSize = fewItems): (request: Request) => Reply {
  return (request) => {
    const { service, operation, parameters } = request;
    if (operation === 'AssumeRole') {
      const [, assumed = ''] = /::(\d{12}):/.exec(parameters.get('RoleArn') ?? '') ?? [];
      const keys = {
        AccessKeyId: `ASIA${assumed}`,
        SecretAccessKey: 'hidden-secret',
        SessionToken: 'hidden-token',
      };
      return { output: { Credentials: { ...keys, Expiration: '2099-01-01T00:00:00Z' } } };
    }
    if (operation === 'ListAccounts') {
      return { output: { Accounts: organization.map((Id) => ({ Id, Status: 'ACTIVE' })) } };
    }
    if (operation === 'GetCallerIdentity') {
      return { output: { Account: account, Arn: `arn:aws:iam::${account}:user/reader` } };
    }
    if (operation === 'DescribeRegions') {
      return { output: { Regions: [{ RegionName: region }, { RegionName: 'eu-west-1' }] } };
    }
    const call = callTable.find((each) => each.service === service && each.operation === operation);
    if (call === undefined) return { error: 'InvalidAction', status: 400 };
    const whole = wholeAnswer(call, request, facts);
    return whole === null
      ? { error: 'NoSuchBucketPolicy', status: 404 }
      : { output: page(call, request, whole, pageSize) };
  };
}

/** The answer to a call about its parameters, unpaged; null where the resource has no policy. */
export function wholeAnswer(
  call: Call,
  request: Pick<Request, 'parameters'>,
  facts: FactItems,
): Record<string, unknown> | null {
  const items = call.family === null ? [] : (facts[call.family] ?? []);
  const subject = subjectsOf(call, request);
  switch (call.name) {
    case 'vpcAttributes': {
      const name = request.parameters.get('Attribute')?.replace(/^e/, 'E') ?? '';
      const item = items.find(({ VpcId }) => VpcId === subject[0]);
      return { VpcId: subject[0], [name]: item?.[name] };
    }
    case 'instances':
      return {
        Reservations: items.map(({ OwnerId, ...instance }) => ({ OwnerId, Instances: [instance] })),
      };
    case 'vpcBlockPublicAccessOptions':
      return { VpcBlockPublicAccessOptions: items[0] };
    case 'loadBalancers':
      return { LoadBalancers: items.filter(({ LoadBalancerArn: arn }) => subject.includes(String(arn))) };
    case 'listeners':
      return { Listeners: items.filter(({ LoadBalancerArn: arn }) => arn === subject[0]) };
    case 'targetGroups':
      return {
        TargetGroups: items.filter(
          ({ LoadBalancerArns: arns }) => Array.isArray(arns) && arns.includes(subject[0]),
        ),
      };
    case 'buckets':
      return { Buckets: (facts.bucketPolicies ?? []).map(({ Bucket }) => ({ Name: Bucket })) };
    case 'secrets':
      return { SecretList: arnsOf('secretsmanager', facts).map((ARN) => ({ ARN })) };
    case 'keys':
      return { Keys: arnsOf('kms', facts).map((KeyArn) => ({ KeyArn, KeyId: KeyArn.split('/')[1] })) };
    case 'policies of keys':
      return policyAnswer(subject[0], facts);
    case 'topics':
      return { Topics: arnsOf('sns', facts).map((TopicArn) => ({ TopicArn })) };
    case 'policies of topics':
      return { Attributes: { TopicArn: subject[0], ...policyAnswer(subject[0], facts) } };
    case 'queues':
      return { QueueUrls: queueUrlsOf(facts) };
    case 'policies of queues': {
      const QueueArn = arnsOf('sqs', facts).find((arn) => queueUrl(arn) === subject[0]);
      return { Attributes: { QueueArn, ...policyAnswer(QueueArn, facts) } };
    }
    case 'organizations':
      return { Organization: items[0] };
    case 'organizationPolicySummaries': {
      const type = request.parameters.get('Filter');
      return { Policies: items.filter(({ Type }) => Type === type) };
    }
    case 'organizationPolicies':
      return { Policy: items.find(({ PolicyId }) => PolicyId === subject[0]) };
    case 'roles':
    case 'managedPolicies':
      return { RoleDetailList: facts.roles ?? [], Policies: facts.managedPolicies ?? [] };
    default: {
      if (call.family === null) return {};
      const { answerKey, subject: field } = family(call.family);
      if (call.subjects === null || field === undefined) return { [answerKey]: items };
      return (
        items.find((item) => subject.includes(bare(item[field]))) ?? (answerKey === 'Policy' ? null : {})
      );
    }
  }
}

/** The resources of a service that have a policy. */
function arnsOf(service: string, { resourcePolicies = [] }: FactItems): readonly string[] {
  return resourcePolicies.map(({ ARN }) => String(ARN)).filter((arn) => arn.split(':')[2] === service);
}

function policyAnswer(
  arn: string | undefined,
  { resourcePolicies = [] }: FactItems,
): { readonly Policy: unknown } {
  const found = resourcePolicies.find(({ ARN }) => ARN === arn);
  return { Policy: found?.ResourcePolicy };
}

/** What queues are asked about by: it says the same as their ARN. */
export function queueUrlsOf(facts: FactItems): readonly string[] {
  return arnsOf('sqs', facts).map(queueUrl);
}

function queueUrl(arn: string): string {
  const [, , , where, owner, name] = arn.split(':');
  return `https://sqs.${where}.amazonaws.com/${owner}/${name}`;
}

function bare(id: unknown): string {
  return String(id).replace(/^\/hostedzone\//, '');
}

/** What the call is about: one parameter, or a list of them. */
function subjectsOf({ subjects }: Call, { parameters }: Pick<Request, 'parameters'>): readonly string[] {
  if (subjects === null) return [];
  const { parameter } = subjects;
  const found = [...parameters].filter(
    ([name]) => name.toLowerCase() === parameter.toLowerCase() || name.startsWith(`${parameter}.member.`),
  );
  return found.map(([, value]) => bare(value));
}

function page(call: Call, { parameters }: Request, whole: Record<string, unknown>, pageSize: number): object {
  const { pages } = call;
  const lists = Object.entries(whole).filter(([, value]) => Array.isArray(value));
  const [key, list] =
    lists.sort(([, a], [, b]) => listOf('x')({ x: b }).length - listOf('x')({ x: a }).length)[0] ?? [];
  if (pages === null || key === undefined || !Array.isArray(list)) return whole;
  const tokens = pages.token.map(([, parameter]) => parameter.toLowerCase());
  const asked = [...parameters].find(([name]) =>
    [...tokens, 'name', 'continuation-token'].includes(name.toLowerCase()),
  );
  const asksFor = [...parameters].find(([name]) => name.toLowerCase() === pages.size?.[0].toLowerCase());
  const size = Math.min(pageSize, Number(asksFor?.[1] ?? pageSize));
  const from = Number(asked?.[1].replace('page-', '') ?? 0);
  const rest = list.length > from + size;
  const token = Object.fromEntries(
    pages.token.map(([field]) => [field, field === 'NextRecordType' ? 'A' : `page-${from + size}`]),
  );
  return { ...whole, [key]: list.slice(from, from + size), ...(rest ? token : {}) };
}
