import * as z from 'zod';
import { runsComputeInSubnets } from '../../analysis/connectivity/compute.ts';
import { describedSubnets, servedSubnetIds } from '../../analysis/connectivity/effective-route-table.ts';
import {
  gatewayEndpointsOf,
  isAvailable,
  namesLeadToInterfaceEndpoint,
} from '../../analysis/connectivity/gateway-endpoints.ts';
import { serviceAddresses } from '../../analysis/connectivity/prefix-list-addresses.ts';
import { type WayOutBranch, waysOut } from '../../analysis/connectivity/way-out.ts';
import { AddressSet } from '../../model/address-set.ts';
import {
  and,
  type Fact,
  filterListing,
  isTrue,
  known,
  type Listing,
  type MissingFact,
  map,
  someOf,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { gatewayServices } from '../../model/service-name.ts';
import { defineRule, type Outcome, type Problem, problem, undecided } from '../rule.ts';
import { counted, listed, named } from '../wording.ts';
import { examples } from './subnet-not-routed-examples.ts';

export default defineRule({
  id: 'gateway-endpoint-subnet-not-routed',
  topic: 'gateway-endpoint',
  severity: 'error',
  category: 'connectivity',
  summary: 'A route table that serves subnets is not associated with the gateway endpoint of its VPC.',
  why: 'A gateway endpoint serves only subnets whose route table it is associated with. From the others, traffic to the service goes through NAT, which costs per gigabyte and shows another source, or has no way at all. The severity is error where compute has no way, warning where the way is NAT, and info where there is no way but no compute is known that would need one. Subnets with a direct route to the internet are taken to be public on purpose.',
  fix: 'Associate the route table with the endpoint (`aws ec2 modify-vpc-endpoint --add-route-table-ids`).',
  semantics: ['G1', 'G5', 'R1', 'R7', 'R16', 'DNS18'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html'],
  subject: 'routeTables',
  needs: [
    'routeTables',
    'vpcs',
    'vpcEndpoints',
    'subnets',
    'prefixLists',
    'managedPrefixLists',
    'managedPrefixListEntries',
    'networkInterfaces',
  ],
  options: z.strictObject({}),
  examples,
  *check({ network }) {
    for (const table of network.all('routeTables')) {
      if (table.vpcId === null) {
        yield undecided(table, [table.missing(`no VpcId on ${table.id}`)]);
        continue;
      }
      const vpc = network.answerFor('vpcs', table.vpcId, table);
      if (!vpc.known) {
        yield undecided(table, vpc.missing);
        continue;
      }
      const served = servedSubnetIds(network, vpc.value, table);
      if (served.items.length === 0 && served.missing.length === 0) continue;
      for (const service of gatewayServices) {
        yield* judge(network, { table, vpc: vpc.value, served, service });
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

function* judge(network: Network, { table, vpc, served, service }: Case): Iterable<Outcome> {
  const endpoints = gatewayEndpointsOf(network, service, vpc.id, vpc);
  const serves = (endpoint: VpcEndpoint) => map(endpoint.routeTableIds, (ids) => ids.includes(table.id));
  const associated = someOf(endpoints, serves);
  if (isTrue(associated)) {
    // Of endpoints that do not work, others tell; here only whether this one may come to work.
    const working = someOf(endpoints, (endpoint) => and(serves(endpoint), isAvailable(endpoint)));
    if (!working.known) yield undecided(table, working.missing);
    return;
  }
  const inUse = filterListing(endpoints, isInUse);
  if (inUse.items.length === 0 && inUse.missing.length === 0) return;
  const elsewhere = namesLeadToInterfaceEndpoint(network, vpc, service);
  if (isTrue(elsewhere)) return;
  const addresses = serviceAddresses(network, service, table);
  const ways = addresses.known ? waysOut(network, table, addresses.value) : [];
  const bad = worstKnown(ways);
  const open = addresses.known
    ? ways.flatMap(({ way }) => ('missing' in way ? way.missing : []))
    : addresses.missing;
  if (bad.length === 0 && open.length === 0) return;
  const missing: readonly MissingFact[] =
    inUse.items.length === 0
      ? inUse.missing
      : [
          ...(bad.length > 0 ? [] : open),
          ...missingOf(associated),
          ...missingOf(elsewhere),
          ...(served.items.length > 0 ? [] : served.missing),
        ];
  if (missing.length > 0) yield undecided(table, missing);
  else yield describe(network, { table, vpc, served, service }, inUse.items, ways, bad);
}

/** Whether an endpoint states by its associations that the VPC is to use it, and for IPv4 (G5). */
function isInUse(endpoint: VpcEndpoint): Fact<boolean> {
  return and(
    known(endpoint.raw.IpAddressType?.toLowerCase() !== 'ipv6'),
    map(endpoint.routeTableIds, (ids) => ids.length > 0),
    isAvailable(endpoint),
  );
}

/** The branches without a way, else those through NAT; whatever is unknown beside them. */
function worstKnown(ways: readonly WayOutBranch[]): readonly WayOutBranch[] {
  const none = ways.filter(({ way }) => way.kind === 'none');
  return none.length > 0 ? none : ways.filter(({ way }) => way.kind === 'nat-gateway');
}

function missingOf(fact: Fact<boolean>): readonly MissingFact[] {
  return fact.known ? [] : fact.missing;
}

function describe(
  network: Network,
  { table, vpc, served, service }: Case,
  endpoints: readonly VpcEndpoint[],
  ways: readonly WayOutBranch[],
  bad: readonly WayOutBranch[],
): Problem {
  const [endpoint] = endpoints;
  const id = endpoint?.id ?? '';
  const noWay = bad.some(({ way }) => way.kind === 'none');
  const dead = bad.find(({ way }) => way.kind === 'none' && way.blackhole !== null);
  const deciding = (dead ?? bad.find(({ route }) => route !== null))?.route;
  const runsCompute = isTrue(runsComputeInSubnets(network, vpc, served));
  return problem({
    resource: table,
    key: service,
    severity: noWay ? (runsCompute ? 'error' : 'info') : 'warning',
    at: deciding ? `/Routes/${deciding.index}` : '/Routes',
    affected: describedSubnets(network, served.items, table),
    message: `Route table ${named(table)} is not associated with gateway endpoint ${id}, so from the ${served.items.length === 1 ? 'subnet' : counted(served.items.length, 'subnet')} that it serves ${fate(service, ways, bad)}. Associate it: \`aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${id} --add-route-table-ids ${table.id}\`.`,
    evidence: endpoints.map((one) => ({
      message: `${one.id} (${one.raw.ServiceName ?? service}) does not list ${table.id}`,
      at: one.at('/RouteTableIds'),
    })),
    ...(noWay ? { code: dead ? 'BAD_STATE_ROUTE' : 'NO_ROUTE_TO_DESTINATION' } : {}),
  });
}

/** What becomes of the traffic: that `traffic to s3 has no route`, or goes through which NAT gateway. */
function fate(service: string, ways: readonly WayOutBranch[], bad: readonly WayOutBranch[]): string {
  const hit = sizeOf(bad);
  const all = sizeOf(ways);
  const traffic =
    hit === all ? `traffic to ${service}` : `traffic to ${hit} of the ${all} addresses of ${service}`;
  const nats = bad.flatMap(({ way }) => (way.kind === 'nat-gateway' ? [way.natGatewayId] : []));
  if (nats.length > 0) return `${traffic} goes through NAT (${listed([...new Set(nats)])})`;
  const dropped = bad.some(({ way }) => way.kind === 'none' && way.blackhole !== null);
  return dropped ? `${traffic} meets a blackhole route and is dropped` : `${traffic} has no route`;
}

function sizeOf(ways: readonly WayOutBranch[]): bigint {
  return AddressSet.unionAll(ways.map(({ destinations }) => destinations)).size();
}
