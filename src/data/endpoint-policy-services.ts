/**
 * Services that evaluate endpoint policies and hold data or identities that an open policy lets out. Their
 * `-fips` endpoints count as theirs.
 *
 * As of 2026-10, https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html and
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-ddb.html.
 */
export const servicesWorthAPolicy: ReadonlySet<string> = new Set([
  'dynamodb',
  'execute-api',
  'kms',
  's3',
  'secretsmanager',
  'sts',
]);
