import * as z from 'zod';
import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import { classesBehindGatewayEndpoint } from '../../analysis/connectivity/gateway-endpoint-sources.ts';
import { serviceAddresses } from '../../analysis/connectivity/prefix-list-addresses.ts';
import { admission, https } from '../../analysis/connectivity/security-group-admission.ts';
import { AddressSet } from '../../model/address-set.ts';
import { type Fact, flatMap, isFalse, known, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import {
  base,
  defaultSecurityGroup,
  estate,
  gatewayEndpoint,
  permission,
  s3Cidrs,
  securityGroup,
  without,
} from '../example-estate.ts';
import { defineRule, problem } from '../rule.ts';
import { counted, listed } from '../wording.ts';
import { endpointText, groupsText, leadingGroup, undecidedAbout } from './wording.ts';

const s3 = gatewayEndpoint('s3', ['rtb-main']);
const letting = (...egress: Parameters<typeof securityGroup>[1]['egress'] & object) =>
  estate({
    vpcEndpoints: [s3],
    securityGroups: [
      defaultSecurityGroup,
      securityGroup('sg-app', { egress }),
      ...(base.securityGroups ?? []).slice(2),
    ],
  });
const [first = '', second = ''] = s3Cidrs;

export default defineRule({
  id: 'sg-egress-hardcoded-service-cidrs',
  topic: 'security-group',
  severity: 'info',
  category: 'resilience',
  summary: "Security groups of compute behind a gateway endpoint spell out the service's addresses.",
  why: 'The rules cover the addresses that the service has today. AWS adds others now and then; the route of the gateway endpoint follows at once, and rules with fixed blocks do not, so that some requests time out from that day on.',
  fix: "Allow the service's prefix list by its id instead, which follows every change (`aws ec2 authorize-security-group-egress --ip-permissions …PrefixListIds=[{PrefixListId=pl-…}]`).",
  semantics: ['S1', 'S16', 'R1', 'G1'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html'],
  subject: 'vpcEndpoints',
  needs: [
    'vpcEndpoints',
    'vpcs',
    'subnets',
    'routeTables',
    'networkInterfaces',
    'securityGroups',
    'prefixLists',
    'managedPrefixLists',
    'managedPrefixListEntries',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The blocks of S3 stand in the rules',
      facts: letting(permission(443, first), permission(443, second)),
      findings: [{ resource: 'sg-app', affected: ['vpce-1'], message: '198.51.100.0/24' }],
    },
    {
      title: 'The prefix list is allowed by its id, beside one block',
      facts: letting(permission(443, 'pl-s3'), permission(443, first)),
    },
    {
      title: 'All addresses are allowed, beside one block',
      facts: letting(permission(443, '0.0.0.0/0'), permission(443, first)),
    },
    {
      title: 'Only one of two blocks is allowed, which is another matter',
      facts: letting(permission(443, first)),
    },
    {
      title: "A customer's prefix list has the blocks, and can be kept up to date",
      facts: {
        ...letting(permission(443, 'pl-own')),
        managedPrefixListEntries: [{ PrefixListId: 'pl-own', Entries: s3Cidrs.map((Cidr) => ({ Cidr })) }],
      },
    },
    {
      title: 'The security groups were not collected',
      facts: without(letting(), 'securityGroups'),
      undecided: [{ missing: ['securityGroups'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of endpointsOfType(network, 'gateway')) {
      const applies = isAvailableEndpointOfType(endpoint, 'gateway');
      if (isFalse(applies)) continue;
      const classes = classesBehindGatewayEndpoint(network, endpoint);
      if (classes.missing.length > 0) yield undecidedAbout(null, classes.missing);
      for (const { groupIds, sources } of classes.items) {
        const blocks = spelledOut(network, endpoint, groupIds, sources[0]);
        const group = leadingGroup(network, groupIds, sources[0]);
        if (blocks.known && blocks.value.length === 0) continue;
        const missing = [...(applies.known ? [] : applies.missing), ...(blocks.known ? [] : blocks.missing)];
        if (missing.length > 0 || !blocks.known || group === null) {
          yield undecidedAbout(group, missing);
          continue;
        }
        yield problem({
          resource: group,
          key: `${endpoint.id} ${groupIds.join(' ')}`,
          at: '/IpPermissionsEgress',
          affected: [endpoint],
          message: `${groupsText(groupIds)} ${groupIds.length === 1 ? 'lets' : 'let'} ${counted(sources.length, 'compute interface')} out to ${endpointText(endpoint)} by fixed blocks (${listed(blocks.value)}), which do not follow when the service gets others. Allow its prefix list by id.`,
        });
      }
    }
  },
});

/** The fixed blocks by which groups let out to all of a service; none where they allow its list, or more than that. */
function spelledOut(
  network: Network,
  endpoint: VpcEndpoint,
  groupIds: readonly string[],
  source: NetworkInterface,
): Fact<readonly string[]> {
  const { addresses, permissions, missing } = admission(network, groupIds, source, 'egress', https);
  if (AddressSet.allIpv4.isSubsetOf(addresses)) return known([]);
  const allowsLists = permissions.some(({ permission: { prefixListIds } }) => prefixListIds.length > 0);
  if (allowsLists && missing.length === 0) return known([]);
  const areRead = groupIds.every(
    (id) => flatMap(network.answerFor('securityGroups', id, source), ({ egress }) => egress).known,
  );
  if (!areRead) return unknown(...missing);
  return flatMap(endpoint.service, ({ service }) =>
    flatMap(serviceAddresses(network, service, endpoint), (all): Fact<readonly string[]> => {
      const total = all.ipv4Only();
      if (missing.length === 0 && !total.isSubsetOf(addresses)) return known([]);
      const blocks = permissions.flatMap(({ permission: { cidrs } }) => cidrs);
      const fixed = blocks.filter((cidr) => AddressSet.fromCidrs([cidr]).isSubsetOf(total));
      const spelled = AddressSet.fromCidrs(fixed);
      if (total.isSubsetOf(spelled) && !allowsLists) {
        return missing.length > 0 ? unknown(...missing) : known([...new Set(fixed)].sort());
      }
      return missing.length > 0 && fixed.length > 0 ? unknown(...missing) : known([]);
    }),
  );
}
