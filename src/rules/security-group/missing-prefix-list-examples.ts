import type { RawItem } from '../../model/snapshot.ts';
import {
  allTraffic,
  base,
  estate,
  gatewayEndpoint,
  instanceInterface,
  interfaceEndpoint,
  permission,
  routeTable,
  s3Cidrs,
  securityGroup,
  without,
} from '../example-estate.ts';
import type { RuleExample } from '../rule.ts';

const s3 = gatewayEndpoint('s3', ['rtb-main']);
const privateOnly = permission(443, '10.0.0.0/8');

/** The estate with an S3 gateway endpoint and other egress for the instances' group. */
const withEgress = (egress: RawItem[], endpoint: RawItem = s3) =>
  estate({
    vpcEndpoints: [endpoint],
    securityGroups: [securityGroup('sg-app', { egress }), securityGroup('sg-open', {})],
  });

/** The same with the second instance in a group that may talk to anybody. */
const withOpenNeighbour = (egress: RawItem[]) => ({
  ...withEgress(egress),
  networkInterfaces: [
    instanceInterface('eni-a', 'subnet-a', '10.0.1.10'),
    instanceInterface('eni-b', 'subnet-b', '10.0.2.10', { Groups: [{ GroupId: 'sg-open' }] }),
  ],
});

export const missingPrefixListExamples: readonly RuleExample[] = [
  {
    title: 'HTTPS is allowed to private addresses only',
    facts: withEgress([privateOnly]),
    findings: [
      {
        resource: 'sg-app',
        severity: 'error',
        affected: ['eni-a', 'eni-b'],
        message: 'not to the public addresses of s3',
      },
    ],
  },
  {
    title: 'HTTPS is allowed to private addresses only, and another instance reaches S3',
    facts: withOpenNeighbour([privateOnly]),
    findings: [
      { resource: 'sg-app', severity: 'warning', affected: ['eni-a'], message: 'prefix list pl-s3' },
    ],
  },
  {
    title: 'An instance is locked in that is declared to use S3',
    facts: withOpenNeighbour([permission(5432, '10.0.0.0/16')]),
    options: { workloads: [{ name: 'orders', from: { subnets: ['subnet-a'] }, uses: ['s3'] }] },
    findings: [{ resource: 'sg-app', severity: 'error', message: 'allows no egress on TCP 443' }],
  },
  {
    title: 'An instance is locked in on purpose, another reaches S3',
    facts: withOpenNeighbour([permission(5432, '10.0.0.0/16')]),
    findings: [{ resource: 'sg-app', severity: 'info', message: 'allows no egress on TCP 443' }],
  },
  {
    title: 'Only the prefix list of another service is allowed',
    facts: withEgress([permission(443, 'pl-dynamodb')]),
    findings: [{ resource: 'sg-app', severity: 'error' }],
  },
  {
    title: "One of S3's ranges is allowed by its CIDR",
    facts: withEgress([permission(443, '198.51.100.0/24')]),
    findings: [
      {
        resource: 'sg-app',
        severity: 'warning',
        message: 'blocked: 128 of 384 addresses: 203.0.113.0/25',
      },
    ],
  },
  {
    title: 'Two groups together allow all ranges by their CIDRs',
    facts: {
      ...withEgress([permission(443, '198.51.100.0/24')]),
      securityGroups: [
        securityGroup('sg-app', { egress: [permission(443, '198.51.100.0/24')] }),
        securityGroup('sg-more', { egress: [permission(443, '203.0.113.0/24')] }),
      ],
      networkInterfaces: [
        instanceInterface('eni-a', 'subnet-a', '10.0.1.10', {
          Groups: [{ GroupId: 'sg-app' }, { GroupId: 'sg-more' }],
        }),
      ],
    },
  },
  {
    title: 'Two groups of one instance block S3 together',
    facts: {
      ...withEgress([privateOnly]),
      securityGroups: [
        securityGroup('sg-app', { egress: [privateOnly] }),
        securityGroup('sg-more', { egress: [permission(80, '0.0.0.0/0')] }),
      ],
      networkInterfaces: [
        instanceInterface('eni-a', 'subnet-a', '10.0.1.10', {
          Groups: [{ GroupId: 'sg-more' }, { GroupId: 'sg-app' }],
        }),
      ],
    },
    findings: [{ resource: 'sg-app', message: 'Security groups sg-app and sg-more allow' }],
  },
  {
    title: 'S3 and DynamoDB are two findings of one group',
    facts: {
      ...withEgress([privateOnly]),
      vpcEndpoints: [s3, gatewayEndpoint('dynamodb', ['rtb-main'], { VpcEndpointId: 'vpce-2' })],
    },
    findings: [
      { resource: 'sg-app', message: 'addresses of s3' },
      { resource: 'sg-app', message: 'addresses of dynamodb' },
    ],
  },
  {
    title: 'The prefix list is allowed by its id',
    facts: withEgress([permission(443, 'pl-s3')]),
  },
  {
    title: 'All traffic is allowed out',
    facts: withEgress([allTraffic]),
  },
  {
    title: 'The subnet of the instance is on another route table',
    facts: {
      ...withEgress([privateOnly], gatewayEndpoint('s3', ['rtb-s3'])),
      routeTables: [routeTable('rtb-main', []), routeTable('rtb-s3', ['subnet-b'])],
      networkInterfaces: [instanceInterface('eni-a', 'subnet-a', '10.0.1.10')],
    },
  },
  {
    title: 'A database is no source',
    facts: {
      ...withEgress([privateOnly]),
      networkInterfaces: [
        instanceInterface('eni-db', 'subnet-a', '10.0.1.30', {
          Description: 'RDSNetworkInterface',
          Attachment: { InstanceOwnerId: 'amazon-rds' },
        }),
      ],
    },
  },
  {
    title: 'An interface endpoint with private DNS takes the traffic',
    facts: {
      ...withEgress([privateOnly]),
      vpcEndpoints: [s3, interfaceEndpoint('s3', ['subnet-a'], { VpcEndpointId: 'vpce-2' })],
    },
  },
  {
    title: 'An interface endpoint answers only queries through an inbound Resolver endpoint',
    facts: {
      ...withEgress([privateOnly]),
      vpcEndpoints: [
        s3,
        interfaceEndpoint('s3', ['subnet-a'], {
          VpcEndpointId: 'vpce-2',
          DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true },
        }),
      ],
    },
    findings: [{ resource: 'sg-app', severity: 'error' }],
  },
  {
    title: 'Whether an interface endpoint has private DNS is not in the input',
    facts: {
      ...withEgress([privateOnly]),
      vpcEndpoints: [
        s3,
        interfaceEndpoint('s3', ['subnet-a'], { VpcEndpointId: 'vpce-2', PrivateDnsEnabled: undefined }),
      ],
    },
    undecided: [{ resource: 'sg-app', missing: ['vpcEndpoints'] }],
  },
  {
    title: 'The endpoint is being deleted',
    facts: withEgress([privateOnly], { ...s3, State: 'deleting' }),
  },
  {
    title: 'The network interfaces were not collected, and one group would block S3',
    facts: without(withEgress([privateOnly]), 'networkInterfaces'),
    undecided: [
      { resource: 'sg-app', missing: ['networkInterfaces'] },
      { resource: 'vpce-1', missing: ['networkInterfaces'] },
    ],
  },
  {
    title: 'The network interfaces were not collected, and no group of the VPC would block S3',
    facts: without(withEgress([permission(443, 'pl-s3')]), 'networkInterfaces'),
  },
  {
    title: "S3's prefix list was not collected",
    facts: without(withEgress([permission(443, s3Cidrs[0] ?? '')]), 'prefixLists'),
    undecided: [{ resource: 'sg-app', missing: ['prefixLists'] }],
  },
  {
    title: "The entries of a customer's prefix list are not in the input",
    facts: withEgress([permission(443, 'pl-customer')]),
    undecided: [{ resource: 'sg-app', missing: ['managedPrefixListEntries'] }],
  },
  {
    title: 'The security groups were not collected',
    facts: without({ ...base, vpcEndpoints: [s3] }, 'securityGroups'),
    undecided: [{ missing: ['securityGroups'] }],
  },
];
