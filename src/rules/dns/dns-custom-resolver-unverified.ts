import * as z from 'zod';
import { namesLeadToEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { dhcpOptionsOf, usesAmazonDns } from '../../analysis/connectivity/dns-servers.ts';
import { isAvailable } from '../../analysis/connectivity/gateway-endpoints.ts';
import { AddressSet } from '../../model/address-set.ts';
import {
  and,
  type Fact,
  filterListing,
  flatMap,
  isFalse,
  known,
  map,
  not,
  someOf,
} from '../../model/fact.ts';
import { parseAddress } from '../../model/ip-address.ts';
import type { Network } from '../../model/network.ts';
import type { DhcpOptions } from '../../model/resources/dhcp-options.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { isOwnEndpointOfType } from '../../model/resources/vpc-endpoint.ts';
import { base, estate, instanceInterface, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed } from '../wording.ts';

const ssm = interfaceEndpoint('ssm', ['subnet-a']);
const asking = (...servers: readonly string[]) => [
  {
    DhcpOptionsId: 'dopt-1',
    DhcpConfigurations: [{ Key: 'domain-name-servers', Values: servers.map((Value) => ({ Value })) }],
  },
];
const inboundResolver = instanceInterface('eni-dns', 'subnet-a', '10.0.1.53', {
  Description: 'Route 53 Resolver: rslvr-in-1:rni-1',
  Attachment: { InstanceOwnerId: 'amazon-aws' },
});

export default defineRule({
  id: 'dns-custom-resolver-unverified',
  topic: 'dns',
  severity: 'info',
  category: 'connectivity',
  summary: 'A VPC relies on private DNS of its endpoints, and its hosts ask DNS servers of their own.',
  why: "Private DNS of an endpoint is known to the VPC's own Amazon DNS server alone. Where the DHCP options hand out other servers, such as those of Active Directory or on premises, the names of services lead to the endpoints only if these servers forward the queries there; otherwise they lead to public addresses, and requests go through NAT or time out. Whether they forward cannot be seen in the configuration of AWS.",
  fix: 'Make the servers forward `amazonaws.com` to the address of the VPC plus two, or to an inbound Resolver endpoint in the VPC, or use AmazonProvidedDNS.',
  semantics: ['DNS3', 'DNS4', 'DNS7'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html',
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html',
  ],
  subject: 'vpcs',
  needs: ['vpcs', 'vpcEndpoints', 'dhcpOptions', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The hosts ask servers on premises',
      facts: estate({ vpcEndpoints: [ssm], dhcpOptions: asking('192.168.0.53', '192.168.1.53') }),
      findings: [
        { resource: 'dopt-1', affected: ['vpc-1', 'vpce-1'], message: '192.168.0.53 and 192.168.1.53' },
      ],
    },
    {
      title: 'One of two servers is another than that of Amazon',
      facts: estate({ vpcEndpoints: [ssm], dhcpOptions: asking('AmazonProvidedDNS', '192.168.0.53') }),
      findings: [{ resource: 'dopt-1' }],
    },
    {
      title: 'The hosts ask the Amazon DNS server by its address',
      facts: estate({ vpcEndpoints: [ssm], dhcpOptions: asking('10.0.0.2') }),
    },
    {
      title: 'The hosts ask an inbound Resolver endpoint in the VPC',
      facts: estate({
        vpcEndpoints: [ssm],
        dhcpOptions: asking('10.0.1.53'),
        networkInterfaces: [...(base.networkInterfaces ?? []), inboundResolver],
      }),
    },
    {
      title: 'No endpoint has private DNS',
      facts: estate({
        vpcEndpoints: [{ ...ssm, PrivateDnsEnabled: false }],
        dhcpOptions: asking('192.168.0.53'),
      }),
    },
    {
      title: 'The DHCP options were not collected',
      facts: without(estate({ vpcEndpoints: [ssm] }), 'dhcpOptions'),
      undecided: [{ missing: ['dhcpOptions'] }],
    },
  ],
  *check({ network }) {
    for (const vpc of network.all('vpcs')) {
      const asksOthers = not(usesAmazonDns(network, vpc));
      if (isFalse(asksOthers)) continue;
      const relying = filterListing(network.inVpc('vpcEndpoints', vpc), (endpoint) =>
        and(isOwnEndpointOfType(endpoint, 'interface'), isAvailable(endpoint), namesLeadToEndpoint(endpoint)),
      );
      const relies = someOf(relying, () => known(true));
      const options = dhcpOptionsOf(network, vpc);
      const others = flatMap(options, (found) => serversOutside(network, vpc, found));
      const verdict = and(
        relies,
        asksOthers,
        map(others, (servers) => servers.length > 0),
      );
      if (isFalse(verdict)) continue;
      if (!verdict.known) {
        yield options.known
          ? undecided(options.value, verdict.missing)
          : { kind: 'undecided', resource: null, missing: verdict.missing };
      } else if (options.known && others.known) {
        yield problem({
          resource: options.value,
          key: vpc.id,
          at: '/DhcpConfigurations',
          affected: [vpc, ...relying.items],
          message: `The hosts of ${vpc.id} ask ${listed(others.value)} for names. Private DNS of ${listed(relying.items.map(endpointText))} leads them to the endpoints only if ${others.value.length === 1 ? 'that server forwards' : 'those servers forward'} the names of AWS to the Amazon DNS server of the VPC, which cannot be seen here.`,
        });
      }
    }
  },
});

/** The servers that are neither Amazon's nor an inbound Resolver endpoint of the VPC, which answers as that does. */
function serversOutside(network: Network, vpc: Vpc, options: DhcpOptions): Fact<readonly string[]> {
  return flatMap(options.domainNameServers, (servers) => {
    const addressed = servers.filter((server) => parseAddress(server) !== null);
    const outside: string[] = [];
    for (const server of addressed) {
      const answers = isResolverOf(network, vpc, server);
      if (!answers.known) return answers;
      if (!answers.value) outside.push(server);
    }
    return known(outside);
  });
}

function isResolverOf(network: Network, vpc: Vpc, server: string): Fact<boolean> {
  const address = AddressSet.fromCidrs([server]);
  return flatMap(vpc.addresses, (own) => {
    if (!address.isSubsetOf(own)) return known(false);
    return someOf(network.inVpc('networkInterfaces', vpc), ({ addresses, describedAs }) =>
      flatMap(addresses, (each) =>
        each.overlaps(address)
          ? map(describedAs, (text) => text.startsWith('Route 53 Resolver'))
          : known(false),
      ),
    );
  });
}
