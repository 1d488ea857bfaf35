import {
  account,
  estate,
  gatewayEndpoint,
  instanceInterface,
  route,
  routeTable,
  subnet,
  vpc,
  without,
} from '../example-estate.ts';
import type { RuleExample } from '../rule.ts';

const from = { subnets: ['subnet-a'] };
const privately = {
  expectations: [{ name: 'S3 stays inside', from, to: 's3', via: 'gateway-endpoint' }],
};
const notByInternet = {
  expectations: [{ name: 'nothing goes out', from: { vpcs: ['vpc-1'] }, to: 's3', never: ['internet'] }],
};

const throughEndpoint = {
  routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-1')])],
  vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])],
};

export const expectationExamples: readonly RuleExample[] = [
  {
    title: 'No route leads to the service',
    facts: estate(),
    options: privately,
    findings: [
      {
        resource: 'vpc-1',
        affected: ['subnet-a'],
        message: 'Expectation "S3 stays inside" is not met: subnet-a does not reach s3',
      },
    ],
  },
  {
    title: 'The gateway endpoint serves the subnet',
    facts: estate(throughEndpoint),
    options: privately,
  },
  {
    title: 'What must never happen does not, for there is no way at all',
    facts: estate(),
    options: notByInternet,
  },
  {
    title: 'What must never happen does',
    facts: estate({
      routeTables: [routeTable('rtb-main', [], [route('0.0.0.0/0', 'igw-1')])],
      internetGateways: [
        {
          InternetGatewayId: 'igw-1',
          OwnerId: account,
          Attachments: [{ VpcId: 'vpc-1', State: 'available' }],
        },
      ],
      networkInterfaces: [
        instanceInterface('eni-a', 'subnet-a', '10.0.1.10', { Association: { PublicIp: '203.0.113.200' } }),
        instanceInterface('eni-b', 'subnet-b', '10.0.2.10'),
      ],
    }),
    options: notByInternet,
    findings: [
      {
        resource: 'vpc-1',
        affected: ['subnet-a'],
        message: 'traffic from subnet-a to s3 goes by internet gateway igw-1',
      },
    ],
  },
  {
    title: 'Senders are chosen by a tag',
    facts: estate({
      subnets: [
        subnet('subnet-a', '10.0.1.0/24', 'a', { Tags: [{ Key: 'Tier', Value: 'app' }] }),
        subnet('subnet-b', '10.0.2.0/24', 'b'),
      ],
    }),
    options: {
      expectations: [{ name: 'app', from: { tags: { Tier: 'a*' } }, to: ['s3', 'dynamodb'], via: 'any' }],
    },
    findings: [{ resource: 'vpc-1', affected: ['subnet-a'], message: '(and 1 more path)' }],
  },
  {
    title: 'Nothing in the input is what the expectation starts from',
    facts: estate({ vpcs: [vpc()] }),
    options: { expectations: [{ name: 'other', from: { vpcs: ['vpc-9'] }, to: 's3', via: 'any' }] },
    undecided: [{ missing: ['subnets'] }],
  },
  {
    title: 'The route tables were not collected',
    facts: without(estate(throughEndpoint), 'routeTables'),
    options: privately,
    undecided: [{ resource: 'vpc-1', missing: ['routeTables'] }],
  },
  {
    title: 'Nothing is expected',
    facts: estate(),
  },
];
