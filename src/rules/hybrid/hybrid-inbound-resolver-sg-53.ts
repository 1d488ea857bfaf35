import * as z from 'zod';
import { admission } from '../../analysis/connectivity/security-group-admission.ts';
import { and, type Fact, flatMap, isFalse, known, map, not, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { ResolverEndpoint } from '../../model/resources/resolver-endpoint.ts';
import { permission, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { groupsText } from '../security-group/wording.ts';
import { named } from '../wording.ts';
import { admittingDns, withResolver } from './resolver-examples.ts';

const udp = { name: 'UDP', protocol: 17 };
const tcp = { name: 'TCP', protocol: 6 };

export default defineRule({
  id: 'hybrid-inbound-resolver-sg-53',
  topic: 'hybrid',
  severity: 'error',
  category: 'connectivity',
  summary: 'The security groups of an inbound Resolver endpoint admit no DNS queries.',
  why: 'Queries from other networks come to the endpoint on port 53, by UDP, and by TCP where an answer is long. Groups that admit nobody there make every query time out, so that names of endpoints do not resolve outside the VPC. Where UDP alone is admitted, it is long answers that fail (a warning).',
  fix: 'Allow ingress on UDP and TCP 53 from the networks that ask (`aws ec2 authorize-security-group-ingress`).',
  semantics: ['DNS29', 'DNS31', 'S1', 'S5'],
  references: [
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries.html',
    'https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ResolverEndpoint.html',
  ],
  subject: 'resolverEndpoints',
  needs: ['resolverEndpoints', 'securityGroups', 'managedPrefixListEntries', 'prefixLists'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The group admits HTTPS alone',
      facts: withResolver({}, admittingDns(permission(443, '192.168.0.0/16'))),
      findings: [{ resource: 'rslvr-in-1', affected: ['sg-dns'], message: 'neither UDP 53 nor TCP 53' }],
    },
    {
      title: 'The group admits UDP and not TCP',
      facts: withResolver({}, admittingDns({ ...permission(53, '192.168.0.0/16'), IpProtocol: 'udp' })),
      findings: [{ resource: 'rslvr-in-1', severity: 'warning', message: 'TCP 53' }],
    },
    { title: 'The group admits both', facts: withResolver() },
    {
      title: 'An outbound endpoint needs no ingress',
      facts: withResolver({ Id: 'rslvr-out-1', Direction: 'OUTBOUND' }, admittingDns()),
    },
    {
      title: 'A prefix list that is admitted has no entries in the input',
      facts: withResolver({}, admittingDns({ ...permission(53, 'pl-outside'), IpProtocol: '-1' })),
      undecided: [{ resource: 'rslvr-in-1', missing: ['managedPrefixListEntries'] }],
    },
    {
      title: 'The security groups were not collected',
      facts: without(withResolver(), 'securityGroups'),
      undecided: [{ resource: 'rslvr-in-1', missing: ['securityGroups'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('resolverEndpoints')) {
      const { isInbound, status, groupIds } = endpoint;
      const applies = and(
        isInbound,
        map(status, (state) => state !== 'deleting'),
      );
      if (isFalse(applies)) continue;
      const noUdp = not(admits(network, endpoint, udp.protocol));
      const noTcp = not(admits(network, endpoint, tcp.protocol));
      if (isFalse(noUdp) && isFalse(noTcp)) continue;
      const open = [applies, noUdp, noTcp, groupIds].flatMap((fact) => (fact.known ? [] : fact.missing));
      if (open.length > 0 || !groupIds.known || !noUdp.known || !noTcp.known) {
        yield undecided(endpoint, open);
        continue;
      }
      const closed = [...(noUdp.value ? [udp] : []), ...(noTcp.value ? [tcp] : [])].map(
        ({ name }) => `${name} 53`,
      );
      yield problem({
        resource: endpoint,
        severity: noUdp.value ? 'error' : 'warning',
        at: '/SecurityGroupIds',
        affected: groupIds.value.flatMap((id) => {
          const group = network.answerFor('securityGroups', id, endpoint);
          return group.known ? [group.value] : [];
        }),
        message: `${groupsText(groupIds.value)} of inbound Resolver endpoint ${named(endpoint)} ${groupIds.value.length === 1 ? 'admits' : 'admit'} ${closed.length === 2 ? `neither ${closed.join(' nor ')}` : `no ${closed.join()}`}, so ${noUdp.value ? 'DNS queries from other networks time out' : 'long DNS answers do not arrive'}. Allow ingress on UDP and TCP 53 from the networks that ask.`,
      });
    }
  },
});

/** Whether the groups of the endpoint admit anybody to DNS by a protocol. */
function admits(network: Network, endpoint: ResolverEndpoint, protocol: number): Fact<boolean> {
  return flatMap(endpoint.groupIds, (ids) => {
    const { addresses, groupIds, missing } = admission(network, ids, endpoint, 'ingress', {
      protocol,
      port: 53,
    });
    if (!addresses.isEmpty() || groupIds.size > 0) return known(true);
    return missing.length > 0 ? unknown(...missing) : known(false);
  });
}
