/**
 * Buckets of AWS from which a service or agent in a VPC downloads, by the endpoints that show that a VPC uses it.
 * `{region}` stands for the region, `{region-without-hyphens}` for its letters and digits. Regions in which a bucket has another name are left out.
 *
 * As of 2026-03: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html,
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html,
 * https://docs.aws.amazon.com/emr/latest/ManagementGuide/private-subnet-iampolicy.html and
 * https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/service_owned_resources.md.
 */
export interface OwnedBuckets {
  /** Endpoints, all of which a VPC has that uses the service; or that instances run Linux. */
  readonly shownBy: readonly string[] | 'linux-instances';
  /** Names of the buckets. */
  readonly buckets: readonly string[];
  /** Whether one of the buckets is as good as another, so that it is enough if one can be read. */
  readonly anyIsEnough?: true;
  /** Who asks S3 for the objects. */
  readonly caller: 'principal-of-aws' | 'own-principal' | 'anonymous';
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

/** Of Amazon Linux 2 and 2023; which one an instance runs does not show. */
export const amazonLinux: OwnedBuckets = {
  shownBy: 'linux-instances',
  buckets: ['amazonlinux-2-repos-{region}', 'al2023-repos-{region}-de612dc2'],
  anyIsEnough: true,
  caller: 'anonymous',
};

/** Of further services, by their names. */
export const ofServices: readonly (OwnedBuckets & { readonly service: string })[] = [
  {
    service: 'CodeDeploy',
    shownBy: ['codedeploy', 'codedeploy-commands-secure'],
    buckets: ['aws-codedeploy-{region}'],
    caller: 'anonymous',
  },
  {
    service: 'CloudFormation',
    shownBy: ['cloudformation'],
    buckets: [
      'cloudformation-custom-resource-response-{region-without-hyphens}',
      'cloudformation-waitcondition-{region}',
    ],
    caller: 'principal-of-aws',
  },
  {
    service: 'Elastic Beanstalk',
    shownBy: ['elasticbeanstalk', 'elasticbeanstalk-health'],
    buckets: ['elasticbeanstalk-platform-assets-{region}', 'elasticbeanstalk-env-resources-{region}'],
    caller: 'own-principal',
  },
  {
    service: 'EC2 Image Builder',
    shownBy: ['imagebuilder'],
    buckets: ['ec2imagebuilder-toe-{region}-prod'],
    caller: 'anonymous',
  },
  {
    service: 'SageMaker JumpStart',
    shownBy: ['sagemaker.api'],
    buckets: ['jumpstart-cache-prod-{region}'],
    caller: 'own-principal',
  },
  {
    service: 'the agent of CloudWatch',
    shownBy: ['monitoring', 'logs', 'ssm'],
    buckets: ['amazoncloudwatch-agent-{region}'],
    caller: 'anonymous',
  },
  {
    service: 'Application Migration Service',
    shownBy: ['mgn'],
    buckets: [
      'aws-mgn-clients-{region}',
      'aws-mgn-internal-{region}',
      'aws-application-migration-service-{region}',
    ],
    caller: 'own-principal',
  },
  {
    service: 'Elastic Disaster Recovery',
    shownBy: ['drs'],
    buckets: [
      'aws-drs-clients-{region}',
      'aws-drs-internal-{region}',
      'aws-elastic-disaster-recovery-{region}',
    ],
    caller: 'own-principal',
  },
];
