import { clusterInterfaces } from '../cluster-example-estate.ts';
import {
  account,
  base,
  defaultSecurityGroup,
  estate,
  instanceInterface,
  interfaceEndpoint,
  permission,
  region,
  securityGroup,
  vpc,
  without,
} from '../example-estate.ts';
import { natInterface, throughNat } from '../nat-example-estate.ts';
import type { RuleExample } from '../rule.ts';

/** The estate's groups, with other ingress for the endpoint's. */
const groupsWith = (...ingress: Parameters<typeof securityGroup>[1]['ingress'] & object) => [
  defaultSecurityGroup,
  securityGroup('sg-app', {}),
  securityGroup('sg-batch', {}),
  securityGroup('sg-endpoint', { ingress }),
];

const ssm = interfaceEndpoint('ssm', ['subnet-a', 'subnet-b']);
const kms = interfaceEndpoint('kms', ['subnet-a'], { VpcEndpointId: 'vpce-2' });

const ofCustomer = {
  ...ssm,
  ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
  PrivateDnsEnabled: false,
};

export const sourceNotCoveredExamples: readonly RuleExample[] = [
  {
    title: 'An endpoint for the service of a customer admits a part of the VPC in which nothing runs',
    facts: estate({
      vpcEndpoints: [ofCustomer],
      securityGroups: groupsWith(permission(8443, '10.0.9.0/24')),
    }),
    findings: [
      {
        resource: 'sg-endpoint',
        severity: 'error',
        message: 'admits nobody elsewhere to interface endpoint',
      },
    ],
  },
  {
    title: 'An endpoint for the service of a customer admits one subnet of two',
    facts: estate({
      vpcEndpoints: [ofCustomer],
      securityGroups: groupsWith(permission(8443, '10.0.1.0/24')),
    }),
  },
  {
    title: 'An endpoint for the service of a customer admits another network',
    facts: estate({
      vpcEndpoints: [ofCustomer],
      securityGroups: groupsWith(permission(8443, '192.168.0.0/16')),
    }),
  },
  {
    title: 'The group admits a part of the VPC in which nothing runs',
    facts: estate({ vpcEndpoints: [ssm], securityGroups: groupsWith(permission(443, '10.0.9.0/24')) }),
    findings: [
      {
        resource: 'sg-endpoint',
        severity: 'error',
        affected: ['eni-a', 'eni-b'],
        message: 'refuses all 2 compute interfaces',
      },
    ],
  },
  {
    title: 'The group admits another network only',
    facts: estate({ vpcEndpoints: [ssm], securityGroups: groupsWith(permission(443, '192.168.0.0/16')) }),
    findings: [{ resource: 'sg-endpoint', severity: 'warning' }],
  },
  {
    title: 'Two endpoints share a group that admits one of two subnets',
    facts: estate({ vpcEndpoints: [ssm, kms], securityGroups: groupsWith(permission(443, '10.0.1.0/24')) }),
    findings: [
      {
        resource: 'sg-endpoint',
        severity: 'info',
        affected: ['eni-b'],
        message: '1 of 2 compute interfaces in vpc-1 on TCP 443',
      },
    ],
  },
  {
    title: 'Private DNS takes a service from a subnet that reached it through NAT',
    facts: estate({
      ...throughNat('0.0.0.0/0'),
      networkInterfaces: [...(base.networkInterfaces ?? []), natInterface],
      vpcEndpoints: [ssm],
      securityGroups: groupsWith(permission(443, '10.0.2.0/24')),
    }),
    findings: [
      {
        resource: 'sg-endpoint',
        severity: 'warning',
        affected: ['eni-a', 'subnet-a'],
        message: 'Without private DNS, what runs in subnet-a would reach the service through nat-1.',
      },
    ],
  },
  {
    title: 'Public access is blocked, so that nothing reached the service before either',
    facts: estate({
      ...throughNat('0.0.0.0/0'),
      networkInterfaces: [...(base.networkInterfaces ?? []), natInterface],
      vpcBlockPublicAccessOptions: [
        { AwsAccountId: account, AwsRegion: region, InternetGatewayBlockMode: 'block-bidirectional' },
      ],
      vpcEndpoints: [ssm],
      securityGroups: groupsWith(permission(443, '10.0.2.0/24')),
    }),
    findings: [{ resource: 'sg-endpoint', severity: 'info' }],
  },
  {
    title: 'The group refuses what is declared to use the service',
    facts: estate({ vpcEndpoints: [ssm], securityGroups: groupsWith(permission(443, '10.0.2.0/24')) }),
    options: { workloads: [{ name: 'orders', from: { subnets: ['subnet-a'] }, uses: ['ssm'] }] },
    findings: [{ resource: 'sg-endpoint', severity: 'error', affected: ['eni-a'] }],
  },
  {
    title: 'The group admits what is declared to use the service, and refuses something else',
    facts: estate({ vpcEndpoints: [ssm], securityGroups: groupsWith(permission(443, '10.0.1.0/24')) }),
    options: { workloads: [{ name: 'orders', from: { subnets: ['subnet-a'] }, uses: ['ssm'] }] },
    findings: [{ resource: 'sg-endpoint', severity: 'info', affected: ['eni-b'] }],
  },
  {
    title: 'The group refuses one of two nodes of EKS, which need the service',
    facts: estate({
      vpcEndpoints: [interfaceEndpoint('ec2', ['subnet-a', 'subnet-b'])],
      networkInterfaces: clusterInterfaces,
      securityGroups: groupsWith(permission(443, '10.0.1.0/24')),
    }),
    findings: [{ resource: 'sg-endpoint', severity: 'error' }],
  },
  {
    title: 'Pods in a second block of the VPC are forgotten',
    facts: estate({
      vpcs: [vpc({ CidrBlockAssociationSet: [{ CidrBlock: '100.64.0.0/16' }] })],
      vpcEndpoints: [ssm],
      networkInterfaces: [
        ...(base.networkInterfaces ?? []),
        instanceInterface('eni-pod', 'subnet-b', '100.64.1.9'),
      ],
    }),
    findings: [
      {
        resource: 'sg-endpoint',
        severity: 'warning',
        affected: ['eni-pod'],
        message: 'and not 100.64.0.0/16',
      },
    ],
  },
  {
    title: 'Two groups of the endpoint admit the members of one group',
    facts: estate({
      vpcEndpoints: [{ ...ssm, Groups: [{ GroupId: 'sg-endpoint' }, { GroupId: 'sg-batch' }] }],
      securityGroups: groupsWith(permission(443, 'sg-app')),
      networkInterfaces: [
        instanceInterface('eni-a', 'subnet-a', '10.0.1.10'),
        instanceInterface('eni-b', 'subnet-b', '10.0.2.10', { Groups: [{ GroupId: 'sg-batch' }] }),
      ],
    }),
    findings: [{ resource: 'vpce-1', severity: 'info', affected: ['eni-b'] }],
  },
  {
    title: 'The group admits the VPC',
    facts: estate({ vpcEndpoints: [ssm] }),
  },
  {
    title: 'The group admits a group that all compute carries',
    facts: estate({ vpcEndpoints: [ssm], securityGroups: groupsWith(permission(443, 'sg-app')) }),
  },
  {
    title: 'The group admits nobody, which is another matter',
    facts: estate({ vpcEndpoints: [ssm], securityGroups: groupsWith(permission(80, '10.0.0.0/16')) }),
  },
  {
    title: 'The default security group with its own reference is another matter',
    facts: estate({ vpcEndpoints: [{ ...ssm, Groups: [{ GroupId: 'sg-default', GroupName: 'default' }] }] }),
  },
  {
    title: 'Private DNS is off, so that nothing is led to the endpoint',
    facts: estate({
      vpcEndpoints: [{ ...ssm, PrivateDnsEnabled: false }],
      securityGroups: groupsWith(permission(443, '192.168.0.0/16')),
    }),
  },
  {
    title: 'Nothing but the endpoint is in the VPC',
    facts: estate({
      vpcEndpoints: [ssm],
      networkInterfaces: [],
      securityGroups: groupsWith(permission(443, '10.0.9.0/24')),
    }),
  },
  {
    title: 'What runs in the VPC is not in the input, and the group admits all of it',
    facts: without(estate({ vpcEndpoints: [ssm] }), 'networkInterfaces'),
  },
  {
    title: 'What runs in the VPC is not in the input, and the group admits a part of the VPC',
    facts: without(
      estate({ vpcEndpoints: [ssm], securityGroups: groupsWith(permission(443, '10.0.1.0/24')) }),
      'networkInterfaces',
    ),
    undecided: [{ resource: 'sg-endpoint', missing: ['networkInterfaces'] }],
  },
  {
    title: 'The entries of the prefix list that is allowed in are not in the input',
    facts: estate({ vpcEndpoints: [ssm], securityGroups: groupsWith(permission(443, 'pl-corporate')) }),
    undecided: [{ resource: 'sg-endpoint', missing: ['managedPrefixListEntries'] }],
  },
];
