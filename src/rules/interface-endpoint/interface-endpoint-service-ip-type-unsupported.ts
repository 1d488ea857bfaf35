import * as z from 'zod';
import { serviceOfEndpoint } from '../../analysis/connectivity/service-of-endpoint.ts';
import { and, type Fact, flatMap, isFalse, known, map } from '../../model/fact.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { estate, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed } from '../wording.ts';
import { isOwnEndpointWithInterfaces, isToBeMade } from './endpoint-with-interfaces.ts';

const failed = interfaceEndpoint('ssm', ['subnet-a'], {
  State: 'failed',
  IpAddressType: 'dualstack',
  NetworkInterfaceIds: [],
});
const offering = (...SupportedIpAddressTypes: readonly string[]) => [
  {
    ServiceName: 'com.amazonaws.eu-west-1.ssm',
    ServiceType: [{ ServiceType: 'Interface' }],
    SupportedIpAddressTypes,
  },
];

export default defineRule({
  id: 'interface-endpoint-service-ip-type-unsupported',
  topic: 'interface-endpoint',
  severity: 'warning',
  category: 'connectivity',
  summary:
    'An endpoint that is to be made, or that failed, has an address type that its service does not offer.',
  why: 'The provider of a service decides whether endpoints for it can have IPv4 addresses, IPv6 addresses or both. AWS creates no endpoint of another type, so the deployment fails. An endpoint that has its interfaces is past that.',
  fix: 'Take an address type that `aws ec2 describe-vpc-endpoint-services` lists for the service.',
  semantics: ['I9'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcEndpointServices'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A dual-stack endpoint failed, and its service offers IPv4 alone',
      facts: estate({ vpcEndpoints: [failed], vpcEndpointServices: offering('ipv4') }),
      findings: [{ resource: 'vpce-1', message: 'offers ipv4' }],
    },
    {
      title: 'Whether the endpoint has its interface is not told',
      facts: estate({
        vpcEndpoints: [{ ...failed, State: 'available', NetworkInterfaceIds: undefined }],
        vpcEndpointServices: offering('ipv4'),
      }),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
    {
      title: 'The service offers both families',
      facts: estate({ vpcEndpoints: [failed], vpcEndpointServices: offering('ipv4', 'ipv6') }),
    },
    {
      title: 'The endpoint is of IPv4, and the service offers it among others',
      facts: estate({
        vpcEndpoints: [{ ...failed, IpAddressType: 'ipv4' }],
        vpcEndpointServices: offering('ipv4', 'ipv6'),
      }),
    },
    {
      title: 'The endpoint has its interface, whatever the list says today',
      facts: estate({
        vpcEndpoints: [{ ...failed, NetworkInterfaceIds: ['eni-endpoint-a'] }],
        vpcEndpointServices: offering('ipv4'),
      }),
    },
    {
      title: 'The services were not collected',
      facts: without(estate({ vpcEndpoints: [failed] }), 'vpcEndpointServices'),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpointServices'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const wanted = wantedTypes(endpoint);
      const open = and(isOwnEndpointWithInterfaces(endpoint), isToBeMade(endpoint), choosesType(wanted));
      if (isFalse(open)) continue;
      const offered = flatMap(serviceOfEndpoint(network, endpoint), ({ ipAddressTypes }) => ipAddressTypes);
      const verdict = and(
        open,
        flatMap(wanted, (types) => map(offered, (list) => types.some((type) => !list.includes(type)))),
      );
      if (!verdict.known) yield undecided(endpoint, verdict.missing);
      else if (verdict.value && offered.known) {
        yield problem({
          resource: endpoint,
          at: '/IpAddressType',
          message: `Endpoint ${endpointText(endpoint)} is to be of address type ${endpoint.raw.IpAddressType ?? ''}, but its service offers ${listed(offered.value)} only, so AWS does not create it. Choose a type that the service offers.`,
        });
      }
    }
  },
});

const typesOf: Readonly<Record<string, readonly string[]>> = {
  ipv4: ['ipv4'],
  ipv6: ['ipv6'],
  dualstack: ['ipv4', 'ipv6'],
};

/** None for a type that is not known, or not shown. */
function wantedTypes({ ipAddressType }: VpcEndpoint): Fact<readonly string[]> {
  return map(ipAddressType, (type) => (type === null ? [] : (typesOf[type] ?? [])));
}

function choosesType(wanted: Fact<readonly string[]>): Fact<boolean> {
  return flatMap(wanted, (types) => known(types.length > 0));
}
