import { interfaceEndpointCost, natGatewayCost } from '../../analysis/cost/monthly-cost.ts';
import { priceList } from '../../analysis/cost/price-list.ts';
import { untoldMeasurements, volumeOfEndpoint, volumeOfNatGateway } from '../../analysis/cost/traffic.ts';
import { and, isFalse, map } from '../../model/fact.ts';
import { isOwnEndpointOfType } from '../../model/resources/vpc-endpoint.ts';
import { estate, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { named } from '../wording.ts';
import { costOptions } from './cost-options.ts';

const natGateways = [{ NatGatewayId: 'nat-1', VpcId: 'vpc-1', SubnetId: 'subnet-a', State: 'available' }];
const vpcEndpoints = [interfaceEndpoint('ssm', ['subnet-a', 'subnet-b'])];

/** Thirty days of a metric, each with the same sum. */
const month = (ResourceId: string, MetricName: string, Sum: number) => ({
  ResourceId,
  MetricName,
  Datapoints: Array.from({ length: 30 }, (_, day) => ({
    Timestamp: new Date(Date.UTC(2026, 9, 1 + day)).toISOString(),
    Sum,
  })),
});
const throughNat = (sum: number) =>
  ['BytesOutToDestination', 'BytesInFromDestination'].map((metric) => month('nat-1', metric, sum));

export default defineRule({
  id: 'cost-idle-as-measured',
  topic: 'cost',
  severity: 'info',
  category: 'cost',
  onRequest: true,
  summary: 'A NAT gateway or interface endpoint is paid for, and carried nothing while it was measured.',
  why: 'Both cost by the hour whether they are used or not. What CloudWatch counted says how much they are used; the measured time may have missed what comes once a quarter.',
  fix: 'Delete it, after a look at who may need it at other times.',
  semantics: ['I24', 'I25'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway-cloudwatch.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html',
  ],
  subject: ['metricSums', 'natGateways', 'vpcEndpoints'],
  needs: ['metricSums', 'natGateways', 'vpcEndpoints'],
  options: costOptions,
  examples: [
    {
      title: 'Nothing went through a NAT gateway in a month',
      facts: estate({ natGateways, metricSums: throughNat(0) }),
      findings: [
        { resource: 'nat-1', message: 'as measured over 30 days, and it costs 730 h × $0.048 = $35.04' },
      ],
    },
    {
      title: 'Nothing went through an endpoint in a month',
      facts: estate({ vpcEndpoints, metricSums: [month('vpce-1', 'BytesProcessed', 0)] }),
      findings: [{ resource: 'vpce-1', message: '2 zones × 730 h × $0.011 = $16.06' }],
    },
    {
      title: 'Both carry something',
      facts: estate({
        natGateways,
        vpcEndpoints,
        metricSums: [...throughNat(1000), month('vpce-1', 'BytesProcessed', 1000)],
      }),
    },
    {
      title: 'Only one direction was measured',
      facts: estate({ natGateways, metricSums: throughNat(0).slice(0, 1) }),
    },
    {
      title: 'The gateway is gone',
      facts: estate({
        natGateways: natGateways.map((nat) => ({ ...nat, State: 'deleted' })),
        metricSums: throughNat(0),
      }),
    },
    {
      title: 'Nothing was measured',
      facts: without(estate({ natGateways }), 'metricSums'),
      undecided: [{ missing: ['metricSums'] }],
    },
  ],
  *check({ network, options: { prices } }) {
    for (const nat of network.all('natGateways')) {
      const volume = volumeOfNatGateway(network, [], nat.id);
      const untold = volume === null ? untoldMeasurements(network, nat.id) : [];
      if (volume?.gb !== 0 && untold.length === 0) continue;
      const stands = map(nat.state, (state) => state === 'available');
      if (isFalse(stands)) continue;
      if (!stands.known) yield undecided(nat, stands.missing);
      else if (volume === null) yield undecided(nat, untold);
      else {
        const { of, remark } = priceList(nat.region, prices, 'natGatewayHour');
        yield problem({
          resource: nat,
          message: `Nothing went through NAT gateway ${named(nat)}, ${volume.source}, and it costs ${natGatewayCost(of, 1).arithmetic} a month.${remark} Delete it, unless it is needed at other times.`,
        });
      }
    }
    for (const endpoint of network.all('vpcEndpoints')) {
      const volume = volumeOfEndpoint(network, [], endpoint.id);
      const untold = volume === null ? untoldMeasurements(network, endpoint.id) : [];
      if (volume?.gb !== 0 && untold.length === 0) continue;
      const applies = and(
        isOwnEndpointOfType(endpoint, 'interface'),
        map(endpoint.subnetIds, (ids) => ids.length > 0),
      );
      if (isFalse(applies)) continue;
      if (!applies.known) yield undecided(endpoint, applies.missing);
      else if (volume === null) yield undecided(endpoint, untold);
      else {
        const zones = endpoint.subnetIds.known ? endpoint.subnetIds.value.length : 0;
        const { of, remark } = priceList(endpoint.region, prices, 'interfaceEndpointHour');
        yield problem({
          resource: endpoint,
          at: '/SubnetIds',
          message: `Nothing went through interface endpoint ${named(endpoint)}, ${volume.source}, and it costs ${interfaceEndpointCost(of, zones).arithmetic} a month.${remark} Delete it, unless it is needed at other times.`,
        });
      }
    }
  },
});
