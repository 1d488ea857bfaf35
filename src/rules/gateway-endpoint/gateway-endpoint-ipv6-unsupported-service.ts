import * as z from 'zod';
import { and, isFalse, known, unknown } from '../../model/fact.ts';
import { estate, gatewayEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { counted } from '../wording.ts';
import { carriesIpv4Alone, sendersBeside } from './ipv6-beside-gateway.ts';
import { dualStack, ipv6Only } from './ipv6-examples.ts';

const dynamodb = gatewayEndpoint('dynamodb', ['rtb-main']);
const s3 = gatewayEndpoint('s3', ['rtb-main'], { IpAddressType: 'ipv4' });

export default defineRule({
  id: 'gateway-endpoint-ipv6-unsupported-service',
  topic: 'gateway-endpoint',
  severity: 'warning',
  category: 'connectivity',
  summary: 'Compute that has IPv6 addresses alone stands behind a gateway endpoint that carries only IPv4.',
  why: 'A gateway endpoint takes the addresses of the service that its prefix lists hold: that of DynamoDB only IPv4, that of S3 what its address type says. Compute without an IPv4 address cannot send to those, and what it sends to IPv6 addresses of the service goes another way or nowhere.',
  fix: "Give the compute an IPv4 address, make S3's endpoint dual-stack (`aws ec2 modify-vpc-endpoint --ip-address-type dualstack`), or use an interface endpoint with IPv6 addresses.",
  semantics: ['R1', 'R6', 'G1', 'G5'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs', 'subnets', 'routeTables', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: "DynamoDB's endpoint and an instance with IPv6 alone",
      facts: estate({ vpcEndpoints: [dynamodb], networkInterfaces: [ipv6Only] }),
      findings: [{ resource: 'vpce-1', affected: ['eni-6'], message: 'only IPv6 addresses' }],
    },
    {
      title: "S3's endpoint is for IPv4",
      facts: estate({ vpcEndpoints: [s3], networkInterfaces: [ipv6Only] }),
      findings: [{ resource: 'vpce-1' }],
    },
    {
      title: "S3's endpoint is dual-stack",
      facts: estate({ vpcEndpoints: [{ ...s3, IpAddressType: 'dualstack' }], networkInterfaces: [ipv6Only] }),
    },
    {
      title: 'The instance has an IPv4 address too',
      facts: estate({ vpcEndpoints: [dynamodb], networkInterfaces: [dualStack] }),
    },
    {
      title: "The instance's table is not associated with the endpoint",
      facts: estate({
        vpcEndpoints: [gatewayEndpoint('dynamodb', ['rtb-other'])],
        networkInterfaces: [ipv6Only],
      }),
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(estate({ vpcEndpoints: [dynamodb] }), 'networkInterfaces'),
      undecided: [{ resource: 'vpce-1', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const applies = carriesIpv4Alone(endpoint);
      if (isFalse(applies)) continue;
      const { items, missing } = sendersBeside(network, endpoint);
      const lost = items.filter(({ isIpv6Only }) => isIpv6Only);
      if (lost.length === 0 && missing.length === 0) continue;
      const verdict = and(applies, lost.length > 0 ? known(true) : unknown(...missing));
      if (!verdict.known) yield undecided(endpoint, verdict.missing);
      else {
        yield problem({
          resource: endpoint,
          affected: lost.map(({ source }) => source),
          message: `${counted(lost.length, 'compute interface')} behind gateway endpoint ${endpointText(endpoint)} ${lost.length === 1 ? 'has' : 'have'} only IPv6 addresses, and the endpoint carries IPv4 alone, so ${lost.length === 1 ? 'its' : 'their'} requests do not go through it. Give the compute an IPv4 address, or use an endpoint with IPv6.`,
        });
      }
    }
  },
});
