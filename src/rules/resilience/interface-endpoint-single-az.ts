import * as z from 'zod';
import {
  type ZonedSubnet,
  zonesOfCompute,
  zonesOfSubnets,
} from '../../analysis/connectivity/availability-zone.ts';
import { isAvailableEndpointOfType, vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { isOfferedInZoneOf } from '../../analysis/connectivity/service-zones.ts';
import {
  and,
  type Fact,
  flatMap,
  isFalse,
  type Listing,
  map,
  no,
  some,
  unknown,
  yes,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import {
  endpointInterface,
  estate,
  instanceInterface,
  interfaceEndpoint,
  subnet,
  without,
} from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed } from '../wording.ts';

const inZoneA = interfaceEndpoint('ssm', ['subnet-a']);
const subnetA = subnet('subnet-a', '10.0.1.0/24', 'a');
const subnetB = subnet('subnet-b', '10.0.2.0/24', 'b');

/** An endpoint in one zone for the service of a customer, which is offered in some. */
function ofCustomer(AvailabilityZones: readonly string[]) {
  const ServiceName = 'com.amazonaws.vpce.eu-west-1.vpce-svc-1';
  return estate({
    vpcEndpoints: [{ ...inZoneA, ServiceName }],
    vpcEndpointServices: [{ ServiceName, ServiceType: [{ ServiceType: 'Interface' }], AvailabilityZones }],
  });
}

export default defineRule({
  id: 'interface-endpoint-single-az',
  topic: 'resilience',
  severity: 'warning',
  category: 'resilience',
  summary: 'An interface endpoint stands in one Availability Zone while compute of its VPC runs in several.',
  why: 'All compute of the VPC depends on the one zone: when it fails, the service is out of reach from the healthy zones too. Traffic from the other zones crosses zones, which is billed.',
  fix: 'Add a subnet in each zone where compute runs (`aws ec2 modify-vpc-endpoint --add-subnet-ids`).',
  semantics: ['I5', 'I6', 'I7', 'I8'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs', 'subnets', 'networkInterfaces', 'vpcEndpointServices'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Instances run in two zones, the endpoint stands in one',
      facts: estate({ vpcEndpoints: [inZoneA] }),
      findings: [{ resource: 'vpce-1', affected: ['subnet-b'], message: 'only in zone euw1-az1' }],
    },
    {
      title: 'Zones have no ids in old dumps, names serve as well',
      facts: estate({
        vpcEndpoints: [inZoneA],
        subnets: [subnetA, { ...subnetB, AvailabilityZoneId: undefined }],
      }),
      findings: [{ resource: 'vpce-1', message: 'only in zone eu-west-1a' }],
    },
    {
      title: 'The endpoint stands in both zones',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a', 'subnet-b'])] }),
    },
    {
      title: 'All instances run in one zone',
      facts: estate({
        vpcEndpoints: [inZoneA],
        subnets: [subnetA, subnetB, subnet('subnet-a2', '10.0.3.0/24', 'a')],
        networkInterfaces: [
          instanceInterface('eni-a', 'subnet-a', '10.0.1.10'),
          instanceInterface('eni-a2', 'subnet-a2', '10.0.3.10'),
          endpointInterface('eni-other', 'subnet-b', '10.0.2.20'),
        ],
      }),
    },
    {
      title: 'The other zone is a Local Zone',
      facts: estate({
        vpcEndpoints: [inZoneA],
        subnets: [
          subnetA,
          {
            ...subnetB,
            AvailabilityZone: 'eu-west-1-lon-1a',
            AvailabilityZoneId: 'euw1-lon1-az1',
          },
        ],
      }),
    },
    {
      title: "A customer's service, which its provider offers in one zone only",
      facts: ofCustomer(['eu-west-1a']),
    },
    {
      title: "A customer's service, which its provider offers in both zones",
      facts: ofCustomer(['eu-west-1a', 'eu-west-1b']),
      findings: [{ resource: 'vpce-1' }],
    },
    {
      title: 'In which zones a provider offers a service is not known',
      facts: without(ofCustomer([]), 'vpcEndpointServices'),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpointServices'] }],
    },
    {
      title: 'The endpoint was created by an AWS service',
      facts: estate({ vpcEndpoints: [{ ...inZoneA, RequesterManaged: true }] }),
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(estate({ vpcEndpoints: [inZoneA] }), 'networkInterfaces'),
      undecided: [{ resource: 'vpce-1', missing: ['networkInterfaces'] }],
    },
    {
      title: 'The subnets were not collected',
      facts: without(estate({ vpcEndpoints: [inZoneA] }), 'subnets'),
      undecided: [{ resource: 'vpce-1', missing: ['subnets'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of endpointsOfType(network, 'interface')) {
      const applies = isAvailableEndpointOfType(endpoint, 'interface');
      if (isFalse(applies)) continue;
      const vpc = vpcOfEndpoint(network, endpoint);
      const zones = flatMap(vpc, (its) =>
        map(endpoint.subnetIds, (ids) => zonesOfSubnets(network, its, ids, endpoint)),
      );
      const computeZones = map(vpc, (its) => zonesOfCompute(network, its));
      const inOneZone = and(applies, flatMap(zones, standsInOneZone), flatMap(computeZones, severalZones));
      if (isFalse(inOneZone)) continue;
      const verdict = flatMap(inOneZone, () =>
        flatMap(zones, (own) =>
          flatMap(computeZones, (used) => canBeElsewhere(network, endpoint, outsideOf(own, used))),
        ),
      );
      if (!verdict.known) yield undecided(endpoint, verdict.missing);
      else if (verdict.value && zones.known && computeZones.known) {
        const [zone = ''] = distinctZones(zones.value);
        const outside = outsideOf(zones.value, computeZones.value);
        yield problem({
          resource: endpoint,
          at: '/SubnetIds',
          affected: outside.map(({ subnet: place }) => place),
          message: `Interface endpoint ${endpoint.id} (${endpoint.service.known ? endpoint.service.value.service : ''}) stands only in zone ${zone}, while compute of ${endpoint.vpcId ?? 'its VPC'} runs in ${listed(distinctZones(computeZones.value))}. When ${zone} fails, the service is out of reach from all of them. Add a subnet in each zone where compute runs.`,
        });
      }
    }
  },
});

function outsideOf(own: Listing<ZonedSubnet>, used: Listing<ZonedSubnet>): readonly ZonedSubnet[] {
  const zones = distinctZones(own);
  return used.items.filter(({ zone }) => !zones.includes(zone));
}

/**
 * Whether the service can be had in one of the subnets' zones. An AWS service can in every zone, save for rare gaps, so
 * the zones that it is offered in are not read: not knowing them would leave most endpoints undecided. A customer's
 * service often stands in one zone, which its users cannot change.
 */
function canBeElsewhere(
  network: Network,
  endpoint: VpcEndpoint,
  subnets: readonly ZonedSubnet[],
): Fact<boolean> {
  return flatMap(endpoint.service, ({ kind }) =>
    kind === 'aws' ? yes : some(subnets, ({ subnet: place }) => isOfferedInZoneOf(network, endpoint, place)),
  );
}

function distinctZones({ items }: Listing<ZonedSubnet>): readonly string[] {
  return [...new Set(items.map(({ zone }) => zone))].sort();
}

/** Two zones that are seen are enough; fewer are all only where nothing is missing. */
function severalZones(subnets: Listing<ZonedSubnet>): Fact<boolean> {
  const [first] = subnets.items;
  if (subnets.items.some(({ zone }) => zone !== first?.zone)) return yes;
  return subnets.missing.length > 0 ? unknown(...subnets.missing) : no;
}

/** An endpoint without any subnet stands in no zone. */
function standsInOneZone(subnets: Listing<ZonedSubnet>): Fact<boolean> {
  return map(severalZones(subnets), (several) => !several && subnets.items.length > 0);
}
