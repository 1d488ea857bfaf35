import type { RawItem } from '../../model/snapshot.ts';
import { estate, gatewayEndpoint, route, routeTable, without } from '../example-estate.ts';
import type { Facts, RuleExample } from '../rule.ts';

const nat: RawItem = {
  NatGatewayId: 'nat-1',
  VpcId: 'vpc-1',
  SubnetId: 'subnet-a',
  State: 'available',
  ConnectivityType: 'public',
  AvailabilityMode: 'zonal',
};
const viaNat = routeTable('rtb-app', ['subnet-b'], [route('0.0.0.0/0', 'nat-1')]);

/** A NAT gateway in subnet-a, whose table has these routes; subnet-b's table leads to it. */
function withRoutes(routes: readonly RawItem[], changes: Facts = {}): Facts {
  return estate({
    natGateways: [nat],
    routeTables: [routeTable('rtb-main', [], routes), viaNat],
    ...changes,
  });
}

export const examples: readonly RuleExample[] = [
  {
    title: 'The table of its subnet has no default route',
    facts: withRoutes([]),
    findings: [
      {
        resource: 'nat-1',
        affected: ['rtb-app'],
        message: 'has no route to the internet, so what rtb-app sends to the NAT gateway is lost',
      },
    ],
  },
  {
    title: 'It stands in one of the private subnets, whose default route leads to itself',
    facts: withRoutes([route('0.0.0.0/0', 'nat-1')]),
    findings: [{ resource: 'nat-1', affected: ['rtb-app', 'rtb-main'], message: 'to NAT gateway nat-1' }],
  },
  {
    title: 'The internet gateway was detached',
    facts: withRoutes([route('0.0.0.0/0', 'igw-1', { State: 'blackhole' })]),
    findings: [{ resource: 'nat-1', message: 'by a blackhole route only' }],
  },
  {
    title: 'A gateway endpoint is the only way out, and no way to the internet',
    facts: withRoutes([route('pl-s3', 'vpce-1')], {
      vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])],
      prefixLists: [
        { PrefixListId: 'pl-s3', PrefixListName: 'com.amazonaws.eu-west-1.s3', Cidrs: ['52.218.0.0/17'] },
      ],
    }),
    findings: [{ resource: 'nat-1' }],
  },
  {
    title: 'No table leads to the NAT gateway',
    facts: withRoutes([], { routeTables: [routeTable('rtb-main', [])] }),
    findings: [{ resource: 'nat-1', severity: 'info' }],
  },
  { title: 'Its subnet is public', facts: withRoutes([route('0.0.0.0/0', 'igw-1')]) },
  {
    title: 'A firewall stands between the NAT gateway and the internet',
    facts: withRoutes([route('0.0.0.0/0', 'vpce-firewall')]),
  },
  {
    title: 'It is a private NAT gateway',
    facts: withRoutes([], { natGateways: [{ ...nat, ConnectivityType: 'private' }] }),
  },
  {
    title: 'It is a regional one, with a route table of its own',
    facts: withRoutes([], {
      natGateways: [{ ...nat, SubnetId: undefined, AvailabilityMode: 'regional', RouteTableId: 'rtb-nat' }],
    }),
  },
  { title: 'It is deleted', facts: withRoutes([], { natGateways: [{ ...nat, State: 'deleted' }] }) },
  {
    title: 'The entries of a prefix list in the table are not in the input',
    facts: withRoutes([route('pl-corporate', 'igw-1')]),
    undecided: [{ resource: 'nat-1', missing: ['managedPrefixListEntries'] }],
  },
  {
    title: 'The route tables were not collected',
    facts: without(withRoutes([]), 'routeTables'),
    undecided: [{ resource: 'nat-1', missing: ['routeTables'] }],
  },
  {
    title: 'The NAT gateways were not collected',
    facts: without(withRoutes([]), 'natGateways'),
    undecided: [{ missing: ['natGateways'] }],
  },
];
