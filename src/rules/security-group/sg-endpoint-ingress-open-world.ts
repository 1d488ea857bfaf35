import * as z from 'zod';
import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import { endpointIngress } from '../../analysis/connectivity/endpoint-admission.ts';
import { flatMap, isFalse } from '../../model/fact.ts';
import type { Permission, SecurityGroup } from '../../model/resources/security-group.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import { base, estate, interfaceEndpoint, permission, securityGroup, without } from '../example-estate.ts';
import { defineRule, problem } from '../rule.ts';
import { listed } from '../wording.ts';
import { endpointText, undecidedAbout } from './wording.ts';

const ssm = interfaceEndpoint('ssm', ['subnet-a']);
const admitting = (...ingress: Parameters<typeof securityGroup>[1]['ingress'] & object) =>
  estate({
    vpcEndpoints: [ssm],
    securityGroups: [...(base.securityGroups ?? []).slice(0, 2), securityGroup('sg-endpoint', { ingress })],
  });

export default defineRule({
  id: 'sg-endpoint-ingress-open-world',
  topic: 'security-group',
  severity: 'info',
  category: 'security',
  securitySeverity: 2,
  onRequest: true,
  summary: 'The security group of an interface endpoint admits every address.',
  why: 'The endpoint has private addresses, so that only networks with a route to it can use such a rule: peers, networks behind a transit gateway or VPN, and those that are connected later. Many want it so in a hub; where only one VPC is meant, the rule is wider than its purpose.',
  fix: 'Allow the addresses of the clients alone, in place of 0.0.0.0/0 or ::/0.',
  semantics: ['S1', 'S14', 'S18'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'securityGroups', 'prefixLists', 'managedPrefixListEntries'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'All of IPv4 is allowed in on TCP 443',
      facts: admitting(permission(443, '0.0.0.0/0')),
      findings: [{ resource: 'sg-endpoint', affected: ['vpce-1'], message: '0.0.0.0/0' }],
    },
    {
      title: 'The VPC is allowed in, and a prefix list',
      facts: admitting(permission(443, '10.0.0.0/16'), permission(443, 'pl-corporate')),
    },
    {
      title: 'All of IPv4 is allowed in on a port that the service does not have',
      facts: admitting(permission(443, '10.0.0.0/16'), permission(80, '0.0.0.0/0')),
    },
    {
      title: 'The security groups were not collected',
      facts: without(admitting(), 'securityGroups'),
      undecided: [{ missing: ['securityGroups'] }],
    },
  ],
  *check({ network }) {
    const open = new Map<SecurityGroup, { permission: Permission; endpoints: VpcEndpoint[] }>();
    for (const endpoint of endpointsOfType(network, 'interface')) {
      const applies = isAvailableEndpointOfType(endpoint, 'interface');
      if (isFalse(applies)) continue;
      const ingress = endpointIngress(network, endpoint);
      const permissions = ingress.known ? ingress.value.permissions : [];
      // Groups that are not read may be open; entries of prefix lists are not what is looked for.
      const groups = endpoint.groupIds.known ? endpoint.groupIds.value : [];
      const areRead = groups.every(
        (id) => flatMap(network.answerFor('securityGroups', id, endpoint), ({ ingress }) => ingress).known,
      );
      const unread = ingress.known ? (areRead ? [] : ingress.value.missing) : ingress.missing;
      const missing = [...unread, ...(applies.known ? [] : applies.missing)];
      if (missing.length > 0) yield undecidedAbout(null, missing);
      for (const { group, permission: rule } of applies.known ? permissions : []) {
        if (!rule.cidrs.some(isWholeWorld)) continue;
        const same = open.get(group) ?? { permission: rule, endpoints: [] };
        open.set(group, same);
        if (!same.endpoints.includes(endpoint)) same.endpoints.push(endpoint);
      }
    }
    for (const [group, { permission: rule, endpoints }] of open) {
      yield problem({
        resource: group,
        at: `/IpPermissions/${rule.index}`,
        affected: endpoints,
        message: `Security group ${group.id} admits ${listed(rule.cidrs.filter(isWholeWorld))} to ${listed(endpoints.map(endpointText))}, and so every network that has a route there. Allow the addresses of the clients alone.`,
      });
    }
  },
});

function isWholeWorld(cidr: string): boolean {
  return cidr === '0.0.0.0/0' || cidr === '::/0';
}
