import { zonesOfCompute } from '../../analysis/connectivity/availability-zone.ts';
import { runsComputeInSubnets } from '../../analysis/connectivity/compute.ts';
import { servedSubnetIds } from '../../analysis/connectivity/effective-route-table.ts';
import {
  dollars,
  endpointBreakEven,
  gigabytes,
  interfaceEndpointCost,
  natDataCost,
} from '../../analysis/cost/monthly-cost.ts';
import { type PriceList, priceList } from '../../analysis/cost/price-list.ts';
import { type DeclaredTraffic, volumeOfNatGateway } from '../../analysis/cost/traffic.ts';
import { and, type Fact, flatMap, isFalse, known, map, not, someOf, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { hasGatewayEndpoints } from '../../model/service-name.ts';
import { estate, interfaceEndpoint, route, routeTable, without } from '../example-estate.ts';
import { defineRule, type Outcome, problem, undecided } from '../rule.ts';
import { counted, listed, named } from '../wording.ts';
import { costOptions } from './cost-options.ts';

const throughNat = { routeTables: [routeTable('rtb-main', [], [route('0.0.0.0/0', 'nat-1')])] };
const pulls = (gbPerMonth: number) => ({ traffic: [{ vpc: 'vpc-1', service: 'ecr.dkr', gbPerMonth }] });

export default defineRule({
  id: 'cost-nat-instead-of-interface-endpoint',
  topic: 'cost',
  severity: 'info',
  category: 'cost',
  onRequest: true,
  summary: 'So much goes to a service through NAT that an interface endpoint would cost less.',
  why: 'NAT gateways charge more for a gigabyte than interface endpoints, which charge for each hour and zone in addition. From some volume on the endpoint is cheaper. Where the configuration says under traffic what goes to a service, this compares; where nobody says, it gives the volume that decides.',
  fix: 'Create an interface endpoint for the service, with private DNS, in the zones where its clients run.',
  semantics: ['I5', 'I24', 'I25'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html',
  ],
  subject: 'vpcs',
  needs: ['vpcs', 'vpcEndpoints', 'routeTables', 'subnets', 'networkInterfaces', 'metricSums'],
  options: costOptions,
  examples: [
    {
      title: 'Nobody says what goes where',
      facts: estate(throughNat),
      findings: [{ resource: 'vpc-1', message: '$16.06 / ($0.048 - $0.01) = 423 GB' }],
    },
    {
      title: 'More goes to a service than an endpoint costs',
      facts: estate(throughNat),
      options: pulls(2000),
      findings: [
        {
          resource: 'vpc-1',
          message:
            '2,000 GB × $0.048 = $96.00 by NAT, and 2 zones × 730 h × $0.011 + 2,000 GB × $0.01 = $36.06',
        },
      ],
    },
    { title: 'Less goes there than an endpoint costs', facts: estate(throughNat), options: pulls(100) },
    {
      title: 'The service has an endpoint',
      facts: estate({ ...throughNat, vpcEndpoints: [interfaceEndpoint('ecr.dkr', ['subnet-a'])] }),
      options: pulls(2000),
    },
    {
      title: 'All that goes through NAT is less than decides',
      facts: estate(throughNat),
      options: { traffic: [{ natGateway: 'nat-1', gbPerMonth: 300 }] },
    },
    { title: 'Nothing goes through NAT', facts: estate() },
    {
      title: 'The network interfaces were not collected',
      facts: without(estate(throughNat), 'networkInterfaces'),
      undecided: [{ resource: 'vpc-1', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network, options: { prices, traffic } }) {
    for (const vpc of network.all('vpcs')) {
      const tables = network.inVpc('routeTables', vpc);
      const pays = someOf(tables, (table) => sendsThroughNat(network, vpc, table));
      if (isFalse(pays)) continue;
      const zones = countZones(network, vpc);
      const answer = and(
        pays,
        map(zones, (count) => count > 0),
      );
      if (isFalse(answer)) continue;
      if (!answer.known) yield undecided(vpc, answer.missing);
      else if (zones.known) {
        const nats = [
          ...new Set(tables.items.flatMap((table) => natGatewaysOf(table).map(({ id }) => id))),
        ].sort();
        const list = priceList(
          vpc.region,
          prices,
          'natGatewayGb',
          'interfaceEndpointHour',
          'interfaceEndpointGb',
        );
        const declared = traffic.filter((each) => 'vpc' in each && each.vpc === vpc.id);
        if (declared.length > 0) yield* compare(network, vpc, zones.value, list, declared);
        else yield* tellBreakEven(network, vpc, zones.value, list, { nats, traffic });
      }
    }
  },
});

/** Services of which the configuration says how much goes there. */
function* compare(
  network: Network,
  vpc: Vpc,
  zones: number,
  { of, remark }: PriceList,
  declared: readonly DeclaredTraffic[],
): Iterable<Outcome> {
  for (const each of declared) {
    if (!('service' in each) || hasGatewayEndpoints(each.service)) continue;
    const { service, gbPerMonth: gb } = each;
    const byNat = natDataCost(of, gb);
    const byEndpoint = interfaceEndpointCost(of, zones, gb);
    if (byEndpoint.dollars >= byNat.dollars) continue;
    const isWithout = not(
      someOf(network.inVpc('vpcEndpoints', vpc), ({ service: name }) =>
        map(name, (its) => its.kind === 'aws' && its.service === service),
      ),
    );
    if (!isWithout.known) yield undecided(vpc, isWithout.missing);
    else if (isWithout.value) {
      yield problem({
        resource: vpc,
        key: service,
        message: `VPC ${named(vpc)} sends ${gigabytes(gb)} a month to ${service} through NAT, as the configuration says. That costs ${byNat.arithmetic} by NAT, and ${byEndpoint.arithmetic} by an interface endpoint in ${counted(zones, 'zone')}: ${dollars(byNat.dollars - byEndpoint.dollars)} a month less.${remark} Create the endpoint, with private DNS.`,
      });
    }
  }
}

/** The volume that decides, unless it is known that less goes through NAT at all. */
function* tellBreakEven(
  network: Network,
  vpc: Vpc,
  zones: number,
  { of, remark }: PriceList,
  { nats, traffic }: { readonly nats: readonly string[]; readonly traffic: readonly DeclaredTraffic[] },
): Iterable<Outcome> {
  const even = endpointBreakEven(of, zones);
  if (even === null) return;
  const volumes = nats.map((id) => volumeOfNatGateway(network, traffic, id));
  const all = volumes.filter((volume) => volume !== null);
  const isKnown = all.length === volumes.length;
  const gb = all.reduce((sum, volume) => sum + volume.gb, 0);
  if (isKnown && gb < even.gb) return;
  yield problem({
    resource: vpc,
    message: `${isKnown ? `${gigabytes(gb)} a month go` : 'Traffic goes'} from VPC ${named(vpc)} through NAT (${listed(nats)}). For a service to which more than ${gigabytes(even.gb)} a month go, an interface endpoint in ${counted(zones, 'zone')} costs less: ${even.arithmetic}.${remark} Say under traffic in the configuration what goes to which service, to have them compared.`,
  });
}

/** The NAT gateways to which a table sends what is for the internet. */
function natGatewaysOf({ routes }: RouteTable): readonly { readonly id: string }[] {
  return (routes.known ? routes.value : []).flatMap(({ target, destination, state }) =>
    target.kind === 'nat-gateway' &&
    state === 'active' &&
    target.id &&
    destination.kind === 'cidr' &&
    destination.cidr === '0.0.0.0/0'
      ? [{ id: target.id }]
      : [],
  );
}

function sendsThroughNat(network: Network, vpc: Vpc, table: RouteTable): Fact<boolean> {
  const hasNat = map(table.routes, () => natGatewaysOf(table).length > 0);
  return and(
    hasNat,
    flatMap(hasNat, (has) =>
      has ? runsComputeInSubnets(network, vpc, servedSubnetIds(network, vpc, table)) : known(false),
    ),
  );
}

function countZones(network: Network, vpc: Vpc): Fact<number> {
  const { items, missing } = zonesOfCompute(network, vpc);
  return missing.length > 0 ? unknown(...missing) : known(new Set(items.map(({ zone }) => zone)).size);
}
