import type { WorkloadRecord } from './workload-record.ts';

export const sageMakerStudio: WorkloadRecord = {
  id: 'sagemaker-studio-vpc-only',
  title: 'SageMaker Studio in VPC-only mode',
  asOf: '2026-10',
  pages: ['https://docs.aws.amazon.com/sagemaker/latest/dg/studio-notebooks-and-internet-access.html'],
  required: [
    { service: 'sagemaker.api', why: 'the API of SageMaker' },
    { service: 'sagemaker.runtime', why: 'calls of endpoints of models' },
    { service: 's3', why: 'notebooks and data' },
  ],
  conditional: [
    { service: 'studio', when: 'Studio is opened from inside the VPC' },
    { service: 'servicecatalog', when: 'SageMaker Projects are used' },
    { service: 'sts', when: 'notebooks use the SageMaker SDK' },
    { service: 'logs', when: 'notebooks and jobs log to CloudWatch Logs' },
    { service: 'ecr.api', when: 'images of your own are used' },
    { service: 'ecr.dkr', when: 'images of your own are used' },
  ],
  neverPrivate: [],
};

export const emr: WorkloadRecord = {
  id: 'emr',
  title: 'Amazon EMR clusters',
  asOf: '2026-10',
  pages: [
    'https://docs.aws.amazon.com/emr/latest/ManagementGuide/private-subnet-iampolicy.html',
    'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-tags.html',
  ],
  required: [{ service: 's3', why: 'packages, logs and data' }],
  conditional: [
    { service: 'elasticmapreduce', when: 'something in the VPC calls the API of EMR' },
    { service: 'sqs', when: 'debugging is on' },
    { service: 'dynamodb', when: 'EMRFS keeps a consistent view' },
    { service: 'glue', when: 'the Data Catalog of AWS Glue is the metastore' },
    { service: 'kms', when: 'data is encrypted with a key of your own' },
    { service: 'logs', when: 'logs go to CloudWatch Logs' },
  ],
  neverPrivate: [],
  evidence: [
    {
      senders: {
        of: 'interface',
        pattern: {
          groupName: /^ElasticMapReduce-(?:[Mm]aster|[Ss]lave)(?:-Private)?$/,
          attachedTo: 'own-instance',
        },
      },
      shows: 'its interface bears the security group that EMR makes for nodes of clusters',
    },
    {
      senders: {
        of: 'interface',
        pattern: { instanceTag: 'aws:elasticmapreduce:job-flow-id', attachedTo: 'own-instance' },
      },
      shows: 'EMR tagged the instance as one of a cluster (aws:elasticmapreduce:job-flow-id)',
    },
    {
      senders: { of: 'instance-with-policy', policies: ['AmazonElasticMapReduceforEC2Role'] },
      shows:
        'the role of the instance has the policy of AWS for instances of clusters (AmazonElasticMapReduceforEC2Role)',
    },
  ],
};

export const mwaa: WorkloadRecord = {
  id: 'mwaa',
  title: 'Managed Workflows for Apache Airflow with private routing',
  asOf: '2026-10',
  pages: ['https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-vpe-create-access.html'],
  required: [
    { service: 's3', why: 'DAGs' },
    { service: 'sqs', why: 'the queue of tasks' },
    { service: 'logs', why: 'logs' },
    { service: 'monitoring', why: 'metrics' },
    { service: 'kms', why: 'the key of the queue' },
  ],
  conditional: [
    { service: 'airflow.api', when: 'something in the VPC calls the API of MWAA' },
    { service: 'airflow.env', when: 'the environment is of a version that calls back through it' },
    { service: 'airflow.ops', when: 'the environment is of a version that calls back through it' },
  ],
  neverPrivate: [],
};

export const glue: WorkloadRecord = {
  id: 'glue',
  title: 'AWS Glue connections',
  asOf: '2026-10',
  pages: ['https://docs.aws.amazon.com/glue/latest/dg/vpc-endpoints-s3.html'],
  required: [{ service: 's3', why: 'scripts and data: Glue refuses to start a job without a way to S3' }],
  conditional: [
    { service: 'glue', when: 'jobs use the Data Catalog' },
    { service: 'secretsmanager', when: 'the connection reads its password from there' },
    { service: 'kms', when: 'data is encrypted with a key of your own' },
    { service: 'logs', when: 'jobs log continuously' },
    { service: 'sts', when: 'jobs take on other roles' },
  ],
  neverPrivate: [],
  evidence: [
    {
      senders: {
        of: 'interface',
        pattern: { description: /^Attached to Glue using role: arn:/, attachedTo: 'service' },
      },
      shows: 'Glue describes its interface as that of a connection',
    },
  ],
};

export const codeBuild: WorkloadRecord = {
  id: 'codebuild',
  title: 'CodeBuild projects',
  asOf: '2026-10',
  pages: ['https://docs.aws.amazon.com/codebuild/latest/userguide/use-vpc-endpoints-with-codebuild.html'],
  required: [
    { service: 's3', why: 'sources, caches and artifacts' },
    { service: 'logs', why: 'the logs of builds' },
  ],
  conditional: [
    { service: 'codebuild', when: 'builds call the API of CodeBuild' },
    { service: 'git-codecommit', when: 'sources lie in CodeCommit' },
    { service: 'ecr.api', when: 'the image of the build or its results lie in ECR' },
    { service: 'ecr.dkr', when: 'the image of the build or its results lie in ECR' },
    { service: 'secretsmanager', when: 'variables come from Secrets Manager' },
    { service: 'ssm', when: 'variables come from Parameter Store' },
    { service: 'sts', when: 'builds take on other roles' },
  ],
  neverPrivate: [],
};

export const codeArtifact: WorkloadRecord = {
  id: 'codeartifact',
  title: 'Package downloads from CodeArtifact',
  asOf: '2026-10',
  pages: ['https://docs.aws.amazon.com/codeartifact/latest/ug/create-vpc-endpoints.html'],
  required: [
    { service: 'codeartifact.api', why: 'authorization' },
    { service: 'codeartifact.repositories', why: 'packages' },
    { service: 's3', why: 'the assets of packages' },
  ],
  conditional: [],
  neverPrivate: [],
  evidence: [
    {
      senders: { of: 'compute', roles: ['instance', 'container', 'lambda'] },
      endpoints: ['codeartifact.repositories'],
      shows: 'nothing but package managers uses an endpoint for codeartifact.repositories',
    },
  ],
};
