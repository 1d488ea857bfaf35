import * as z from 'zod';
import { namesLeadToEndpoint, vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { computeInVpc } from '../../analysis/connectivity/compute.ts';
import { ipv6Compute } from '../../analysis/connectivity/ipv6-compute.ts';
import { isMeantForItsVpc } from '../../analysis/connectivity/meant-for-its-vpc.ts';
import { and, type Fact, flatMap, isFalse, known, map, unknown } from '../../model/fact.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { base, estate, instanceInterface, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { counted } from '../wording.ts';

const ssm = interfaceEndpoint('ssm', ['subnet-a'], { IpAddressType: 'ipv4' });
const ipv6Only = instanceInterface('eni-6', 'subnet-b', '', {
  PrivateIpAddress: undefined,
  PrivateIpAddresses: [],
  Ipv6Addresses: [{ Ipv6Address: '2001:db8:0:2::10' }],
});
const beside = [...(base.networkInterfaces ?? []), ipv6Only];

export default defineRule({
  id: 'interface-endpoint-ipv6-source-unreachable',
  topic: 'interface-endpoint',
  severity: 'error',
  category: 'connectivity',
  summary: 'Compute has IPv6 addresses alone, and the interface endpoint of its VPC has only IPv4 ones.',
  why: 'What has no IPv4 address cannot send to one. Private DNS gives the service the IPv4 addresses of the endpoint, so that compute with IPv6 addresses alone finds no address it could use. The severity is error where that is all compute of the VPC, and info where it is some of it.',
  fix: 'Make the endpoint dual-stack, in subnets with both kinds of blocks (`aws ec2 modify-vpc-endpoint --ip-address-type dualstack --dns-options DnsRecordIpType=dualstack`), if the service supports it.',
  semantics: ['R6', 'I9', '5.7', 'DNS7'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcs', 'networkInterfaces', 'subnets'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'All that runs in the VPC has IPv6 alone',
      facts: estate({ vpcEndpoints: [ssm], networkInterfaces: [ipv6Only] }),
      findings: [
        { resource: 'vpce-1', severity: 'error', affected: ['eni-6'], message: 'only IPv6 addresses' },
      ],
    },
    {
      title: 'One instance has IPv6 alone',
      facts: estate({ vpcEndpoints: [ssm], networkInterfaces: beside }),
      findings: [{ resource: 'vpce-1', severity: 'info', affected: ['eni-6'] }],
    },
    {
      title: 'The endpoint is dual-stack, and its names have IPv4 addresses alone',
      facts: estate({
        vpcEndpoints: [{ ...ssm, IpAddressType: 'dualstack', DnsOptions: { DnsRecordIpType: 'ipv4' } }],
        networkInterfaces: beside,
      }),
      findings: [{ resource: 'vpce-1', severity: 'info' }],
    },
    {
      title: 'The endpoint is dual-stack',
      facts: estate({ vpcEndpoints: [{ ...ssm, IpAddressType: 'dualstack' }], networkInterfaces: beside }),
    },
    {
      title: 'All compute has IPv4 addresses',
      facts: estate({ vpcEndpoints: [ssm] }),
    },
    {
      title: 'The subnet has DNS64, of which no page says what it makes of private addresses',
      facts: estate({
        vpcEndpoints: [ssm],
        networkInterfaces: beside,
        subnets: (base.subnets ?? []).map((subnet) => ({ ...subnet, EnableDns64: true })),
      }),
    },
    {
      title: 'Private DNS is off',
      facts: estate({ vpcEndpoints: [{ ...ssm, PrivateDnsEnabled: false }], networkInterfaces: beside }),
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(estate({ vpcEndpoints: [ssm] }), 'networkInterfaces'),
      undecided: [{ resource: 'vpce-1', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const applies = and(
        isMeantForItsVpc(endpoint),
        namesLeadToEndpoint(endpoint),
        givesIpv4Alone(endpoint),
      );
      if (isFalse(applies)) continue;
      const vpc = vpcOfEndpoint(network, endpoint);
      const senders = map(vpc, (its) => ipv6Compute(network, its));
      const lost = senders.known ? senders.value.items.filter(({ isIpv6Only }) => isIpv6Only) : [];
      const unseen = senders.known ? senders.value.missing : senders.missing;
      if (lost.length === 0 && unseen.length === 0) continue;
      const verdict = and(applies, lost.length > 0 ? known(true) : unknown(...unseen));
      if (!verdict.known) yield undecided(endpoint, verdict.missing);
      else if (vpc.known) {
        const compute = computeInVpc(network, vpc.value);
        const isAll = compute.missing.length === 0 && compute.items.length === lost.length;
        yield problem({
          resource: endpoint,
          at: '/IpAddressType',
          severity: isAll ? 'error' : 'info',
          affected: lost.map(({ source }) => source),
          message: `${counted(lost.length, 'compute interface')} in ${vpc.value.id} ${lost.length === 1 ? 'has' : 'have'} only IPv6 addresses, and the names of interface endpoint ${endpointText(endpoint)} lead to IPv4 ones alone, which ${lost.length === 1 ? 'it' : 'they'} cannot reach. Make the endpoint dual-stack.`,
        });
      }
    }
  },
});

/** Endpoints from before there was a choice have IPv4. */
function givesIpv4Alone(endpoint: VpcEndpoint): Fact<boolean> {
  return flatMap(endpoint.ipAddressType, (type) =>
    map(endpoint.dnsRecordIpType, (records) => type === null || type === 'ipv4' || records === 'ipv4'),
  );
}
