import type { WorkloadRecord } from './workload-record.ts';

const setUp = 'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html';
const messages =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html';

export const ssmAgent: WorkloadRecord = {
  id: 'ssm-agent',
  title: 'Nodes that Systems Manager looks after',
  asOf: '2026-10',
  pages: [setUp, messages],
  required: [
    { service: 'ssm', why: 'the registration of the node' },
    { service: 'ssmmessages', why: 'sessions and, from agent 3.3.40.0 on, commands' },
  ],
  conditional: [
    { service: 'ec2messages', when: 'agents are older than 3.3.40.0' },
    { service: 's3', when: 'the agent is updated, or patches and packages are installed' },
    { service: 'ec2', when: 'snapshots are taken with VSS' },
    { service: 'kms', when: 'sessions are encrypted with a key of your own' },
    { service: 'logs', when: 'sessions are logged to CloudWatch Logs' },
  ],
  neverPrivate: [],
  evidence: [
    {
      senders: { of: 'compute', roles: ['instance'] },
      endpoints: ['ec2messages'],
      shows: 'nothing but the agent of Systems Manager uses an endpoint for ec2messages',
    },
  ],
};

export const sessionManager: WorkloadRecord = {
  id: 'ssm-session-manager',
  title: 'Session Manager',
  asOf: '2026-10',
  pages: [setUp, messages],
  required: ssmAgent.required,
  conditional: [
    { service: 'kms', when: 'sessions are encrypted with a key of your own' },
    { service: 'logs', when: 'sessions are logged to CloudWatch Logs' },
    { service: 's3', when: 'sessions are logged to S3' },
  ],
  neverPrivate: [],
  evidence: [
    {
      senders: { of: 'compute', roles: ['instance'] },
      endpoints: ['ssmmessages'],
      // ECS Exec needs ssmmessages and nothing else of Systems Manager.
      unless: ['ssm-agent', 'ecs-fargate', 'ecs-ec2', 'ecs-agent'],
      shows: 'nothing but Session Manager and the agent of Systems Manager uses an endpoint for ssmmessages',
    },
  ],
};

export const cloudWatchAgent: WorkloadRecord = {
  id: 'cloudwatch-agent',
  title: 'The CloudWatch agent',
  asOf: '2026-10',
  pages: [
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-interface-VPC.html',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch-logs-and-interface-VPC.html',
  ],
  required: [
    { service: 'monitoring', why: 'metrics' },
    { service: 'logs', why: 'logs' },
  ],
  conditional: [
    { service: 'ssm', when: 'its configuration lies in Parameter Store' },
    { service: 'ec2', when: 'it adds dimensions from tags' },
    { service: 'xray', when: 'it collects traces' },
  ],
  neverPrivate: [],
};

export const codeDeployAgent: WorkloadRecord = {
  id: 'codedeploy-agent',
  title: 'The CodeDeploy agent',
  asOf: '2026-10',
  pages: ['https://docs.aws.amazon.com/codedeploy/latest/userguide/vpc-endpoints.html'],
  required: [
    { service: 'codedeploy-commands-secure', why: 'the commands of deployments' },
    { service: 's3', why: 'revisions' },
  ],
  conditional: [{ service: 'codedeploy', when: 'something in the VPC calls the API of CodeDeploy' }],
  neverPrivate: [],
};
