import * as z from 'zod';
import { isAvailableEndpointOfType, vpcOfEndpoint } from '../../analysis/connectivity/available-endpoint.ts';
import {
  type EndpointReference,
  endpointReferences,
  membersAreAdmitted,
  vpcAcrossGateway,
} from '../../analysis/connectivity/endpoint-references.ts';
import { and, flatMap, isFalse, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { endpointsOfType } from '../endpoints-of-type.ts';
import {
  account,
  base,
  estate,
  instanceInterface,
  interfaceEndpoint,
  permission,
  securityGroup,
  without,
} from '../example-estate.ts';
import { defineRule, type Problem, problem } from '../rule.ts';
import { listed } from '../wording.ts';
import { endpointText, portsToOpen, undecidedAbout } from './wording.ts';

const kms = interfaceEndpoint('kms', ['subnet-a']);
const fromSpoke = permission(443, 'sg-spoke', {
  UserIdGroupPairs: [{ GroupId: 'sg-spoke', UserId: account, VpcId: 'vpc-2' }],
});
const naming = (...ingress: Parameters<typeof securityGroup>[1]['ingress'] & object) => [
  ...(base.securityGroups ?? []).slice(0, 2),
  securityGroup('sg-endpoint', { ingress }),
];
const spokeInstance = instanceInterface('eni-spoke', 'subnet-spoke', '10.1.0.10', {
  VpcId: 'vpc-2',
  Groups: [{ GroupId: 'sg-spoke' }],
});
const withSpoke = [...(base.networkInterfaces ?? []), spokeInstance];

export default defineRule({
  id: 'sg-endpoint-tgw-sg-reference',
  topic: 'security-group',
  severity: 'error',
  category: 'connectivity',
  summary: 'An endpoint admits a security group of another VPC by name, across a transit gateway.',
  why: 'Rules that name security groups of other VPCs can be written where a transit gateway joins the VPCs, but they do not hold for endpoints: connections from such members time out. The severity is warning where no member is known that addresses do not admit.',
  fix: 'Allow the addresses of the other VPC instead (`aws ec2 authorize-security-group-ingress --cidr`), and remove the rule that names the group.',
  semantics: ['S8', 'S9', 'S11', 'S13'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  ],
  subject: 'vpcEndpoints',
  needs: [
    'vpcEndpoints',
    'vpcs',
    'securityGroups',
    'networkInterfaces',
    'vpcPeeringConnections',
    'prefixLists',
    'managedPrefixListEntries',
  ],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Only the group of a spoke is admitted, by name',
      facts: estate({ vpcEndpoints: [kms], securityGroups: naming(fromSpoke), networkInterfaces: withSpoke }),
      findings: [
        { resource: 'sg-endpoint', severity: 'error', affected: ['vpce-1'], message: 'a group of vpc-2' },
      ],
    },
    {
      title: 'Nobody is known to carry the group',
      facts: estate({ vpcEndpoints: [kms], securityGroups: naming(fromSpoke) }),
      findings: [{ resource: 'sg-endpoint', severity: 'warning' }],
    },
    {
      title: 'The addresses of the spoke are admitted too',
      facts: estate({
        vpcEndpoints: [kms],
        securityGroups: naming(fromSpoke, permission(443, '10.1.0.0/16')),
        networkInterfaces: withSpoke,
      }),
    },
    {
      title: 'The addresses of the spoke are admitted by a prefix list',
      facts: estate({
        vpcEndpoints: [kms],
        securityGroups: naming(fromSpoke, permission(443, 'pl-spokes')),
        networkInterfaces: withSpoke,
        managedPrefixListEntries: [{ PrefixListId: 'pl-spokes', Entries: [{ Cidr: '10.1.0.0/16' }] }],
      }),
    },
    {
      title: 'A peering connection joins the two VPCs',
      facts: estate({
        vpcEndpoints: [kms],
        securityGroups: naming(fromSpoke),
        networkInterfaces: withSpoke,
        vpcPeeringConnections: [
          {
            VpcPeeringConnectionId: 'pcx-1',
            RequesterVpcInfo: { VpcId: 'vpc-2' },
            AccepterVpcInfo: { VpcId: 'vpc-1' },
            Status: { Code: 'active' },
          },
        ],
      }),
    },
    {
      title: 'The group of another VPC is used in this one too',
      facts: estate({
        vpcEndpoints: [kms],
        securityGroups: naming(fromSpoke),
        networkInterfaces: [
          instanceInterface('eni-a', 'subnet-a', '10.0.1.10', { Groups: [{ GroupId: 'sg-spoke' }] }),
        ],
      }),
    },
    {
      title: 'A group of the same VPC is admitted by name',
      facts: estate({ vpcEndpoints: [kms], securityGroups: naming(permission(443, 'sg-app')) }),
    },
    {
      title: 'The peering connections were not collected',
      facts: without(
        estate({ vpcEndpoints: [kms], securityGroups: naming(fromSpoke), networkInterfaces: withSpoke }),
        'vpcPeeringConnections',
      ),
      undecided: [{ resource: 'sg-endpoint', missing: ['vpcPeeringConnections'] }],
    },
  ],
  *check({ network }) {
    const byName = new Map<string, Lost>();
    for (const endpoint of endpointsOfType(network, 'interface')) {
      const applies = isAvailableEndpointOfType(endpoint, 'interface');
      if (isFalse(applies)) continue;
      const references = endpointReferences(network, endpoint);
      if (!references.known) yield undecidedAbout(null, references.missing);
      for (const entry of references.known ? references.value : []) {
        const vpc = flatMap(vpcOfEndpoint(network, endpoint), (own) => vpcAcrossGateway(network, own, entry));
        if (vpc.known && vpc.value === null) continue;
        const { groupId } = entry.reference;
        const admitted = membersAreAdmitted(network, endpoint, groupId);
        if (admitted.known && admitted.value) continue;
        const judged = and(
          applies,
          map(vpc, (other) => other !== null),
          map(admitted, (all) => all !== true),
        );
        if (!judged.known) yield undecidedAbout(entry.group, judged.missing);
        else if (vpc.known && vpc.value !== null) {
          const key = JSON.stringify([entry.group.id, groupId]);
          const same = byName.get(key) ?? { entry, vpcId: vpc.value, endpoints: [], refused: [] };
          byName.set(key, same);
          same.endpoints.push(endpoint);
          if (admitted.known && admitted.value === false) same.refused.push(endpoint);
        }
      }
    }
    for (const lost of byName.values()) yield report(network, lost);
  },
});

/** A rule that does not hold, with the endpoints it was written for. */
interface Lost {
  readonly entry: EndpointReference;
  readonly vpcId: string;
  readonly endpoints: VpcEndpoint[];
  /** Those to which members are known that nothing else admits. */
  readonly refused: VpcEndpoint[];
}

function report(network: Network, { entry, vpcId, endpoints, refused }: Lost): Problem {
  const { group, permission: rule, reference } = entry;
  const ports = listed([...new Set(endpoints.map(portsToOpen))]);
  const other = network.index('vpcs', 'id', ({ id }) => id).get(vpcId)?.[0];
  const cidrs = other?.cidrs;
  const addresses = cidrs?.known ? listed(cidrs.value) : `the addresses of ${vpcId}`;
  return problem({
    resource: group,
    key: reference.groupId,
    at: `/IpPermissions/${rule.index}/UserIdGroupPairs`,
    severity: refused.length > 0 ? 'error' : 'warning',
    affected: endpoints,
    code: 'SG_REFERENCING_SUPPORT',
    message: `Security group ${group.id} admits ${reference.groupId}, a group of ${vpcId}, by name. Across a transit gateway such a rule does not hold for endpoints, so its members cannot connect to ${listed(endpoints.map(endpointText))}. Allow ingress on ${ports} from ${addresses} instead.`,
  });
}
