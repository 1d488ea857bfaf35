import { type ZonedSubnet, zonesOfSubnets } from '../../analysis/connectivity/availability-zone.ts';
import { isAvailableEndpointOfType, vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { interfaceEndpointCost } from '../../analysis/cost/monthly-cost.ts';
import { mayServeOutside, zonesOfClients } from '../../analysis/cost/possible-clients.ts';
import { priceList } from '../../analysis/cost/price-list.ts';
import { and, type Fact, flatMap, isFalse, known, map, not, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import {
  endpointInterface,
  estate,
  instanceInterface,
  interfaceEndpoint,
  route,
  routeTable,
  without,
} from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { costOptions } from './cost-options.ts';

const vpcEndpoints = [interfaceEndpoint('ssm', ['subnet-a', 'subnet-b'])];
const inZoneA = {
  vpcEndpoints,
  networkInterfaces: [
    instanceInterface('eni-a', 'subnet-a', '10.0.1.10'),
    endpointInterface('eni-endpoint-b', 'subnet-b', '10.0.2.5'),
  ],
};

export default defineRule({
  id: 'cost-endpoint-unused-az',
  topic: 'cost',
  severity: 'info',
  category: 'cost',
  onRequest: true,
  summary: 'An interface endpoint stands in a zone in which nothing of its VPC runs.',
  why: 'Each zone of an interface endpoint costs by the hour. One without clients only helps while the zones of the clients work and the endpoint in them does not. Zones in which something may run tomorrow are worth their price.',
  fix: 'Take the subnet off the endpoint (`aws ec2 modify-vpc-endpoint --remove-subnet-ids`), unless clients are to run in its zone.',
  semantics: ['I5', 'I7', 'I24'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs', 'subnets', 'networkInterfaces', 'routeTables'],
  options: costOptions,
  examples: [
    {
      title: 'Instances run in one of the two zones of the endpoint',
      facts: estate(inZoneA),
      findings: [{ resource: 'vpce-1', affected: ['subnet-b'], message: '730 h × $0.011 = $8.03 a month' }],
    },
    { title: 'Instances run in both zones', facts: estate({ vpcEndpoints }) },
    {
      title: 'Nothing runs in the VPC at all, which is another matter',
      facts: estate({ vpcEndpoints, networkInterfaces: [] }),
    },
    {
      title: 'Clients come through a transit gateway too',
      facts: estate({
        ...inZoneA,
        routeTables: [routeTable('rtb-main', [], [route('10.0.0.0/8', 'tgw-1')])],
      }),
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(estate({ vpcEndpoints }), 'networkInterfaces'),
      undecided: [{ resource: 'vpce-1', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network, options: { prices } }) {
    for (const endpoint of endpointsOfType(network, 'interface')) {
      const applies = isAvailableEndpointOfType(endpoint, 'interface');
      if (isFalse(applies)) continue;
      const unused = unusedZones(network, endpoint);
      const verdict = and(
        applies,
        map(unused, (zones) => zones.length > 0),
      );
      if (!verdict.known) yield undecided(endpoint, verdict.missing);
      else if (verdict.value && unused.known) {
        const { of, remark } = priceList(endpoint.region, prices, 'interfaceEndpointHour');
        const zones = unused.value.map(({ zone }) => zone).sort();
        yield problem({
          resource: endpoint,
          at: '/SubnetIds',
          affected: unused.value.map(({ subnet }) => subnet),
          message: `Interface endpoint ${named(endpoint)} stands in ${listed(zones)}, where nothing of ${endpoint.vpcId ?? 'its VPC'} runs, for ${interfaceEndpointCost(of, zones.length).arithmetic} a month.${remark} Take ${zones.length === 1 ? 'that zone' : 'those zones'} off it, unless clients are to run there.`,
        });
      }
    }
  },
});

/** The zones of an endpoint without clients, where there are some elsewhere in the VPC and none outside of it. */
function unusedZones(network: Network, endpoint: VpcEndpoint): Fact<readonly ZonedSubnet[]> {
  return flatMap(vpcOfEndpoint(network, endpoint), (vpc) =>
    flatMap(endpoint.subnetIds, (ids) => {
      if (ids.length < 2) return known([]);
      const isClosed = not(mayServeOutside(network, vpc));
      if (isFalse(isClosed)) return known([]);
      const own = zonesOfSubnets(network, vpc, ids, endpoint);
      if (own.missing.length > 0) return unknown(...own.missing);
      return flatMap(zonesOfClients(network, vpc), (zones) => {
        const bare = zones.size === 0 ? [] : own.items.filter(({ zone }) => !zones.has(zone));
        return bare.length === 0 ? known([]) : map(isClosed, () => bare);
      });
    }),
  );
}
