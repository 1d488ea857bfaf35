import {
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

const services = ['s3'].map((name) => ({
  ServiceName: `com.amazonaws.${region}.${name}`,
  ServiceType: [{ ServiceType: 'Interface' }],
  PrivateDnsName: `${name}.${region}.amazonaws.com`,
  PrivateDnsNames: [{ PrivateDnsName: `${name}.${region}.amazonaws.com` }],
  VpcEndpointPolicySupported: true,
}));
const gateway = gatewayEndpoint('s3', ['rtb-main'], { VpcEndpointId: 'vpce-gateway' });
const inboundOnly = interfaceEndpoint('s3', ['subnet-a'], {
  VpcEndpointId: 'vpce-interface',
  NetworkInterfaceIds: ['eni-endpoint'],
  DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true },
  DnsEntries: [
    { DnsName: `vpce-interface-abcd.s3.${region}.vpce.amazonaws.com` },
    { DnsName: `s3.${region}.amazonaws.com` },
  ],
});

/** A VPC that reaches S3 through its gateway endpoint, and a bucket whose policy spares something. */
function bucket(condition: object, endpoints: readonly object[] = [gateway, inboundOnly]) {
  const statement = {
    Sid: 'Inside',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::reports/*',
    Condition: condition,
  };
  const base = estate();
  return estate({
    vpcEndpoints: endpoints.map((endpoint) => ({ ...endpoint })),
    vpcEndpointServices: services,
    routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-gateway')])],
    networkInterfaces: [
      ...(base.networkInterfaces ?? []),
      endpointInterface('eni-endpoint', 'subnet-a', '10.0.1.4'),
    ],
    bucketPolicies: [{ Bucket: 'reports', Policy: { Statement: [statement] } }],
  });
}

const unless = (key: string, ...values: readonly string[]) => ({ StringNotEquals: { [key]: values } });

const unknown: readonly RuleExample[] = [
  {
    title: 'The policy cannot be read',
    facts: estate({ bucketPolicies: [{ Bucket: 'reports', Policy: '{' }] }),
    undecided: [{ resource: 'reports', missing: ['bucketPolicies'] }],
  },
  {
    title: 'No policies of resources were collected',
    facts: without(estate(), 'bucketPolicies', 'resourcePolicies'),
    undecided: [{ missing: ['bucketPolicies'] }, { missing: ['resourcePolicies'] }],
  },
];

export const pairExamples: readonly RuleExample[] = [
  {
    title: 'The bucket asks for the interface endpoint, and the VPC uses the gateway endpoint',
    facts: bucket(unless('aws:SourceVpce', 'vpce-interface')),
    findings: [{ resource: 'reports', affected: ['subnet-a', 'subnet-b'], message: 'vpce-gateway' }],
  },
  { title: 'Both are named', facts: bucket(unless('aws:SourceVpce', 'vpce-interface', 'vpce-gateway')) },
  { title: 'The one that is used is named', facts: bucket(unless('aws:SourceVpce', 'vpce-gateway')) },
  {
    title: 'An Allow takes nothing away from callers of the account',
    facts: bucket({ StringEquals: { 'aws:SourceVpce': 'vpce-interface' } }),
  },
  {
    title: 'The endpoint is not in the input',
    facts: bucket(unless('aws:SourceVpce', 'vpce-elsewhere')),
    undecided: [{ resource: 'reports', missing: ['vpcEndpoints'] }],
  },
  ...unknown,
];

const hub = { ...gateway, VpcId: 'vpc-hub' };

export const hubExamples: readonly RuleExample[] = [
  {
    title: 'The bucket asks for the VPC of the clients, whose requests leave by an endpoint elsewhere',
    facts: bucket(unless('aws:SourceVpc', 'vpc-1'), [hub, inboundOnly]),
    findings: [{ resource: 'reports', affected: ['subnet-a', 'subnet-b'], message: 'vpc-hub' }],
  },
  { title: 'The endpoint stands in the VPC that is named', facts: bucket(unless('aws:SourceVpc', 'vpc-1')) },
  {
    title: 'The hub is named too',
    facts: bucket(unless('aws:SourceVpc', 'vpc-1', 'vpc-hub'), [hub, inboundOnly]),
    undecided: [{ resource: 'reports', missing: ['vpcs'] }],
  },
  {
    title: 'The VPC is not in the input',
    facts: bucket(unless('aws:SourceVpc', 'vpc-elsewhere')),
    undecided: [{ resource: 'reports', missing: ['vpcs'] }],
  },
  ...unknown,
];
