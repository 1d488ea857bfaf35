import * as z from 'zod';
import { and, type Fact, isFalse, map, some, unknown } from '../../model/fact.ts';
import type { Route } from '../../model/resources/route-table.ts';
import { estate, gatewayEndpoint, route, routeTable, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { counted, listed } from '../wording.ts';
import { carriesIpv4Alone, type SenderBesideGateway, sendersBeside } from './ipv6-beside-gateway.ts';
import { dualStack, ipv6Only } from './ipv6-examples.ts';

const s3 = gatewayEndpoint('s3', ['rtb-main'], { IpAddressType: 'ipv4' });
const ipv6Out = {
  ...route('0.0.0.0/0', 'eigw-1'),
  DestinationCidrBlock: undefined,
  DestinationIpv6CidrBlock: '::/0',
};
const withWayOut = [routeTable('rtb-main', [], [ipv6Out])];

export default defineRule({
  id: 'gateway-endpoint-ipv6-gap',
  topic: 'gateway-endpoint',
  severity: 'info',
  category: 'security',
  securitySeverity: 2,
  summary:
    "S3's gateway endpoint carries IPv4 alone, and compute behind it reaches S3 over IPv6 by the internet.",
  why: 'Clients that use the dual-stack names of S3, as package repositories of Amazon Linux do, may connect over IPv6. An endpoint for IPv4 does not take these packets: they leave by the internet or egress-only gateway, past the endpoint and its policy.',
  fix: 'Make the endpoint dual-stack (`aws ec2 modify-vpc-endpoint --ip-address-type dualstack`), or remove the IPv6 route.',
  semantics: ['R1', 'R6', 'G1', 'G5', 'DNS19b'],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs', 'subnets', 'routeTables', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A dual-stack instance has a way out over IPv6',
      facts: estate({ vpcEndpoints: [s3], routeTables: withWayOut, networkInterfaces: [dualStack] }),
      findings: [{ resource: 'vpce-1', affected: ['eni-46'], message: 'over IPv6 through eigw-1' }],
    },
    {
      title: 'There is no way out over IPv6',
      facts: estate({ vpcEndpoints: [s3], networkInterfaces: [dualStack] }),
    },
    {
      title: 'The endpoint is dual-stack',
      facts: estate({
        vpcEndpoints: [{ ...s3, IpAddressType: 'dualstack' }],
        routeTables: withWayOut,
        networkInterfaces: [dualStack],
      }),
    },
    {
      title: "DynamoDB's endpoint cannot be otherwise",
      facts: estate({
        vpcEndpoints: [gatewayEndpoint('dynamodb', ['rtb-main'])],
        routeTables: withWayOut,
        networkInterfaces: [dualStack],
      }),
    },
    {
      title: 'The instance has IPv6 alone, which is another matter',
      facts: estate({ vpcEndpoints: [s3], routeTables: withWayOut, networkInterfaces: [ipv6Only] }),
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(estate({ vpcEndpoints: [s3], routeTables: withWayOut }), 'networkInterfaces'),
      undecided: [{ resource: 'vpce-1', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const applies = and(
        carriesIpv4Alone(endpoint),
        map(endpoint.service, ({ service }) => service === 's3'),
      );
      if (isFalse(applies)) continue;
      const { items, missing } = sendersBeside(network, endpoint);
      const both = items.filter(({ isIpv6Only }) => !isIpv6Only);
      const leaving = both.filter((sender) => !isFalse(leaves(sender)));
      if (leaving.length === 0 && missing.length === 0) continue;
      const known = some(leaving, leaves);
      const verdict = and(applies, isFalse(known) ? unknown(...missing) : known);
      if (!verdict.known) yield undecided(endpoint, verdict.missing);
      else {
        const gateways = new Set(
          leaving.flatMap((sender) => waysOut(sender).flatMap(({ target }) => target.id ?? [])),
        );
        yield problem({
          resource: endpoint,
          at: '/IpAddressType',
          affected: leaving.map(({ source }) => source),
          message: `Gateway endpoint ${endpointText(endpoint)} carries IPv4 alone, and ${counted(leaving.length, 'compute interface')} behind it can reach S3 over IPv6 through ${listed([...gateways].sort())}, past the endpoint and its policy. Make the endpoint dual-stack, or remove the IPv6 route.`,
        });
      }
    }
  },
});

/** Whether its table has a route to the internet over IPv6. */
function leaves(sender: SenderBesideGateway): Fact<boolean> {
  return map(sender.table.routes, () => waysOut(sender).length > 0);
}

function waysOut({ table: { routes } }: SenderBesideGateway): readonly Route[] {
  return (routes.known ? routes.value : []).filter(
    ({ target, destination, state }) =>
      state === 'active' &&
      destination.kind === 'cidr' &&
      destination.cidr === '::/0' &&
      (target.kind === 'internet-gateway' || target.kind === 'egress-only-internet-gateway'),
  );
}
