import * as z from 'zod';
import { type ZonedSubnet, zonesOfSubnets } from '../../analysis/connectivity/availability-zone.ts';
import { isAvailableEndpointOfType, vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { computeBySubnet } from '../../analysis/connectivity/compute.ts';
import { subnetsBehindTable } from '../../analysis/connectivity/sources-behind-table.ts';
import {
  all,
  and,
  type Fact,
  flatMap,
  isFalse,
  known,
  type MissingFact,
  map,
  unknown,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import {
  estate,
  instanceInterface,
  interfaceEndpoint,
  route,
  routeTable,
  without,
} from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';

const inspection = (VpcEndpointId: string, subnetId: string) =>
  interfaceEndpoint('none', [subnetId], {
    VpcEndpointId,
    VpcEndpointType: 'GatewayLoadBalancer',
    ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
    Groups: undefined,
  });
const through = {
  vpcEndpoints: [inspection('vpce-a', 'subnet-a')],
  routeTables: [routeTable('rtb-main', [], [route('0.0.0.0/0', 'vpce-a')])],
};

export default defineRule({
  id: 'gwlb-endpoint-per-az-missing',
  topic: 'endpoint-service',
  severity: 'warning',
  category: 'resilience',
  summary: 'Subnets depend on a Gateway Load Balancer endpoint in another zone, and their own has none.',
  why: 'A Gateway Load Balancer endpoint stands in one zone. Subnets of other zones that are routed through it lose their way when that zone fails.',
  fix: 'Create an endpoint of the service in each zone, and route the subnets of a zone through their own.',
  semantics: ['R1', '1.3', 'I23'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpce-gateway-load-balancer.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs', 'subnets', 'routeTables', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Two zones are routed through the endpoint of one',
      facts: estate(through),
      findings: [{ resource: 'vpce-a', affected: ['subnet-b'], message: 'euw1-az2' }],
    },
    {
      title: 'Each zone has an endpoint',
      facts: estate({
        ...through,
        vpcEndpoints: [...through.vpcEndpoints, inspection('vpce-b', 'subnet-b')],
      }),
    },
    {
      title: 'Nothing runs in the other zone',
      facts: estate({
        ...through,
        networkInterfaces: [instanceInterface('eni-a', 'subnet-a', '10.0.1.10')],
      }),
    },
    {
      title: 'The other zone is routed elsewhere',
      facts: estate({
        ...through,
        routeTables: [
          routeTable('rtb-main', []),
          routeTable('rtb-a', ['subnet-a'], [route('0.0.0.0/0', 'vpce-a')]),
        ],
      }),
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(estate(through), 'networkInterfaces'),
      undecided: [{ resource: 'vpce-a', missing: ['networkInterfaces'] }],
    },
    {
      title: 'The subnets were not collected',
      facts: without(estate(through), 'subnets'),
      undecided: [{ resource: 'vpce-a', missing: ['subnets'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of endpointsOfType(network, 'gateway-load-balancer')) {
      const applies = isAvailableEndpointOfType(endpoint, 'gateway-load-balancer');
      if (isFalse(applies)) continue;
      const dependents = flatMap(applies, () =>
        flatMap(vpcOfEndpoint(network, endpoint), (vpc) => dependentSubnets(network, vpc, endpoint)),
      );
      if (!dependents.known) yield undecided(endpoint, dependents.missing);
      else if (dependents.value.length > 0) {
        const zones = [...new Set(dependents.value.map(({ zone }) => zone))].sort();
        const ids = dependents.value.map(({ subnet }) => subnet.id).sort();
        yield problem({
          resource: endpoint,
          at: '/SubnetIds',
          affected: dependents.value.map(({ subnet }) => subnet),
          message: `${listed(ids)} in ${listed(zones)} ${ids.length === 1 ? 'is' : 'are'} routed through Gateway Load Balancer endpoint ${named(endpoint)}, which stands in another zone; there is none in ${zones.length === 1 ? 'their own' : 'theirs'}. Create one in each zone, and route each zone through its own.`,
        });
      }
    }
  },
});

/** The subnets with compute that are routed through an endpoint, and in whose zone no endpoint of its service stands. */
function dependentSubnets(network: Network, vpc: Vpc, endpoint: VpcEndpoint): Fact<readonly ZonedSubnet[]> {
  const tables = network.inVpc('routeTables', vpc);
  const missing: MissingFact[] = [...tables.missing];
  const routed = new Set<string>();
  for (const table of tables.items) {
    const { routes } = table;
    if (!routes.known) missing.push(...routes.missing);
    else if (routes.value.some(({ target, state }) => target.id === endpoint.id && state === 'active')) {
      const served = subnetsBehindTable(network, table);
      for (const id of served.items) routed.add(id);
      missing.push(...served.missing);
    }
  }
  if (missing.length > 0) return unknown(...missing);
  if (routed.size === 0) return known([]);
  const compute = computeBySubnet(network, vpc);
  if (compute.missing.length > 0) return unknown(...compute.missing);
  const used = [...routed].filter((id) => compute.bySubnet.has(id));
  return flatMap(zonesOfService(network, vpc, endpoint), (zones) => {
    const zoned = zonesOfSubnets(network, vpc, used, endpoint);
    return zoned.missing.length > 0
      ? unknown(...zoned.missing)
      : known(zoned.items.filter(({ zone }) => !zones.has(zone)));
  });
}

/** The zones of a VPC in which endpoints of the same service stand. */
function zonesOfService(network: Network, vpc: Vpc, endpoint: VpcEndpoint): Fact<ReadonlySet<string>> {
  return flatMap(endpoint.serviceName, (name) => {
    const standing = network.inVpc('vpcEndpoints', vpc).items.map((other) => {
      const isSibling = and(
        isAvailableEndpointOfType(other, 'gateway-load-balancer'),
        map(other.serviceName, (its) => its === name),
      );
      if (isFalse(isSibling)) return known([]);
      return flatMap(isSibling, () => other.subnetIds);
    });
    return flatMap(all(standing), (lists) => {
      const zoned = zonesOfSubnets(network, vpc, lists.flat(), endpoint);
      return zoned.missing.length > 0
        ? unknown(...zoned.missing)
        : known(new Set(zoned.items.map(({ zone }) => zone)));
    });
  });
}
