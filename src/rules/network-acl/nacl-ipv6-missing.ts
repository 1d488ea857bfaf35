import * as z from 'zod';
import { allowsNoIpv6, closesIpv6, ipv6Crossings } from '../../analysis/connectivity/ipv6-legs.ts';
import { vpcOf } from '../../analysis/connectivity/vpc-of.ts';
import { isFalse, isTrue } from '../../model/fact.ts';
import type { NetworkAcl } from '../../model/resources/network-acl.ts';
import type { RawItem } from '../../model/snapshot.ts';
import {
  base,
  estate,
  instanceInterface,
  interfaceEndpoint,
  subnet,
  vpc,
  without,
} from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed, named } from '../wording.ts';

const block = (Ipv6CidrBlock: string) => ({
  Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock, Ipv6CidrBlockState: { State: 'associated' } }],
});
const [acl] = base.networkAcls ?? [];
const allow = (Egress: boolean): RawItem => {
  return { RuleNumber: 101, Egress, Protocol: '-1', RuleAction: 'allow', Ipv6CidrBlock: '::/0' };
};
const client = (fields: RawItem = {}) =>
  instanceInterface('eni-46', 'subnet-b', '10.0.2.46', {
    Ipv6Addresses: [{ Ipv6Address: '2001:db8:0:2::46' }],
    ...fields,
  });

/** A dual-stack endpoint in one subnet and a client with IPv6 in the other. */
const dualStack = (entries: readonly RawItem[], fields: RawItem = {}) =>
  estate({
    vpcs: [vpc(block('2001:db8::/56'))],
    subnets: [
      subnet('subnet-a', '10.0.1.0/24', 'a', block('2001:db8:0:1::/64')),
      subnet('subnet-b', '10.0.2.0/24', 'b', block('2001:db8:0:2::/64')),
    ],
    vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'], { IpAddressType: 'dualstack' })],
    networkInterfaces: [client(fields)],
    networkAcls: [{ ...acl, Entries: [...((acl?.['Entries'] ?? []) as readonly RawItem[]), ...entries] }],
  });

export default defineRule({
  id: 'nacl-ipv6-missing',
  topic: 'network-acl',
  severity: 'warning',
  category: 'connectivity',
  summary: 'A network ACL between compute and a dual-stack endpoint has no entry that allows IPv6.',
  why: 'Entries of a network ACL are for IPv4 or for IPv6, and what no entry allows is denied. The names of a dual-stack endpoint lead clients there over IPv6 too, and most try that first: where the ACL has entries for IPv4 only, they wait until they fall back. The severity is error where the endpoint, or a client, has no IPv4 address to fall back to.',
  fix: 'Add entries for IPv6 beside those for IPv4, in both directions, or give the endpoint IPv4 addresses only.',
  semantics: ['N1', 'N2', 'N3', 'I9'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html'],
  subject: ['networkAcls', 'vpcEndpoints'],
  needs: ['networkAcls', 'vpcEndpoints', 'vpcs', 'subnets', 'networkInterfaces'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The ACL of both subnets has entries for IPv4 only',
      facts: dualStack([]),
      findings: [{ resource: 'acl-1', affected: ['subnet-b'], message: 'no IPv6' }],
    },
    {
      title: 'The ACL allows IPv6 in one direction only',
      facts: dualStack([allow(true)]),
      findings: [{ resource: 'acl-1', message: 'no inbound IPv6' }],
    },
    {
      title: 'The client has IPv6 alone',
      facts: dualStack([], { PrivateIpAddress: undefined, PrivateIpAddresses: [] }),
      findings: [{ resource: 'acl-1', severity: 'error' }],
    },
    {
      title: 'The ACL allows IPv6 in both directions',
      facts: dualStack([allow(false), allow(true)]),
    },
    {
      title: 'The endpoint has IPv4 addresses alone',
      facts: { ...dualStack([]), vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])] },
    },
    {
      title: 'Client and endpoint stand in one subnet, within which no ACL is asked',
      facts: {
        ...dualStack([], { SubnetId: 'subnet-a' }),
      },
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(dualStack([]), 'networkInterfaces'),
      undecided: [{ resource: 'acl-1', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    for (const each of network.all('networkAcls')) {
      const closes = closesIpv6(each);
      if (isFalse(closes)) continue;
      const { subnetIds } = each;
      if (subnetIds.known && subnetIds.value.length === 0) continue;
      const home = vpcOf(network, each);
      if (!home.known) {
        yield undecided(each, home.missing);
        continue;
      }
      const { items, missing } = ipv6Crossings(network, home.value);
      const own = new Set(subnetIds.known ? subnetIds.value : []);
      const crossing = items.filter(
        ({ client: { subnet: from }, endpointSubnetId: to }) => own.has(from.id) || own.has(to),
      );
      const open = [
        ...(closes.known ? [] : closes.missing),
        ...(subnetIds.known ? [] : subnetIds.missing),
        ...(crossing.length > 0 ? [] : missing),
      ];
      if (open.length > 0 && (items.length > 0 || missing.length > 0)) yield undecided(each, open);
      else if (crossing.length > 0) {
        const subnets = [...new Set(crossing.map(({ client: { subnet: from } }) => from))];
        const endpoints = [...new Set(crossing.map(({ endpoint }) => endpoint))];
        const isOnlyWay = crossing.some(
          ({ client: { senders }, endpoint }) =>
            senders.some(({ isIpv6Only }) => isIpv6Only) || isTrue(endpoint.isIpv6Only),
        );
        yield problem({
          resource: each,
          at: '/Entries',
          severity: isOnlyWay ? 'error' : 'warning',
          affected: subnets,
          code: 'SUBNET_ACL_RESTRICTION',
          message: `Network ACL ${named(each)} allows ${lackingText(each)}, so compute in ${listed(subnets.map(({ id }) => id).sort())} does not reach ${listed(endpoints.map(endpointText).sort())} over IPv6, where its names lead too. Add entries for IPv6 beside those for IPv4.`,
        });
      }
    }
  },
});

function lackingText(acl: NetworkAcl): string {
  const [inbound, outbound] = [allowsNoIpv6(acl, 'ingress'), allowsNoIpv6(acl, 'egress')].map(isTrue);
  if (inbound && outbound) return 'no IPv6';
  return inbound ? 'no inbound IPv6' : 'no outbound IPv6';
}
