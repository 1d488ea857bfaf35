import * as z from 'zod';
import { computeInVpc } from '../../analysis/connectivity/compute.ts';
import { dhcpOptionsOf, usesAmazonDns } from '../../analysis/connectivity/dns-servers.ts';
import { authoritiesOf } from '../../analysis/connectivity/name/authorities.ts';
import { mayHoldAwsNames } from '../../analysis/connectivity/name/endpoint-names.ts';
import { awsDnsServersAt } from '../../analysis/connectivity/resolver-interfaces.ts';
import { and, isFalse, not, someOf, unknown, yes } from '../../model/fact.ts';
import { parseAddress } from '../../model/ip-address.ts';
import type { Network } from '../../model/network.ts';
import { interfaceEndpoint, without } from '../example-estate.ts';
import { hubEstate } from '../hub-example-estate.ts';
import { defineRule, type Facts, problem } from '../rule.ts';
import { listed } from '../wording.ts';

const hub = hubEstate();
const asking = (server: string, changes: Facts = {}): Facts => ({
  ...hub,
  vpcs: (hub.vpcs ?? []).map((each) =>
    each.VpcId === 'vpc-2' ? { ...each, DhcpOptionsId: 'dopt-2' } : each,
  ),
  dhcpOptions: [
    ...(hub.dhcpOptions ?? []),
    {
      DhcpOptionsId: 'dopt-2',
      DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: server }] }],
    },
  ],
  ...changes,
});

export default defineRule({
  id: 'hub-spoke-custom-dns',
  topic: 'hybrid',
  severity: 'info',
  category: 'connectivity',
  summary: 'Hosted zones lead a VPC to central endpoints, and its hosts ask DNS servers of their own.',
  why: "A hosted zone is known to the Amazon DNS server of the VPCs that it is associated with. Where the DHCP options hand out other servers, the zone is never asked, and names of services lead to the hub only if those servers forward them to the VPC's own server or to an inbound Resolver endpoint. Whether they do cannot be seen in the configuration of AWS.",
  fix: 'Use AmazonProvidedDNS in the VPC, with resolver rules for the domains that other servers answer, or make these servers forward the names of AWS to an inbound Resolver endpoint of a VPC with the zones.',
  semantics: ['DNS3', 'DNS4', 'DNS33', 'C1'],
  references: [
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html',
  ],
  subject: 'vpcs',
  needs: [
    'vpcs',
    'dhcpOptions',
    'networkInterfaces',
    'vpcEndpoints',
    'vpcEndpointServices',
    'hostedZones',
    'hostedZonesByVpc',
    'hostedZoneVpcs',
    'profileAssociations',
    'resolverRuleAssociations',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The hosts of the spoke ask a server on premises',
      facts: asking('192.168.0.53'),
      findings: [{ resource: 'dopt-2', affected: ['vpc-2'], message: '192.168.0.53' }],
    },
    { title: 'They ask the Amazon DNS server', facts: hub },
    {
      title: 'No zone of a name of AWS is associated with the VPC',
      facts: asking('192.168.0.53', {
        hostedZones: [],
        hostedZoneVpcs: [],
        hostedZonesByVpc: [
          { VpcId: 'vpc-1', HostedZoneSummaries: [] },
          { VpcId: 'vpc-2', HostedZoneSummaries: [] },
        ],
      }),
    },
    {
      title: 'The zones tell which VPCs they are for, beside an endpoint of the spoke itself',
      facts: without(
        asking('192.168.0.53', {
          vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-spoke'], { VpcId: 'vpc-2' })],
        }),
        'hostedZonesByVpc',
      ),
      findings: [{ resource: 'dopt-2' }],
      undecided: [],
    },
    {
      title: 'The zones were not collected',
      facts: without(asking('192.168.0.53'), 'hostedZonesByVpc', 'hostedZones'),
      undecided: [{ missing: ['hostedZonesByVpc'] }],
    },
  ],
  *check({ network }) {
    for (const vpc of network.all('vpcs')) {
      const asksOthers = not(usesAmazonDns(network, vpc));
      if (isFalse(asksOthers)) continue;
      const { zones, uncollected, zoneDoubts } = authoritiesOf(network, vpc);
      const domains = [...zones].flatMap(([domain, each]) =>
        mayHoldAwsNames(domain, vpc.scope.partition) && each.some(({ kind }) => kind === 'customer-zone')
          ? domain
          : [],
      );
      const hidden = [...zoneDoubts, ...uncollected.filter(({ kind }) => kind === 'hosted zone')];
      const isLed =
        domains.length > 0
          ? yes
          : hidden.length > 0
            ? unknown(...hidden.flatMap(({ missing }) => missing))
            : not(yes);
      const verdict = and(
        isLed,
        asksOthers,
        someOf(computeInVpc(network, vpc), () => yes),
      );
      if (isFalse(verdict)) continue;
      const options = dhcpOptionsOf(network, vpc);
      if (!verdict.known || !options.known) {
        const missing = [verdict, options].flatMap((fact) => (fact.known ? [] : fact.missing));
        yield { kind: 'undecided', resource: null, missing };
        continue;
      }
      const servers = options.value.domainNameServers;
      const addressed = (servers.known ? servers.value : []).filter(
        (server) => parseAddress(server) !== null && !isAmazonElsewhere(network, server),
      );
      if (addressed.length === 0) continue;
      yield problem({
        resource: options.value,
        key: vpc.id,
        at: '/DhcpConfigurations',
        affected: [vpc],
        message: `Hosted zones of ${listed(domains.sort())} are associated with ${vpc.id}, but its hosts ask ${listed(addressed)} for names. The zones count only if ${addressed.length === 1 ? 'that server forwards' : 'those servers forward'} these names to the Amazon DNS server of the VPC, which cannot be seen here.`,
      });
    }
  },
});

/** The Amazon DNS server of a VPC answers nobody else, which is no question of what it forwards. */
function isAmazonElsewhere(network: Network, server: string): boolean {
  const servers = awsDnsServersAt(network, server);
  return servers.known && servers.value.some(({ kind }) => kind === 'amazon');
}
