import * as z from 'zod';
import { namesLeadToEndpoint, vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { endpointIngress } from '../../analysis/connectivity/endpoint-admission.ts';
import { type Ipv6Sender, ipv6Compute } from '../../analysis/connectivity/ipv6-compute.ts';
import { isMeantForItsVpc } from '../../analysis/connectivity/meant-for-its-vpc.ts';
import type { Admission } from '../../analysis/connectivity/security-group-admission.ts';
import {
  and,
  type Fact,
  filterListing,
  flatMap,
  isFalse,
  isTrue,
  known,
  type Listing,
  map,
  no,
  not,
  unknown,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import {
  base,
  estate,
  instanceInterface,
  interfaceEndpoint,
  permission,
  securityGroup,
  without,
} from '../example-estate.ts';
import { defineRule, problem } from '../rule.ts';
import { counted, listed } from '../wording.ts';
import { endpointText, groupsText, leadingGroup, portsToOpen, undecidedAbout } from './wording.ts';

const ssm = interfaceEndpoint('ssm', ['subnet-a'], { IpAddressType: 'dualstack' });
const dualStack = instanceInterface('eni-46', 'subnet-a', '10.0.1.46', {
  Ipv6Addresses: [{ Ipv6Address: '2001:db8:0:1::46' }],
});
const ipv6Range = { ...permission(443, ''), Ipv6Ranges: [{ CidrIpv6: '2001:db8::/56' }] };
const admitting = (...ingress: Parameters<typeof securityGroup>[1]['ingress'] & object) =>
  estate({
    vpcEndpoints: [ssm],
    networkInterfaces: [dualStack],
    securityGroups: [...(base.securityGroups ?? []).slice(0, 2), securityGroup('sg-endpoint', { ingress })],
  });

export default defineRule({
  id: 'sg-endpoint-ipv6-rules-missing',
  topic: 'security-group',
  severity: 'warning',
  category: 'connectivity',
  summary:
    'The security groups of a dual-stack endpoint admit its clients over IPv4 and refuse them over IPv6.',
  why: 'A dual-stack endpoint gives its names IPv6 addresses too, and clients try these first. Rules with IPv4 blocks admit none of that: connections wait until the client falls back to IPv4, or fail. The severity is error where clients have no IPv4 address to fall back to.',
  fix: 'Allow ingress on the port of the service from the IPv6 blocks of the VPC too, or from the security groups of the clients, which covers both families.',
  semantics: ['S1', 'S5', 'S8', 'S14', 'I9', '5.7'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html'],
  subject: 'vpcEndpoints',
  needs: [
    'vpcEndpoints',
    'vpcs',
    'subnets',
    'networkInterfaces',
    'securityGroups',
    'prefixLists',
    'managedPrefixListEntries',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Only the IPv4 block of the VPC is allowed in',
      facts: admitting(permission(443, '10.0.0.0/16')),
      findings: [{ resource: 'sg-endpoint', affected: ['eni-46'], message: 'over IPv6' }],
    },
    {
      title: 'The IPv6 block is allowed in too',
      facts: admitting(permission(443, '10.0.0.0/16'), ipv6Range),
    },
    {
      title: 'The group of the clients is allowed in',
      facts: admitting(permission(443, 'sg-app')),
    },
    {
      title: 'The endpoint has IPv4 addresses alone',
      facts: {
        ...admitting(permission(443, '10.0.0.0/16')),
        vpcEndpoints: [{ ...ssm, IpAddressType: 'ipv4' }],
      },
    },
    {
      title: 'The client is refused over IPv4 as well, which is another matter',
      facts: admitting(permission(443, '10.0.9.0/24')),
    },
    {
      title: 'The entries of a prefix list that is allowed in are not in the input',
      facts: admitting(permission(443, '10.0.0.0/16'), permission(443, 'pl-corporate')),
      undecided: [{ resource: 'sg-endpoint', missing: ['managedPrefixListEntries'] }],
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(admitting(permission(443, '10.0.0.0/16')), 'networkInterfaces'),
      undecided: [{ resource: 'sg-endpoint', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const applies = and(isMeantForItsVpc(endpoint), namesLeadToEndpoint(endpoint), isDualStack(endpoint));
      if (isFalse(applies)) continue;
      const groupIds = endpoint.groupIds.known ? [...new Set(endpoint.groupIds.value)].sort() : [];
      const group = leadingGroup(network, groupIds, endpoint);
      const refused = refusedOverIpv6(network, endpoint);
      if (refused.known && refused.value.items.length === 0 && refused.value.missing.length === 0) continue;
      const found = refused.known ? refused.value.items : [];
      const verdict = and(
        applies,
        flatMap(refused, ({ items, missing }) => (items.length > 0 ? known(true) : unknown(...missing))),
      );
      if (!verdict.known) yield undecidedAbout(group, verdict.missing);
      else if (group) {
        const ports = portsToOpen(endpoint);
        yield problem({
          resource: group,
          key: endpoint.id,
          at: '/IpPermissions',
          severity: found.some(({ isIpv6Only }) => isIpv6Only) ? 'error' : 'warning',
          affected: found.map(({ source }) => source),
          code: 'ENI_SG_RULES_MISMATCH',
          message: `${groupsText(groupIds)} ${groupIds.length === 1 ? 'refuses' : 'refuse'} ${counted(found.length, 'compute interface')} over IPv6 on ${ports}, though the names of dual-stack endpoint ${endpointText(endpoint)} lead there over IPv6 too. Allow ingress on ${ports} from ${listed(ipv6Blocks(network, endpoint))}.`,
        });
      }
    }
  },
});

function isDualStack(endpoint: VpcEndpoint): Fact<boolean> {
  return flatMap(endpoint.ipAddressType, (type) =>
    map(endpoint.dnsRecordIpType, (records) => type === 'dualstack' && records !== 'ipv4'),
  );
}

function ipv6Blocks(network: Network, endpoint: VpcEndpoint): readonly string[] {
  const vpc = vpcOfEndpoint(network, endpoint);
  const cidrs = vpc.known ? vpc.value.cidrs : vpc;
  const blocks = cidrs.known ? cidrs.value.filter((cidr) => cidr.includes(':')) : [];
  return blocks.length > 0 ? blocks : ['the IPv6 addresses of the clients'];
}

/** The compute that is admitted over IPv4, or has no such address, and refused over IPv6. */
function refusedOverIpv6(network: Network, endpoint: VpcEndpoint): Fact<Listing<Ipv6Sender>> {
  return flatMap(vpcOfEndpoint(network, endpoint), (vpc) =>
    flatMap(endpointIngress(network, endpoint), (admission) => {
      const { items, missing } = ipv6Compute(network, vpc);
      const suspects = items.filter((sender) => isTrue(isRefusedOverIpv6(sender, admission)));
      if (suspects.length > 0 && admission.missing.length > 0) return unknown(...admission.missing);
      const isLikely = (sender: Ipv6Sender) =>
        hasIpv4Way(sender, admission) || admission.missing.length > 0 ? known(true) : no;
      const refused = filterListing({ items, missing }, (sender) =>
        and(isLikely(sender), isRefusedOverIpv6(sender, admission)),
      );
      // Whatever runs there unseen, groups that admit every IPv6 address of the VPC refuse none of it.
      const own = vpc.addresses;
      const admitsAll = own.known && own.value.ipv6Only().isSubsetOf(admission.addresses);
      return known(admitsAll && !own.value.ipv6Only().isEmpty() ? { ...refused, missing: [] } : refused);
    }),
  );
}

function isRefusedOverIpv6({ source }: Ipv6Sender, { addresses, groupIds }: Admission): Fact<boolean> {
  return and(
    map(source.addresses, (own) => !own.ipv6Only().overlaps(addresses)),
    groupIds.size === 0
      ? known(true)
      : not(map(source.groupIds, (carried) => carried.some((id) => groupIds.has(id)))),
  );
}

/** Those that are refused over IPv4 as well are another rule's matter. */
function hasIpv4Way(
  { source: { addresses: own }, isIpv6Only }: Ipv6Sender,
  { addresses }: Admission,
): boolean {
  return isIpv6Only || (own.known && own.value.ipv4Only().overlaps(addresses));
}
