import * as z from 'zod';
import { runsComputeInSubnets } from '../../analysis/connectivity/compute.ts';
import { subnetsBehindTable } from '../../analysis/connectivity/sources-behind-table.ts';
import { vpcOf } from '../../analysis/connectivity/vpc-of.ts';
import { and, type Fact, flatMap, isFalse, known, type MissingFact, map, not } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NatGateway } from '../../model/resources/gateways.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { account, estate, route, routeTable, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';

const regional = (fields: RawItem = {}): RawItem => ({
  NatGatewayId: 'nat-1',
  VpcId: 'vpc-1',
  OwnerId: account,
  State: 'available',
  ConnectivityType: 'public',
  AvailabilityMode: 'regional',
  AutoProvisionZones: 'disabled',
  NatGatewayAddresses: [{ PublicIp: '203.0.113.77', AvailabilityZone: 'eu-west-1a' }],
  ...fields,
});
const used = (nat: RawItem) =>
  estate({ natGateways: [nat], routeTables: [routeTable('rtb-main', [], [route('0.0.0.0/0', 'nat-1')])] });

export default defineRule({
  id: 'route-regional-nat-az-missing',
  topic: 'routing',
  severity: 'warning',
  category: 'connectivity',
  summary: 'Compute uses a regional NAT gateway that has no address in its zone.',
  why: 'A regional NAT gateway whose zones are managed by hand serves the zones in which it was given an address. Reachability Analyzer takes what comes from other zones to go nowhere, while the guide tells of traffic that crosses to another zone: at best the way to the internet then hangs on that other zone.',
  fix: 'Give the gateway an address in the zone (`aws ec2 associate-nat-gateway-address`), or let AWS manage its zones.',
  semantics: ['R5', 'R23'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html'],
  subject: 'natGateways',
  needs: ['natGateways', 'routeTables', 'vpcs', 'subnets', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'One of two subnets is in a zone without an address',
      facts: used(regional()),
      findings: [{ resource: 'nat-1', affected: ['subnet-b'], message: 'eu-west-1b' }],
    },
    {
      title: 'AWS manages the zones',
      facts: used(regional({ AutoProvisionZones: 'enabled' })),
    },
    {
      title: 'The gateway has an address in both zones, told by name and by id',
      facts: used(
        regional({
          NatGatewayAddresses: [
            { PublicIp: '203.0.113.77', AvailabilityZone: 'eu-west-1a' },
            { PublicIp: '203.0.113.78', AvailabilityZoneId: 'euw1-az2' },
          ],
        }),
      ),
    },
    {
      title: 'No route leads to the gateway',
      facts: estate({ natGateways: [regional()] }),
    },
    {
      title: 'Nothing runs in the zone',
      facts: {
        ...used(regional()),
        networkInterfaces: (estate().networkInterfaces ?? []).slice(0, 1),
      },
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(used(regional()), 'networkInterfaces'),
      undecided: [{ resource: 'nat-1', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    for (const nat of network.all('natGateways')) {
      const applies = and(nat.isRegional, not(nat.servesEveryZone), isThere(nat));
      if (isFalse(applies)) continue;
      const clients = clientsOf(network, nat);
      const outside = clients.subnets.filter((subnet) => isFalse(isServed(nat, subnet)));
      const running = outside.map((subnet) => ({ subnet, runs: runsCompute(network, subnet) }));
      const found = running.flatMap(({ subnet, runs }) => (runs.known && runs.value ? [subnet] : []));
      const missing: readonly MissingFact[] = [
        ...(applies.known ? [] : applies.missing),
        ...(found.length > 0 ? [] : clients.missing),
        ...(found.length > 0 ? [] : running.flatMap(({ runs }) => (runs.known ? [] : runs.missing))),
        ...(nat.zones.known ? [] : nat.zones.missing),
      ];
      if (missing.length > 0) yield undecided(nat, missing);
      else if (found.length > 0) {
        const zones = [
          ...new Set(found.map(({ raw }) => raw.AvailabilityZone ?? raw.AvailabilityZoneId ?? '')),
        ];
        yield problem({
          resource: nat,
          at: '/NatGatewayAddresses',
          affected: found,
          code: 'REGIONAL_NGW_ROUTE_AZ_RESTRICTION',
          message: `Regional NAT gateway ${named(nat)} has no address in ${listed(zones.sort())}, where compute in ${listed(found.map(({ id }) => id).sort())} is routed to it, and takes none by itself. Give it one there, or let AWS manage its zones.`,
        });
      }
    }
  },
});

function isThere({ state }: NatGateway): Fact<boolean> {
  return map(state, (is) => is === 'available');
}

/** The subnets whose tables lead to the gateway. */
function clientsOf(
  network: Network,
  nat: NatGateway,
): { readonly subnets: readonly Subnet[]; readonly missing: readonly MissingFact[] } {
  const subnets = new Set<Subnet>();
  const vpc = vpcOf(network, nat);
  const tables = vpc.known ? network.inVpc('routeTables', vpc.value) : { items: [], missing: vpc.missing };
  const missing: MissingFact[] = [...tables.missing];
  for (const table of tables.items) {
    if (!table.routes.known) missing.push(...table.routes.missing);
    if (!leadsTo(table, nat)) continue;
    const served = subnetsBehindTable(network, table);
    missing.push(...served.missing);
    for (const id of served.items) {
      const subnet = network.answerFor('subnets', id, table);
      if (subnet.known) subnets.add(subnet.value);
      else missing.push(...subnet.missing);
    }
  }
  return { subnets: [...subnets], missing };
}

function leadsTo({ routes }: RouteTable, { id }: NatGateway): boolean {
  return routes.known && routes.value.some(({ target, state }) => target.id === id && state === 'active');
}

function isServed({ zones }: NatGateway, { raw }: Subnet): Fact<boolean> {
  const own = [raw.AvailabilityZone, raw.AvailabilityZoneId].flatMap((zone) => zone ?? []);
  return flatMap(zones, (served) => known(own.length === 0 || own.some((zone) => served.has(zone))));
}

function runsCompute(network: Network, subnet: Subnet): Fact<boolean> {
  return flatMap(vpcOf(network, subnet), (vpc) =>
    runsComputeInSubnets(network, vpc, { items: [subnet.id], missing: [] }),
  );
}
