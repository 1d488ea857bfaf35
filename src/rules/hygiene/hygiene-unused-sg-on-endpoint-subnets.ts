import * as z from 'zod';
import type { MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { SecurityGroup } from '../../model/resources/security-group.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { base, estate, interfaceEndpoint, permission, securityGroup, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';

const idle = {
  ...securityGroup('sg-idle', { ingress: [permission(443, '10.0.0.0/16')] }),
  GroupName: 'vpce-old',
};
const withGroup = (group: RawItem) =>
  estate({
    vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])],
    securityGroups: [...(base.securityGroups ?? []), group],
  });

export default defineRule({
  id: 'hygiene-unused-sg-on-endpoint-subnets',
  topic: 'hygiene',
  severity: 'info',
  category: 'hygiene',
  onRequest: true,
  summary: 'A security group that is named after endpoints is on none, and on nothing else.',
  why: 'Groups outlive the endpoints that they were made for. Whoever looks for what lets traffic to an endpoint through reads them in vain, and changes them in vain.',
  fix: 'Delete the group (`aws ec2 delete-security-group`), or put it on the endpoint that it was made for.',
  semantics: ['S1', 'S14'],
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'],
  subject: 'securityGroups',
  needs: ['securityGroups', 'networkInterfaces', 'vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A group named after endpoints is on no interface',
      facts: withGroup(idle),
      findings: [{ resource: 'sg-idle', message: 'vpce-old' }],
    },
    { title: 'The group is on an endpoint', facts: withGroup({ ...idle, GroupId: 'sg-endpoint' }) },
    { title: 'The group has another name', facts: withGroup({ ...idle, GroupName: 'web' }) },
    {
      title: 'Another group lets its members in',
      facts: withGroup({
        ...securityGroup('sg-other', { ingress: [permission(443, 'sg-idle')] }),
        GroupName: 'web',
      }),
    },
    {
      title: 'The interfaces were not collected',
      facts: without(withGroup(idle), 'networkInterfaces'),
      undecided: [{ resource: 'sg-idle', missing: ['networkInterfaces'] }],
    },
  ],
  *check({ network }) {
    for (const group of network.all('securityGroups')) {
      const { GroupName: name = null } = group.raw;
      if ((name !== null && !/vpce|endpoint/i.test(name)) || isUsed(network, group)) continue;
      const missing = [
        ...(name === null ? [group.missing(`no GroupName on ${group.id}`)] : []),
        ...network.missing('networkInterfaces', group),
        ...network.missing('vpcEndpoints', group),
        ...(group.isInDoubt('GroupName') ? [group.missing(`the name of ${group.id} is in doubt`)] : []),
        ...groupsInDoubt(network),
      ];
      if (missing.length > 0) yield undecided(group, missing);
      else {
        yield problem({
          resource: group,
          at: '/GroupName',
          message: `Security group ${group.id} (${name}) is named after endpoints and is on no endpoint and no interface. Delete it, or put it where it belongs.`,
        });
      }
    }
  },
});

/** What keeps the groups of interfaces and endpoints from being known. */
function groupsInDoubt(network: Network): readonly MissingFact[] {
  return network.memo('groups in doubt', () =>
    [...network.all('networkInterfaces'), ...network.all('vpcEndpoints')].flatMap(({ groupIds }) =>
      groupIds.known ? [] : groupIds.missing,
    ),
  );
}

/** Whether an interface or an endpoint carries the group. */
function isUsed(network: Network, { id }: SecurityGroup): boolean {
  const groupsOf = ({
    groupIds,
  }: {
    readonly groupIds: { readonly known: boolean; readonly value?: readonly string[] };
  }) => (groupIds.known ? (groupIds.value ?? []) : null);
  return (
    network.index('networkInterfaces', 'groups', groupsOf).has(id) ||
    network.index('vpcEndpoints', 'groups', groupsOf).has(id)
  );
}
