import { valueOrReason } from '../../infrastructure-code/open-value.ts';
import { idKinds } from '../id-kinds.ts';
import { policyOf } from '../policy-documents.ts';
import type { ResourceView } from '../resource-view.ts';
import type { Translation } from '../translation.ts';

/** Policies that are resources of their own: the type, the attribute that names what they belong to. */
const policyTypes = {
  aws_secretsmanager_secret_policy: 'secret_arn',
  aws_kms_key_policy: 'key_id',
  aws_sqs_queue_policy: 'queue_url',
  aws_sns_topic_policy: 'arn',
  aws_dynamodb_resource_policy: 'resource_arn',
} as const;

/** Resources that have a policy of their own. */
const policyHolders = ['aws_secretsmanager_secret', 'aws_kms_key', 'aws_sqs_queue', 'aws_sns_topic'] as const;

/** Policies of buckets, keys, queues, topics, secrets and tables. */
export function translateResourcePolicies(translation: Translation): void {
  for (const view of translation.ofType('aws_s3_bucket_policy', 'aws_s3_bucket')) {
    if (view.resource.mode === 'data') continue;
    declareBucketPolicy(translation, view);
  }
  for (const [type, attribute] of Object.entries(policyTypes)) {
    for (const view of translation.ofType(type)) {
      const arn = arnNamedBy(translation, view, attribute);
      if (arn !== null) declarePolicy(translation, view, arn);
    }
  }
  for (const view of translation.ofType(...policyHolders)) {
    if (view.resource.mode === 'data' || view.isLeftToAws('policy')) continue;
    const arn = valueOrReason(() => view.text('arn'));
    if ('value' in arn && arn.value !== null) declarePolicy(translation, view, arn.value);
  }
}

function declareBucketPolicy(translation: Translation, view: ResourceView): void {
  // Only buckets of old versions of the provider have a policy of their own.
  if (
    view.resource.type === 'aws_s3_bucket' &&
    (view.isLeftToAws('policy') || (view.values['policy'] ?? '') === '')
  )
    return;
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

/** Whose policy it is; a policy of something without an ARN yet is nobody's that could be asked about. */
function arnNamedBy(translation: Translation, view: ResourceView, attribute: string): string | null {
  const named = valueOrReason(() => view.text(attribute));
  const holder = translation.views.find(
    ({ resource, values }) =>
      resource !== view.resource &&
      'value' in named &&
      named.value !== null &&
      [values['id'], values['url'], values['key_id'], values['arn']].includes(named.value),
  );
  const arn = holder?.values['arn'] ?? ('value' in named ? named.value : null);
  return typeof arn === 'string' && arn.startsWith('arn:') ? arn : null;
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
