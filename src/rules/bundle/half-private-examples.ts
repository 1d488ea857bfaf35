import { base, estate, without } from '../example-estate.ts';
import { natInterface, throughNat } from '../nat-example-estate.ts';
import type { RuleExample } from '../rule.ts';
import { declared, endpointInterfaces, endpoints, task, withRole } from './bundle-example-estate.ts';

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
