import { isAvailableEndpointOfType, vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { interfaceEndpointCost } from '../../analysis/cost/monthly-cost.ts';
import { hasNoClients } from '../../analysis/cost/possible-clients.ts';
import { priceList } from '../../analysis/cost/price-list.ts';
import { and, flatMap, isFalse } from '../../model/fact.ts';
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
import { counted, named } from '../wording.ts';
import { costOptions } from './cost-options.ts';

const vpcEndpoints = [interfaceEndpoint('ssm', ['subnet-a', 'subnet-b'])];
const alone = {
  vpcEndpoints,
  networkInterfaces: [
    endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.5'),
    endpointInterface('eni-endpoint-b', 'subnet-b', '10.0.2.5'),
  ],
};

export default defineRule({
  id: 'cost-endpoint-without-clients',
  topic: 'cost',
  severity: 'info',
  category: 'cost',
  summary: 'An interface endpoint is paid for and has nobody to use it.',
  why: 'An interface endpoint costs by the hour and zone whether it is used or not. Nothing runs in its VPC that could use it and no route leads back to clients elsewhere.',
  fix: 'Delete the endpoint (`aws ec2 delete-vpc-endpoints`), unless something is about to use it.',
  semantics: ['I5', 'I13', 'I24'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs', 'networkInterfaces', 'routeTables'],
  options: costOptions,
  examples: [
    {
      title: 'Nothing but the endpoint stands in the VPC',
      facts: estate(alone),
      findings: [{ resource: 'vpce-1', message: '2 zones × 730 h × $0.011 = $16.06 a month' }],
    },
    { title: 'Instances run in the VPC', facts: estate({ vpcEndpoints }) },
    {
      title: 'A database stands in the VPC, which may ask for secrets',
      facts: estate({
        vpcEndpoints,
        networkInterfaces: [
          instanceInterface('eni-db', 'subnet-a', '10.0.1.9', {
            Attachment: { InstanceOwnerId: 'amazon-rds' },
            Description: 'RDSNetworkInterface',
          }),
        ],
      }),
    },
    {
      title: 'A hub: clients come through a transit gateway',
      facts: estate({
        ...alone,
        routeTables: [routeTable('rtb-main', [], [route('10.0.0.0/8', 'tgw-1')])],
      }),
    },
    {
      title: 'The endpoint was created by an AWS service',
      facts: estate({
        ...alone,
        vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'], { RequesterManaged: true })],
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
      const isUnused = and(
        applies,
        flatMap(vpcOfEndpoint(network, endpoint), (vpc) => hasNoClients(network, vpc)),
      );
      const zones = endpoint.subnetIds;
      if (isFalse(isUnused)) continue;
      if (!isUnused.known) yield undecided(endpoint, isUnused.missing);
      else if (!zones.known) yield undecided(endpoint, zones.missing);
      else {
        const { of, remark } = priceList(endpoint.region, prices, 'interfaceEndpointHour');
        const cost = interfaceEndpointCost(of, zones.value.length);
        yield problem({
          resource: endpoint,
          at: '/SubnetIds',
          message: `Interface endpoint ${named(endpoint)} has nobody to use it: nothing else stands in ${endpoint.vpcId ?? 'its VPC'}, and no route leads back to clients elsewhere. In ${counted(zones.value.length, 'zone')} it costs ${cost.arithmetic} a month.${remark} Delete it, unless something is about to use it.`,
        });
      }
    }
  },
});
