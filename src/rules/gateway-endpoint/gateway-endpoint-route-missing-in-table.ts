import * as z from 'zod';
import { and, type Fact, isFalse, type MissingFact, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Route, RouteTable } from '../../model/resources/route-table.ts';
import { isOwnEndpointOfType, type VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { estate, gatewayEndpoint, route, routeTable, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed } from '../wording.ts';

const withRoute = routeTable('rtb-main', [], [route('pl-s3', 'vpce-1')]);
const withoutRoute = routeTable('rtb-app', ['subnet-a']);

export default defineRule({
  id: 'gateway-endpoint-route-missing-in-table',
  topic: 'gateway-endpoint',
  severity: 'warning',
  category: 'hygiene',
  summary: 'A gateway endpoint and a route table contradict each other about their association.',
  why: 'AWS itself adds a route to a table when a gateway endpoint is associated with it, and removes it with the association; nobody else can. Where the input shows one without the other, its parts were collected at different moments, and what other rules say about these tables may be out of date.',
  fix: 'Collect the endpoints and the route tables again, one right after the other.',
  semantics: ['R18', 'G1'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'routeTables'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A table that the endpoint lists has no route to it',
      facts: estate({
        vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main', 'rtb-app'])],
        routeTables: [withRoute, withoutRoute],
      }),
      findings: [
        { resource: 'vpce-1', affected: ['rtb-app'], message: 'rtb-app is listed but has no route' },
      ],
    },
    {
      title: 'A table has a route to an endpoint that does not list it',
      facts: estate({
        vpcEndpoints: [gatewayEndpoint('s3', ['rtb-app'])],
        routeTables: [withRoute, routeTable('rtb-app', ['subnet-a'], [route('pl-s3', 'vpce-1')])],
      }),
      findings: [
        { resource: 'vpce-1', affected: ['rtb-main'], message: 'rtb-main has a route but is not listed' },
      ],
    },
    {
      title: 'Endpoint and table agree',
      facts: estate({
        vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])],
        routeTables: [withRoute, withoutRoute],
      }),
    },
    {
      title: 'The endpoint is pending, so its routes may be on their way',
      facts: estate({
        vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { State: 'pending' })],
        routeTables: [routeTable('rtb-main', [])],
      }),
    },
    {
      title: 'A listed table is not in the input',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-gone'])], routeTables: [withoutRoute] }),
    },
    {
      title: 'The routes of a listed table are not in the input',
      facts: estate({
        vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])],
        routeTables: [{ ...withRoute, Routes: undefined }],
      }),
      undecided: [{ resource: 'vpce-1', missing: ['routeTables'] }],
    },
    {
      title: 'The route tables were not collected',
      facts: without(estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])] }), 'routeTables'),
      undecided: [{ resource: 'vpce-1', missing: ['routeTables'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of endpointsOfType(network, 'gateway')) {
      const applies = and(
        isOwnEndpointOfType(endpoint, 'gateway'),
        map(endpoint.state, (state) => state === 'available'),
      );
      if (isFalse(applies)) continue;
      if (!applies.known) {
        yield undecided(endpoint, applies.missing);
        continue;
      }
      const { listedOnly, routedOnly, missing } = contradictions(network, endpoint);
      if (listedOnly.length === 0 && routedOnly.length === 0) {
        if (missing.length > 0) yield undecided(endpoint, missing);
        continue;
      }
      const said = [
        ...(listedOnly.length > 0 ? [`${idsOf(listedOnly)} is listed but has no route to it`] : []),
        ...(routedOnly.length > 0 ? [`${idsOf(routedOnly)} has a route but is not listed`] : []),
      ];
      yield problem({
        resource: endpoint,
        at: '/RouteTableIds',
        affected: [...listedOnly, ...routedOnly],
        message: `The input is inconsistent about gateway endpoint ${endpoint.id}: ${said.join(', ')}. AWS keeps both in step, so the facts were collected at different moments. Collect endpoints and route tables again.`,
        evidence: [
          ...listedOnly.map((table) => ({
            message: `No route of ${table.id} leads to ${endpoint.id}`,
            at: table.at('/Routes'),
          })),
          ...routedOnly.map((table) => ({
            message: `A route of ${table.id} leads to ${endpoint.id}`,
            at: table.at(routePath(table, endpoint)),
          })),
        ],
      });
    }
  },
});

interface Contradictions {
  readonly listedOnly: readonly RouteTable[];
  readonly routedOnly: readonly RouteTable[];
  readonly missing: readonly MissingFact[];
}

/** Tables that stand on one side of the association only. */
function contradictions(network: Network, endpoint: VpcEndpoint): Contradictions {
  const { routeTableIds, vpcId } = endpoint;
  if (!routeTableIds.known) return { listedOnly: [], routedOnly: [], missing: routeTableIds.missing };
  if (vpcId === null) {
    return { listedOnly: [], routedOnly: [], missing: [endpoint.missing(`no VpcId on ${endpoint.id}`)] };
  }
  const associated = new Set(routeTableIds.value);
  const listedOnly: RouteTable[] = [];
  const routedOnly: RouteTable[] = [];
  const tables = network.inVpcOf('routeTables', vpcId, endpoint);
  const missing: MissingFact[] = [...tables.missing];
  for (const table of tables.items) {
    const route = routeTo(table, endpoint);
    if (!route.known) missing.push(...route.missing);
    else if (route.value === null && associated.has(table.id)) listedOnly.push(table);
    else if (route.value !== null && !associated.has(table.id)) routedOnly.push(table);
  }
  return { listedOnly, routedOnly, missing };
}

function routeTo(table: RouteTable, endpoint: VpcEndpoint): Fact<Route | null> {
  return map(table.routes, (routes) => routes.find(({ target }) => target.id === endpoint.id) ?? null);
}

function routePath(table: RouteTable, endpoint: VpcEndpoint): string {
  const route = routeTo(table, endpoint);
  return route.known && route.value ? `/Routes/${route.value.index}` : '/Routes';
}

function idsOf(tables: readonly RouteTable[]): string {
  return listed(tables.map(({ id }) => id));
}
