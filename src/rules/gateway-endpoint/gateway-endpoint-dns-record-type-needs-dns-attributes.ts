import * as z from 'zod';
import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import { and, flatMap, isFalse, map, not } from '../../model/fact.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { estate, gatewayEndpoint, vpcAttributes, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';

const endpoint = (DnsRecordIpType: string, fields = {}) =>
  gatewayEndpoint('s3', ['rtb-main'], { DnsOptions: { DnsRecordIpType }, ...fields });
const hostnamesOff = [vpcAttributes({ EnableDnsHostnames: { Value: false } })];

export default defineRule({
  id: 'gateway-endpoint-dns-record-type-needs-dns-attributes',
  topic: 'gateway-endpoint',
  severity: 'warning',
  category: 'connectivity',
  summary: 'A gateway endpoint asks for DNS records of its own kind in a VPC whose DNS host names are off.',
  why: "With a record type other than service-defined, AWS answers for the service's names with records for the endpoint, and requires DNS support and DNS host names of the VPC for that. AWS refuses the type while either is off; where host names were turned off afterwards, clients no longer get the records that the endpoint asks for, and may leave for the service over the other family and past the endpoint. DNS support that is off stops all names, which is the matter of another rule.",
  fix: 'Turn DNS host names on (`aws ec2 modify-vpc-attribute --enable-dns-hostnames`), or set the record type of the endpoint to `service-defined`.',
  semantics: ['G6', '5.7'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcAttributes'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The endpoint asks for dual-stack records, and host names are off',
      facts: estate({ vpcEndpoints: [endpoint('dualstack')], vpcAttributes: hostnamesOff }),
      findings: [{ resource: 'vpce-1', message: 'DNS host names of vpc-1 are off' }],
    },
    {
      title: 'The endpoint leaves the records to the service',
      facts: estate({ vpcEndpoints: [endpoint('service-defined')], vpcAttributes: hostnamesOff }),
    },
    {
      title: 'The endpoint is older than the choice',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])], vpcAttributes: hostnamesOff }),
    },
    {
      title: 'Both attributes are on',
      facts: estate({ vpcEndpoints: [endpoint('ipv4')] }),
    },
    {
      title: 'DNS support is off too, of which another rule tells',
      facts: estate({
        vpcEndpoints: [endpoint('ipv4')],
        vpcAttributes: [
          vpcAttributes({ EnableDnsSupport: { Value: false }, EnableDnsHostnames: { Value: false } }),
        ],
      }),
    },
    {
      title: 'The endpoint is being deleted',
      facts: estate({ vpcEndpoints: [endpoint('ipv4', { State: 'deleting' })], vpcAttributes: hostnamesOff }),
    },
    {
      title: 'The attributes were not collected',
      facts: without(estate({ vpcEndpoints: [endpoint('dualstack')] }), 'vpcAttributes'),
      undecided: [{ resource: 'vpce-1', missing: ['vpcAttributes'] }],
    },
  ],
  *check({ network }) {
    for (const each of network.all('vpcEndpoints')) {
      const applies = and(isAvailableEndpointOfType(each, 'gateway'), choosesRecords(each));
      if (isFalse(applies)) continue;
      const attributes = network.answerFor('vpcAttributes', each.vpcId ?? '', each);
      const lacking = flatMap(attributes, (answer) =>
        and(answer.enableDnsSupport, not(answer.enableDnsHostnames)),
      );
      const verdict = and(applies, lacking);
      if (!verdict.known) yield undecided(each, verdict.missing);
      else if (verdict.value && attributes.known) {
        yield problem({
          resource: each,
          at: '/DnsOptions/DnsRecordIpType',
          message: `Gateway endpoint ${endpointText(each)} asks for ${each.raw.DnsOptions?.DnsRecordIpType ?? ''} records, which need DNS support and DNS host names, but DNS host names of ${each.vpcId ?? 'its VPC'} are off, so clients do not get them. Turn DNS host names on, or set the record type to service-defined.`,
          evidence: [{ message: 'DNS host names are off', at: attributes.value.at('/EnableDnsHostnames') }],
        });
      }
    }
  },
});

function choosesRecords({ dnsRecordIpType }: VpcEndpoint) {
  return map(dnsRecordIpType, (type) => type !== null && type !== 'service-defined');
}
