import type { RawItem } from '../../model/snapshot.ts';
import {
  type Answer,
  alsoCollects,
  type Call,
  collects,
  fieldOf,
  isItem,
  listOf,
  lists,
  type Pages,
  textsIn,
  tokens,
} from './call.ts';

const attributes = (answer: Answer) => (isItem(answer['Attributes']) ? answer['Attributes'] : {});

/** The policies of resources that VPC endpoints lead to, each kind on request. */
export const policyCalls: readonly Call[] = [
  lists('buckets', 's3', 'ListBuckets', {
    topic: 'buckets',
    action: 's3:ListAllMyBuckets',
    parameters: [{ BucketRegion: '{region}' }],
    pages: { size: ['MaxBuckets', 10_000], token: [['ContinuationToken', 'ContinuationToken']] },
    items: listOf('Buckets'),
  }),
  collects('bucketPolicies', {
    topic: 'buckets',
    subjects: { ...fieldOf('buckets', 'Name', 'Buckets'), parameter: 'Bucket' },
    items: ({ Policy }, Bucket) => (typeof Policy === 'string' ? [{ Bucket, Policy }] : []),
  }),
  lists('keys', 'kms', 'ListKeys', {
    topic: 'keys',
    pages: { size: ['Limit', 1000], token: [['NextMarker', 'Marker']] },
    items: listOf('Keys'),
  }),
  alsoCollects('resourcePolicies', 'kms', 'GetKeyPolicy', {
    name: 'policies of keys',
    topic: 'keys',
    subjects: { ...fieldOf('keys', 'KeyArn', 'Keys'), parameter: 'KeyId' },
    parameters: [{ PolicyName: 'default' }],
    items: ({ Policy }, arn) => policyOf(arn, Policy),
  }),
  lists('secrets', 'secretsmanager', 'ListSecrets', {
    topic: 'secrets',
    pages: tokens(100),
    items: (answer) => textsIn(listOf('SecretList')(answer), 'ARN').map((ARN) => ({ ARN })),
  }),
  collects('resourcePolicies', {
    topic: 'secrets',
    subjects: { ...fieldOf('secrets', 'ARN', 'SecretList'), parameter: 'SecretId' },
    items: ({ ResourcePolicy, Name }, arn) =>
      policyOf(arn, ResourcePolicy).map((item) => ({
        ...item,
        ...(typeof Name === 'string' ? { Name } : {}),
      })),
  }),
  lists('queues', 'sqs', 'ListQueues', {
    topic: 'queues',
    pages: tokens(1000),
    items: ({ QueueUrls: urls }) =>
      Array.isArray(urls) ? urls.map((QueueUrl: unknown) => ({ QueueUrl })) : [],
  }),
  alsoCollects('resourcePolicies', 'sqs', 'GetQueueAttributes', {
    name: 'policies of queues',
    topic: 'queues',
    subjects: { ...fieldOf('queues', 'QueueUrl'), parameter: 'QueueUrl', query: 'QueueUrls[]' },
    parameters: [{ AttributeNames: ['Policy', 'QueueArn'] }],
    items: (answer) => policyOf(attributes(answer)['QueueArn'], attributes(answer)['Policy']),
  }),
  lists('topics', 'sns', 'ListTopics', {
    topic: 'topics',
    pages: { size: null, token: [['NextToken', 'NextToken']] } satisfies Pages,
    items: listOf('Topics'),
  }),
  alsoCollects('resourcePolicies', 'sns', 'GetTopicAttributes', {
    name: 'policies of topics',
    topic: 'topics',
    subjects: { ...fieldOf('topics', 'TopicArn', 'Topics'), parameter: 'TopicArn' },
    items: (answer, arn) => policyOf(arn, attributes(answer)['Policy']),
  }),
];

/** A resource without a policy is one that the list does not hold. */
function policyOf(ARN: unknown, policy: unknown): readonly RawItem[] {
  const isThere = typeof ARN === 'string' && typeof policy === 'string' && policy !== '';
  return isThere ? [{ ARN, ResourcePolicy: policy }] : [];
}
