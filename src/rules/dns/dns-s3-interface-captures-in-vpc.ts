import * as z from 'zod';
import {
  isAvailableEndpointOfType,
  namesLeadToEndpoint,
  vpcOfEndpoint,
} from '../../analysis/connectivity/available-endpoint.ts';
import { computeBySubnet } from '../../analysis/connectivity/compute.ts';
import { describedSubnets } from '../../analysis/connectivity/effective-route-table.ts';
import { gatewayEndpointsOf, isAvailable } from '../../analysis/connectivity/gateway-endpoints.ts';
import { subnetsBehindTable } from '../../analysis/connectivity/sources-behind-table.ts';
import { and, filterListing, isFalse, type Listing, type MissingFact, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, route, routeTable, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { counted, listed } from '../wording.ts';

const s3 = interfaceEndpoint('s3', ['subnet-a']);
const gateway = gatewayEndpoint('s3', ['rtb-main'], { VpcEndpointId: 'vpce-2' });
const routed = [routeTable('rtb-main', [], [route('pl-s3', 'vpce-2')])];

export default defineRule({
  id: 'dns-s3-interface-captures-in-vpc',
  topic: 'dns',
  severity: 'info',
  category: 'cost',
  summary: 'Private DNS of an S3 interface endpoint takes the traffic of its VPC from the gateway endpoint.',
  why: "Private DNS is for the whole VPC: every subnet that used the gateway endpoint, which is free, sends to the interface endpoint instead, which is billed by the GB, and falls under its policy and its security groups. The gateway endpoint's routes stay and carry nothing.",
  fix: 'Let private DNS answer only queries that come through an inbound Resolver endpoint (`aws ec2 modify-vpc-endpoint --dns-options PrivateDnsOnlyForInboundResolverEndpoint=true`), unless the VPC itself is to use the interface endpoint.',
  semantics: ['DNS16', 'DNS18', 'H5'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs', 'subnets', 'routeTables', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Two subnets have the gateway endpoint in their route table',
      facts: estate({ vpcEndpoints: [s3, gateway], routeTables: routed }),
      findings: [
        {
          resource: 'vpce-1',
          affected: ['subnet-a', 'subnet-b', 'vpce-2'],
          message: '2 subnets (subnet-a and subnet-b)',
        },
      ],
    },
    {
      title: 'Private DNS is for an inbound Resolver endpoint only',
      facts: estate({
        vpcEndpoints: [{ ...s3, DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true } }, gateway],
        routeTables: routed,
      }),
    },
    {
      title: 'Private DNS is off',
      facts: estate({ vpcEndpoints: [{ ...s3, PrivateDnsEnabled: false }, gateway], routeTables: routed }),
    },
    {
      title: 'There is no gateway endpoint',
      facts: estate({ vpcEndpoints: [s3] }),
    },
    {
      title: 'Nothing runs behind the route tables of the gateway endpoint',
      facts: estate({ vpcEndpoints: [s3, gateway], routeTables: routed, networkInterfaces: [] }),
    },
    {
      title: 'The route tables were not collected',
      facts: without(estate({ vpcEndpoints: [s3, gateway] }), 'routeTables'),
      undecided: [{ resource: 'vpce-1', missing: ['routeTables'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const applies = and(
        map(endpoint.service, ({ service }) => service === 's3'),
        isAvailableEndpointOfType(endpoint, 'interface'),
        namesLeadToEndpoint(endpoint),
      );
      if (isFalse(applies)) continue;
      const vpc = vpcOfEndpoint(network, endpoint);
      if (!applies.known || !vpc.known) {
        yield undecided(endpoint, [
          ...(applies.known ? [] : applies.missing),
          ...(vpc.known ? [] : vpc.missing),
        ]);
        continue;
      }
      const gateways = filterListing(gatewayEndpointsOf(network, 's3', vpc.value.id, vpc.value), isAvailable);
      const captured = subnetsBehind(network, vpc.value, gateways);
      if (captured.items.length === 0) {
        if (captured.missing.length > 0) yield undecided(endpoint, captured.missing);
        continue;
      }
      const subnets = describedSubnets(network, captured.items, vpc.value);
      yield problem({
        resource: endpoint,
        at: '/PrivateDnsEnabled',
        affected: [...subnets, ...gateways.items],
        message: `Private DNS of interface endpoint ${endpoint.id} leads all requests of ${vpc.value.id} to S3 there, where they are billed by the GB. So compute in ${counted(captured.items.length, 'subnet')} (${listed(captured.items)}) no longer uses gateway endpoint ${listed(gateways.items.map(({ id }) => id))}. Let private DNS answer an inbound Resolver endpoint only, unless that is what you want.`,
      });
    }
  },
});

/** The subnets with compute whose route tables gateway endpoints are associated with, sorted. */
function subnetsBehind(network: Network, vpc: Vpc, gateways: Listing<VpcEndpoint>): Listing<string> {
  const { bySubnet, missing: unseen } = computeBySubnet(network, vpc);
  const items = new Set<string>();
  const missing: MissingFact[] = [...gateways.missing];
  for (const { routeTableIds } of gateways.items) {
    if (!routeTableIds.known) missing.push(...routeTableIds.missing);
    else {
      for (const id of routeTableIds.value) {
        const table = network.answerFor('routeTables', id, vpc);
        const served = table.known
          ? subnetsBehindTable(network, table.value)
          : { items: [], missing: table.missing };
        missing.push(...served.missing, ...unseen);
        for (const subnet of served.items) if (bySubnet.has(subnet)) items.add(subnet);
      }
    }
  }
  return { items: [...items].sort(), missing };
}
