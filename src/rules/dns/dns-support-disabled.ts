import * as z from 'zod';
import { computeInVpc } from '../../analysis/connectivity/compute.ts';
import { answersOfCustomDns, usesAmazonDns } from '../../analysis/connectivity/dns-servers.ts';
import {
  and,
  filterListing,
  flatMap,
  isFalse,
  type Listing,
  not,
  or,
  someOf,
  unknown,
  yes,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import {
  isOwnEndpointOfType,
  type VpcEndpoint,
  type VpcEndpointType,
} from '../../model/resources/vpc-endpoint.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, vpcAttributes, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';

/** Gateway Load Balancer endpoints are targets of routes; nobody asks for their names. */
const typesWithNames: readonly VpcEndpointType[] = ['gateway', 'interface', 'resource', 'service-network'];

const dnsOff = [vpcAttributes({ EnableDnsSupport: { Value: false } })];
const customDns = [
  {
    DhcpOptionsId: 'dopt-1',
    DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: '10.0.9.53' }] }],
  },
];

export default defineRule({
  id: 'dns-support-disabled',
  topic: 'dns',
  severity: 'error',
  category: 'connectivity',
  summary: 'A VPC with endpoints hands out Amazon DNS servers while its DNS support is off.',
  why: 'Without enableDnsSupport the VPC has no Amazon DNS server, but its hosts are told to ask there. They resolve no name at all: neither those of interface endpoints nor the public names that gateway endpoints are reached by.',
  fix: 'Turn on DNS support (`aws ec2 modify-vpc-attribute --vpc-id … --enable-dns-support`), or give the VPC DHCP options with DNS servers that answer.',
  semantics: ['DNS1', 'DNS3', 'DNS4', 'G6'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns-updating.html',
  ],
  subject: 'vpcs',
  needs: ['vpcs', 'vpcEndpoints', 'vpcAttributes', 'dhcpOptions', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'DNS support is off in a VPC with a gateway endpoint',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])], vpcAttributes: dnsOff }),
      findings: [{ resource: 'vpc-1', affected: ['vpce-1'], message: 'DNS support' }],
    },
    {
      title: 'Nothing in the VPC asks for names yet',
      facts: estate({
        vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])],
        vpcAttributes: dnsOff,
        networkInterfaces: [],
      }),
      findings: [{ resource: 'vpc-1', severity: 'warning' }],
    },
    {
      title: 'The name server is named by its address, two above the base of the VPC',
      facts: estate({
        vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])],
        vpcAttributes: dnsOff,
        dhcpOptions: [
          {
            DhcpOptionsId: 'dopt-1',
            DhcpConfigurations: [
              { Key: 'domain-name-servers', Values: [{ Value: '10.0.0.2' }, { Value: '169.254.169.253' }] },
            ],
          },
        ],
      }),
      findings: [{ resource: 'vpc-1' }],
    },
    {
      title: 'DNS support is on',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])] }),
    },
    {
      title: 'DNS support is off in a VPC without endpoints',
      facts: estate({ vpcAttributes: dnsOff }),
    },
    {
      title: 'The only endpoint is a target of routes',
      facts: estate({
        vpcEndpoints: [
          interfaceEndpoint('vpce-svc-1', ['subnet-a'], { VpcEndpointType: 'GatewayLoadBalancer' }),
        ],
        vpcAttributes: dnsOff,
      }),
    },
    {
      title: 'Hosts ask a DNS server of their own',
      facts: estate({
        vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])],
        vpcAttributes: dnsOff,
        dhcpOptions: customDns,
      }),
      undecided: [{ resource: 'vpc-1', missing: ['dhcpOptions'] }],
    },
    {
      title: 'The DHCP options were not collected',
      facts: without(
        estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])], vpcAttributes: dnsOff }),
        'dhcpOptions',
      ),
      undecided: [{ resource: 'vpc-1', missing: ['dhcpOptions'] }],
    },
    {
      title: 'The attributes of the VPC were not collected',
      facts: without(estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])] }), 'vpcAttributes'),
      undecided: [{ resource: 'vpc-1', missing: ['vpcAttributes'] }],
    },
  ],
  *check({ network }) {
    for (const vpc of network.all('vpcs')) {
      const endpoints = endpointsWithNames(network, vpc);
      const hasEndpoints = someOf(endpoints, () => yes);
      if (isFalse(hasEndpoints)) continue;
      const attributes = network.answerFor('vpcAttributes', vpc.id, vpc);
      const isOff = not(flatMap(attributes, (answer) => answer.enableDnsSupport));
      if (isFalse(isOff)) continue;
      const asksAmazon = flatMap(usesAmazonDns(network, vpc), (does) =>
        does ? yes : unknown(answersOfCustomDns(vpc)),
      );
      const broken = and(hasEndpoints, isOff, asksAmazon);
      if (!broken.known) yield undecided(vpc, broken.missing);
      else if (broken.value && attributes.known) {
        yield problem({
          resource: vpc,
          severity: computeInVpc(network, vpc).items.length > 0 ? 'error' : 'warning',
          at: attributes.value.at('/EnableDnsSupport'),
          affected: endpoints.items,
          message: `DNS support of ${vpc.id} is off, but its DHCP options send hosts to Amazon's DNS server, so they resolve no names and reach nothing through its endpoints by name. Set enableDnsSupport to true, or hand out DNS servers that answer.`,
        });
      }
    }
  },
});

function endpointsWithNames(network: Network, vpc: Vpc): Listing<VpcEndpoint> {
  return filterListing(network.inVpc('vpcEndpoints', vpc), (endpoint) =>
    or(...typesWithNames.map((type) => isOwnEndpointOfType(endpoint, type))),
  );
}
