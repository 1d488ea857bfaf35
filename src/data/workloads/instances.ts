import type { WorkloadRecord } from './workload-record.ts';

const setUp = 'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html';
const instanceProfile =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html';
const messages =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html';

export const ssmAgent: WorkloadRecord = {
  id: 'ssm-agent',
  title: 'Nodes that Systems Manager looks after',
  asOf: '2026-10',
  pages: [setUp, messages, instanceProfile],
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
    {
      senders: {
        of: 'instance-with-policy',
        policies: [
          'AmazonSSMManagedInstanceCore',
          'AmazonEC2RoleforSSM',
          'AmazonSSMManagedEC2InstanceDefaultPolicy',
        ],
      },
      // Many attach it to the roles of all instances, whether they are to be looked after or not.
      unsure: {
        certainBeside: ['ssm', 'ssmmessages', 'ec2messages'],
        unless: 'nobody means to look after these instances with it',
      },
      shows:
        'the role of the instance has the policy of AWS for it (AmazonSSMManagedInstanceCore, or one like it)',
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
    'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchAgentServerPolicy.html',
  ],
  required: [
    { service: 'monitoring', why: 'metrics', unless: 'it sends no metrics' },
    { service: 'logs', why: 'logs', unless: 'it sends no logs' },
  ],
  conditional: [
    { service: 'ssm', when: 'its configuration lies in Parameter Store' },
    { service: 'ec2', when: 'it adds dimensions from tags' },
    { service: 'xray', when: 'it collects traces' },
  ],
  neverPrivate: [],
  evidence: [
    {
      senders: {
        of: 'instance-with-policy',
        policies: ['CloudWatchAgentServerPolicy', 'CloudWatchAgentAdminPolicy'],
      },
      shows: 'the role of the instance has the policy of AWS for it (CloudWatchAgentServerPolicy)',
    },
  ],
};

export const codeDeployAgent: WorkloadRecord = {
  id: 'codedeploy-agent',
  title: 'The CodeDeploy agent',
  asOf: '2026-10',
  pages: [
    'https://docs.aws.amazon.com/codedeploy/latest/userguide/vpc-endpoints.html',
    'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2RoleforAWSCodeDeploy.html',
  ],
  required: [
    { service: 'codedeploy-commands-secure', why: 'the commands of deployments' },
    { service: 's3', why: 'revisions' },
  ],
  conditional: [{ service: 'codedeploy', when: 'something in the VPC calls the API of CodeDeploy' }],
  neverPrivate: [],
  evidence: [
    {
      senders: {
        of: 'instance-with-policy',
        policies: ['AmazonEC2RoleforAWSCodeDeploy', 'AmazonEC2RoleforAWSCodeDeployLimited'],
      },
      shows: 'the role of the instance has the policy of AWS for it (AmazonEC2RoleforAWSCodeDeploy)',
    },
  ],
};
