import * as z from 'zod';
import { applianceOf, type Detour, detoursIn } from '../../analysis/connectivity/detours.ts';
import { endpointIngress } from '../../analysis/connectivity/endpoint-admission.ts';
import {
  complete,
  type Fact,
  filterListing,
  flatMap,
  isTrue,
  known,
  map,
  no,
  or,
  unknown,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import { base, permission, securityGroup, without } from '../example-estate.ts';
import { detoured, toClients, toEndpoint } from '../routing/detour-examples.ts';
import { defineRule, problem } from '../rule.ts';
import { counted, listed } from '../wording.ts';
import { endpointText, groupsText, leadingGroup, portsToOpen } from './wording.ts';

const admitting = (...ingress: Parameters<typeof securityGroup>[1]['ingress'] & object) => ({
  securityGroups: [...(base.securityGroups ?? []).slice(0, 2), securityGroup('sg-endpoint', { ingress })],
});
const byName = admitting(permission(443, 'sg-app'));

export default defineRule({
  id: 'sg-reference-through-middlebox',
  topic: 'security-group',
  severity: 'error',
  category: 'connectivity',
  summary:
    'An endpoint admits clients by the name of their security group, and an appliance stands between them.',
  why: 'What an appliance forwards no longer carries the security groups of its sender, so a rule that names them matches nothing. Requests that a route leads through a firewall are refused by the endpoint, and time out.',
  fix: "Allow ingress to the endpoint from the blocks of the clients' subnets, or from the appliance's own address where it translates addresses.",
  semantics: ['S8', 'S12', 'R12'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    'https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html',
  ],
  subject: ['vpcEndpoints', 'routeTables', 'vpcs'],
  needs: [
    'vpcEndpoints',
    'routeTables',
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
      title: "A rule names the clients' group, and requests go through a firewall",
      facts: detoured([toEndpoint], [toClients], byName),
      findings: [{ resource: 'sg-endpoint', affected: ['eni-a'], message: 'eni-fw' }],
    },
    {
      title: 'A rule allows the addresses of the clients too',
      facts: detoured(
        [toEndpoint],
        [toClients],
        admitting(permission(443, 'sg-app'), permission(443, '10.0.1.0/24')),
      ),
    },
    {
      title: 'Only the replies go through the firewall',
      facts: detoured([], [toClients], byName),
    },
    {
      title: 'The clients are not admitted by any rule, which is another matter',
      facts: detoured([toEndpoint], [toClients], admitting(permission(443, 'sg-other'))),
    },
    {
      title: 'A rule names the group of the firewall, which may send from its own address',
      facts: detoured([toEndpoint], [toClients], {
        ...byName,
        networkInterfaces: (detoured([], []).networkInterfaces ?? []).map((each) =>
          each['NetworkInterfaceId'] === 'eni-fw' ? { ...each, Groups: [{ GroupId: 'sg-app' }] } : each,
        ),
      }),
    },
    {
      title: 'A rule allows the blocks of a prefix list in too, whose entries are not in the input',
      facts: detoured(
        [toEndpoint],
        [toClients],
        admitting(permission(443, 'sg-app'), permission(443, 'pl-corporate')),
      ),
      undecided: [{ missing: ['managedPrefixListEntries'] }],
    },
    {
      title: 'The security groups were not collected',
      facts: without(detoured([toEndpoint], [toClients], byName), 'securityGroups'),
      undecided: [{ missing: ['securityGroups'] }],
    },
  ],
  *check({ network }) {
    for (const vpc of network.all('vpcs')) {
      const { items, missing } = detoursIn(network, vpc);
      if (missing.length > 0 && items.length === 0) yield { kind: 'undecided', resource: null, missing };
      const byEndpoint = new Map<string, [Detour, ...Detour[]]>();
      for (const detour of items.filter(({ there }) => there.route !== null)) {
        const key = detour.endpoint.endpoint.id;
        const same = byEndpoint.get(key);
        if (same) same.push(detour);
        else byEndpoint.set(key, [detour]);
      }
      for (const detours of byEndpoint.values()) {
        const [{ endpoint: site, there }] = detours;
        const { endpoint } = site;
        const lost = clientsLost(network, detours);
        if (!lost.known) {
          yield { kind: 'undecided', resource: null, missing: lost.missing };
          continue;
        }
        const groupIds = endpoint.groupIds.known ? [...new Set(endpoint.groupIds.value)].sort() : [];
        const group = leadingGroup(network, groupIds, endpoint);
        if (lost.value.length === 0 || !group) continue;
        const appliance = applianceOf(there) ?? '';
        const ports = portsToOpen(endpoint);
        yield problem({
          resource: group,
          key: endpoint.id,
          at: '/IpPermissions',
          affected: lost.value,
          code: 'SG_REFERENCES_NOT_PRESERVED',
          message: `${groupsText(groupIds)} of endpoint ${endpointText(endpoint)} ${groupIds.length === 1 ? 'admits' : 'admit'} ${counted(lost.value.length, 'compute interface')} by the name of a security group alone, but ${there.table.id} leads their requests through ${appliance}, which does not preserve it. Allow ingress on ${ports} from the blocks of ${listed([...new Set(detours.map(({ compute }) => compute.subnetId))].sort())}.`,
          evidence: [
            {
              message: `${there.table.id} routes to ${appliance}`,
              at: there.table.at(`/Routes/${there.route?.index ?? 0}`),
            },
          ],
        });
      }
    }
  },
});

/** The compute that is admitted by reference alone, unless the appliance is admitted itself. */
function clientsLost(
  network: Network,
  detours: readonly [Detour, ...Detour[]],
): Fact<readonly NetworkInterface[]> {
  const [{ endpoint: site, there }] = detours;
  return flatMap(endpointIngress(network, site.endpoint), ({ addresses, groupIds, missing }) => {
    const appliance = network.find('networkInterfaces', applianceOf(there) ?? '', there.table);
    const own = appliance.known ? appliance.value : null;
    const carries = (each: NetworkInterface): Fact<boolean> =>
      groupIds.size === 0 ? no : map(each.groupIds, (ids) => ids.some((id) => groupIds.has(id)));
    const isSpared = own
      ? or(
          carries(own),
          map(own.addresses, (its) => its.overlaps(addresses)),
        )
      : no;
    if (isTrue(isSpared)) return known([]);
    const notByAddress = detours
      .flatMap(({ compute }) => compute.sources)
      .filter((source) => source.addresses.known && !source.addresses.value.overlaps(addresses));
    // What is not known of the rules may admit them by address, or not at all.
    if (notByAddress.length > 0 && missing.length > 0) return unknown(...missing);
    const lost = filterListing({ items: [...new Set(notByAddress)], missing: [] }, carries);
    if (lost.items.length === 0) return complete(lost);
    return isSpared.known ? known(lost.items) : isSpared;
  });
}
