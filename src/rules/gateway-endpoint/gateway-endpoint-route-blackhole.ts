import * as z from 'zod';
import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import { describedSubnets } from '../../analysis/connectivity/effective-route-table.ts';
import {
  endpointOfRoute,
  type GatewayEndpointRoute,
  gatewayEndpointRoutes,
} from '../../analysis/connectivity/gateway-endpoint-routes.ts';
import { computeBehindTable, subnetsBehindTable } from '../../analysis/connectivity/sources-behind-table.ts';
import { flatMap, isFalse } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { estate, gatewayEndpoint, route, routeTable, without } from '../example-estate.ts';
import { defineRule, type Facts, type Outcome, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';
import { servedText, serviceText } from './wording.ts';

const blackhole: RawItem = { State: 'blackhole' };
const toNat = route('0.0.0.0/0', 'nat-1');

function withBlackhole(changes: Facts = {}): Facts {
  return estate({
    vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])],
    routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-1', blackhole), toNat])],
    ...changes,
  });
}

export default defineRule({
  id: 'gateway-endpoint-route-blackhole',
  topic: 'gateway-endpoint',
  severity: 'error',
  category: 'connectivity',
  summary: 'The route to an available gateway endpoint is a blackhole.',
  why: 'A route in state blackhole keeps winning its addresses and drops what it wins; nothing falls back to a less specific route. So requests to the service time out from every subnet of the table, although the endpoint is available. The severity is error where compute stands in these subnets, else warning.',
  fix: 'Take the table off the endpoint and put it back (`aws ec2 modify-vpc-endpoint --remove-route-table-ids`, then `--add-route-table-ids`), for nobody can edit the route itself.',
  semantics: ['R16', 'R18', '1.3'],
  references: [
    'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  ],
  subject: 'routeTables',
  needs: [
    'routeTables',
    'vpcs',
    'subnets',
    'vpcEndpoints',
    'prefixLists',
    'managedPrefixLists',
    'networkInterfaces',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The route to S3 is a blackhole beside one to NAT',
      facts: withBlackhole(),
      findings: [
        { resource: 'rtb-main', affected: ['subnet-a', 'subnet-b'], message: 'to gateway endpoint vpce-1' },
      ],
    },
    {
      title: 'Nothing runs in the subnets',
      facts: withBlackhole({ networkInterfaces: [] }),
      findings: [{ resource: 'rtb-main', severity: 'warning' }],
    },
    {
      title: 'Another route is the blackhole',
      facts: withBlackhole({
        routeTables: [
          routeTable('rtb-main', [], [route('pl-s3', 'vpce-1'), route('0.0.0.0/0', 'nat-1', blackhole)]),
        ],
      }),
    },
    {
      title: 'The endpoint is being deleted',
      facts: withBlackhole({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { State: 'deleting' })] }),
    },
    {
      title: 'The endpoint is still pending',
      facts: withBlackhole({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { State: 'pending' })] }),
    },
    {
      title: 'The table serves no subnet',
      facts: withBlackhole({
        routeTables: [
          routeTable('rtb-main', []),
          { ...routeTable('rtb-idle', [], [route('pl-s3', 'vpce-1', blackhole)]), Associations: [] },
        ],
      }),
    },
    {
      title: 'The endpoints were not collected',
      facts: without(withBlackhole(), 'vpcEndpoints'),
      undecided: [{ resource: 'rtb-main', missing: ['vpcEndpoints'] }],
    },
    {
      title: 'The route tables were not collected',
      facts: without(withBlackhole(), 'routeTables'),
      undecided: [{ missing: ['routeTables'] }],
    },
  ],
  *check({ network }) {
    for (const table of network.all('routeTables')) {
      const routes = gatewayEndpointRoutes(network, table);
      if (!routes.known) yield undecided(table, routes.missing);
      else for (const own of routes.value) if (own.route.state === 'blackhole') yield* judge(network, own);
    }
  },
});

function* judge(network: Network, own: GatewayEndpointRoute): Iterable<Outcome> {
  const { table, route: dead } = own;
  const endpoint = endpointOfRoute(network, own);
  const applies = flatMap(endpoint, (one) => isAvailableEndpointOfType(one, 'gateway'));
  if (isFalse(applies)) return;
  const served = subnetsBehindTable(network, table);
  if (served.items.length === 0 && served.missing.length === 0) return;
  const missing = [
    ...(applies.known ? [] : applies.missing),
    ...(served.items.length > 0 ? [] : served.missing),
  ];
  if (missing.length > 0 || !endpoint.known) {
    yield undecided(table, missing);
    return;
  }
  const { id } = endpoint.value;
  const service = serviceText(endpoint.value);
  yield problem({
    resource: table,
    key: service,
    severity: computeBehindTable(network, table).items.length > 0 ? 'error' : 'warning',
    at: `/Routes/${dead.index}`,
    affected: describedSubnets(network, served.items, table),
    code: 'BAD_STATE_ROUTE',
    message: `The route of table ${named(table)} to gateway endpoint ${id} is a blackhole, so requests to ${service} from ${servedText(served.items)} are dropped, although the endpoint is available. Take the table off the endpoint and associate it again: \`aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${id} --remove-route-table-ids ${table.id}\`, then \`--add-route-table-ids\`.`,
    evidence: [{ message: `${id} is available`, at: endpoint.value.at('/State') }],
  });
}
