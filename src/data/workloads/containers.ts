import type { Need, WorkloadRecord } from './workload-record.ts';

const ecr = 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html';
const ecs = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html';
const batch = 'https://docs.aws.amazon.com/batch/latest/userguide/vpc-interface-endpoints.html';

/** Pulling an image from ECR; the layers lie in S3. */
export const imagePull: readonly Need[] = [
  { service: 'ecr.api', why: 'authorization to pull images' },
  { service: 'ecr.dkr', why: 'image manifests' },
  { service: 's3', why: 'image layers' },
].map((need) => ({
  ...need,
  certainBeside: ['ecr.api', 'ecr.dkr'],
  unless: 'images come from a registry inside the VPC',
}));

/** An elastic network interface that ECS attaches for a task. */
const taskInterface = /^arn:[\w-]+:ecs:[\w-]+:\d{12}:attachment\//;

export const ecrPull: WorkloadRecord = {
  id: 'ecr-pull',
  title: 'Image pulls from Amazon ECR',
  asOf: '2026-10',
  pages: [ecr],
  required: imagePull,
  conditional: [],
  neverPrivate: [
    {
      host: null,
      what: 'The first pull of an image through a pull-through cache',
      instead: 'Pull it once from where there is a way to the internet.',
    },
  ],
  evidence: [
    {
      senders: { of: 'compute', roles: ['instance', 'container'] },
      endpoints: ['ecr.dkr'],
      unless: ['ecs-fargate', 'ecs-ec2', 'eks'],
      shows: 'nothing but image pulls uses an endpoint for ecr.dkr',
    },
  ],
};

export const publicImagePull: WorkloadRecord = {
  id: 'public-image-pull',
  title: 'Image pulls from public registries',
  asOf: '2026-10',
  pages: [ecr],
  required: [],
  conditional: [],
  neverPrivate: [
    {
      host: 'public.ecr.aws',
      what: 'Amazon ECR Public, of which only the API in us-east-1 has an endpoint',
      instead: 'Copy the images to a private repository of Amazon ECR.',
    },
  ],
};

export const dockerHubPull: WorkloadRecord = {
  ...publicImagePull,
  id: 'docker-hub-pull',
  title: 'Image pulls from Docker Hub',
  neverPrivate: [
    {
      host: 'registry-1.docker.io',
      what: 'Docker Hub',
      instead: 'Copy the images to a private repository of Amazon ECR.',
    },
  ],
};

export const ecsFargate: WorkloadRecord = {
  id: 'ecs-fargate',
  title: 'Amazon ECS tasks on Fargate',
  asOf: '2026-10',
  pages: [ecs, ecr],
  required: imagePull,
  conditional: [
    { service: 'logs', when: 'containers log with the awslogs driver' },
    { service: 'secretsmanager', when: 'secrets are injected from Secrets Manager' },
    { service: 'ssm', when: 'secrets are injected from Parameter Store' },
    { service: 'kms', when: 'the injected secrets are encrypted with a key of your own' },
  ],
  neverPrivate: [],
  evidence: [
    {
      senders: {
        of: 'interface',
        pattern: { description: taskInterface, attachedTo: 'service', namesOwner: true },
      },
      shows: 'ECS describes its interface as the attachment of a task',
    },
  ],
};

export const ecsFargate13: WorkloadRecord = {
  id: 'ecs-fargate-1.3',
  title: 'Amazon ECS tasks on Fargate up to platform version 1.3.0',
  asOf: '2026-10',
  pages: [ecr],
  required: [
    { service: 'ecr.dkr', why: 'image manifests' },
    { service: 's3', why: 'image layers' },
  ],
  conditional: [{ service: 'logs', when: 'containers log with the awslogs driver' }],
  neverPrivate: [],
};

export const ecsEc2: WorkloadRecord = {
  id: 'ecs-ec2',
  title: 'Amazon ECS on EC2 instances',
  asOf: '2026-10',
  pages: [ecs, ecr],
  required: [
    { service: 'ecs', why: 'the registration of the instance' },
    { service: 'ecs-agent', why: 'the agent' },
    { service: 'ecs-telemetry', why: 'the telemetry of the agent' },
    ...imagePull,
  ],
  conditional: [
    { service: 'logs', when: 'containers log with the awslogs driver' },
    { service: 'secretsmanager', when: 'secrets are injected from Secrets Manager' },
    { service: 'ssm', when: 'secrets are injected from Parameter Store' },
    { service: 'kms', when: 'the injected secrets are encrypted with a key of your own' },
  ],
  neverPrivate: [],
  evidence: [
    {
      senders: {
        of: 'instance-with-interface',
        pattern: { description: taskInterface, attachedTo: 'own-instance', namesOwner: true },
      },
      shows: 'ECS describes an interface of the instance as the attachment of a task',
    },
    {
      senders: { of: 'instance-with-policy', policies: ['AmazonEC2ContainerServiceforEC2Role'] },
      shows:
        'the role of the instance has the policy of AWS for instances of clusters (AmazonEC2ContainerServiceforEC2Role)',
    },
  ],
};

export const ecsAgent: WorkloadRecord = {
  id: 'ecs-agent',
  title: 'The agent of Amazon ECS on EC2 instances',
  asOf: '2026-10',
  pages: [ecs],
  required: ecsEc2.required.slice(0, 3),
  conditional: [],
  neverPrivate: [],
  evidence: [
    {
      senders: { of: 'compute', roles: ['instance'] },
      endpoints: ['ecs-agent', 'ecs-telemetry'],
      unless: ['ecs-ec2'],
      shows: 'nothing but the agent of ECS uses endpoints for ecs-agent and ecs-telemetry',
    },
  ],
};

export const ecsExec: WorkloadRecord = {
  id: 'ecs-exec',
  title: 'ECS Exec',
  asOf: '2026-10',
  pages: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html'],
  required: [{ service: 'ssmmessages', why: 'the channel of the session' }],
  conditional: [
    { service: 'kms', when: 'the data channel is encrypted with a key of your own' },
    { service: 'logs', when: 'sessions are logged to CloudWatch Logs' },
    { service: 's3', when: 'sessions are logged to S3' },
  ],
  neverPrivate: [],
};

export const batchOnFargate: WorkloadRecord = {
  id: 'batch-fargate',
  title: 'AWS Batch jobs on Fargate',
  asOf: '2026-10',
  pages: [batch, ecr],
  required: imagePull,
  conditional: [
    { service: 'logs', when: 'jobs log with the awslogs driver, which is the default' },
    { service: 'batch', when: 'jobs call the API of AWS Batch, and the region has its endpoint' },
  ],
  neverPrivate: [],
};

export const batchOnEc2: WorkloadRecord = {
  ...batchOnFargate,
  id: 'batch-ec2',
  title: 'AWS Batch jobs on EC2 instances',
  pages: [batch, ecs, ecr],
  required: ecsEc2.required,
};
