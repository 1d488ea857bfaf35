import * as z from 'zod';
import { describedSubnets } from '../../analysis/connectivity/effective-route-table.ts';
import {
  endpointOfRoute,
  type GatewayEndpointRoute,
  gatewayEndpointRoutes,
  isInUse,
  type RoutedService,
  routedService,
} from '../../analysis/connectivity/gateway-endpoint-routes.ts';
import { prefixListCidrs } from '../../analysis/connectivity/prefix-list-addresses.ts';
import { computeBehindTable, subnetsBehindTable } from '../../analysis/connectivity/sources-behind-table.ts';
import { AddressSet } from '../../model/address-set.ts';
import { isFalse } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Route } from '../../model/resources/route-table.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { defineRule, type Outcome, type Problem, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { examples } from './shadowed-by-specific-route-examples.ts';
import { routeText, servedText, serviceText } from './wording.ts';

export default defineRule({
  id: 'gateway-endpoint-shadowed-by-specific-route',
  topic: 'gateway-endpoint',
  severity: 'error',
  category: 'connectivity',
  summary: 'Another route takes addresses of the service away from a gateway endpoint.',
  why: "The route of a gateway endpoint stands for the blocks of the service's prefix list. A route to a smaller block wins over it, also one that a VPN or Direct Connect propagates, and so does a static route to the very same block. Requests to these addresses then leave by that route: past the endpoint and its policy, or nowhere. The severity is error where compute loses all addresses of the service, and warning where it loses some or where the other route may lead on (to an appliance, through NAT, to another network).",
  fix: 'Remove the other route or narrow it (`aws ec2 delete-route`); of propagated routes, stop advertising the addresses of AWS services.',
  semantics: ['R7', 'R8', 'R9', 'R14', 'R16', '1.3', 'C9', 'G1', 'DNS18'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html',
  ],
  subject: 'routeTables',
  needs: [
    'routeTables',
    'vpcs',
    'subnets',
    'vpcEndpoints',
    'prefixLists',
    'managedPrefixLists',
    'managedPrefixListEntries',
    'networkInterfaces',
  ],
  options: z.strictObject({}),
  examples,
  *check({ network }) {
    for (const table of network.all('routeTables')) {
      const routes = gatewayEndpointRoutes(network, table);
      if (!routes.known) yield undecided(table, routes.missing);
      else for (const route of routes.value) yield* judge(network, route);
    }
  },
});

/** Addresses of the service that a route other than the endpoint's takes. */
interface Taken {
  readonly destinations: AddressSet;
  readonly route: Route;
}

function* judge(network: Network, own: GatewayEndpointRoute): Iterable<Outcome> {
  const { table } = own;
  const service = routedService(network, own);
  const taken = service.known ? takenFrom(own, service.value) : [];
  const open = service.known ? openIn(service.value) : service.missing;
  if (taken.length === 0 && open.length === 0) return;
  const endpoint = endpointOfRoute(network, own);
  const inUse = isInUse(network, endpoint);
  if (isFalse(inUse)) return;
  const served = subnetsBehindTable(network, table);
  if (served.items.length === 0 && served.missing.length === 0) return;
  const missing = [
    ...(inUse.known ? [] : inUse.missing),
    ...(taken.length > 0 ? [] : open),
    ...(served.items.length > 0 ? [] : served.missing),
  ];
  if (missing.length > 0 || !service.known || !endpoint.known) yield undecided(table, missing);
  else yield describe(network, own, endpoint.value, service.value, taken, served.items);
}

function takenFrom({ endpointId }: GatewayEndpointRoute, { branches }: RoutedService): readonly Taken[] {
  return branches
    .flatMap((branch) => (branch.kind === 'route' && branch.route.target.id !== endpointId ? [branch] : []))
    .sort((a, b) => a.route.index - b.route.index);
}

/** What keeps the way of some addresses unknown, other than a random choice, which takes nothing for certain. */
function openIn({ branches }: RoutedService) {
  return branches.flatMap((branch) => (branch.kind === 'unknown' && !branch.rivals ? branch.missing : []));
}

function describe(
  network: Network,
  own: GatewayEndpointRoute,
  endpoint: VpcEndpoint,
  { addresses }: RoutedService,
  taken: readonly Taken[],
  subnetIds: readonly string[],
): Problem {
  const { table, endpointId } = own;
  const lost = AddressSet.unionAll(taken.map(({ destinations }) => destinations));
  const isAll = lost.equals(addresses);
  const service = serviceText(endpoint);
  const count = isAll ? `all ${lost.size()}` : `${lost.size()} of the ${addresses.size()}`;
  const hasCompute = computeBehindTable(network, table).items.length > 0;
  const [first, ...others] = taken;
  return problem({
    resource: table,
    key: service,
    severity: isAll && hasCompute && taken.every(({ route }) => isDeadEnd(route)) ? 'error' : 'warning',
    at: `/Routes/${first?.route.index ?? 0}`,
    affected: describedSubnets(network, subnetIds, table),
    code: taken.every(({ route }) => isToSameBlock(network, own, route))
      ? 'HIGHER_PRIORITY_ROUTE'
      : 'MORE_SPECIFIC_ROUTE',
    message: `Route table ${named(table)} sends ${count} addresses of ${service} past gateway endpoint ${endpointId}, by ${listed(taken.map(({ route }) => routeText(route)))}, so requests to them from ${servedText(subnetIds)} ${fateOf(taken)}. ${remedy(taken)}.`,
    evidence: [
      ...others.map(({ route }) => ({
        message: `${routeText(route)} takes addresses too`,
        at: table.at(`/Routes/${route.index}`),
      })),
      { message: `the route to ${endpointId}`, at: table.at(`/Routes/${own.route.index}`) },
    ],
  });
}

/** Whether a route surely leads public addresses nowhere: into a blackhole, to the VPC itself or a peer (C9). */
function isDeadEnd({ state, target }: Route): boolean {
  return state === 'blackhole' || target.kind === 'local' || target.kind === 'vpc-peering';
}

/** Whether the route is to a block of the prefix list itself, where a static route wins (R9). */
function isToSameBlock(
  network: Network,
  { table, prefixListId }: GatewayEndpointRoute,
  route: Route,
): boolean {
  const { destination } = route;
  const cidrs = prefixListCidrs(network, prefixListId, table);
  return destination.kind === 'cidr' && cidrs.known && cidrs.value.includes(destination.cidr);
}

function fateOf(taken: readonly Taken[]): string {
  if (taken.every(({ route }) => isDeadEnd(route))) return 'are lost';
  return taken.some(({ route }) => isDeadEnd(route))
    ? 'bypass the endpoint or are lost'
    : 'bypass the endpoint';
}

function remedy(taken: readonly Taken[]): string {
  const routes = taken.length === 1 ? 'the route' : 'the routes';
  if (taken.some(({ route }) => route.class === 'propagated'))
    return `Remove or narrow ${routes}; a propagated one goes when the other side stops advertising it`;
  const isDetour = taken.every(
    ({ route }) =>
      route.state !== 'blackhole' &&
      (route.target.kind === 'network-interface' || route.target.kind === 'vpc-endpoint'),
  );
  return isDetour
    ? `Remove or narrow ${routes}, unless the appliance is meant to see this traffic`
    : `Remove or narrow ${routes}`;
}
