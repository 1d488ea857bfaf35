import type { RawItem } from '../../model/snapshot.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, route, routeTable, without } from '../example-estate.ts';
import type { Facts, RuleExample } from '../rule.ts';

const propagated: RawItem = { Origin: 'EnableVgwRoutePropagation' };

/** The main table leads to an S3 endpoint and has these routes beside that. */
function withRoutes(routes: readonly RawItem[], changes: Facts = {}): Facts {
  return estate({
    vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])],
    routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-1'), ...routes])],
    ...changes,
  });
}

const toPeer = [route('198.51.100.0/24', 'pcx-1'), route('203.0.113.0/25', 'pcx-1')];

export const examples: readonly RuleExample[] = [
  {
    title: 'Static routes to the same blocks lead all addresses to a peer',
    facts: withRoutes(toPeer),
    findings: [
      {
        resource: 'rtb-main',
        affected: ['subnet-a', 'subnet-b'],
        message:
          'sends all 384 addresses of s3 past gateway endpoint vpce-1, by the route 198.51.100.0/24 to pcx-1',
      },
    ],
  },
  {
    title: 'Smaller blackhole routes swallow all addresses',
    facts: withRoutes(
      ['198.51.100.0/25', '198.51.100.128/25', '203.0.113.0/26', '203.0.113.64/26'].map((block) =>
        route(block, 'eni-gone', { State: 'blackhole' }),
      ),
    ),
    findings: [{ resource: 'rtb-main', severity: 'error', message: 'are lost' }],
  },
  {
    title: 'Nothing runs where all addresses are lost',
    facts: withRoutes(toPeer, { networkInterfaces: [] }),
    findings: [{ resource: 'rtb-main', severity: 'warning' }],
  },
  {
    title: 'A static route to one of the blocks',
    facts: withRoutes([route('198.51.100.0/24', 'pcx-1')]),
    findings: [{ resource: 'rtb-main', severity: 'warning', message: '256 of the 384 addresses of s3' }],
  },
  {
    title: 'All addresses go through NAT, which works but bypasses the endpoint',
    facts: withRoutes([route('198.51.100.0/24', 'nat-1'), route('203.0.113.0/25', 'nat-1')]),
    findings: [{ resource: 'rtb-main', severity: 'warning', message: 'bypass the endpoint' }],
  },
  {
    title: 'A smaller block goes to a firewall',
    facts: withRoutes([route('198.51.100.0/26', 'eni-firewall')]),
    findings: [
      {
        resource: 'rtb-main',
        severity: 'warning',
        message:
          'sends 64 of the 384 addresses of s3 past gateway endpoint vpce-1, by the route 198.51.100.0/26 to eni-firewall',
      },
    ],
  },
  {
    title: 'A smaller block goes to a Gateway Load Balancer endpoint',
    facts: withRoutes([route('198.51.100.0/26', 'vpce-firewall')]),
    findings: [
      {
        resource: 'rtb-main',
        severity: 'warning',
        message: 'unless the appliance is meant to see this traffic',
      },
    ],
  },
  {
    title: 'A VPN propagates a smaller block of AWS addresses',
    facts: withRoutes([route('203.0.113.0/26', 'vgw-1', propagated)]),
    findings: [
      {
        resource: 'rtb-main',
        severity: 'warning',
        message: 'by the propagated route 203.0.113.0/26 to vgw-1',
      },
    ],
  },
  {
    title: 'A prefix list of the user holds a smaller block',
    facts: withRoutes([route('pl-corporate', 'tgw-1')], {
      managedPrefixListEntries: [{ PrefixListId: 'pl-corporate', Entries: [{ Cidr: '198.51.100.64/26' }] }],
    }),
    findings: [{ resource: 'rtb-main', severity: 'warning', message: '64 of the 384 addresses' }],
  },
  {
    title: 'A VPN propagates the same block, which loses against the prefix list',
    facts: withRoutes([route('203.0.113.0/25', 'vgw-1', propagated)]),
  },
  {
    title: 'A route to a larger block',
    facts: withRoutes([route('198.51.100.0/23', 'tgw-1'), route('0.0.0.0/0', 'nat-1')]),
  },
  {
    title: "The smaller block is outside the service's prefix list",
    facts: withRoutes([route('203.0.113.192/26', 'pcx-1')]),
  },
  {
    title: 'A prefix list of the user holds the same block: a random choice, which is another matter',
    facts: withRoutes([route('pl-corporate', 'tgw-1')], {
      managedPrefixListEntries: [{ PrefixListId: 'pl-corporate', Entries: [{ Cidr: '198.51.100.0/24' }] }],
    }),
  },
  {
    title: 'The table serves no subnet',
    facts: withRoutes(toPeer, {
      routeTables: [
        routeTable('rtb-main', []),
        { ...routeTable('rtb-idle', [], [route('pl-s3', 'vpce-1'), ...toPeer]), Associations: [] },
      ],
    }),
  },
  {
    title: 'The endpoint is not available',
    facts: withRoutes(toPeer, { vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { State: 'failed' })] }),
  },
  {
    title: "The service's names lead to an interface endpoint",
    facts: withRoutes(toPeer, {
      vpcEndpoints: [
        gatewayEndpoint('s3', ['rtb-main']),
        interfaceEndpoint('s3', ['subnet-a'], { VpcEndpointId: 'vpce-2' }),
      ],
    }),
  },
  {
    title: 'The entries of a prefix list beside the endpoint are not in the input',
    facts: withRoutes([route('pl-corporate', 'tgw-1')]),
    undecided: [{ resource: 'rtb-main', missing: ['managedPrefixListEntries'] }],
  },
  {
    title: 'The endpoints were not collected',
    facts: without(withRoutes(toPeer), 'vpcEndpoints'),
    undecided: [{ resource: 'rtb-main', missing: ['vpcEndpoints'] }],
  },
  {
    title: 'The route tables were not collected',
    facts: without(withRoutes(toPeer), 'routeTables'),
    undecided: [{ missing: ['routeTables'] }],
  },
];
