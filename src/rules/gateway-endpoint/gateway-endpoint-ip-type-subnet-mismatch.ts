import * as z from 'zod';
import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import { classesBehindGatewayEndpoint } from '../../analysis/connectivity/gateway-endpoint-sources.ts';
import { and, isFalse, known, unknown } from '../../model/fact.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { estate, gatewayEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { counted } from '../wording.ts';
import { dualStack, ipv6Only } from './ipv6-examples.ts';

const s3 = gatewayEndpoint('s3', ['rtb-main'], { IpAddressType: 'ipv6' });

export default defineRule({
  id: 'gateway-endpoint-ip-type-subnet-mismatch',
  topic: 'gateway-endpoint',
  severity: 'warning',
  category: 'connectivity',
  summary: 'Compute with IPv4 addresses stands behind a gateway endpoint that carries IPv6 alone.',
  why: 'An endpoint of address type ipv6 adds only the IPv6 prefix list of the service to its route tables. The plain names of S3 resolve to IPv4 addresses, and what is sent to those goes another way: through NAT, or nowhere.',
  fix: 'Make the endpoint dual-stack (`aws ec2 modify-vpc-endpoint --ip-address-type dualstack`).',
  semantics: ['R1', 'R6', 'G1', 'G5', 'DNS19b'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs', 'subnets', 'routeTables', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A dual-stack instance stands behind it',
      facts: estate({ vpcEndpoints: [s3], networkInterfaces: [dualStack] }),
      findings: [{ resource: 'vpce-1', affected: ['eni-46'], message: 'carries IPv6 alone' }],
    },
    {
      title: 'All that stands behind it has IPv6 alone',
      facts: estate({ vpcEndpoints: [s3], networkInterfaces: [ipv6Only] }),
    },
    {
      title: 'The endpoint is dual-stack',
      facts: estate({ vpcEndpoints: [{ ...s3, IpAddressType: 'dualstack' }] }),
    },
    {
      title: 'No table of compute is associated with it',
      facts: estate({ vpcEndpoints: [{ ...s3, RouteTableIds: ['rtb-other'] }] }),
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(estate({ vpcEndpoints: [s3] }), 'networkInterfaces'),
      undecided: [{ resource: 'vpce-1', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of endpointsOfType(network, 'gateway')) {
      const applies = and(isAvailableEndpointOfType(endpoint, 'gateway'), endpoint.isIpv6Only);
      if (isFalse(applies)) continue;
      const { items, missing } = classesBehindGatewayEndpoint(network, endpoint);
      const passing = items
        .flatMap(({ sources }) => sources)
        .filter(({ addresses }) => addresses.known && !addresses.value.ipv4Only().isEmpty());
      if (passing.length === 0 && missing.length === 0) continue;
      const verdict = and(applies, passing.length > 0 ? known(true) : unknown(...missing));
      if (!verdict.known) yield undecided(endpoint, verdict.missing);
      else {
        yield problem({
          resource: endpoint,
          at: '/IpAddressType',
          affected: passing,
          message: `Gateway endpoint ${endpointText(endpoint)} carries IPv6 alone, and ${counted(passing.length, 'compute interface')} behind it ${passing.length === 1 ? 'has' : 'have'} IPv4 addresses, whose requests do not go through it. Make the endpoint dual-stack.`,
        });
      }
    }
  },
});
