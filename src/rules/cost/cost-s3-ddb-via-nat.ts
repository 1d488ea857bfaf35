import { runsComputeInSubnets } from '../../analysis/connectivity/compute.ts';
import { servedSubnetIds } from '../../analysis/connectivity/effective-route-table.ts';
import {
  gatewayEndpointsOf,
  namesLeadToInterfaceEndpoint,
} from '../../analysis/connectivity/gateway-endpoints.ts';
import { serviceAddresses } from '../../analysis/connectivity/prefix-list-addresses.ts';
import { waysOut } from '../../analysis/connectivity/way-out.ts';
import { gigabytes, natDataCost } from '../../analysis/cost/monthly-cost.ts';
import { type OwnPrices, priceList } from '../../analysis/cost/price-list.ts';
import { type DeclaredTraffic, volumeOfNatGateway, volumeToService } from '../../analysis/cost/traffic.ts';
import { and, type Fact, flatMap, isTrue, map, no, not, or, some, someOf, yes } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Route, RouteTable } from '../../model/resources/route-table.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import {
  base,
  estate,
  gatewayEndpoint,
  interfaceEndpoint,
  route,
  routeTable,
  without,
} from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed, named } from '../wording.ts';
import { costOptions } from './cost-options.ts';

const services = [
  { service: 's3', title: 'Amazon S3' },
  { service: 'dynamodb', title: 'DynamoDB' },
];

const throughNat = estate({ routeTables: [routeTable('rtb-main', [], [route('0.0.0.0/0', 'nat-1')])] });
const bothEndpoints = [
  gatewayEndpoint('s3', ['rtb-main']),
  gatewayEndpoint('dynamodb', ['rtb-main'], { VpcEndpointId: 'vpce-2' }),
];

export default defineRule({
  id: 'cost-s3-ddb-via-nat',
  topic: 'cost',
  severity: 'warning',
  category: 'cost',
  summary: 'A VPC without a gateway endpoint for S3 or DynamoDB sends that traffic through NAT.',
  why: 'A NAT gateway charges for every gigabyte that it processes. A gateway endpoint carries the same traffic to S3 or DynamoDB in the same Region at no charge, and keeps it off the internet path.',
  fix: 'Create a gateway endpoint for the service and associate it with the route tables that lead through NAT (`aws ec2 create-vpc-endpoint --vpc-endpoint-type Gateway`).',
  semantics: ['G1', 'G2', 'G12', 'I25', 'R7'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html',
  ],
  subject: 'vpcs',
  needs: [
    'vpcs',
    'vpcEndpoints',
    'routeTables',
    'subnets',
    'networkInterfaces',
    'prefixLists',
    'managedPrefixLists',
    'managedPrefixListEntries',
    'metricSums',
  ],
  options: costOptions,
  examples: [
    {
      title: 'Both services are reached through NAT',
      facts: throughNat,
      findings: [
        { resource: 'vpc-1', affected: ['rtb-main'], message: 'to Amazon S3 through NAT (nat-1)' },
        { resource: 'vpc-1', affected: ['rtb-main'], message: 'Each 100 GB cost 100 GB × $0.048 = $4.80' },
      ],
    },
    {
      title: 'How much goes to S3 is known, and how much through NAT',
      facts: estate({
        ...throughNat,
        metricSums: ['BytesInFromSource', 'BytesOutToSource'].map((MetricName) => ({
          ResourceId: 'nat-1',
          MetricName,
          Datapoints: ['2026-10-01T00:00:00Z', '2026-10-01T12:00:00Z'].map((Timestamp) => ({
            Timestamp,
            Sum: 2 ** 30,
          })),
        })),
      }),
      options: { traffic: [{ vpc: 'vpc-1', service: 's3', gbPerMonth: 1000 }] },
      findings: [
        { resource: 'vpc-1', message: '1,000 GB × $0.048 = $48.00 a month, as the configuration says' },
        { resource: 'vpc-1', message: 'at most 122 GB × $0.048 = $5.84 a month, as measured over 24 hours' },
      ],
    },
    {
      title: 'Images of containers are pulled in the VPC',
      facts: { ...throughNat, vpcEndpoints: [interfaceEndpoint('ecr.dkr', ['subnet-a'])] },
      findings: [
        { resource: 'vpc-1', message: 'The layers of images in Amazon ECR come from there too.' },
        { resource: 'vpc-1', message: 'to DynamoDB through NAT (nat-1)' },
      ],
    },
    {
      title: 'Of two tables, one serves compute',
      facts: {
        ...throughNat,
        vpcEndpoints: [gatewayEndpoint('s3', [])],
        routeTables: ['a', 'b'].map((zone) =>
          routeTable(`rtb-${zone}`, [`subnet-${zone}`], [route('0.0.0.0/0', `nat-${zone}`)]),
        ),
        networkInterfaces: (base.networkInterfaces ?? []).slice(0, 1),
      },
      findings: [{ resource: 'vpc-1', affected: ['rtb-a'], message: 'to DynamoDB through NAT (nat-a)' }],
    },
    {
      title: 'The VPC has gateway endpoints for both',
      facts: { ...throughNat, vpcEndpoints: bothEndpoints },
    },
    {
      title: 'Nothing runs in the VPC',
      facts: { ...throughNat, networkInterfaces: [] },
    },
    {
      title: "S3's names lead to an interface endpoint, DynamoDB has a gateway endpoint",
      facts: {
        ...throughNat,
        vpcEndpoints: [
          interfaceEndpoint('s3', ['subnet-a']),
          gatewayEndpoint('dynamodb', ['rtb-main'], { VpcEndpointId: 'vpce-2' }),
        ],
      },
    },
    {
      title: 'An internet gateway takes the traffic, and NAT only that to one partner',
      facts: estate({
        routeTables: [
          routeTable('rtb-main', [], [route('0.0.0.0/0', 'igw-1'), route('198.18.0.0/24', 'nat-1')]),
        ],
      }),
    },
    {
      title: 'The NAT gateway is gone',
      facts: estate({
        routeTables: [routeTable('rtb-main', [], [route('0.0.0.0/0', 'nat-1', { State: 'blackhole' })])],
      }),
    },
    {
      title: 'What runs in the VPC is not known',
      facts: without(throughNat, 'networkInterfaces'),
      undecided: [{ resource: 'vpc-1', missing: ['networkInterfaces'] }],
    },
    {
      title: "The services' addresses are not known",
      facts: without(throughNat, 'prefixLists'),
      undecided: [{ resource: 'vpc-1', missing: ['prefixLists'] }],
    },
    {
      title: 'The endpoints were not collected',
      facts: without(throughNat, 'vpcEndpoints'),
      undecided: [{ resource: 'vpc-1', missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network, options: { prices, traffic } }) {
    for (const vpc of network.all('vpcs')) {
      for (const { service, title } of services) {
        const served = or(
          someOf(gatewayEndpointsOf(network, service, vpc.id, vpc), () => yes),
          namesLeadToInterfaceEndpoint(network, vpc, service),
        );
        if (isTrue(served)) continue;
        const tables = network.inVpc('routeTables', vpc);
        const throughNat = and(
          not(served),
          someOf(tables, (table) => payingForNat(network, vpc, table, service)),
        );
        if (!throughNat.known) yield undecided(vpc, throughNat.missing);
        else if (throughNat.value) {
          const paying = tables.items.filter((table) => isTrue(payingForNat(network, vpc, table, service)));
          const ways = paying.flatMap((table) =>
            natRoutes(network, table, service).map((route) => ({
              natGatewayId: route.target.id ?? '',
              message: `${table.id} sends traffic to ${title} through NAT`,
              at: table.at(`/Routes/${route.index}`),
            })),
          );
          const nats = [...new Set(ways.map(({ natGatewayId }) => natGatewayId))].sort();
          const [first, ...others] = ways;
          yield problem({
            resource: vpc,
            key: service,
            affected: paying,
            message: `VPC ${named(vpc)} has no gateway endpoint for ${title}, so its subnets send what goes to ${title} through NAT (${listed(nats)}), which charges per gigabyte.${layersText(network, vpc, service)}${costText(network, { vpc, service, nats, prices, traffic })} Create a gateway endpoint, which is free, and associate it with ${listed(paying.map(({ id }) => id))}.`,
            ...(first ? { at: first.at } : {}),
            evidence: others,
          });
        }
      }
    }
  },
});

interface Question {
  readonly vpc: Vpc;
  readonly service: string;
  readonly nats: readonly string[];
  readonly prices: OwnPrices;
  readonly traffic: readonly DeclaredTraffic[];
}

/** What the traffic costs by NAT: as far as its volume is known, else what a volume would. */
function costText(network: Network, { vpc, service, nats, prices, traffic }: Question): string {
  const { of, remark } = priceList(vpc.region, prices, 'natGatewayGb');
  const declared = volumeToService(traffic, vpc.id, service);
  if (declared)
    return ` That is ${natDataCost(of, declared.gb).arithmetic} a month, ${declared.source}.${remark}`;
  const volumes = nats.map((id) => volumeOfNatGateway(network, traffic, id));
  const known = volumes.filter((volume) => volume !== null);
  const [first] = known;
  if (!first || known.length < volumes.length) {
    return ` Each 100 GB cost ${natDataCost(of, 100).arithmetic}, so that it pays from the first gigabyte.${remark}`;
  }
  const gb = known.reduce((sum, volume) => sum + volume.gb, 0);
  return ` Of ${gigabytes(gb)} through NAT a month that is at most ${natDataCost(of, gb).arithmetic} a month, ${first.source}.${remark}`;
}

/** Whoever pulls images fetches their layers from S3. */
function layersText(network: Network, vpc: Vpc, service: string): string {
  if (service !== 's3') return '';
  const pulls = network
    .inVpc('vpcEndpoints', vpc)
    .items.some((endpoint) => endpoint.service.known && endpoint.service.value.service === 'ecr.dkr');
  return pulls ? ' The layers of images in Amazon ECR come from there too.' : '';
}

/** Whether compute that the table serves sends traffic to the service through a NAT gateway. */
function payingForNat(network: Network, vpc: Vpc, table: RouteTable, service: string): Fact<boolean> {
  return network.memoOf(table, `${service} through NAT`, () => {
    const hasNat = map(table.routes, (routes) => routes.some(({ target }) => target.kind === 'nat-gateway'));
    return and(
      servesCompute(network, vpc, table),
      flatMap(hasNat, (has) => (has ? leadsThroughNat(network, table, service) : no)),
    );
  });
}

function leadsThroughNat(network: Network, table: RouteTable, service: string): Fact<boolean> {
  return flatMap(serviceAddresses(network, service, table), (addresses) =>
    some(waysOut(network, table, addresses), ({ way }) =>
      way.kind === 'unknown'
        ? { known: false, missing: way.missing }
        : { known: true, value: way.kind === 'nat-gateway' },
    ),
  );
}

function servesCompute(network: Network, vpc: Vpc, table: RouteTable): Fact<boolean> {
  return runsComputeInSubnets(network, vpc, servedSubnetIds(network, vpc, table));
}

/** The routes of a table by which the service's addresses leave through NAT. */
function natRoutes(network: Network, table: RouteTable, service: string): readonly Route[] {
  const addresses = serviceAddresses(network, service, table);
  if (!addresses.known) return [];
  return waysOut(network, table, addresses.value).flatMap(({ way, route }) =>
    way.kind === 'nat-gateway' && route ? [route] : [],
  );
}
