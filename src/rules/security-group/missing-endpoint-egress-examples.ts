import type { RawItem } from '../../model/snapshot.ts';
import {
  base,
  endpointInterface,
  estate,
  gatewayEndpoint,
  instanceInterface,
  interfaceEndpoint,
  permission,
  securityGroup,
  without,
} from '../example-estate.ts';
import type { RuleExample } from '../rule.ts';

const ssm = interfaceEndpoint('ssm', ['subnet-a']);
const endpointEni = endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20');
const endpointGroup = securityGroup('sg-endpoint', { ingress: [permission(443, '10.0.0.0/16')] });
const toDatabase = permission(5432, '10.0.0.0/16');

const ofCustomer = { ...ssm, ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1' };

/** The estate with an endpoint for Systems Manager and other egress for the instances' group. */
const withEgress = (egress: RawItem[], endpoint: RawItem = ssm) =>
  estate({
    vpcEndpoints: [endpoint],
    securityGroups: [endpointGroup, securityGroup('sg-app', { egress }), securityGroup('sg-open', {})],
    networkInterfaces: [...(base.networkInterfaces ?? []), endpointEni],
  });

export const missingEndpointEgressExamples: readonly RuleExample[] = [
  {
    title: 'No instance may open HTTPS connections',
    facts: withEgress([toDatabase]),
    findings: [
      {
        resource: 'sg-app',
        severity: 'error',
        affected: ['vpce-1'],
        message: 'No compute in vpc-1 reaches vpce-1 (ssm)',
      },
    ],
  },
  {
    title: 'HTTPS is allowed to the other subnet only',
    facts: withEgress([permission(443, '10.0.2.0/24')]),
    findings: [{ resource: 'sg-app', severity: 'error', message: 'requests of 2 compute interfaces' }],
  },
  {
    title: 'Nobody may send to the endpoint of a service of a customer, to which private DNS leads',
    facts: withEgress([permission(443, '192.168.0.0/16')], ofCustomer),
    findings: [{ resource: 'sg-app', severity: 'error', message: 'No compute in vpc-1 reaches vpce-1' }],
  },
  {
    title: 'One of two groups may send to the endpoint of a service of a customer',
    facts: {
      ...withEgress([permission(443, '192.168.0.0/16')], ofCustomer),
      networkInterfaces: [
        instanceInterface('eni-a', 'subnet-a', '10.0.1.10'),
        instanceInterface('eni-b', 'subnet-b', '10.0.2.10', { Groups: [{ GroupId: 'sg-open' }] }),
        endpointEni,
      ],
    },
  },
  {
    title: 'One group blocks two endpoints',
    facts: {
      ...withEgress([toDatabase]),
      vpcEndpoints: [ssm, interfaceEndpoint('kms', ['subnet-a'], { VpcEndpointId: 'vpce-2' })],
    },
    findings: [
      { resource: 'sg-app', affected: ['vpce-1', 'vpce-2'], message: 'vpce-1 (ssm) and vpce-2 (kms)' },
    ],
  },
  {
    title: 'An instance is locked in that is declared to use the service',
    facts: {
      ...withEgress([toDatabase]),
      networkInterfaces: [
        instanceInterface('eni-a', 'subnet-a', '10.0.1.10'),
        instanceInterface('eni-b', 'subnet-b', '10.0.2.10', { Groups: [{ GroupId: 'sg-open' }] }),
        endpointEni,
      ],
    },
    options: { workloads: [{ name: 'orders', from: { subnets: ['subnet-a'] }, uses: ['ssm'] }] },
    findings: [{ resource: 'sg-app', severity: 'error' }],
  },
  {
    title: 'One instance is locked in, another reaches the endpoint',
    facts: {
      ...withEgress([toDatabase]),
      networkInterfaces: [
        instanceInterface('eni-a', 'subnet-a', '10.0.1.10'),
        instanceInterface('eni-b', 'subnet-b', '10.0.2.10', { Groups: [{ GroupId: 'sg-open' }] }),
        endpointEni,
      ],
    },
    findings: [{ resource: 'sg-app', severity: 'info', affected: ['vpce-1'] }],
  },
  {
    title: 'The endpoint has no private DNS, so nothing sends the traffic there by itself',
    facts: withEgress([toDatabase], { ...ssm, PrivateDnsEnabled: false }),
    findings: [{ resource: 'sg-app', severity: 'info' }],
  },
  {
    title: 'The SMTP endpoint of SES with HTTPS alone allowed out',
    facts: withEgress([permission(443, '0.0.0.0/0')], interfaceEndpoint('email-smtp', ['subnet-a'])),
    findings: [{ resource: 'sg-app', message: 'TCP 25, 465, 587, 2465, 2587' }],
  },
  {
    title: 'Two groups of one instance block the endpoint together',
    facts: {
      ...withEgress([toDatabase]),
      networkInterfaces: [
        instanceInterface('eni-a', 'subnet-a', '10.0.1.10', {
          Groups: [{ GroupId: 'sg-app' }, { GroupId: 'sg-more' }],
        }),
        endpointEni,
      ],
      securityGroups: [
        endpointGroup,
        securityGroup('sg-app', { egress: [toDatabase] }),
        securityGroup('sg-more', { egress: [permission(443, 'sg-app')] }),
      ],
    },
    findings: [{ resource: 'sg-app', message: 'Security groups sg-app and sg-more allow no' }],
  },
  {
    title: "HTTPS is allowed to the endpoint's address",
    facts: withEgress([permission(443, '10.0.1.20/32')]),
  },
  {
    title: "HTTPS is allowed to the endpoint's security group",
    facts: withEgress([permission(443, 'sg-endpoint')]),
  },
  {
    title: "HTTPS is allowed to a prefix list that holds the endpoint's address",
    facts: {
      ...withEgress([permission(443, 'pl-corporate')]),
      managedPrefixListEntries: [{ PrefixListId: 'pl-corporate', Entries: [{ Cidr: '10.0.0.0/20' }] }],
    },
  },
  {
    title: "The endpoint's interface is not in the input, but its subnet is allowed",
    facts: {
      ...withEgress([permission(443, '10.0.1.0/24')]),
      networkInterfaces: base.networkInterfaces ?? [],
    },
  },
  {
    title: "The endpoint's interface is not in the input, and a part of its subnet is allowed",
    facts: {
      ...withEgress([permission(443, '10.0.1.0/25')]),
      networkInterfaces: base.networkInterfaces ?? [],
    },
    undecided: [{ resource: 'sg-app', missing: ['networkInterfaces'] }],
  },
  {
    title: "S3's interface endpoint is for queries from outside, the VPC uses the gateway endpoint",
    facts: {
      ...withEgress([permission(443, 'pl-s3')]),
      vpcEndpoints: [
        gatewayEndpoint('s3', ['rtb-main']),
        interfaceEndpoint('s3', ['subnet-a'], {
          VpcEndpointId: 'vpce-2',
          DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true },
        }),
      ],
    },
  },
  {
    title: "DynamoDB's interface endpoint has no private DNS",
    facts: withEgress(
      [permission(443, 'pl-dynamodb')],
      interfaceEndpoint('dynamodb', ['subnet-a'], { PrivateDnsEnabled: false }),
    ),
  },
  {
    title: "A customer's service is its users' own affair",
    facts: withEgress([toDatabase], {
      ...ssm,
      ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
    }),
  },
  {
    title: 'Nothing but the endpoint is in the VPC',
    facts: { ...withEgress([toDatabase]), networkInterfaces: [endpointEni] },
  },
  {
    title: 'The endpoint was rejected',
    facts: withEgress([toDatabase], { ...ssm, State: 'rejected' }),
  },
  {
    title: 'The network interfaces were not collected, and one group would block the endpoint',
    facts: without(withEgress([toDatabase]), 'networkInterfaces'),
    undecided: [
      { resource: 'sg-app', missing: ['networkInterfaces'] },
      { resource: 'vpce-1', missing: ['networkInterfaces'] },
    ],
  },
  {
    title: "The entries of a customer's prefix list are not in the input",
    facts: withEgress([permission(443, 'pl-customer')]),
    undecided: [{ resource: 'sg-app', missing: ['managedPrefixListEntries'] }],
  },
  {
    title: 'The security groups were not collected',
    facts: without(withEgress([]), 'securityGroups'),
    undecided: [{ missing: ['securityGroups'] }],
  },
];
