import type { RawItem } from '../../model/snapshot.ts';
import { clusterInterfaces, serviceInterface } from '../cluster-example-estate.ts';
import {
  account,
  base,
  endpointInterface,
  estate,
  gatewayEndpoint,
  interfaceEndpoint,
  region,
  route,
  routeTable,
  without,
} from '../example-estate.ts';
import type { RuleExample } from '../rule.ts';

function task(id: string, owner = account): RawItem {
  const description = `arn:aws:ecs:${region}:${owner}:attachment/1b2c3d4e-0000-4000-8000-000000000000`;
  return serviceInterface(id, 'subnet-a', '10.0.1.40', description);
}

function endpoints(...services: readonly string[]): readonly RawItem[] {
  return services.map((service, index) => ({
    ...(service === 's3'
      ? gatewayEndpoint(service, ['rtb-main'])
      : interfaceEndpoint(service, ['subnet-a', 'subnet-b'], {
          DnsEntries: [{ DnsName: `${service.split('.').reverse().join('.')}.${region}.amazonaws.com` }],
        })),
    VpcEndpointId: `vpce-${index + 1}`,
  }));
}

/** One of the two instances has a tag with that key. */
const tagged = (Key: string) => ({
  instances: [{ InstanceId: 'i-a', VpcId: 'vpc-1', SubnetId: 'subnet-a', Tags: [{ Key, Value: 'shop' }] }],
});

const profile = `arn:aws:iam::${account}:instance-profile/app`;

/** Instance i-a has a role to which policies of AWS are attached. */
const withRole = (...policies: readonly string[]) => ({
  instances: [
    { InstanceId: 'i-a', VpcId: 'vpc-1', SubnetId: 'subnet-a', IamInstanceProfile: { Arn: profile } },
    { InstanceId: 'i-b', VpcId: 'vpc-1', SubnetId: 'subnet-b' },
  ],
  roles: [
    {
      Arn: `arn:aws:iam::${account}:role/app`,
      RoleName: 'app',
      InstanceProfileList: [{ Arn: profile }],
      AttachedManagedPolicies: policies.map((name) => ({
        PolicyName: name,
        PolicyArn: `arn:aws:iam::aws:policy/${name}`,
      })),
    },
  ],
});

const toS3 = { routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-1')])] };
const throughNat = (...destinations: readonly string[]) => ({
  routeTables: [
    routeTable(
      'rtb-main',
      [],
      destinations.map((each) => route(each, 'nat-1')),
    ),
    routeTable('rtb-public', ['subnet-b'], [route('0.0.0.0/0', 'igw-1')]),
  ],
  internetGateways: [
    {
      InternetGatewayId: 'igw-1',
      OwnerId: account,
      Attachments: [{ VpcId: 'vpc-1', State: 'available' }],
    },
  ],
  natGateways: [
    {
      NatGatewayId: 'nat-1',
      VpcId: 'vpc-1',
      SubnetId: 'subnet-b',
      State: 'available',
      ConnectivityType: 'public',
      NatGatewayAddresses: [
        { NetworkInterfaceId: 'eni-nat', PrivateIp: '10.0.2.50', PublicIp: '203.0.113.200' },
      ],
    },
  ],
});

const natInterface = endpointInterface('eni-nat', 'subnet-b', '10.0.2.50', {
  InterfaceType: 'nat_gateway',
  Association: { PublicIp: '203.0.113.200' },
});

/** The interfaces of the endpoints, in one subnet. */
const endpointInterfaces = [
  endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'),
  endpointInterface('eni-endpoint-b', 'subnet-b', '10.0.2.20'),
];

const declared = (runs: readonly string[], uses: readonly string[] = []) => ({
  workloads: [{ name: 'orders', from: { subnets: ['subnet-a'] }, runs, uses }],
});

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

export const halfPrivateExamples: readonly RuleExample[] = [
  {
    title: 'A Fargate task is authorized by an endpoint, and pulls images through NAT',
    facts: estate({
      ...throughNat('0.0.0.0/0'),
      networkInterfaces: [task('eni-task'), natInterface, ...endpointInterfaces],
      vpcEndpoints: endpoints('ecr.api'),
    }),
    findings: [
      {
        resource: 'vpc-1',
        severity: 'info',
        affected: ['subnet-a'],
        message: 'reach ecr.api privately, and ecr.dkr and s3 over the internet',
      },
    ],
  },
  {
    title: 'An instance with a role of Systems Manager has one endpoint of two',
    facts: estate({
      ...throughNat('0.0.0.0/0'),
      ...withRole('AmazonSSMManagedInstanceCore'),
      networkInterfaces: [...(base.networkInterfaces ?? []), natInterface, ...endpointInterfaces],
      vpcEndpoints: endpoints('ssm'),
    }),
    findings: [{ resource: 'vpc-1', message: 'ssm privately, and ssmmessages over the internet' }],
  },
  {
    title: 'All of what a Fargate task needs goes through NAT',
    facts: estate({ ...throughNat('0.0.0.0/0'), networkInterfaces: [task('eni-task'), natInterface] }),
  },
  {
    title: 'A declared workload uses one service by an endpoint, and another through NAT',
    facts: estate({
      ...throughNat('0.0.0.0/0'),
      networkInterfaces: [...(base.networkInterfaces ?? []), natInterface, ...endpointInterfaces],
      vpcEndpoints: endpoints('ecr.api'),
    }),
    options: declared([], ['ecr.api', 'sqs']),
    findings: [{ resource: 'vpc-1', message: 'ecr.api privately, and sqs over the internet' }],
  },
  {
    title: 'Nothing in the input is the declared workload',
    facts: estate(),
    options: { workloads: [{ name: 'other', from: { vpcs: ['vpc-9'] }, uses: ['sqs'] }] },
    undecided: [{ missing: ['subnets'] }],
  },
  {
    title: 'The NAT gateways were not collected',
    facts: without(
      estate({
        ...throughNat('0.0.0.0/0'),
        networkInterfaces: [task('eni-task'), natInterface, ...endpointInterfaces],
        vpcEndpoints: endpoints('ecr.api'),
      }),
      'natGateways',
    ),
    undecided: [{ resource: 'vpc-1', missing: ['natGateways'] }],
  },
];
