import type { RawItem } from '../../model/snapshot.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, route, routeTable, without } from '../example-estate.ts';
import type { Facts, RuleExample } from '../rule.ts';

const main = routeTable('rtb-main', [], [route('pl-s3', 'vpce-1')]);

/** The main table is associated with an S3 endpoint; another serves subnet-a with these routes. */
function withTable(routes: readonly RawItem[], changes: Facts = {}): Facts {
  return estate({
    vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])],
    routeTables: [main, routeTable('rtb-app', ['subnet-a'], routes)],
    ...changes,
  });
}

const throughNat = [route('0.0.0.0/0', 'nat-1')];

export const examples: readonly RuleExample[] = [
  {
    title: 'A subnet with compute has no way to S3',
    facts: withTable([]),
    findings: [{ resource: 'rtb-app', affected: ['subnet-a'], message: 'traffic to s3 has no route' }],
  },
  {
    title: 'The only route is a blackhole',
    facts: withTable([route('0.0.0.0/0', 'nat-1', { State: 'blackhole' })]),
    findings: [{ resource: 'rtb-app', message: 'meets a blackhole route' }],
  },
  {
    title: 'A subnet reaches S3 through NAT',
    facts: withTable(throughNat),
    findings: [{ resource: 'rtb-app', severity: 'warning', message: 'goes through NAT (nat-1)' }],
  },
  {
    title: 'A subnet has a way to some of the addresses only',
    facts: withTable([route('198.51.100.0/24', 'igw-1')]),
    findings: [{ resource: 'rtb-app', message: '128 of the 384 addresses of s3 has no route' }],
  },
  {
    title: 'Nothing runs in the subnet that has no way',
    facts: withTable([], { networkInterfaces: [] }),
    findings: [{ resource: 'rtb-app', severity: 'info' }],
  },
  {
    title: 'What runs in the subnet is not known',
    facts: without(withTable([]), 'networkInterfaces'),
    findings: [{ resource: 'rtb-app', severity: 'info' }],
  },
  {
    title: 'The main table is left out, and its subnets follow from the list of subnets',
    facts: estate({
      vpcEndpoints: [gatewayEndpoint('dynamodb', ['rtb-app'])],
      routeTables: [
        routeTable('rtb-main', []),
        routeTable('rtb-app', ['subnet-a'], [route('pl-dynamodb', 'vpce-1')]),
      ],
    }),
    findings: [{ resource: 'rtb-main', affected: ['subnet-b'], message: 'traffic to dynamodb' }],
  },
  {
    title: 'The subnet is public: an internet gateway leads to all addresses',
    facts: withTable([route('0.0.0.0/0', 'igw-1')]),
  },
  {
    title: 'The table serves no subnet',
    facts: withTable([], { routeTables: [main, { ...routeTable('rtb-app', []), Associations: [] }] }),
  },
  {
    title: 'Every table is associated, each with its own endpoint of the service',
    facts: withTable([route('pl-s3', 'vpce-2')], {
      vpcEndpoints: [
        gatewayEndpoint('s3', ['rtb-main']),
        gatewayEndpoint('s3', ['rtb-app'], { VpcEndpointId: 'vpce-2' }),
      ],
    }),
  },
  {
    title: "The service's names lead to an interface endpoint",
    facts: withTable([], {
      vpcEndpoints: [
        gatewayEndpoint('s3', ['rtb-main']),
        interfaceEndpoint('s3', ['subnet-a'], { VpcEndpointId: 'vpce-2' }),
      ],
    }),
  },
  {
    title: 'The interface endpoint takes only names asked from outside the VPC',
    facts: withTable([], {
      vpcEndpoints: [
        gatewayEndpoint('s3', ['rtb-main']),
        interfaceEndpoint('s3', ['subnet-a'], {
          VpcEndpointId: 'vpce-2',
          DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true },
        }),
      ],
    }),
    findings: [{ resource: 'rtb-app' }],
  },
  {
    title: 'No table is associated: that is one cause, told once',
    facts: withTable([], { vpcEndpoints: [gatewayEndpoint('s3', [])] }),
  },
  {
    title: 'The endpoint failed',
    facts: withTable([], { vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { State: 'failed' })] }),
  },
  {
    title: 'The endpoint carries IPv6 only, and the addresses in question are IPv4',
    facts: withTable([], {
      vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { IpAddressType: 'ipv6' })],
    }),
  },
  {
    title: 'The endpoint is still pending',
    facts: withTable([], { vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { State: 'pending' })] }),
    undecided: [
      { resource: 'rtb-app', missing: ['vpcEndpoints'] },
      { resource: 'rtb-main', missing: ['vpcEndpoints'] },
    ],
  },
  {
    title: 'A transit gateway leads to where the input does not show the way',
    facts: withTable([route('0.0.0.0/0', 'tgw-1')]),
    undecided: [{ resource: 'rtb-app', missing: ['routeTables'] }],
  },
  {
    title: "The service's addresses are not known",
    facts: without(withTable(throughNat), 'prefixLists'),
    undecided: [{ resource: 'rtb-app', missing: ['prefixLists'] }],
  },
  {
    title: 'The endpoints were not collected',
    facts: without(withTable([]), 'vpcEndpoints'),
    undecided: [
      { resource: 'rtb-app', missing: ['vpcEndpoints'] },
      { resource: 'rtb-main', missing: ['vpcEndpoints'] },
    ],
  },
  {
    title: 'The route tables were not collected',
    facts: without(withTable([]), 'routeTables'),
    undecided: [{ missing: ['routeTables'] }],
  },
];
