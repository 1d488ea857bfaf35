import {
  defaultSecurityGroup,
  gatewayEndpoint,
  permission,
  route,
  routeTable,
  securityGroup,
  subnet,
  without,
} from '../../../../src/rules/example-estate.ts';
import {
  aws,
  common,
  endpointFor,
  openToBoth,
  privateTable,
  s3Gateway,
  source,
  subnets,
  toS3,
  withBothS3,
  withS3,
} from './common-estate.ts';
import { allS3, type Vector } from './vector.ts';

const throughS3 = `${allS3} reachable gateway-endpoint vpce-0gw`;
const propagated = { Origin: 'EnableVgwRoutePropagation' };

const ipv6Block = {
  Ipv6CidrBlockAssociationSet: [
    { Ipv6CidrBlock: '2001:db8:0:1::/64', Ipv6CidrBlockState: { State: 'associated' } },
  ],
};
const ipv6Address = { Ipv6Addresses: [{ Ipv6Address: '2001:db8:0:1::10' }] };
const { PrivateIpAddress: _, ...withoutIpv4 } = source;
const { CidrBlock: __, ...a1WithoutIpv4 } = subnet('subnet-a1', '', 'a', { Ipv6Native: true, ...ipv6Block });
/** To S3 and DynamoDB by gateway endpoints. */
export const gatewayEndpointVectors: readonly Vector[] = [
  {
    id: 'T8',
    title: 'a gateway endpoint for S3',
    facts: withS3(),
    to: `bucket.${aws('s3')}`,
    verdict: 'reachable',
    private: true,
    ways: [throughS3],
    notFound: ['gateway-endpoint-subnet-not-routed'],
  },
  {
    id: 'T9',
    title: 'the same from a subnet on a table of its own',
    facts: withS3([], {
      routeTables: [
        routeTable('rtb-priv', ['subnet-a2', 'subnet-ep1'], [toS3]),
        routeTable('rtb-x', ['subnet-a1']),
      ],
    }),
    to: 's3',
    verdict: 'blocked',
    private: null,
    ways: [`${allS3} blocked none null`],
    blockers: ['route-none rtb-x'],
    found: ['gateway-endpoint-subnet-not-routed'],
  },
  {
    id: 'T10',
    title: 'a source that may send to private addresses only',
    facts: withS3([], {
      securityGroups: [
        defaultSecurityGroup,
        securityGroup('sg-app', { egress: [permission(443, '10.0.0.0/8')] }),
      ],
    }),
    to: 's3',
    verdict: 'blocked',
    private: null,
    ways: [`${allS3} blocked gateway-endpoint vpce-0gw`],
    blockers: ['security-group-denied sg-app'],
    found: ['sg-source-egress-missing-prefix-list'],
  },
  {
    id: 'T11',
    title: 'a more specific route to a firewall for 64 of 384 addresses',
    facts: withS3([route('198.51.100.0/26', 'eni-fw')]),
    to: 's3',
    verdict: 'partial',
    private: null,
    ways: [
      '198.51.100.0/26 unknown network-interface eni-fw',
      '198.51.100.64/26,198.51.100.128/25,203.0.113.0/25 reachable gateway-endpoint vpce-0gw',
    ],
    missing: ['routeTables'],
    found: ['gateway-endpoint-shadowed-by-specific-route'],
  },
  {
    id: 'T12',
    title: 'S3 by both kinds of endpoint, private DNS for inbound Resolver endpoints only',
    facts: withBothS3(true),
    to: 's3',
    verdict: 'reachable',
    private: true,
    ways: [throughS3],
    notFound: ['cost-s3-interface-for-in-vpc'],
  },
  {
    id: 'T13',
    title: 'the same with private DNS for everybody',
    facts: withBothS3(false),
    to: 's3',
    verdict: 'reachable',
    private: true,
    ways: ['10.0.9.4/32 reachable interface-endpoint vpce-0s3'],
    found: ['cost-s3-interface-for-in-vpc'],
  },
  {
    id: 'T14',
    title: 'T12 with the table dissociated from the gateway endpoint',
    facts: withBothS3(true, {
      routeTables: [privateTable()],
      vpcEndpoints: [
        { ...s3Gateway, RouteTableIds: [] },
        endpointFor('s3', { DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true } }),
      ],
    }),
    to: 's3',
    verdict: 'blocked',
    private: null,
    ways: [`${allS3} blocked none null`],
    blockers: ['route-none rtb-priv'],
    found: ['gateway-endpoint-no-route-tables'],
  },
  {
    id: 'T21',
    title: 'DynamoDB from a source that has IPv6 addresses only',
    facts: common({
      subnets: [a1WithoutIpv4, ...subnets.slice(1)],
      networkInterfaces: [{ ...withoutIpv4, PrivateIpAddresses: [], ...ipv6Address }],
      vpcEndpoints: [gatewayEndpoint('dynamodb', ['rtb-priv'], { VpcEndpointId: 'vpce-0ddb' })],
      routeTables: [privateTable(route('pl-dynamodb', 'vpce-0ddb'))],
    }),
    to: 'dynamodb',
    verdict: 'blocked',
    private: null,
    ways: ['192.0.2.0/25 blocked none null'],
    blockers: ['source-has-no-address eni-1'],
    found: ['gateway-endpoint-ipv6-unsupported-service'],
  },
  {
    id: 'T22',
    title: 'the dual-stack name of S3 with an IPv4 gateway endpoint: IPv6 leaves over the internet',
    facts: withS3(
      [{ DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1', State: 'active' }],
      {
        subnets: [{ ...subnets[0], ...ipv6Block }, ...subnets.slice(1)],
        networkInterfaces: [{ ...source, ...ipv6Address }],
        egressOnlyInternetGateways: [
          { EgressOnlyInternetGatewayId: 'eigw-1', Attachments: [{ VpcId: 'vpc-1', State: 'attached' }] },
        ],
        ...openToBoth,
      },
    ),
    to: aws('s3.dualstack'),
    verdict: 'reachable',
    private: false,
    ways: [throughS3, '2000::/3 reachable egress-only-internet-gateway eigw-1'],
    found: ['gateway-endpoint-ipv6-gap'],
  },
  {
    id: 'T29',
    title: 'route tables that were not collected',
    facts: without(withS3(), 'routeTables'),
    to: `bucket.${aws('s3')}`,
    verdict: 'unknown',
    private: null,
    ways: [`${allS3} unknown unknown null`],
    missing: ['routeTables'],
    notFound: ['gateway-endpoint-subnet-not-routed'],
  },
  {
    id: 'T31',
    title: 'R7: a propagated route that is more specific than the prefix list',
    facts: withS3([route('203.0.113.0/26', 'vgw-1', propagated)]),
    to: 's3',
    verdict: 'partial',
    private: null,
    ways: [
      '198.51.100.0/24,203.0.113.64/26 reachable gateway-endpoint vpce-0gw',
      '203.0.113.0/26 unknown vpn-gateway vgw-1',
    ],
    missing: ['routeTables'],
    found: ['gateway-endpoint-shadowed-by-specific-route'],
  },
  {
    id: 'T31',
    title: 'R8: a propagated route for the same addresses loses',
    facts: withS3([route('203.0.113.0/25', 'vgw-1', propagated)]),
    to: 's3',
    verdict: 'reachable',
    private: true,
    ways: [throughS3],
    notFound: ['gateway-endpoint-shadowed-by-specific-route'],
  },
];
