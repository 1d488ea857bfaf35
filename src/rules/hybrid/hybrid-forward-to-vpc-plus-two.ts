import * as z from 'zod';
import { computeInVpc } from '../../analysis/connectivity/compute.ts';
import { dhcpOptionsOf } from '../../analysis/connectivity/dns-servers.ts';
import { awsDnsServersAt } from '../../analysis/connectivity/resolver-interfaces.ts';
import { all, type Fact, flatMap, known, map, someOf, unknown, yes } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { ResolverRule } from '../../model/resources/resolver-rule.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { base, estate, vpc, without } from '../example-estate.ts';
import { defineRule, type Facts, problem, undecided } from '../rule.ts';
import { listed } from '../wording.ts';

const vpcs = [
  ...(base.vpcs ?? []),
  vpc({ VpcId: 'vpc-2', CidrBlock: '10.2.0.0/16', DhcpOptionsId: 'dopt-2' }),
];
const amazon = base.dhcpOptions?.[0];
const options = (...servers: readonly string[]) => [
  {
    DhcpOptionsId: 'dopt-1',
    DhcpConfigurations: [{ Key: 'domain-name-servers', Values: servers.map((Value) => ({ Value })) }],
  },
  { ...amazon, DhcpOptionsId: 'dopt-2' },
];
const asking = (...servers: readonly string[]) => estate({ vpcs, dhcpOptions: options(...servers) });

function forwarding(targets: readonly string[], changes: Facts = {}): Facts {
  const rule: RawItem = {
    Id: 'rslvr-rr-1',
    DomainName: 'corp.example.',
    RuleType: 'FORWARD',
    ResolverEndpointId: 'rslvr-out-1',
    TargetIps: targets.map((Ip) => ({ Ip, Port: 53 })),
  };
  return estate({
    vpcs,
    dhcpOptions: options('AmazonProvidedDNS'),
    resolverRules: [rule],
    resolverEndpoints: [
      { Id: 'rslvr-out-1', Direction: 'OUTBOUND', HostVPCId: 'vpc-1', Status: 'OPERATIONAL' },
    ],
    ...changes,
  });
}

export default defineRule({
  id: 'hybrid-forward-to-vpc-plus-two',
  topic: 'hybrid',
  severity: 'error',
  category: 'connectivity',
  summary: 'DNS queries are sent to the Amazon DNS server of another VPC, which answers nobody outside it.',
  why: 'The address of a VPC plus two belongs to the DNS server of that VPC, and only hosts in it are answered, whatever peering or transit gateway there is. Hosts that are told that address by DHCP, and resolver rules that forward there, get no answer; where other servers stand beside it, queries are slow or fail now and then (a warning).',
  fix: 'Use AmazonProvidedDNS in each VPC and share hosted zones, or send the queries to an inbound Resolver endpoint in the other VPC.',
  semantics: ['DNS3', 'DNS4', 'DNS29'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries.html',
  ],
  subject: ['vpcs', 'dhcpOptions', 'resolverRules'],
  needs: ['vpcs', 'dhcpOptions', 'resolverRules', 'resolverEndpoints', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The DHCP options of a spoke name the DNS server of the hub',
      facts: asking('10.2.0.2'),
      findings: [{ resource: 'dopt-1', affected: ['vpc-1', 'vpc-2'], message: '10.2.0.2' }],
    },
    {
      title: 'Another server stands beside it',
      facts: asking('10.2.0.2', '192.168.0.53'),
      findings: [{ resource: 'dopt-1', severity: 'warning' }],
    },
    {
      title: 'Nothing is known to run in the spoke',
      facts: without(asking('10.2.0.2'), 'networkInterfaces'),
      findings: [{ resource: 'dopt-1', severity: 'warning' }],
    },
    { title: 'The DHCP options name the DNS server of the VPC itself', facts: asking('10.0.0.2') },
    {
      title: 'A resolver rule forwards to the DNS server of another VPC',
      facts: forwarding(['10.2.0.2']),
      findings: [{ resource: 'rslvr-rr-1', affected: ['vpc-2'], message: '10.2.0.2' }],
    },
    { title: 'It forwards to that of the VPC of its outbound endpoint', facts: forwarding(['10.0.0.2']) },
    { title: 'It forwards to servers on premises', facts: forwarding(['192.168.0.53']) },
    {
      title: 'The outbound endpoint was not collected',
      facts: without(forwarding(['10.2.0.2']), 'resolverEndpoints'),
      undecided: [{ resource: 'rslvr-rr-1', missing: ['resolverEndpoints'] }],
    },
  ],
  *check({ network }) {
    for (const each of network.all('vpcs')) {
      const dhcp = dhcpOptionsOf(network, each);
      if (!each.dhcpOptionsId.known && namesServersOfOthers(network))
        yield { kind: 'undecided', resource: null, missing: each.dhcpOptionsId.missing };
      // A VPC without DHCP options is told of no server.
      if (!dhcp.known) continue;
      const servers = dhcp.value.domainNameServers;
      const foreign = flatMap(servers, (texts) => serversOfOthers(network, texts, each.id));
      if (!foreign.known) {
        yield undecided(dhcp.value, foreign.missing);
        continue;
      }
      if (foreign.value.size === 0 || !servers.known) continue;
      const isAll = foreign.value.size === servers.value.length;
      const runs = someOf(computeInVpc(network, each), () => yes);
      yield problem({
        resource: dhcp.value,
        key: each.id,
        severity: isAll && runs.known && runs.value ? 'error' : 'warning',
        at: '/DhcpConfigurations',
        affected: [each, ...foreign.value.values()],
        message: `DHCP options ${dhcp.value.id} tell the hosts of ${each.id} to ask ${textOf(foreign.value)}, which answers only hosts of its own VPC. Use AmazonProvidedDNS and share hosted zones, or name an inbound Resolver endpoint.`,
      });
    }
    for (const rule of network.all('resolverRules')) {
      const type = rule.ruleType;
      if (type.known && type.value !== 'forward') continue;
      const targets = flatMap(type, () => rule.targets);
      const foreign = flatMap(targets, (texts) => serversOfOthers(network, texts, null));
      if (foreign.known && foreign.value.size === 0) continue;
      const others = flatMap(foreign, (found) =>
        map(hostOf(network, rule), (host) => new Map([...found].filter(([, { id }]) => id !== host))),
      );
      if (!others.known) yield undecided(rule, others.missing);
      else if (others.value.size > 0 && targets.known) {
        yield problem({
          resource: rule,
          severity: others.value.size === targets.value.length ? 'error' : 'warning',
          at: '/TargetIps',
          affected: [...others.value.values()],
          message: `Resolver rule ${rule.id} forwards to ${textOf(others.value)}, which answers only hosts of its own VPC. Forward to an inbound Resolver endpoint there.`,
        });
      }
    }
  },
});

/** Whether some DHCP options name the Amazon DNS server of a VPC, or may. */
function namesServersOfOthers(network: Network): boolean {
  return network.memo('DHCP options that name DNS servers of VPCs', () =>
    network.all('dhcpOptions').some(({ domainNameServers }) => {
      const foreign = flatMap(domainNameServers, (texts) => serversOfOthers(network, texts, null));
      return !foreign.known || foreign.value.size > 0;
    }),
  );
}

/** The VPCs whose Amazon DNS servers have some of the addresses, but for one, and where no two share the address. */
function serversOfOthers(
  network: Network,
  addresses: readonly string[],
  ownId: string | null,
): Fact<ReadonlyMap<string, Vpc>> {
  const found = addresses.map((text) =>
    map(awsDnsServersAt(network, text), (servers) => ({ text, servers })),
  );
  return map(all(found), (servers) => {
    const foreign = new Map<string, Vpc>();
    for (const { text, servers: at } of servers) {
      const [only, ...others] = at;
      if (only?.kind === 'amazon' && others.length === 0 && only.vpc.id !== ownId)
        foreign.set(text, only.vpc);
    }
    return foreign;
  });
}

/** The VPC from which a rule forwards. */
function hostOf(network: Network, rule: ResolverRule): Fact<string> {
  return flatMap(rule.resolverEndpointId, (id) =>
    flatMap(network.answerFor('resolverEndpoints', id, rule), (endpoint) =>
      endpoint.vpcId === null ? unknown(endpoint.missing(`no HostVPCId on ${id}`)) : known(endpoint.vpcId),
    ),
  );
}

/** `10.2.0.2, the Amazon DNS server of vpc-2`. */
function textOf(servers: ReadonlyMap<string, Vpc>): string {
  return listed([...servers].map(([text, { id }]) => `${text}, the Amazon DNS server of ${id}`));
}
