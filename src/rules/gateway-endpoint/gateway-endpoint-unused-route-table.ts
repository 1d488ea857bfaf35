import * as z from 'zod';
import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import {
  endpointOfRoute,
  gatewayEndpointRoutes,
} from '../../analysis/connectivity/gateway-endpoint-routes.ts';
import { subnetsBehindTable } from '../../analysis/connectivity/sources-behind-table.ts';
import { type Fact, filterListing, flatMap, known, type MissingFact, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import { defineRule, type Outcome, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { examples } from './unused-route-table-examples.ts';

export default defineRule({
  id: 'gateway-endpoint-unused-route-table',
  topic: 'gateway-endpoint',
  severity: 'info',
  category: 'hygiene',
  summary: 'A gateway endpoint is associated with a route table that serves no subnet.',
  why: 'The association of a gateway endpoint with a route table works for the subnets of that table. Where there are none, it has no effect, and often the subnets that were meant use another table.',
  fix: 'Associate the table with the subnets that were meant, or take it off the endpoint (`aws ec2 modify-vpc-endpoint --remove-route-table-ids`).',
  semantics: ['R1', 'R4', 'R5', 'G1'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html'],
  subject: 'routeTables',
  needs: ['routeTables', 'vpcs', 'vpcEndpoints', 'natGateways', 'prefixLists', 'managedPrefixLists'],
  options: z.strictObject({}),
  examples,
  *check({ network }) {
    for (const table of network.all('routeTables')) yield* judge(network, table);
  },
});

function* judge(network: Network, table: RouteTable): Iterable<Outcome> {
  const routes = gatewayEndpointRoutes(network, table);
  if (routes.known && routes.value.length === 0) return;
  const idle = isIdle(network, table);
  if (idle.known && !idle.value) return;
  const inUse = filterListing({ items: routes.known ? routes.value : [], missing: [] }, (route) =>
    flatMap(endpointOfRoute(network, route), (endpoint) => isAvailableEndpointOfType(endpoint, 'gateway')),
  );
  if (routes.known && inUse.items.length === 0 && inUse.missing.length === 0) return;
  const missing: readonly MissingFact[] = [
    ...(routes.known ? [] : routes.missing),
    ...(idle.known ? [] : idle.missing),
    ...(inUse.items.length > 0 ? [] : inUse.missing),
  ];
  if (missing.length > 0) {
    yield undecided(table, missing);
    return;
  }
  const ids = inUse.items.map(({ endpointId }) => endpointId);
  const [first] = inUse.items;
  yield problem({
    resource: table,
    at: `/Routes/${first?.route.index ?? 0}`,
    affected: inUse.items.flatMap((route) => {
      const endpoint = endpointOfRoute(network, route);
      return endpoint.known ? [endpoint.value] : [];
    }),
    message: `Route table ${named(table)} serves no subnet, so its association with gateway endpoint ${listed(ids)} has no effect. Associate it with the subnets that are meant to use the endpoint, or take it off: \`aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${ids[0] ?? ''} --remove-route-table-ids ${table.id}\`.`,
    evidence: [{ message: 'no subnet is associated', at: table.at('/Associations') }],
  });
}

/**
 * Whether a table is there for nothing: not for a subnet, nor as the main table, which waits for new subnets,
 * nor for a gateway or a regional NAT gateway (R4, R5).
 */
function isIdle(network: Network, table: RouteTable): Fact<boolean> {
  return flatMap(table.associations, (associations) => {
    if (associations.some(({ main, gatewayId }) => main || gatewayId !== null)) return known(false);
    const served = subnetsBehindTable(network, table);
    if (served.items.length > 0) return known(false);
    const missing = [...served.missing];
    const byTable = network.index('natGateways', 'route table', ({ routeTableId }) =>
      routeTableId.known ? routeTableId.value : null,
    );
    if (byTable.has(table.id)) return known(false);
    missing.push(...network.missing('natGateways', table));
    return missing.length > 0 ? unknown(...missing) : known(true);
  });
}
