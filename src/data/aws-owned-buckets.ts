/**
 * Buckets of AWS from which a service or agent in a VPC downloads, by the endpoints that show that a VPC uses it.
 * `{region}` stands for the region, `{region-without-hyphens}` for its letters and digits, `{account}` for the account
 * of the service in that region. Regions in which a bucket has another name are left out.
 *
 * As of 2026-03: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html,
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html,
 * https://docs.aws.amazon.com/emr/latest/ManagementGuide/private-subnet-iampolicy.html,
 * https://docs.aws.amazon.com/codeartifact/latest/ug/create-s3-gateway-endpoint.html and
 * https://github.com/aws-samples/data-perimeter-policy-examples/blob/main/service_owned_resources.md.
 */
export interface OwnedBuckets {
  /** Endpoints, all of which a VPC has that uses the service; or that instances run Linux. */
  readonly shownBy: readonly string[] | 'linux-instances';
  /** Names of the buckets. */
  readonly buckets: readonly string[];
  /** The accounts of the service by region, where names of buckets hold them; it is in no other region. */
  readonly accounts?: ReadonlyMap<string, string>;
  /** What is done to the objects, where they are not read. */
  readonly action?: 's3:PutObject';
  /** Whether one of the buckets is as good as another, so that it is enough if one can be read. */
  readonly anyIsEnough?: true;
  /** Who asks S3 for the objects, or signed the address by which they are asked for. */
  readonly caller: 'service-of-aws' | 'principal-of-aws' | 'own-principal' | 'anonymous';
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

/** Of further services, by their names; `effect` says what fails where it is not that files cannot be fetched. */
export const ofServices: readonly (OwnedBuckets & {
  readonly service: string;
  readonly effect?: string;
})[] = [
  {
    service: 'CodeDeploy',
    shownBy: ['codedeploy', 'codedeploy-commands-secure'],
    buckets: ['aws-codedeploy-{region}'],
    caller: 'anonymous',
  },
  {
    service: 'CloudFormation',
    effect: 'Custom resources and wait conditions that are answered from this VPC time out.',
    shownBy: ['cloudformation'],
    buckets: [
      'cloudformation-custom-resource-response-{region-without-hyphens}',
      'cloudformation-waitcondition-{region}',
    ],
    // What answers a custom resource or signals a condition puts its answer there.
    action: 's3:PutObject',
    caller: 'service-of-aws',
  },
  {
    service: 'Elastic Beanstalk',
    shownBy: ['elasticbeanstalk', 'elasticbeanstalk-health'],
    buckets: ['elasticbeanstalk-platform-assets-{region}', 'elasticbeanstalk-env-resources-{region}'],
    caller: 'own-principal',
  },
  {
    service: 'CodeArtifact',
    effect: 'Packages from CodeArtifact cannot be fetched, but for those of Python and Swift.',
    shownBy: ['codeartifact.repositories'],
    buckets: ['assets-{account}-{region}'],
    accounts: new Map([
      ['ap-northeast-1', '660291247815'],
      ['ap-south-1', '681137435769'],
      ['ap-southeast-1', '421485864821'],
      ['ap-southeast-2', '860415559748'],
      ['eu-central-1', '769407342218'],
      ['eu-north-1', '611884512288'],
      ['eu-south-1', '484130244270'],
      ['eu-west-1', '438097961670'],
      ['eu-west-2', '247805302724'],
      ['eu-west-3', '762466490029'],
      ['us-east-1', '193858265520'],
      ['us-east-2', '250872398865'],
      ['us-west-2', '787052242323'],
    ]),
    caller: 'principal-of-aws',
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
    buckets: ['amazoncloudwatch-agent-{region}', 'amazoncloudwatch-agent'],
    anyIsEnough: true,
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
