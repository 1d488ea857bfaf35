import * as z from 'zod';
import type { Hop } from '../../analysis/connectivity/path-answer.ts';
import { base, permission, securityGroup } from '../example-estate.ts';
import { hubEstate } from '../hub-example-estate.ts';
import { openWays } from '../routing/hub-examples.ts';
import { hubFamilies, hubText, judgeHubPaths } from '../routing/hub-faults.ts';
import { defineRule } from '../rule.ts';
import { portsToOpen } from '../security-group/wording.ts';
import { listed } from '../wording.ts';

/** The groups of the estate, with other egress for the spoke's. */
const sending = (...egress: Parameters<typeof securityGroup>[1]['egress'] & object) =>
  hubEstate({
    securityGroups: [
      ...(base.securityGroups ?? []).slice(0, 2),
      securityGroup('sg-endpoint', { ingress: [permission(443, '10.0.0.0/8')] }),
      { ...securityGroup('sg-spoke', { egress }), VpcId: 'vpc-2' },
    ],
  });

export default defineRule({
  id: 'hub-source-egress-missing-endpoint',
  topic: 'hybrid',
  severity: 'error',
  category: 'connectivity',
  summary:
    'The security groups of compute do not let it send to an endpoint of another VPC that it is led to.',
  why: "A hosted zone makes the service's name resolve to an endpoint in another VPC. Egress rules that were written for the VPC of the compute, or for public addresses, do not hold the addresses of the hub, so every request is dropped before it leaves.",
  fix: 'Allow egress on the port of the service to the addresses of the subnets of the endpoint (`aws ec2 authorize-security-group-egress --cidr`).',
  semantics: ['S1', 'S5', 'C1', 'C4'],
  references: [
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: hubFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'The group lets compute send within its own VPC alone',
      facts: sending(permission(443, '10.1.0.0/16')),
      findings: [{ resource: 'sg-spoke', affected: ['subnet-spoke'], message: 'vpce-1 (kms) in vpc-1' }],
    },
    { title: 'The group lets compute send to the hub', facts: sending(permission(443, '10.0.0.0/16')) },
    {
      title: 'A prefix list that it may send to has no entries in the input',
      facts: sending(permission(443, 'pl-hub')),
      undecided: [{ missing: ['managedPrefixListEntries'] }],
    },
    ...openWays,
  ],
  *check({ network }) {
    yield* judgeHubPaths(network, {
      plane: 'filter',
      isFault: refusesExit,
      describe: (fault) => {
        const ports = listed([...new Set(fault.endpoints.map(portsToOpen))].sort());
        return {
          code: 'ENI_SG_RULES_MISMATCH',
          message: `Hosted zones lead compute of ${listed(fault.spokes)} to ${hubText(fault)}, but ${fault.hop.message}, so requests never leave. Allow egress on ${ports} to the addresses of the endpoint.`,
        };
      },
    });
  },
});

/** Refused by egress rules. */
function refusesExit({ reason, at }: Hop): boolean {
  const refuses = ['security-group-denied', 'security-group-empty'].includes(reason);
  return refuses && at.path.startsWith('/IpPermissionsEgress');
}
