import * as z from 'zod';
import type { Hop } from '../../analysis/connectivity/path-answer.ts';
import { base, permission, securityGroup } from '../example-estate.ts';
import { hubEstate } from '../hub-example-estate.ts';
import { openWays } from '../routing/hub-examples.ts';
import { hubFamilies, hubText, judgeHubPaths, sendersText } from '../routing/hub-faults.ts';
import { defineRule } from '../rule.ts';
import { portsToOpen } from '../security-group/wording.ts';
import { listed } from '../wording.ts';

/** The groups of the estate, with other ingress for the endpoint's. */
const admitting = (...ingress: Parameters<typeof securityGroup>[1]['ingress'] & object) =>
  hubEstate({
    securityGroups: [
      ...(base.securityGroups ?? []).slice(0, 2),
      securityGroup('sg-endpoint', { ingress }),
      { ...securityGroup('sg-spoke', {}), VpcId: 'vpc-2' },
    ],
  });

export default defineRule({
  id: 'hub-endpoint-sg-missing-spoke-cidr',
  topic: 'hybrid',
  severity: 'error',
  category: 'connectivity',
  summary: 'The security groups of an endpoint refuse compute of another VPC that is led to it.',
  why: "A hosted zone makes the service's name resolve to an endpoint in another VPC, and the packets get there. The endpoint's security groups decide then: those that admit only the VPC of the endpoint, or spokes that were there when they were written, refuse all others, whose requests time out.",
  fix: 'Allow ingress on the port of the service from the addresses of the other VPC (`aws ec2 authorize-security-group-ingress --cidr`). Rules that name its groups do not hold across transit gateways.',
  semantics: ['S1', 'S11', 'S14', 'S18', 'C1', 'C4'],
  references: [
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'The group admits the VPC of the endpoint only',
      facts: admitting(permission(443, '10.0.0.0/16')),
      findings: [{ resource: 'sg-endpoint', affected: ['subnet-spoke'], message: 'compute in subnet-spoke' }],
    },
    {
      title: 'The group admits other addresses of the spoke',
      facts: admitting(permission(443, '10.1.7.0/24')),
      findings: [{ resource: 'sg-endpoint' }],
    },
    {
      title: 'The group admits the spoke',
      facts: admitting(permission(443, '10.0.0.0/16'), permission(443, '10.1.0.0/16')),
    },
    {
      title: 'A prefix list that is allowed in has no entries in the input',
      facts: admitting(permission(443, 'pl-spokes')),
      undecided: [{ missing: ['managedPrefixListEntries'] }],
    },
    ...openWays,
  ],
  *check({ network }) {
    yield* judgeHubPaths(network, {
      plane: 'filter',
      isFault: refusesEntry,
      describe: (fault) => {
        const ports = listed([...new Set(fault.endpoints.map(portsToOpen))].sort());
        return {
          code: 'ENI_SG_RULES_MISMATCH',
          message: `Hosted zones lead ${sendersText(fault)} to ${hubText(fault)}, but ${fault.hop.message}, so requests time out. Allow ingress on ${ports} from the addresses of ${listed(fault.spokes)}.`,
        };
      },
    });
  },
});

/** Refused by ingress rules; by what reasons a group that is named in vain refuses is another matter. */
function refusesEntry({ reason, at }: Hop): boolean {
  const refuses = ['security-group-denied', 'security-group-empty'].includes(reason);
  return refuses && /^\/IpPermissions(?:\/|$)/.test(at.path);
}
