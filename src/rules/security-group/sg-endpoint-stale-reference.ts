import * as z from 'zod';
import { isAvailableEndpointOfType } from '../../analysis/connectivity/available-endpoint.ts';
import { endpointIngress } from '../../analysis/connectivity/endpoint-admission.ts';
import {
  type EndpointReference,
  endpointReferences,
  isStale,
} from '../../analysis/connectivity/endpoint-references.ts';
import { isFalse, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import {
  account,
  base,
  estate,
  interfaceEndpoint,
  permission,
  securityGroup,
  without,
} from '../example-estate.ts';
import { defineRule, type Problem, problem } from '../rule.ts';
import { listed } from '../wording.ts';
import { endpointText, undecidedAbout } from './wording.ts';

const ssm = interfaceEndpoint('ssm', ['subnet-a']);
const naming = (...ingress: Parameters<typeof securityGroup>[1]['ingress'] & object) => [
  ...(base.securityGroups ?? []).slice(0, 2),
  securityGroup('sg-endpoint', { ingress }),
];
const gone = permission(443, 'sg-gone', { UserIdGroupPairs: [{ GroupId: 'sg-gone' }] });
const acrossPeering = (PeeringStatus: string) =>
  permission(443, 'sg-peer', {
    UserIdGroupPairs: [
      { GroupId: 'sg-peer', UserId: account, VpcId: 'vpc-2', VpcPeeringConnectionId: 'pcx-1', PeeringStatus },
    ],
  });

export default defineRule({
  id: 'sg-endpoint-stale-reference',
  topic: 'security-group',
  severity: 'warning',
  category: 'connectivity',
  summary: 'A security group of an endpoint names another group that is gone, or out of reach.',
  why: 'A rule that names a security group goes on standing after the group was deleted, or after the peering connection to its VPC ended. It admits nobody then, so clients that were meant lose the endpoint. The severity is error where the groups of the endpoint admit nobody else.',
  fix: 'Remove the rule, and allow the addresses or groups that clients have today (`aws ec2 describe-stale-security-groups` lists such rules).',
  semantics: ['S7', 'S8', 'S14'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'securityGroups', 'prefixLists', 'managedPrefixListEntries'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The only rule names a group that was deleted',
      facts: estate({ vpcEndpoints: [ssm], securityGroups: naming(gone) }),
      findings: [
        {
          resource: 'sg-endpoint',
          severity: 'error',
          affected: ['vpce-1'],
          message: 'sg-gone, which is gone',
        },
      ],
    },
    {
      title: 'One rule names a group behind a peering connection that was deleted',
      facts: estate({
        vpcEndpoints: [ssm],
        securityGroups: naming(permission(443, '10.0.0.0/16'), acrossPeering('deleted')),
      }),
      findings: [{ resource: 'sg-endpoint', severity: 'warning', message: 'pcx-1 is deleted' }],
    },
    {
      title: 'Beside the stale rule a prefix list is allowed in',
      facts: estate({
        vpcEndpoints: [ssm],
        securityGroups: naming(gone, permission(443, 'pl-corporate')),
        managedPrefixListEntries: [{ PrefixListId: 'pl-corporate', Entries: [{ Cidr: '10.1.0.0/16' }] }],
      }),
      findings: [{ resource: 'sg-endpoint', severity: 'warning' }],
    },
    {
      title: 'The peering connection is active',
      facts: estate({ vpcEndpoints: [ssm], securityGroups: naming(acrossPeering('active')) }),
    },
    {
      title: 'The named group exists, in an answer that leaves out its owner',
      facts: estate({
        vpcEndpoints: [ssm],
        securityGroups: naming(permission(443, 'sg-app', { UserIdGroupPairs: [{ GroupId: 'sg-app' }] })),
      }),
    },
    {
      title: 'The rule is for a port that the service does not have',
      facts: estate({
        vpcEndpoints: [ssm],
        securityGroups: naming(permission(443, '10.0.0.0/16'), { ...gone, FromPort: 22, ToPort: 22 }),
      }),
    },
    {
      title: 'No endpoint carries the group',
      facts: estate({ securityGroups: naming(gone) }),
    },
    {
      title: 'The security groups were not collected',
      facts: without(estate({ vpcEndpoints: [ssm] }), 'securityGroups'),
      undecided: [{ missing: ['securityGroups'] }],
    },
  ],
  *check({ network }) {
    const byGroup = new Map<string, Map<EndpointReference['reference'], Stale>>();
    for (const endpoint of endpointsOfType(network, 'interface')) {
      const applies = isAvailableEndpointOfType(endpoint, 'interface');
      if (isFalse(applies)) continue;
      const references = endpointReferences(network, endpoint);
      const missing: MissingFact[] = references.known ? [] : [...references.missing];
      for (const entry of references.known ? references.value : []) {
        const stale = isStale(network, entry);
        if (isFalse(stale)) continue;
        if (!stale.known || !applies.known) {
          const open = [...(stale.known ? [] : stale.missing), ...(applies.known ? [] : applies.missing)];
          yield undecidedAbout(entry.group, open);
          continue;
        }
        const entries = byGroup.get(entry.group.id) ?? new Map<EndpointReference['reference'], Stale>();
        byGroup.set(entry.group.id, entries);
        const same = entries.get(entry.reference);
        if (same) same.endpoints.push(endpoint);
        else entries.set(entry.reference, { entry, endpoints: [endpoint] });
      }
      if (missing.length > 0) yield undecidedAbout(null, missing);
    }
    for (const entries of byGroup.values()) yield* report(network, [...entries.values()]);
  },
});

interface Stale {
  readonly entry: EndpointReference;
  readonly endpoints: VpcEndpoint[];
}

/** One finding for a group, with all that its stale rules name. */
function* report(network: Network, stale: readonly Stale[]): Iterable<Problem> {
  const [first] = stale;
  if (!first) return;
  const { group, permission } = first.entry;
  const endpoints = [...new Set(stale.flatMap((each) => each.endpoints))];
  const gone = new Set(stale.map(({ entry }) => entry.reference.groupId));
  const lost = endpoints.filter((endpoint) => admitsNobodyElse(network, endpoint, gone));
  const faults = listed([...new Set(stale.map(({ entry }) => faultText(entry)))].sort());
  const outcome =
    lost.length > 0
      ? `so nobody can connect to ${listed(lost.map(endpointText))}`
      : `so that rule admits nobody to ${listed(endpoints.map(endpointText))}`;
  yield problem({
    resource: group,
    at: `/IpPermissions/${permission.index}`,
    severity: lost.length > 0 ? 'error' : 'warning',
    affected: endpoints,
    code: 'ENI_SG_RULES_MISMATCH',
    message: `Security group ${group.id} admits members of ${faults}, ${outcome}. Remove the rule, and allow the addresses or groups that clients have today.`,
  });
}

function faultText({ reference }: EndpointReference): string {
  const { groupId, peeringStatus, vpcPeeringConnectionId } = reference;
  return peeringStatus === null
    ? `${groupId}, which is gone`
    : `${groupId}, to which ${vpcPeeringConnectionId ?? 'the peering connection'} is ${peeringStatus}`;
}

function admitsNobodyElse(network: Network, endpoint: VpcEndpoint, gone: ReadonlySet<string>): boolean {
  const ingress = endpointIngress(network, endpoint);
  if (!ingress.known || ingress.value.missing.length > 0) return false;
  const { addresses, groupIds } = ingress.value;
  return addresses.isEmpty() && [...groupIds].every((id) => gone.has(id));
}
