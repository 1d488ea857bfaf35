import { isFields } from '../../infrastructure-code/fields.ts';
import { OpenValue, valueOrReason } from '../../infrastructure-code/open-value.ts';
import { policyIn } from '../policy-property.ts';
import { soleReference } from '../references.ts';
import { type ResourceView, type Translation, tagsOf } from '../translation.ts';

/** Policies that are resources of their own: the property with the policy, and that which names the holders. */
const policyTypes = [
  ['AWS::SecretsManager::ResourcePolicy', 'ResourcePolicy', 'SecretId'],
  ['AWS::SNS::TopicPolicy', 'PolicyDocument', 'Topics'],
  ['AWS::DynamoDB::Table', 'ResourcePolicy', 'Arn'],
] as const;

/** Policies of buckets and of what has an ARN that is known before it is deployed, and roles. */
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
  for (const [type, policy, holders] of policyTypes) {
    for (const view of translation.ofType(type)) {
      const arns = valueOrReason(() => view.properties.texts(holders) ?? []);
      if ('reason' in arns) continue;
      for (const arn of arns.value.filter((each) => each.startsWith('arn:'))) {
        translation.declare(
          view,
          'resourcePolicies',
          arn,
          { ResourcePolicy: () => policyIn(view.properties, policy) ?? undefined },
          { ResourcePolicy: policy },
        );
      }
    }
  }
  for (const view of translation.ofType('AWS::IAM::Role')) declareRole(translation, view);
}

/** A role whose ARN can be told; policies of others may be attached to it. */
function declareRole(translation: Translation, view: ResourceView): void {
  const arn = valueOrReason(() => view.stack.attribute(view.resource.name, 'Arn'));
  if ('reason' in arn || typeof arn.value !== 'string' || soleReference(arn.value) !== null) return;
  const { properties } = view;
  translation.declare(view, 'roles', arn.value, {
    RoleName: () => properties.text('RoleName') ?? undefined,
    RolePolicyList: () => {
      const others = translation.ofType(
        'AWS::IAM::Policy',
        'AWS::IAM::RolePolicy',
        'AWS::IAM::ManagedPolicy',
      );
      if (others.length > 0) throw new OpenValue('other resources of the template may add policies');
      return (properties.blocks('Policies') ?? []).map((policy) => ({
        PolicyName: policy.text('PolicyName'),
        PolicyDocument: documentOf(policyIn(policy, 'PolicyDocument')),
      }));
    },
    AttachedManagedPolicies: () =>
      (properties.texts('ManagedPolicyArns') ?? []).map((PolicyArn) => ({
        PolicyArn,
        PolicyName: PolicyArn.split('/').at(-1) ?? '',
      })),
    PermissionsBoundary: () => {
      const boundary = properties.text('PermissionsBoundary');
      return boundary === null ? undefined : { PermissionsBoundaryArn: boundary };
    },
    Tags: () => tagsOf(view),
  });
}

function documentOf(policy: unknown): unknown {
  return isFields(policy) || typeof policy === 'string' ? policy : undefined;
}
