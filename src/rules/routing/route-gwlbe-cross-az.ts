import * as z from 'zod';
import { zonesOfSubnets } from '../../analysis/connectivity/availability-zone.ts';
import { vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { subnetsBehindTable } from '../../analysis/connectivity/sources-behind-table.ts';
import {
  all,
  and,
  type Fact,
  filterListing,
  flatMap,
  isFalse,
  known,
  map,
  unknown,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import { isOwnEndpointOfType, type VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { estate, interfaceEndpoint, route, routeTable, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed } from '../wording.ts';

const inspection = (VpcEndpointId: string, subnetId: string, fields: Record<string, unknown> = {}) =>
  interfaceEndpoint('ssm', [subnetId], {
    VpcEndpointId,
    VpcEndpointType: 'GatewayLoadBalancer',
    ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
    Groups: undefined,
    ...fields,
  });
const both = [inspection('vpce-a', 'subnet-a'), inspection('vpce-b', 'subnet-b')];
const allThrough = (id: string) => [routeTable('rtb-main', [], [route('0.0.0.0/0', id)])];

export default defineRule({
  id: 'route-gwlbe-cross-az',
  topic: 'routing',
  severity: 'warning',
  category: 'resilience',
  summary: 'Subnets use a Gateway Load Balancer endpoint of another zone, though one stands in their own.',
  why: 'Each zone has an endpoint so that it can do without the others. Subnets that are routed to the endpoint of another zone lose their way when that zone fails, and their traffic crosses zones, which is billed.',
  fix: 'Give the subnets of each zone a route table of their own, with a route to the endpoint in that zone.',
  semantics: ['R1', '1.3', 'I23'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpce-gateway-load-balancer.html'],
  subject: ['routeTables', 'vpcEndpoints'],
  needs: ['routeTables', 'vpcEndpoints', 'vpcs', 'subnets'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'One table sends both zones to the endpoint of the first',
      facts: estate({ vpcEndpoints: both, routeTables: allThrough('vpce-a') }),
      findings: [{ resource: 'rtb-main', affected: ['subnet-b', 'vpce-b'], message: 'vpce-b stands' }],
    },
    {
      title: 'Each zone is sent to its own endpoint',
      facts: estate({
        vpcEndpoints: both,
        routeTables: [
          routeTable('rtb-main', []),
          routeTable('rtb-a', ['subnet-a'], [route('0.0.0.0/0', 'vpce-a')]),
          routeTable('rtb-b', ['subnet-b'], [route('0.0.0.0/0', 'vpce-b')]),
        ],
      }),
    },
    {
      title: 'There is one endpoint for both zones',
      facts: estate({ vpcEndpoints: both.slice(0, 1), routeTables: allThrough('vpce-a') }),
    },
    {
      title: 'The endpoint in the other zone is for another service',
      facts: estate({
        vpcEndpoints: [
          inspection('vpce-a', 'subnet-a'),
          inspection('vpce-b', 'subnet-b', { ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-2' }),
        ],
        routeTables: allThrough('vpce-a'),
      }),
    },
    {
      title: 'The subnets were not collected',
      facts: without(estate({ vpcEndpoints: both, routeTables: allThrough('vpce-a') }), 'subnets'),
      undecided: [{ resource: 'rtb-main', missing: ['subnets'] }],
    },
  ],
  *check({ network }) {
    for (const table of network.all('routeTables')) {
      const { routes } = table;
      if (!routes.known) {
        yield undecided(table, routes.missing);
        continue;
      }
      const ids = new Set(
        routes.value.flatMap(({ target, destination, state }) =>
          target.kind === 'vpc-endpoint' && destination.kind === 'cidr' && state === 'active' && target.id
            ? target.id
            : [],
        ),
      );
      for (const id of ids) {
        const endpoint = network.answerFor('vpcEndpoints', id, table);
        const crossing = flatMap(endpoint, (its) => crossingSubnets(network, table, its));
        if (!crossing.known) yield undecided(table, crossing.missing);
        else if (crossing.value.length > 0) {
          const subnets = crossing.value.map(({ subnet }) => subnet);
          const nearer = [...new Set(crossing.value.map(({ own }) => own))];
          const entry = routes.value.find(({ target }) => target.id === id);
          yield problem({
            resource: table,
            key: id,
            at: `/Routes/${entry?.index ?? 0}`,
            affected: [...subnets, ...nearer],
            message: `${table.id} sends ${listed(subnets.map((subnet) => subnet.id).sort())} through Gateway Load Balancer endpoint ${id} in another zone, though ${listed(nearer.map((own) => own.id).sort())} ${nearer.length === 1 ? 'stands' : 'stand'} in their own. Route each zone to its own endpoint.`,
          });
        }
      }
    }
  },
});

interface CrossingSubnet {
  readonly subnet: Subnet;
  /** The endpoint of the same service in the subnet's own zone. */
  readonly own: VpcEndpoint;
}

/** The subnets of a table in whose zone another endpoint of the same service stands than the one they are sent to. */
function crossingSubnets(
  network: Network,
  table: RouteTable,
  endpoint: VpcEndpoint,
): Fact<readonly CrossingSubnet[]> {
  return flatMap(vpcOfEndpoint(network, endpoint), (vpc) => {
    const isSibling = (other: VpcEndpoint) =>
      and(
        isOwnEndpointOfType(other, 'gateway-load-balancer'),
        flatMap(endpoint.serviceName, (name) => map(other.serviceName, (its) => its === name)),
      );
    const { items } = network.inVpc('vpcEndpoints', vpc);
    const possible = items.filter((other) => !isFalse(isSibling(other)));
    if (possible.length < 2 || !possible.includes(endpoint)) return known([]);
    const isOne = isSibling(endpoint);
    if (!isOne.known) return isOne;
    const same = filterListing({ items: possible, missing: [] }, isSibling);
    const zonesOf = (subnetIds: readonly string[]) => {
      const zones = zonesOfSubnets(network, vpc, subnetIds, table);
      return zones.missing.length > 0 ? unknown(...zones.missing) : known(zones.items);
    };
    const served = subnetsBehindTable(network, table);
    if (served.missing.length > 0) return unknown(...served.missing);
    const standing = all(
      same.items.map((other) =>
        flatMap(other.subnetIds, (ids) =>
          map(zonesOf(ids), (zones) => ({ other, zone: zones[0]?.zone ?? '' })),
        ),
      ),
    );
    return flatMap(standing, (places) =>
      flatMap(zonesOf(served.items), (subnets) => {
        const elsewhere = subnets.filter(
          ({ zone }) => !places.some((place) => place.other === endpoint && place.zone === zone),
        );
        const crossing = elsewhere.flatMap(({ subnet, zone }): readonly CrossingSubnet[] => {
          const own = places.find((place) => place.zone === zone);
          return own ? [{ subnet, own: own.other }] : [];
        });
        const isOpen = crossing.length === 0 && elsewhere.length > 0 && same.missing.length > 0;
        return isOpen ? unknown(...same.missing) : known(crossing);
      }),
    );
  });
}
