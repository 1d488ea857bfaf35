import * as z from 'zod';
import { computeInSubnets } from '../../analysis/connectivity/compute.ts';
import { describedSubnets, effectiveRouteTable } from '../../analysis/connectivity/effective-route-table.ts';
import { gatewayRouteTable } from '../../analysis/connectivity/gateway-route-table.ts';
import { selectRoutes } from '../../analysis/connectivity/select-route.ts';
import { subnetsBehindTable } from '../../analysis/connectivity/sources-behind-table.ts';
import { vpcOf } from '../../analysis/connectivity/vpc-of.ts';
import { AddressSet } from '../../model/address-set.ts';
import { all, type Fact, flatMap, type MissingFact, map, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Route, RouteTable } from '../../model/resources/route-table.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { publicIpv4 } from '../../model/special-ranges.ts';
import { base, estate, interfaceEndpoint, route, routeTable, without } from '../example-estate.ts';
import { defineRule, type Outcome, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';

const inspection = interfaceEndpoint('ssm', ['subnet-b'], {
  VpcEndpointId: 'vpce-gwlb',
  VpcEndpointType: 'GatewayLoadBalancer',
  ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
  Groups: undefined,
});
const [instance] = base.networkInterfaces ?? [];
const publicInstance = { ...instance, Association: { PublicIp: '203.0.113.9' } };
const edge = (...routes: readonly RawItem[]) =>
  routeTable('rtb-edge', ['none'], routes, {
    Associations: [{ Main: false, GatewayId: 'igw-1', AssociationState: { State: 'associated' } }],
  });

/** A public instance whose traffic to the internet is inspected on its way out. */
const inspected = (onward: RawItem, ...tables: readonly RawItem[]) =>
  estate({
    vpcEndpoints: [inspection],
    networkInterfaces: [publicInstance],
    routeTables: [
      routeTable('rtb-main', []),
      routeTable('rtb-clients', ['subnet-a'], [route('0.0.0.0/0', 'vpce-gwlb')]),
      routeTable('rtb-inspection', ['subnet-b'], [onward]),
      ...tables,
    ],
  });
const toInternet = route('0.0.0.0/0', 'igw-1');

export default defineRule({
  id: 'route-edge-table-missing-appliance',
  topic: 'routing',
  severity: 'warning',
  category: 'connectivity',
  summary: 'Traffic to the internet passes a Gateway Load Balancer endpoint, and its replies pass by.',
  why: 'Replies from the internet come in by the internet gateway, which delivers them itself unless a route table is associated with it that sends them to the endpoint first. Firewalls behind the endpoint then see one direction only, and most drop such connections.',
  fix: 'Associate a route table with the internet gateway (`aws ec2 associate-route-table --gateway-id`), with a route to the endpoint for each subnet whose traffic it inspects.',
  semantics: ['R4', 'R20', 'R22', 'I23'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/gwlb-route.html',
  ],
  subject: ['routeTables', 'vpcEndpoints'],
  needs: [
    'routeTables',
    'vpcEndpoints',
    'vpcs',
    'subnets',
    'networkInterfaces',
    'prefixLists',
    'managedPrefixListEntries',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'No route table is associated with the internet gateway',
      facts: inspected(toInternet),
      findings: [{ resource: 'rtb-clients', affected: ['subnet-a', 'vpce-gwlb'], message: 'igw-1' }],
    },
    {
      title: 'The table of the internet gateway sends another subnet to the endpoint',
      facts: inspected(toInternet, edge(route('10.0.2.0/24', 'vpce-gwlb'))),
      findings: [{ resource: 'rtb-clients', message: 'rtb-edge' }],
    },
    {
      title: 'The table of the internet gateway sends the subnet to the endpoint',
      facts: inspected(toInternet, edge(route('10.0.1.0/24', 'vpce-gwlb'))),
    },
    {
      title: "The endpoint's subnet has a gateway endpoint beside the internet",
      facts: {
        ...inspected(toInternet),
        routeTables: [
          routeTable('rtb-main', []),
          routeTable('rtb-clients', ['subnet-a'], [route('0.0.0.0/0', 'vpce-gwlb')]),
          routeTable('rtb-inspection', ['subnet-b'], [route('pl-s3', 'vpce-gw'), toInternet]),
        ],
      },
      findings: [{ resource: 'rtb-clients' }],
    },
    {
      title: 'A NAT gateway translates behind the endpoint, and gets the replies',
      facts: inspected(route('0.0.0.0/0', 'nat-1')),
    },
    {
      title: 'Nothing in the subnet has a public address, so nothing gets out',
      facts: { ...inspected(toInternet), networkInterfaces: [instance ?? {}] },
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(inspected(toInternet), 'networkInterfaces'),
      undecided: [{ resource: 'rtb-clients', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    for (const table of network.all('routeTables')) {
      const { routes } = table;
      if (!routes.known) {
        yield undecided(table, routes.missing);
        continue;
      }
      for (const entry of routes.value) if (leadsToInspection(entry)) yield* judge(network, table, entry);
    }
  },
});

/** A default route of IPv4 into what may be a Gateway Load Balancer endpoint (R17). */
function leadsToInspection({ target, destination, state }: Route): boolean {
  const isDefault = destination.kind === 'cidr' && destination.cidr === '0.0.0.0/0';
  return isDefault && target.kind === 'vpc-endpoint' && state === 'active';
}

function* judge(network: Network, table: RouteTable, entry: Route): Iterable<Outcome> {
  const endpoint = network.answerFor('vpcEndpoints', entry.target.id ?? '', table);
  const gatewayId = flatMap(endpoint, (found) => gatewayBehind(network, found));
  if (gatewayId.known && gatewayId.value === null) return;
  const vpc = vpcOf(network, table);
  const served = subnetsBehindTable(network, table);
  if (served.items.length === 0 && served.missing.length === 0) return;
  if (!endpoint.known || !gatewayId.known || gatewayId.value === null || !vpc.known) {
    yield undecided(table, missingOf(endpoint, gatewayId, vpc));
    return;
  }
  const compute = computeInSubnets(network, vpc.value, new Set(served.items));
  const exposed = compute.items.filter(({ publicAddresses }) => !publicAddresses.isEmpty());
  const edge = gatewayRouteTable(network, vpc.value, gatewayId.value);
  const passedBy = exposed.filter((source) => !comesBackThrough(network, edge.table, endpoint.value, source));
  const missing = [...served.missing, ...compute.missing, ...edge.missing];
  if (passedBy.length === 0 || edge.missing.length > 0) {
    if (missing.length > 0) yield undecided(table, missing);
    return;
  }
  const ids = [
    ...new Set(passedBy.flatMap(({ subnetId }) => (subnetId.known ? [subnetId.value] : []))),
  ].sort();
  const how = edge.table
    ? `${named(edge.table)}, the route table of ${gatewayId.value}, does not send replies to it`
    : `no route table of ${gatewayId.value} sends replies to it`;
  yield problem({
    resource: table,
    key: endpoint.value.id,
    at: `/Routes/${entry.index}`,
    affected: [...describedSubnets(network, ids, table), endpoint.value],
    message: `${named(table)} sends what ${listed(ids)} sends to the internet through Gateway Load Balancer endpoint ${endpoint.value.id}, but ${how}, so a firewall behind it sees one direction only. Give ${gatewayId.value} a route table that leads to the endpoint for these subnets.`,
    evidence: edge.table
      ? [{ message: `routes of ${edge.table.id}`, at: edge.table.at('/Routes') }]
      : [{ message: 'subnet of the endpoint', at: endpoint.value.at('/SubnetIds') }],
  });
}

/** The internet gateway to which the table of an inspection endpoint's subnet leads; null where it leads elsewhere. */
function gatewayBehind(network: Network, endpoint: VpcEndpoint): Fact<string | null> {
  const onward = flatMap(endpoint.subnetIds, ([id = '']) =>
    flatMap(network.answerFor('subnets', id, endpoint), (subnet) => effectiveRouteTable(network, subnet)),
  );
  return flatMap(onward, (table) => {
    const branches = selectRoutes(network, table, publicIpv4);
    const found = branches.find(
      (branch) => branch.kind === 'route' && branch.route.target.kind === 'internet-gateway',
    );
    if (found?.kind === 'route') return { known: true, value: found.route.target.id };
    const open = branches.flatMap((branch) => (branch.kind === 'unknown' ? branch.missing : []));
    return open.length > 0 ? unknown(...open) : { known: true, value: null };
  });
}

function comesBackThrough(
  network: Network,
  edge: RouteTable | null,
  { id }: VpcEndpoint,
  { publicAddresses }: NetworkInterface,
): boolean {
  if (!edge) return false;
  const ways = selectRoutes(network, edge, publicAddresses);
  return ways.every((way) => way.kind === 'unknown' || (way.kind === 'route' && way.route.target.id === id));
}

function missingOf(...facts: readonly Fact<unknown>[]): readonly MissingFact[] {
  const whole = map(all(facts), () => AddressSet.empty);
  return whole.known ? [] : whole.missing;
}
