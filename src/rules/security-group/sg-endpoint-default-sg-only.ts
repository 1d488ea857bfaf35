import * as z from 'zod';
import { isAvailableEndpointOfType, vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { computeInVpc } from '../../analysis/connectivity/compute.ts';
import { endpointAdmitsOnlyDefaultGroup } from '../../analysis/connectivity/endpoint-admission.ts';
import { and, filterListing, isFalse, type Listing, map } from '../../model/fact.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import {
  base,
  defaultSecurityGroup,
  endpointInterface,
  estate,
  instanceInterface,
  interfaceEndpoint,
  permission,
  securityGroup,
  without,
} from '../example-estate.ts';
import { defineRule, type Problem, problem, undecided } from '../rule.ts';
import { counted } from '../wording.ts';
import { endpointText, portsToOpen } from './wording.ts';

const ssm = interfaceEndpoint('ssm', ['subnet-a', 'subnet-b'], {
  Groups: [{ GroupId: 'sg-default', GroupName: 'default' }],
});
const inDefaultGroup = { Groups: [{ GroupId: 'sg-default' }] };
const instanceA = instanceInterface('eni-a', 'subnet-a', '10.0.1.10');
const defaultInstanceA = instanceInterface('eni-a', 'subnet-a', '10.0.1.10', inDefaultGroup);
const instanceB = instanceInterface('eni-b', 'subnet-b', '10.0.2.10');
const defaultInstanceB = instanceInterface('eni-b', 'subnet-b', '10.0.2.10', inDefaultGroup);

export default defineRule({
  id: 'sg-endpoint-default-sg-only',
  topic: 'security-group',
  severity: 'warning',
  category: 'connectivity',
  summary:
    'An interface endpoint has only the default security group, which compute of its VPC does not carry.',
  why: "An endpoint that is created without security groups gets the VPC's default one, and that admits only interfaces that carry it too. Connections of all others to the endpoint time out.",
  fix: "Give the endpoint a security group of its own that allows the service's port from the clients (`aws ec2 modify-vpc-endpoint --add-security-group-ids`).",
  semantics: ['S1', 'S2', 'S8', 'S14', 'S18'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html',
  ],
  subject: 'vpcEndpoints',
  needs: [
    'vpcEndpoints',
    'securityGroups',
    'prefixLists',
    'managedPrefixListEntries',
    'vpcs',
    'networkInterfaces',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'No instance carries the default security group',
      facts: estate({ vpcEndpoints: [ssm] }),
      findings: [
        { resource: 'vpce-1', severity: 'error', affected: ['eni-a', 'eni-b'], message: 'None of the 2' },
      ],
    },
    {
      title: 'One of two instances carries the default security group',
      facts: estate({ vpcEndpoints: [ssm], networkInterfaces: [defaultInstanceA, instanceB] }),
      findings: [
        {
          resource: 'vpce-1',
          severity: 'warning',
          affected: ['eni-b'],
          message: 'Of the 2 compute interfaces in vpc-1, only 1',
        },
      ],
    },
    {
      title: 'Nothing runs in the VPC but the endpoint',
      facts: estate({
        vpcEndpoints: [ssm],
        networkInterfaces: [endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20', inDefaultGroup)],
      }),
      findings: [{ resource: 'vpce-1', severity: 'info', affected: [] }],
    },
    {
      title: 'All instances carry the default security group',
      facts: estate({ vpcEndpoints: [ssm], networkInterfaces: [defaultInstanceA, defaultInstanceB] }),
    },
    {
      title: 'The default security group was edited to admit the VPC',
      facts: estate({
        vpcEndpoints: [ssm],
        securityGroups: [
          { ...defaultSecurityGroup, IpPermissions: [permission(443, '10.0.0.0/16')] },
          securityGroup('sg-app', {}),
        ],
      }),
    },
    {
      title: 'A second group admits the VPC',
      facts: estate({
        vpcEndpoints: [{ ...ssm, Groups: [{ GroupId: 'sg-default' }, { GroupId: 'sg-endpoint' }] }],
      }),
    },
    {
      title: 'A group of another name that admits only itself',
      facts: estate({
        vpcEndpoints: [{ ...ssm, Groups: [{ GroupId: 'sg-app' }] }],
        securityGroups: [
          defaultSecurityGroup,
          securityGroup('sg-app', { ingress: [permission(443, 'sg-app')] }),
        ],
      }),
    },
    {
      title: 'The endpoint was created by an AWS service',
      facts: estate({ vpcEndpoints: [{ ...ssm, RequesterManaged: true }] }),
    },
    {
      title: 'The network interfaces were not collected',
      facts: without(estate({ vpcEndpoints: [ssm] }), 'networkInterfaces'),
      undecided: [{ resource: 'vpce-1', missing: ['networkInterfaces'] }],
    },
    {
      title: 'The entries of a prefix list that the default group admits are not in the input',
      facts: estate({
        vpcEndpoints: [ssm],
        securityGroups: [
          {
            ...defaultSecurityGroup,
            IpPermissions: [permission(443, 'sg-default'), permission(443, 'pl-corporate')],
          },
          securityGroup('sg-app', {}),
        ],
      }),
      undecided: [{ resource: 'vpce-1', missing: ['managedPrefixListEntries'] }],
    },
    {
      title: 'The groups of an instance are not in the input, the other carries the default group',
      facts: estate({
        vpcEndpoints: [ssm],
        networkInterfaces: [defaultInstanceA, { ...instanceB, Groups: undefined }],
      }),
      undecided: [{ resource: 'vpce-1', missing: ['networkInterfaces'] }],
    },
    {
      title: 'The groups of an instance are not in the input, the other does not carry the default group',
      facts: estate({
        vpcEndpoints: [ssm],
        networkInterfaces: [instanceA, { ...instanceB, Groups: undefined }],
      }),
      findings: [{ resource: 'vpce-1', severity: 'warning', affected: ['eni-a'] }],
    },
    {
      title: 'A group that is not called default needs no further look',
      facts: without({ ...base, vpcEndpoints: [interfaceEndpoint('ssm', ['subnet-a'])] }, 'securityGroups'),
    },
  ],
  *check({ network }) {
    for (const endpoint of endpointsOfType(network, 'interface')) {
      const applies = and(
        isAvailableEndpointOfType(endpoint, 'interface'),
        endpointAdmitsOnlyDefaultGroup(network, endpoint),
      );
      if (isFalse(applies)) continue;
      const compute = map(vpcOfEndpoint(network, endpoint), (vpc) => computeInVpc(network, vpc));
      if (!applies.known || !compute.known) {
        yield undecided(
          endpoint,
          [applies, compute].flatMap((fact) => (fact.known ? [] : fact.missing)),
        );
        continue;
      }
      const [groupId = ''] = endpoint.groupIds.known ? endpoint.groupIds.value : [];
      const outside = filterListing(compute.value, ({ groupIds }) =>
        map(groupIds, (ids) => !ids.includes(groupId)),
      );
      if (outside.items.length === 0 && outside.missing.length > 0)
        yield undecided(endpoint, outside.missing);
      else if (outside.items.length > 0 || compute.value.items.length === 0) {
        yield report(endpoint, groupId, compute.value.items, outside);
      }
    }
  },
});

/** No compute can connect, or some cannot, or there is none yet that could. */
function report(
  endpoint: VpcEndpoint,
  groupId: string,
  compute: readonly NetworkInterface[],
  outside: Listing<NetworkInterface>,
): Problem {
  const place = endpoint.vpcId ?? 'its VPC';
  const all = `${counted(compute.length, 'compute interface')} in ${place}`;
  const inside = compute.filter(({ groupIds }) => groupIds.known && groupIds.value.includes(groupId)).length;
  const nobody = inside === 0 && outside.missing.length === 0;
  const reach = nobody
    ? `None of the ${all} does, so nobody can connect.`
    : `Of the ${all}, only ${inside} ${inside === 1 ? 'is' : 'are'} known to, so others cannot connect.`;
  return problem({
    resource: endpoint,
    at: '/Groups',
    severity: compute.length === 0 ? 'info' : nobody ? 'error' : 'warning',
    affected: outside.items,
    code: 'ENI_SG_RULES_MISMATCH',
    message: `Interface endpoint ${endpointText(endpoint)} has only the default security group ${groupId}, which admits nobody but interfaces that carry it too. ${compute.length === 0 ? `So far ${place} has no compute.` : reach} Give the endpoint a security group that allows ${portsToOpen(endpoint)} from its clients.`,
  });
}
