import { valueOrReason } from '../../infrastructure-code/open-value.ts';
import { arnOfNamed, standInArn } from '../../infrastructure-code/stand-in-arn.ts';
import { idKinds } from '../id-kinds.ts';
import { policyOf } from '../policy-documents.ts';
import type { ResourceView } from '../resource-view.ts';
import type { Translation } from '../translation.ts';

/** What may have a policy: its service in ARNs, and how its ARN ends where it has a name that its owner chose. */
interface Holder {
  readonly service: string;
  readonly type: string;
  readonly named?: { readonly attribute: string; readonly prefix: string };
}

const key: Holder = { service: 'kms', type: 'aws_kms_key' };
const secret: Holder = { service: 'secretsmanager', type: 'aws_secretsmanager_secret' };
const queue: Holder = { service: 'sqs', type: 'aws_sqs_queue', named: { attribute: 'name', prefix: '' } };
const topic: Holder = { service: 'sns', type: 'aws_sns_topic', named: { attribute: 'name', prefix: '' } };
const restApi: Holder = { service: 'execute-api', type: 'aws_api_gateway_rest_api' };
const table: Holder = {
  service: 'dynamodb',
  type: 'aws_dynamodb_table',
  named: { attribute: 'name', prefix: 'table/' },
};
const repository: Holder = {
  service: 'ecr',
  type: 'aws_ecr_repository',
  named: { attribute: 'name', prefix: 'repository/' },
};

/** Policies that are resources of their own: the type, what they belong to, and the attribute that names it. */
const policyTypes: readonly (readonly [string, Holder, string])[] = [
  ['aws_secretsmanager_secret_policy', secret, 'secret_arn'],
  ['aws_kms_key_policy', key, 'key_id'],
  ['aws_sqs_queue_policy', queue, 'queue_url'],
  ['aws_sns_topic_policy', topic, 'arn'],
  ['aws_dynamodb_resource_policy', table, 'resource_arn'],
  ['aws_ecr_repository_policy', repository, 'repository'],
  ['aws_api_gateway_rest_api_policy', restApi, 'rest_api_id'],
];

/** Resources that may have their policy within them. */
const holders: readonly Holder[] = [
  secret,
  key,
  { service: 'kms', type: 'aws_kms_replica_key' },
  { service: 'kms', type: 'aws_kms_external_key' },
  queue,
  topic,
  restApi,
];

/** Policies of buckets, keys, queues, topics, secrets, tables, repositories and APIs. */
export function translateResourcePolicies(translation: Translation): void {
  for (const view of translation.ofType('aws_s3_bucket_policy', 'aws_s3_bucket')) {
    if (view.resource.mode === 'data') continue;
    declareBucketPolicy(translation, view);
  }
  for (const [type, holder, attribute] of policyTypes) {
    for (const view of translation.ofType(type)) {
      declarePolicy(translation, view, arnNamedBy(translation, view, holder, attribute));
    }
  }
  for (const holder of holders) {
    for (const view of translation.ofType(holder.type)) {
      if (view.resource.mode === 'data' || !hasOwnPolicy(view)) continue;
      declarePolicy(translation, view, arnOf(translation, view, holder));
    }
  }
}

/** One that the code does not give is AWS's, or is given by a resource of its own. */
function hasOwnPolicy(view: ResourceView): boolean {
  return view.isOpen('policy') ? !view.isLeftToAws('policy') : (view.values['policy'] ?? '') !== '';
}

function declareBucketPolicy(translation: Translation, view: ResourceView): void {
  // Only buckets of old versions of the provider have a policy of their own.
  if (view.resource.type === 'aws_s3_bucket' && !hasOwnPolicy(view)) return;
  const bucket = valueOrReason(() => view.id('bucket', idKinds.bucket));
  if ('reason' in bucket || bucket.value === null) return;
  translation.declare(
    view,
    'bucketPolicies',
    bucket.value,
    { Policy: () => policyOf(translation, view, 'policy') ?? undefined },
    { Policy: 'policy' },
  );
}

/** The ARN of what a policy belongs to. */
function arnNamedBy(translation: Translation, view: ResourceView, holder: Holder, attribute: string): string {
  const named = valueOrReason(() => view.text(attribute));
  const target = view.onlyTarget(attribute, holder.type);
  const found = translation
    .ofType(holder.type)
    .find(({ resource, values }) =>
      'value' in named && named.value !== null
        ? [values['id'], values['url'], values['key_id'], values['arn'], values['name']].includes(named.value)
        : resource === target,
    );
  if (found) return arnOf(translation, found, holder);
  if ('value' in named && named.value?.startsWith('arn:')) return named.value;
  return standInArn(translation.scopeOf(view), holder.service, view.resource.address);
}

function arnOf(translation: Translation, view: ResourceView, { service, named }: Holder): string {
  const arn = valueOrReason(() => view.text('arn'));
  // The ARN of an API names the service that manages it, not the one that its policy is about.
  if (service !== 'execute-api' && 'value' in arn && arn.value !== null) return arn.value;
  const scope = translation.scopeOf(view);
  const name = valueOrReason(() => view.text(named?.attribute ?? 'id'));
  const own =
    'value' in name && name.value !== null
      ? arnOfNamed(scope, service, `${named?.prefix ?? ''}${name.value}`)
      : null;
  return own ?? standInArn(scope, service, view.resource.address);
}

function declarePolicy(translation: Translation, view: ResourceView, arn: string): void {
  translation.declare(
    view,
    'resourcePolicies',
    arn,
    { ResourcePolicy: () => policyOf(translation, view, 'policy') ?? undefined },
    { ResourcePolicy: 'policy' },
  );
}
