import { valueOrReason } from '../../infrastructure-code/open-value.ts';
import { standInArn } from '../../infrastructure-code/stand-in-arn.ts';
import { policyIn } from '../policy-property.ts';
import type { Properties } from '../properties.ts';
import { soleReference } from '../references.ts';
import type { ResourceView, Translation } from '../translation.ts';

/** What has its policies in resources of their own: its service in ARNs, and its type. */
interface Holder {
  readonly service: string;
  readonly type: string;
}

const secret: Holder = { service: 'secretsmanager', type: 'AWS::SecretsManager::Secret' };
const topic: Holder = { service: 'sns', type: 'AWS::SNS::Topic' };
const queue: Holder = { service: 'sqs', type: 'AWS::SQS::Queue' };

/** Policies that are resources of their own: whose, the property with the policy, and that which names the holders. */
const policyTypes = [
  ['AWS::SecretsManager::ResourcePolicy', secret, 'ResourcePolicy', 'SecretId'],
  ['AWS::SNS::TopicPolicy', topic, 'PolicyDocument', 'Topics'],
  ['AWS::SNS::TopicInlinePolicy', topic, 'PolicyDocument', 'TopicArn'],
  ['AWS::SQS::QueuePolicy', queue, 'PolicyDocument', 'Queues'],
  ['AWS::SQS::QueueInlinePolicy', queue, 'PolicyDocument', 'Queue'],
] as const;

/** Resources with their policy within them: service, the property with the policy. */
const holderTypes = [
  ['AWS::KMS::Key', 'kms', 'KeyPolicy'],
  ['AWS::KMS::ReplicaKey', 'kms', 'KeyPolicy'],
  ['AWS::ECR::Repository', 'ecr', 'RepositoryPolicyText'],
  ['AWS::ApiGateway::RestApi', 'execute-api', 'Policy'],
] as const;

/** Policies of buckets, keys, queues, topics, secrets, tables, repositories and APIs. */
export function translatePolicies(translation: Translation): void {
  for (const view of translation.ofType('AWS::S3::BucketPolicy')) {
    const bucket = valueOrReason(() => view.properties.id('Bucket'));
    if ('reason' in bucket || bucket.value === null) continue;
    translation.declare(
      view,
      'bucketPolicies',
      bucket.value,
      { Policy: () => policyIn(view.properties, 'PolicyDocument') ?? undefined },
      { Policy: 'PolicyDocument' },
    );
  }
  for (const [type, holder, property, named] of policyTypes) {
    for (const view of translation.ofType(type)) {
      for (const arn of arnsOfHolders(translation, view, holder, named)) {
        declarePolicy(translation, view, arn, view.properties, property);
      }
    }
  }
  for (const [type, service, property] of holderTypes) {
    for (const view of translation.ofType(type)) {
      declarePolicy(translation, view, arnOf(view, service), view.properties, property);
    }
  }
  for (const view of translation.ofType('AWS::DynamoDB::Table')) {
    const block = valueOrReason(() => view.properties.block('ResourcePolicy'));
    if ('reason' in block || block.value === null) continue;
    declarePolicy(translation, view, arnOf(view, 'dynamodb'), block.value, 'PolicyDocument');
  }
}

function declarePolicy(
  translation: Translation,
  view: ResourceView,
  arn: string,
  properties: Properties,
  property: string,
): void {
  const given = valueOrReason(() => properties.has(property));
  if ('value' in given && !given.value) return;
  const item = translation.declare(view, 'resourcePolicies', arn, {
    ResourcePolicy: () => policyIn(properties, property) ?? undefined,
  });
  item.parts.set('/ResourcePolicy', properties.placeOf(property));
}

/** The ARNs of what a policy belongs to; of a holder that is not known, one that the policy stands in for. */
function arnsOfHolders(
  translation: Translation,
  view: ResourceView,
  { service, type }: Holder,
  property: string,
): readonly string[] {
  const standIn = standInArn(view.scope, service, view.id);
  const ids = valueOrReason(() => view.properties.ids(property) ?? []);
  if ('reason' in ids) return [standIn];
  return ids.value.map((id) => {
    if (id.startsWith('arn:')) return id;
    const holder = translation.ofType(type).find((each) => each.id === id);
    return holder ? arnOf(holder, service) : standIn;
  });
}

/** The ARN of a resource; one that stands in for it where only AWS knows that. */
function arnOf(view: ResourceView, service: string): string {
  const arn = valueOrReason(() => view.stack.attribute(view.resource.name, 'Arn'));
  const isKnown = 'value' in arn && typeof arn.value === 'string' && soleReference(arn.value) === null;
  return isKnown ? arn.value : standInArn(view.scope, service, view.id);
}
