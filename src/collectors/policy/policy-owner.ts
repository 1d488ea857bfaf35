import type { FamilyName } from '../../model/fact-families.ts';

/**
 * What a policy document that stands alone may belong to: its service in ARNs, null for one that has many, and the
 * family and field in which such a policy is collected.
 */
export const policyOwners = {
  'vpc-endpoint': { service: null, family: 'vpcEndpoints', field: 'PolicyDocument' },
  's3-bucket': { service: 's3', family: 'bucketPolicies', field: 'Policy' },
  'kms-key': { service: 'kms', family: 'resourcePolicies', field: 'ResourcePolicy' },
  secret: { service: 'secretsmanager', family: 'resourcePolicies', field: 'ResourcePolicy' },
  'sqs-queue': { service: 'sqs', family: 'resourcePolicies', field: 'ResourcePolicy' },
  'sns-topic': { service: 'sns', family: 'resourcePolicies', field: 'ResourcePolicy' },
  'dynamodb-table': { service: 'dynamodb', family: 'resourcePolicies', field: 'ResourcePolicy' },
  'ecr-repository': { service: 'ecr', family: 'resourcePolicies', field: 'ResourcePolicy' },
  'lambda-function': { service: 'lambda', family: 'resourcePolicies', field: 'ResourcePolicy' },
  'rest-api': { service: 'execute-api', family: 'resourcePolicies', field: 'ResourcePolicy' },
} as const satisfies Record<string, { service: string | null; family: FamilyName; field: string }>;

export type PolicyOwner = keyof typeof policyOwners;
