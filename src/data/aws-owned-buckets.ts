/**
 * Buckets of AWS from which a service or agent in a VPC downloads, by the endpoints that show that a VPC uses it.
 * `{region}` stands for the region. Regions in which a bucket has another name are left out.
 *
 * As of 2026-03: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html,
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html,
 * https://docs.aws.amazon.com/emr/latest/ManagementGuide/private-subnet-iampolicy.html and
 * https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/service_owned_resources.md.
 */
export interface OwnedBuckets {
  /** Endpoints, all of which a VPC has that uses the service. */
  readonly shownBy: readonly string[];
  /** Names of the buckets. */
  readonly buckets: readonly string[];
  /** Who asks S3 for the objects. */
  readonly caller: 'principal-of-aws' | 'own-principal';
}

export const ecrLayers: OwnedBuckets = {
  shownBy: ['ecr.api', 'ecr.dkr'],
  buckets: ['prod-{region}-starport-layer-bucket'],
  caller: 'principal-of-aws',
};

export const systemsManager: OwnedBuckets = {
  shownBy: ['ssm', 'ssmmessages'],
  buckets: [
    'amazon-ssm-{region}',
    'amazon-ssm-packages-{region}',
    'aws-ssm-{region}',
    '{region}-birdwatcher-prod',
  ],
  caller: 'own-principal',
};

export const elasticMapReduce: OwnedBuckets = {
  shownBy: ['elasticmapreduce'],
  buckets: ['repo.{region}.emr.amazonaws.com', 'prod.{region}.appinfo.src'],
  caller: 'own-principal',
};
