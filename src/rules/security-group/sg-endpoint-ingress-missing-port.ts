import * as z from 'zod';
import { isAvailableEndpointOfType, vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import { computeInVpc } from '../../analysis/connectivity/compute.ts';
import {
  endpointAdmitsNobody,
  endpointAdmitsOnlyDefaultGroup,
  endpointIngress,
} from '../../analysis/connectivity/endpoint-admission.ts';
import { and, isFalse, not } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import {
  base,
  defaultSecurityGroup,
  endpointInterface,
  estate,
  interfaceEndpoint,
  permission,
  securityGroup,
  without,
} from '../example-estate.ts';
import { defineRule, type Problem, problem } from '../rule.ts';
import { listed } from '../wording.ts';
import {
  closedPorts,
  endpointText,
  groupsText,
  leadingGroup,
  portsToOpen,
  undecidedAbout,
} from './wording.ts';

/** The estate's groups, with other ingress for the endpoint's. */
const groupsWith = (...ingress: Parameters<typeof securityGroup>[1]['ingress'] & object) => [
  defaultSecurityGroup,
  securityGroup('sg-app', {}),
  securityGroup('sg-endpoint', { ingress }),
];

const ssm = interfaceEndpoint('ssm', ['subnet-a', 'subnet-b']);
const withEndpointInterfaces = [
  ...(base.networkInterfaces ?? []),
  endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20'),
  endpointInterface('eni-endpoint-b', 'subnet-b', '10.0.2.20'),
];

export default defineRule({
  id: 'sg-endpoint-ingress-missing-port',
  topic: 'security-group',
  severity: 'error',
  category: 'connectivity',
  summary: "The security groups of an interface endpoint admit nobody on the service's port.",
  why: 'The security groups of an interface endpoint decide who may connect to it. If none of their ingress rules covers the port of the service, every connection through the endpoint times out, although its names resolve and its routes exist.',
  fix: 'Allow ingress on the port of the service, for most of them TCP 443, from the addresses or security groups of the clients (`aws ec2 authorize-security-group-ingress`).',
  semantics: ['S1', 'S5', 'S6', 'S14', 'S18'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
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
      title: 'Only TCP 80 is allowed in',
      facts: estate({ vpcEndpoints: [ssm], securityGroups: groupsWith(permission(80, '10.0.0.0/16')) }),
      findings: [
        {
          resource: 'sg-endpoint',
          severity: 'error',
          affected: ['vpce-1'],
          message: 'admits nobody on TCP 443',
        },
      ],
    },
    {
      title: 'Two endpoints share a group without rules',
      facts: estate({
        vpcEndpoints: [ssm, interfaceEndpoint('kms', ['subnet-a'], { VpcEndpointId: 'vpce-2' })],
        securityGroups: groupsWith(),
      }),
      findings: [
        { resource: 'sg-endpoint', affected: ['vpce-1', 'vpce-2'], message: 'has no ingress rules' },
      ],
    },
    {
      title: 'Neither of two groups admits anybody',
      facts: estate({
        vpcEndpoints: [{ ...ssm, Groups: [{ GroupId: 'sg-endpoint' }, { GroupId: 'sg-app' }] }],
        securityGroups: groupsWith(permission(443, '10.0.0.0/16', { IpProtocol: 'udp' })),
      }),
      findings: [{ resource: 'vpce-1', affected: ['vpce-1'] }],
    },
    {
      title: 'The group admits only its own members, which are the endpoint',
      facts: estate({
        vpcEndpoints: [ssm],
        securityGroups: groupsWith(permission(443, 'sg-endpoint')),
        networkInterfaces: withEndpointInterfaces,
      }),
      findings: [{ resource: 'sg-endpoint', message: 'only endpoints carry' }],
    },
    {
      title: 'Nothing runs in the VPC',
      facts: estate({ vpcEndpoints: [ssm], securityGroups: groupsWith(), networkInterfaces: [] }),
      findings: [{ resource: 'sg-endpoint', severity: 'warning' }],
    },
    {
      title: 'The SMTP endpoint of SES with HTTPS alone allowed in',
      facts: estate({ vpcEndpoints: [interfaceEndpoint('email-smtp', ['subnet-a'])] }),
      findings: [{ resource: 'sg-endpoint', message: 'TCP 25, 465, 587, 2465, 2587' }],
    },
    {
      title: 'The SMTP endpoint of SES with one of its ports allowed in',
      facts: estate({
        vpcEndpoints: [interfaceEndpoint('email-smtp', ['subnet-a'])],
        securityGroups: groupsWith(permission(587, '10.0.0.0/16')),
      }),
    },
    {
      title: 'TCP 443 is allowed in from the VPC',
      facts: estate({ vpcEndpoints: [ssm] }),
    },
    {
      title: 'Another of the groups admits the VPC',
      facts: estate({
        vpcEndpoints: [{ ...ssm, Groups: [{ GroupId: 'sg-app' }, { GroupId: 'sg-endpoint' }] }],
      }),
    },
    {
      title: 'The group admits a group that nobody carries today',
      facts: estate({ vpcEndpoints: [ssm], securityGroups: groupsWith(permission(443, 'sg-default')) }),
    },
    {
      title: 'The default security group with its own reference is another matter',
      facts: estate({
        vpcEndpoints: [{ ...ssm, Groups: [{ GroupId: 'sg-default', GroupName: 'default' }] }],
        networkInterfaces: [
          ...(base.networkInterfaces ?? []),
          endpointInterface('eni-endpoint-a', 'subnet-a', '10.0.1.20', {
            Groups: [{ GroupId: 'sg-default' }],
          }),
        ],
      }),
    },
    {
      title: "A customer's service, which may listen on any port",
      facts: estate({
        vpcEndpoints: [{ ...ssm, ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1' }],
        securityGroups: groupsWith(permission(8443, '10.0.0.0/16')),
      }),
    },
    {
      title: "A customer's service, and no port is open",
      facts: estate({
        vpcEndpoints: [{ ...ssm, ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1' }],
        securityGroups: groupsWith(),
      }),
      findings: [{ resource: 'sg-endpoint' }],
    },
    {
      title: 'The endpoint is not available',
      facts: estate({
        vpcEndpoints: [{ ...ssm, State: 'pendingAcceptance' }],
        securityGroups: groupsWith(),
      }),
    },
    {
      title: 'The entries of the prefix list that is allowed in are not in the input',
      facts: estate({
        vpcEndpoints: [ssm],
        securityGroups: groupsWith(permission(443, 'pl-corporate')),
      }),
      undecided: [{ resource: 'sg-endpoint', missing: ['managedPrefixListEntries'] }],
    },
    {
      title: 'The security groups were not collected',
      facts: without(estate({ vpcEndpoints: [ssm] }), 'securityGroups'),
      undecided: [{ missing: ['securityGroups'] }],
    },
  ],
  *check({ network }) {
    const bySet = new Map<string, [VpcEndpoint, ...VpcEndpoint[]]>();
    for (const endpoint of endpointsOfType(network, 'interface')) {
      const applies = isAvailableEndpointOfType(endpoint, 'interface');
      if (isFalse(applies)) continue;
      const nobody = and(applies, endpointAdmitsNobody(network, endpoint));
      if (isFalse(nobody)) continue;
      const blocked = and(nobody, not(endpointAdmitsOnlyDefaultGroup(network, endpoint)));
      const groupIds = groupIdsOf(endpoint);
      if (!blocked.known) {
        const groups = groupIds.map((id) => leadingGroup(network, [id], endpoint));
        // About a group that the input lacks or does not name, as the finding might be about that.
        const isSeen = endpoint.groupIds.known && !groups.includes(null);
        const resource = !isSeen ? null : groups.length === 1 ? groups[0] : endpoint;
        yield undecidedAbout(resource ?? null, blocked.missing);
      } else if (blocked.value) {
        const set = groupIds.join(' ');
        const same = bySet.get(set);
        if (same) same.push(endpoint);
        else bySet.set(set, [endpoint]);
      }
    }
    for (const endpoints of bySet.values()) yield report(network, endpoints);
  },
});

function groupIdsOf({ groupIds }: VpcEndpoint): readonly string[] {
  return groupIds.known ? [...new Set(groupIds.value)].sort() : [];
}

/** One finding for the endpoints that share their groups: on the only group, else on the first endpoint. */
function report(network: Network, endpoints: readonly [VpcEndpoint, ...VpcEndpoint[]]): Problem {
  const [first] = endpoints;
  const groupIds = groupIdsOf(first);
  const groups = groupIds.flatMap((id) => leadingGroup(network, [id], first) ?? []);
  const [group] = groups.length === 1 ? groups : [];
  const hasRules = groups.some(({ ingress }) => !ingress.known || ingress.value.length > 0);
  const closed = listed([...new Set(endpoints.map(closedPorts))]);
  const toOpen = listed([...new Set(endpoints.map(portsToOpen))]);
  const fault = hasRules
    ? `admit${group ? 's' : ''} nobody on ${closed}`
    : `ha${group ? 's' : 've'} no ingress rules`;
  return problem({
    resource: group ?? first,
    at: group ? '/IpPermissions' : '/Groups',
    severity: endpoints.some((endpoint) => hasComputeBeside(network, endpoint)) ? 'error' : 'warning',
    affected: endpoints,
    code: hasRules ? 'ENI_SG_RULES_MISMATCH' : 'SG_HAS_NO_RULES',
    message: `${groupsText(groupIds)} ${fault}${exception(network, first)}, so nobody can connect to interface endpoint${endpoints.length === 1 ? '' : 's'} ${listed(endpoints.map(endpointText))}. Allow ingress on ${toOpen} from the addresses or security groups of the clients.`,
    evidence: group
      ? endpoints.map((endpoint) => ({
          message: `${endpoint.id} has this group`,
          at: endpoint.at('/Groups'),
        }))
      : groups.map((one) => ({ message: `ingress rules of ${one.id}`, at: one.at('/IpPermissions') })),
  });
}

function exception(network: Network, endpoint: VpcEndpoint): string {
  const ingress = endpointIngress(network, endpoint);
  const references = ingress.known ? [...ingress.value.groupIds].sort() : [];
  return references.length === 0 ? '' : ` but members of ${listed(references)}, which only endpoints carry`;
}

/** Whether the endpoint's VPC is known to run something that could use it: without, nothing is broken yet. */
function hasComputeBeside(network: Network, endpoint: VpcEndpoint): boolean {
  const vpc = vpcOfEndpoint(network, endpoint);
  return vpc.known && computeInVpc(network, vpc.value).items.length > 0;
}
