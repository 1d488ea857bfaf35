import * as z from 'zod';
import { effectiveRouteTable } from '../../analysis/connectivity/effective-route-table.ts';
import { type RouteBranch, selectRoutes } from '../../analysis/connectivity/select-route.ts';
import { computeBehindTable, subnetsBehindTable } from '../../analysis/connectivity/sources-behind-table.ts';
import { AddressSet } from '../../model/address-set.ts';
import { type Fact, flatMap, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Route, RouteTable } from '../../model/resources/route-table.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { estate, interfaceEndpoint, route, routeTable, without } from '../example-estate.ts';
import { defineRule, type Problem, problem, undecided } from '../rule.ts';
import { listed } from '../wording.ts';

const inspection = interfaceEndpoint('ssm', ['subnet-b'], {
  VpcEndpointId: 'vpce-gwlb',
  VpcEndpointType: 'GatewayLoadBalancer',
  ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
  Groups: undefined,
});
const through = (...onward: Parameters<typeof routeTable>[2] & object) =>
  estate({
    vpcEndpoints: [inspection],
    routeTables: [
      routeTable('rtb-main', [], [route('0.0.0.0/0', 'vpce-gwlb')]),
      routeTable('rtb-inspection', ['subnet-b'], onward),
    ],
  });

export default defineRule({
  id: 'route-gwlbe-onward-missing',
  topic: 'routing',
  severity: 'error',
  category: 'connectivity',
  summary: 'What a Gateway Load Balancer endpoint hands back has no way on from its subnet.',
  why: 'Packets that were inspected come out of the endpoint in its own subnet, and the route table of that subnet sends them on. Without a route for them there, or with one back into the same endpoint, they are dropped or go in circles, and connections time out. The severity is error where the table that sends them is known to serve compute, and warning otherwise.',
  fix: "Add a route for the destination to the route table of the endpoint's subnet: to a NAT gateway, internet gateway or transit gateway, or associate that table with the gateway endpoint.",
  semantics: ['R1', 'R7', '1.3', 'I23'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpce-gateway-load-balancer.html'],
  subject: ['routeTables', 'vpcEndpoints'],
  needs: ['routeTables', 'vpcEndpoints', 'vpcs', 'subnets', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: "The table of the endpoint's subnet has its local route only",
      facts: through(),
      findings: [
        {
          resource: 'rtb-inspection',
          affected: ['rtb-main', 'vpce-gwlb'],
          message: 'no route for 0.0.0.0/0',
        },
      ],
    },
    {
      title: "The table of the endpoint's subnet leads back to the endpoint",
      facts: through(route('0.0.0.0/0', 'vpce-gwlb')),
      findings: [{ resource: 'rtb-inspection', message: 'back into vpce-gwlb' }],
    },
    {
      title: "The table of the endpoint's subnet leads to the internet",
      facts: through(route('0.0.0.0/0', 'igw-1')),
    },
    {
      title: 'The endpoint is not used by any route',
      facts: estate({ vpcEndpoints: [inspection] }),
    },
    {
      title: 'The route into the endpoint is a blackhole',
      facts: estate({
        vpcEndpoints: [inspection],
        routeTables: [
          routeTable('rtb-main', [], [route('0.0.0.0/0', 'vpce-gwlb', { State: 'blackhole' })]),
          routeTable('rtb-inspection', ['subnet-b']),
        ],
      }),
    },
    {
      title: 'The subnets were not collected',
      facts: without(through(), 'subnets'),
      undecided: [{ missing: ['subnets'] }],
    },
  ],
  *check({ network }) {
    const found = new Map<string, [Fault, ...Fault[]]>();
    for (const table of network.all('routeTables')) {
      const { routes } = table;
      if (!routes.known) {
        yield { kind: 'undecided', resource: null, missing: routes.missing };
        continue;
      }
      for (const entry of routes.value) {
        const id = entry.target.kind === 'vpc-endpoint' ? entry.target.id : null;
        if (id === null || entry.state !== 'active' || entry.destination.kind !== 'cidr') continue;
        const served = subnetsBehindTable(network, table);
        if (served.items.length === 0 && served.missing.length === 0) continue;
        const endpoint = network.answerFor('vpcEndpoints', id, table);
        const onward = flatMap(endpoint, (its) => onwardTable(network, its));
        const missing: readonly MissingFact[] = [
          ...(onward.known ? [] : onward.missing),
          ...(served.items.length > 0 ? [] : served.missing),
        ];
        if (missing.length > 0 || !onward.known || !endpoint.known) {
          yield { kind: 'undecided', resource: onward.known ? onward.value : null, missing };
          continue;
        }
        const branches = selectRoutes(network, onward.value, AddressSet.fromCidrs([entry.destination.cidr]));
        const open = branches.flatMap((branch) => (branch.kind === 'unknown' ? branch.missing : []));
        const isLost = isWithoutWay(branches, endpoint.value);
        if (!isLost && open.length > 0) yield undecided(onward.value, open);
        if (!isLost) continue;
        const fault = { sender: table, entry, endpoint: endpoint.value, onward: onward.value, branches };
        const key = `${onward.value.id} ${id}`;
        const same = found.get(key);
        if (same) same.push(fault);
        else found.set(key, [fault]);
      }
    }
    for (const faults of found.values()) yield report(network, faults);
  },
});

interface Fault {
  readonly sender: RouteTable;
  readonly entry: Route;
  readonly endpoint: VpcEndpoint;
  readonly onward: RouteTable;
  readonly branches: readonly RouteBranch[];
}

/** The route table of the only subnet of a Gateway Load Balancer endpoint (I23). */
function onwardTable(network: Network, endpoint: VpcEndpoint): Fact<RouteTable> {
  return flatMap(endpoint.subnetIds, ([id = '']) =>
    flatMap(network.answerFor('subnets', id, endpoint), (subnet) => effectiveRouteTable(network, subnet)),
  );
}

/** Whether nothing but local addresses of the destination has a way that does not lead back into the endpoint. */
function isWithoutWay(branches: readonly RouteBranch[], { id }: VpcEndpoint): boolean {
  const others = branches.filter((branch) => branch.kind !== 'route' || branch.route.target.kind !== 'local');
  return (
    others.length > 0 &&
    others.every(
      (branch) => branch.kind === 'no-route' || (branch.kind === 'route' && branch.route.target.id === id),
    )
  );
}

function report(network: Network, faults: readonly [Fault, ...Fault[]]): Problem {
  const [{ endpoint, onward, branches }] = faults;
  const senders = [...new Set(faults.map(({ sender }) => sender))];
  const destinations = faults.flatMap(({ entry: { destination } }) =>
    destination.kind === 'cidr' ? destination.cidr : [],
  );
  const back = branches.some((branch) => branch.kind === 'route' && branch.route.target.id === endpoint.id);
  const servesCompute = senders.some((table) => computeBehindTable(network, table).items.length > 0);
  const what = listed([...new Set(destinations)]);
  const fault = back ? `sends ${what} back into ${endpoint.id}` : `has no route for ${what}`;
  return problem({
    resource: onward,
    key: endpoint.id,
    at: '/Routes',
    severity: servesCompute ? 'error' : 'warning',
    affected: [endpoint, ...senders],
    code: 'NO_ROUTE_TO_DESTINATION',
    message: `${listed(senders.map(({ id }) => id).sort())} ${senders.length === 1 ? 'sends' : 'send'} ${what} through Gateway Load Balancer endpoint ${endpoint.id}, but ${onward.id}, the table of its subnet, ${fault}, so connections time out. Add a route there that leads on.`,
    evidence: faults.map(({ sender, entry: { index } }) => ({
      message: `${sender.id} routes to ${endpoint.id}`,
      at: sender.at(`/Routes/${index}`),
    })),
  });
}
