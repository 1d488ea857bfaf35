import { clusterInterfaces } from '../cluster-example-estate.ts';
import { account, base, estate, interfaceEndpoint, without } from '../example-estate.ts';
import { natInterface, throughNat } from '../nat-example-estate.ts';
import type { RuleExample } from '../rule.ts';
import { declared, endpoints, profile, tagged, task, toS3, withRole } from './bundle-example-estate.ts';

export const bundleExamples: readonly RuleExample[] = [
  {
    title: 'A private EKS cluster has no endpoint for EC2',
    facts: estate({
      ...toS3,
      networkInterfaces: clusterInterfaces,
      vpcEndpoints: endpoints('s3', 'ecr.api', 'ecr.dkr'),
    }),
    findings: [
      {
        resource: 'vpc-1',
        affected: ['subnet-a', 'subnet-b'],
        message: 'Amazon EKS nodes in subnet-a and subnet-b of vpc-1 do not reach ec2',
      },
    ],
  },
  {
    title: 'A private EKS cluster has all that its nodes need',
    facts: estate({
      ...toS3,
      networkInterfaces: clusterInterfaces,
      vpcEndpoints: endpoints('s3', 'ecr.api', 'ecr.dkr', 'ec2'),
    }),
  },
  {
    title: 'EKS tagged an instance as a node, and nothing else shows a cluster',
    facts: estate({ ...tagged('aws:eks:cluster-name'), vpcEndpoints: endpoints('ecr.api', 'ecr.dkr') }),
    findings: [
      {
        resource: 'vpc-1',
        affected: ['subnet-a'],
        message: 'Amazon EKS nodes in subnet-a of vpc-1 do not reach',
      },
    ],
  },
  {
    title: 'Somebody tagged an instance as of a cluster, which need not be one of EKS',
    facts: estate(tagged('kubernetes.io/cluster/shop')),
  },
  {
    title: 'An instance of an EMR cluster has no way to S3',
    facts: estate(tagged('aws:elasticmapreduce:job-flow-id')),
    findings: [{ resource: 'vpc-1', severity: 'error', message: 'Amazon EMR clusters in subnet-a' }],
  },
  {
    title: 'Karpenter runs somewhere in the VPC, and may need to find machine images',
    facts: estate({ ...tagged('karpenter.sh/nodepool'), vpcEndpoints: endpoints('ec2') }),
    findings: [
      { resource: 'vpc-1', severity: 'warning', message: 'unless machine images are named by their ids' },
    ],
  },
  {
    title: 'The instances were not collected, whose tags may show more',
    facts: without(estate(tagged('aws:eks:cluster-name')), 'instances'),
    undecided: [{ missing: ['instances'] }],
  },
  {
    title: 'An instance has the role of a node of EKS',
    facts: estate(withRole('AmazonEKSWorkerNodePolicy')),
    findings: [
      {
        resource: 'vpc-1',
        severity: 'error',
        affected: ['subnet-a'],
        message: 'Amazon EKS nodes in subnet-a of vpc-1 do not reach',
      },
    ],
  },
  {
    title: 'An instance may be looked after by Systems Manager, which it does not reach',
    facts: estate(withRole('AmazonSSMManagedInstanceCore')),
    findings: [
      {
        resource: 'vpc-1',
        severity: 'warning',
        affected: ['subnet-a'],
        message: 'unless nobody means to look after these instances with it',
      },
    ],
  },
  {
    title: 'An instance is looked after by Systems Manager, of which one endpoint is missing',
    facts: estate({ ...withRole('AmazonSSMManagedInstanceCore'), vpcEndpoints: endpoints('ssm') }),
    findings: [{ resource: 'vpc-1', severity: 'error', message: 'do not reach ssmmessages' }],
  },
  {
    title: 'What the role of an instance shows is reached',
    facts: estate({
      ...withRole('service-role/AmazonEC2RoleforSSM', 'CloudWatchAgentServerPolicy'),
      vpcEndpoints: endpoints('ssm', 'ssmmessages', 'monitoring', 'logs'),
    }),
  },
  {
    title: 'The CloudWatch agent may send no metrics',
    facts: estate({ ...withRole('CloudWatchAgentServerPolicy'), vpcEndpoints: endpoints('logs') }),
    findings: [
      {
        resource: 'vpc-1',
        severity: 'warning',
        message: 'do not reach monitoring (metrics), unless it sends no metrics',
      },
    ],
  },
  {
    title: 'The role of a profile that only another account has shows nothing of the instance',
    facts: estate({
      ...withRole('AmazonEKSWorkerNodePolicy'),
      instances: [
        {
          InstanceId: 'i-a',
          VpcId: 'vpc-1',
          SubnetId: 'subnet-a',
          IamInstanceProfile: { Arn: profile.replace(account, '777788889999') },
        },
      ],
    }),
  },
  {
    title: 'A policy of the account only bears the name',
    facts: estate({
      ...withRole(),
      roles: [
        {
          Arn: `arn:aws:iam::${account}:role/app`,
          RoleName: 'app',
          InstanceProfileList: [{ Arn: profile }],
          AttachedManagedPolicies: [
            {
              PolicyName: 'AmazonEKSWorkerNodePolicy',
              PolicyArn: `arn:aws:iam::${account}:policy/AmazonEKSWorkerNodePolicy`,
            },
          ],
        },
      ],
    }),
  },
  {
    title: 'The roles were not collected, and one may show more',
    facts: without(estate(withRole()), 'roles'),
    undecided: [{ resource: 'vpc-1', missing: ['roles'] }],
  },
  {
    title: 'A Fargate task has an endpoint for images, but none for the authorization to pull them',
    facts: estate({
      ...toS3,
      networkInterfaces: [...(base.networkInterfaces ?? []), task('eni-task')],
      vpcEndpoints: endpoints('s3', 'ecr.dkr'),
    }),
    findings: [
      { resource: 'vpc-1', affected: ['subnet-a'], message: 'Create an interface endpoint for ecr.api.' },
    ],
  },
  {
    title: 'Images of a Fargate task may come from a registry in the VPC',
    facts: estate({
      ...toS3,
      networkInterfaces: [task('eni-task')],
      vpcEndpoints: endpoints('s3'),
    }),
    findings: [{ resource: 'vpc-1', severity: 'warning', message: 'unless images come from a registry' }],
  },
  {
    title: 'The task belongs to a service that runs in another account',
    facts: estate({ networkInterfaces: [task('eni-task', '444455556666')] }),
  },
  {
    title: 'What has no endpoint is reached through a NAT gateway',
    facts: estate({ ...throughNat('0.0.0.0/0'), networkInterfaces: [task('eni-task'), natInterface] }),
  },
  {
    title: 'Two routes lead to the NAT gateway',
    facts: estate({
      ...throughNat('0.0.0.0/1', '128.0.0.0/1'),
      networkInterfaces: [task('eni-task'), natInterface],
    }),
  },
  {
    title: 'An endpoint for ssmmessages stands alone',
    facts: estate({ vpcEndpoints: endpoints('ssmmessages') }),
    findings: [{ resource: 'vpc-1', message: 'do not reach ssm (the registration of the node)' }],
  },
  {
    title: 'ECS Exec needs an endpoint for ssmmessages alone',
    facts: estate({
      ...toS3,
      networkInterfaces: [...(base.networkInterfaces ?? []), task('eni-task')],
      vpcEndpoints: endpoints('s3', 'ecr.api', 'ecr.dkr', 'ssmmessages'),
    }),
  },
  {
    title: 'An endpoint that is there and has no private DNS is not missing',
    facts: estate({
      vpcEndpoints: [
        ...endpoints('ssmmessages'),
        interfaceEndpoint('ssm', ['subnet-a'], { VpcEndpointId: 'vpce-2', PrivateDnsEnabled: false }),
      ],
    }),
  },
  {
    title: 'A declared workload uses a service that it does not reach',
    facts: estate(),
    options: declared(['lambda'], ['sqs']),
    findings: [
      {
        resource: 'vpc-1',
        affected: ['subnet-a'],
        message: 'Senders of workload "orders" in subnet-a of vpc-1',
      },
    ],
  },
  {
    title: 'A declared workload pulls from a registry that no endpoint leads to',
    facts: estate(),
    options: declared(['public-image-pull']),
    findings: [{ resource: 'vpc-1', message: 'No endpoint can lead to public.ecr.aws' }],
  },
  {
    title:
      'A declared workload reads a bucket by a multi-region access point, which has an endpoint of its own',
    facts: estate(),
    options: declared(['lambda'], ['reports.accesspoint.s3-global.amazonaws.com']),
    findings: [{ resource: 'vpc-1', message: 'endpoint for com.amazonaws.s3-global.accesspoint' }],
  },
  {
    title: 'A declared workload calls somebody who may offer an endpoint',
    facts: estate(),
    options: declared(['lambda'], ['api.example.com']),
    findings: [{ resource: 'vpc-1', message: 'a service of whoever runs api.example.com' }],
  },
  {
    title: 'Nothing in the input is the declared workload',
    facts: estate(),
    options: { workloads: [{ name: 'other', from: { vpcs: ['vpc-9'] }, uses: ['sqs'] }] },
    undecided: [{ missing: ['subnets'] }],
  },
  {
    title: 'The route tables were not collected',
    facts: without(
      estate({ networkInterfaces: clusterInterfaces, vpcEndpoints: endpoints('ecr.api', 'ecr.dkr', 'ec2') }),
      'routeTables',
    ),
    undecided: [{ resource: 'vpc-1', missing: ['routeTables'] }],
  },
  {
    title: 'The endpoints were not collected',
    facts: without(estate({ networkInterfaces: clusterInterfaces }), 'vpcEndpoints'),
    undecided: [{ resource: 'vpc-1', missing: ['vpcEndpoints'] }],
  },
];
