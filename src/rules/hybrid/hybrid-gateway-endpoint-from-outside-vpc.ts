import * as z from 'zod';
import { runsComputeInSubnets } from '../../analysis/connectivity/compute.ts';
import { describedSubnets, servedSubnetIds } from '../../analysis/connectivity/effective-route-table.ts';
import { namesLeadToInterfaceEndpoint } from '../../analysis/connectivity/gateway-endpoints.ts';
import {
  gatewayEndpointsBehindPeering,
  gatewayEndpointsBehindTransitGateway,
} from '../../analysis/connectivity/gateway-endpoints-beyond.ts';
import { prefixListAddresses, serviceAddresses } from '../../analysis/connectivity/prefix-list-addresses.ts';
import { selectRoutes } from '../../analysis/connectivity/select-route.ts';
import { vpcOf } from '../../analysis/connectivity/vpc-of.ts';
import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import { isTrue, type Listing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Route, RouteTable } from '../../model/resources/route-table.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { defineRule, type Outcome, type Problem, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { examples } from './gateway-endpoint-from-outside-examples.ts';

const services = ['dynamodb', 's3'];

export default defineRule({
  id: 'hybrid-gateway-endpoint-from-outside-vpc',
  topic: 'hybrid',
  severity: 'error',
  category: 'connectivity',
  summary:
    "A route sends a service's addresses to another VPC, as if its gateway endpoint could be used there.",
  why: 'A gateway endpoint serves only what its own VPC sends. Packets for S3 or DynamoDB that enter the VPC through peering or a transit gateway do not get through it. A route for exactly the addresses of such a service, towards a VPC with a gateway endpoint, shows that somebody relies on it. The severity is error where compute is known to use the route, and warning otherwise.',
  fix: 'Remove the route. Create a gateway endpoint in the VPC itself, or use an interface endpoint, which other networks can reach.',
  semantics: ['G4', 'H1', 'P8', 'R7', 'C5'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html',
    'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
  ],
  subject: 'routeTables',
  needs: [
    'routeTables',
    'vpcs',
    'subnets',
    'vpcEndpoints',
    'vpcPeeringConnections',
    'transitGatewayAttachments',
    'transitGatewayVpcAttachments',
    'transitGatewayRoutes',
    'prefixLists',
    'managedPrefixLists',
    'managedPrefixListEntries',
    'networkInterfaces',
  ],
  options: z.strictObject({}),
  examples,
  *check({ network }) {
    for (const table of network.all('routeTables')) {
      const { routes } = table;
      if (routes.known && !routes.value.some(mightCarryService)) continue;
      const vpc = vpcOf(network, table);
      if (!routes.known) yield undecided(table, routes.missing);
      else if (!vpc.known) yield undecided(table, vpc.missing);
      else {
        const served = servedSubnetIds(network, vpc.value, table);
        if (served.items.length === 0 && served.missing.length === 0) continue;
        for (const service of services) {
          yield* judge(network, { table, vpc: vpc.value, served, service });
        }
      }
    }
  },
});

interface Case {
  readonly table: RouteTable;
  readonly vpc: Vpc;
  readonly served: Listing<string>;
  readonly service: string;
}

/** The routes of a table to one other network that take nothing but addresses of the service. */
interface Detour {
  readonly route: Route;
  readonly destinations: AddressSet;
}

const privateAddresses = AddressSet.fromCidrs([
  '10.0.0.0/8',
  '100.64.0.0/10',
  '172.16.0.0/12',
  '192.168.0.0/16',
]);

/** Leaves out routes to networks of the user's own, which need no prefix list to be told apart. */
function mightCarryService({ target, destination, state }: Route): boolean {
  if (target.kind !== 'vpc-peering' && target.kind !== 'transit-gateway') return false;
  if (state === 'blackhole') return false;
  if (destination.kind !== 'cidr') return true;
  const cidr = parseCidr(destination.cidr);
  return cidr?.family === 4 && cidr.prefixLength > 0 && !AddressSet.of(cidr).isSubsetOf(privateAddresses);
}

function* judge(network: Network, { table, vpc, served, service }: Case): Iterable<Outcome> {
  const elsewhere = namesLeadToInterfaceEndpoint(network, vpc, service);
  if (isTrue(elsewhere)) return;
  const addresses = serviceAddresses(network, service, table);
  if (!addresses.known) {
    yield undecided(table, addresses.missing);
    return;
  }
  const { detours, missing: open } = detoursOf(network, table, addresses.value);
  const missing: MissingFact[] = [...open];
  for (const detour of detours) {
    const behind = endpointsBehind(network, { table, vpc, served, service }, detour);
    const unsure = [
      ...(elsewhere.known ? [] : elsewhere.missing),
      ...(served.items.length > 0 ? [] : served.missing),
    ];
    if (behind.items.length === 0) missing.push(...behind.missing);
    else if (unsure.length > 0) missing.push(...unsure);
    else yield describe(network, { table, vpc, served, service }, detour, addresses.value, behind.items);
  }
  if (missing.length > 0) yield undecided(table, missing);
}

/** One detour for each target, however many routes lead there. */
function detoursOf(
  network: Network,
  table: RouteTable,
  addresses: AddressSet,
): { readonly detours: readonly Detour[]; readonly missing: readonly MissingFact[] } {
  const byTarget = new Map<string, Detour>();
  const missing: MissingFact[] = [];
  for (const branch of selectRoutes(network, table, addresses)) {
    if (branch.kind === 'unknown') missing.push(...branch.missing);
    if (branch.kind !== 'route' || !mightCarryService(branch.route)) continue;
    const { route, destinations } = branch;
    if (!takesOnly(network, table, route, addresses)) continue;
    const key = route.target.id ?? '';
    const other = byTarget.get(key);
    byTarget.set(key, {
      route: other && other.route.index < route.index ? other.route : route,
      destinations: other ? other.destinations.union(destinations) : destinations,
    });
  }
  return { detours: [...byTarget.values()], missing };
}

/** Whether a route leads to nothing but addresses of the service; one with a wider aim is no evidence. */
function takesOnly(
  network: Network,
  table: RouteTable,
  { destination }: Route,
  addresses: AddressSet,
): boolean {
  if (destination.kind === 'cidr') return AddressSet.fromCidrs([destination.cidr]).isSubsetOf(addresses);
  if (destination.kind === 'unknown') return false;
  const list = prefixListAddresses(network, destination.prefixListId, table);
  return list.known && list.value.isSubsetOf(addresses);
}

function endpointsBehind(
  network: Network,
  { table, vpc, service }: Case,
  detour: Detour,
): Listing<VpcEndpoint> {
  const { kind, id } = detour.route.target;
  return kind === 'vpc-peering'
    ? gatewayEndpointsBehindPeering(network, id ?? '', table, service)
    : gatewayEndpointsBehindTransitGateway(network, id ?? '', vpc, detour.destinations);
}

function describe(
  network: Network,
  { table, vpc, served, service }: Case,
  { route, destinations }: Detour,
  addresses: AddressSet,
  endpoints: readonly VpcEndpoint[],
): Problem {
  const isPeering = route.target.kind === 'vpc-peering';
  const part = destinations.equals(addresses)
    ? ''
    : `${destinations.size()} of the ${addresses.size()} addresses of `;
  const vpcs = listed([...new Set(endpoints.map((endpoint) => endpoint.vpcId ?? 'another VPC'))]);
  return problem({
    resource: table,
    key: `${service} ${route.target.id ?? ''}`,
    severity: isTrue(runsComputeInSubnets(network, vpc, served)) ? 'error' : 'warning',
    at: `/Routes/${route.index}`,
    affected: describedSubnets(network, served.items, table),
    message: `Route table ${named(table)} sends traffic to ${part}${service} through ${route.target.id ?? 'another network'} to ${vpcs}, but gateway endpoint ${listed(endpoints.map(({ id }) => id))} there serves only its own VPC. Remove the route and create a gateway endpoint in ${vpc.id}, or use an interface endpoint.`,
    evidence: endpoints.map((endpoint) => ({
      message: `Gateway endpoint ${endpoint.id} belongs to ${endpoint.vpcId ?? 'another VPC'}`,
      at: endpoint.at('/VpcId'),
    })),
    ...(isPeering ? { code: 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR' } : {}),
  });
}
