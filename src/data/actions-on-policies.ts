/**
 * The actions by which the policy of a resource is changed, by the service that the resource belongs to. Who is
 * denied them cannot undo a mistake in the policy.
 *
 * As of 2026-11: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.
 */
export const actionsOnPolicies: ReadonlyMap<string, readonly string[]> = new Map([
  ['dynamodb', ['dynamodb:PutResourcePolicy', 'dynamodb:DeleteResourcePolicy']],
  ['ecr', ['ecr:SetRepositoryPolicy', 'ecr:DeleteRepositoryPolicy']],
  ['kms', ['kms:PutKeyPolicy']],
  ['lambda', ['lambda:AddPermission', 'lambda:RemovePermission']],
  ['s3', ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy']],
  ['secretsmanager', ['secretsmanager:PutResourcePolicy', 'secretsmanager:DeleteResourcePolicy']],
  ['sns', ['sns:SetTopicAttributes']],
  ['sqs', ['sqs:SetQueueAttributes']],
]);
