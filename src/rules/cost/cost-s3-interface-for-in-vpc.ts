import {
  isAvailableEndpointOfType,
  namesLeadToEndpoint,
  vpcOfEndpoint,
} from '../../analysis/connectivity/available-endpoint.ts';
import { capturedSubnets } from '../../analysis/connectivity/captured-subnets.ts';
import { computeInVpc } from '../../analysis/connectivity/compute.ts';
import { dollars, endpointDataCost } from '../../analysis/cost/monthly-cost.ts';
import { priceList } from '../../analysis/cost/price-list.ts';
import { volumeOfEndpoint } from '../../analysis/cost/traffic.ts';
import { and, flatMap, isFalse, map, someOf, yes } from '../../model/fact.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, route, routeTable, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { counted, listed, named } from '../wording.ts';
import { costOptions } from './cost-options.ts';

const captured = { vpcEndpoints: [interfaceEndpoint('s3', ['subnet-a'])] };
const gatewayToo = gatewayEndpoint('s3', ['rtb-main'], { VpcEndpointId: 'vpce-2' });

export default defineRule({
  id: 'cost-s3-interface-for-in-vpc',
  topic: 'cost',
  severity: 'info',
  category: 'cost',
  summary:
    "The VPC's own traffic to S3 or DynamoDB goes through an interface endpoint, which charges for it.",
  why: "Private DNS gives the service's names to the interface endpoint for everybody in the VPC. It charges by the gigabyte for what a gateway endpoint carries for nothing. Where the traffic is to pass the endpoint's security groups or policy, that is the price.",
  fix: 'Let private DNS answer only for inbound Resolver endpoints, with a gateway endpoint for the VPC itself (`aws ec2 modify-vpc-endpoint --dns-options PrivateDnsOnlyForInboundResolverEndpoint=true`).',
  semantics: ['DNS7', 'DNS16', 'DNS18', 'G12', 'I24'],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs', 'subnets', 'routeTables', 'networkInterfaces', 'metricSums'],
  options: costOptions,
  examples: [
    {
      title: "S3's names lead to the interface endpoint",
      facts: estate(captured),
      findings: [{ resource: 'vpce-1', message: 'Each 100 GB cost 100 GB × $0.01 = $1.00' }],
    },
    {
      title: 'Beside a gateway endpoint, and it is known how much it carries',
      facts: estate({ vpcEndpoints: [...captured.vpcEndpoints, gatewayToo] }),
      options: { traffic: [{ endpoint: 'vpce-1', gbPerMonth: 5000 }] },
      findings: [{ resource: 'vpce-1', message: '5,000 GB × $0.01 = $50.00 a month' }],
    },
    {
      title: 'Two subnets have a route to the gateway endpoint',
      facts: estate({
        vpcEndpoints: [...captured.vpcEndpoints, gatewayToo],
        routeTables: [routeTable('rtb-main', [], [route('pl-s3', 'vpce-2')])],
      }),
      findings: [
        {
          resource: 'vpce-1',
          affected: ['subnet-a', 'subnet-b', 'vpce-2'],
          message: '2 subnets with compute (subnet-a and subnet-b)',
        },
      ],
    },
    {
      title: 'Private DNS answers only for inbound Resolver endpoints',
      facts: estate({
        vpcEndpoints: [
          interfaceEndpoint('s3', ['subnet-a'], {
            DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true },
          }),
          gatewayToo,
        ],
      }),
    },
    {
      title: 'Private DNS is off',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('s3', ['subnet-a'], { PrivateDnsEnabled: false })] }),
    },
    { title: 'Nothing runs in the VPC', facts: estate({ ...captured, networkInterfaces: [] }) },
    {
      title: 'A service without gateway endpoints',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])] }),
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(estate(captured), 'networkInterfaces'),
      undecided: [{ resource: 'vpce-1', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network, options: { prices, traffic } }) {
    for (const endpoint of endpointsOfType(network, 'interface')) {
      const applies = and(
        isAvailableEndpointOfType(endpoint, 'interface'),
        map(endpoint.service, ({ kind, service }) => kind === 'aws' && titles.has(service)),
      );
      if (isFalse(applies)) continue;
      const captures = and(
        applies,
        namesLeadToEndpoint(endpoint),
        flatMap(vpcOfEndpoint(network, endpoint), (vpc) => someOf(computeInVpc(network, vpc), () => yes)),
      );
      if (!captures.known) yield undecided(endpoint, captures.missing);
      else if (captures.value) {
        const { of, remark } = priceList(endpoint.region, prices, 'interfaceEndpointGb');
        const volume = volumeOfEndpoint(network, traffic, endpoint.id);
        const cost = endpointDataCost(of, volume?.gb ?? 100).arithmetic;
        const title = titles.get(endpoint.service.known ? endpoint.service.value.service : '') ?? '';
        const vpc = vpcOfEndpoint(network, endpoint);
        const service = endpoint.service.known ? endpoint.service.value.service : '';
        const { gateways, subnets } = vpc.known
          ? capturedSubnets(network, vpc.value, service)
          : { gateways: [], subnets: [] };
        const radius =
          subnets.length === 0
            ? ''
            : ` ${counted(subnets.length, 'subnet')} with compute (${listed(subnets.map(({ id }) => id))}) ${subnets.length === 1 ? 'has' : 'have'} a route to gateway endpoint ${listed(gateways.map(({ id }) => id))}, which carries nothing.`;
        yield problem({
          resource: endpoint,
          at: '/PrivateDnsEnabled',
          affected: [...subnets, ...gateways],
          message: `What ${endpoint.vpcId ?? 'its VPC'} sends to ${title} goes through interface endpoint ${named(endpoint)}, because its private DNS answers for the whole VPC. ${volume ? `That costs ${cost} a month, ${volume.source}` : `Each 100 GB cost ${cost}`}, and ${dollars(0)} through a gateway endpoint.${radius}${remark} Let private DNS answer only for inbound Resolver endpoints${gateways.length === 0 ? ', and add a gateway endpoint' : ''}.`,
        });
      }
    }
  },
});

const titles: ReadonlyMap<string, string> = new Map([
  ['s3', 'Amazon S3'],
  ['dynamodb', 'DynamoDB'],
]);
