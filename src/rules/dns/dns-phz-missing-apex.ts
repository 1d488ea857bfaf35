import * as z from 'zod';
import { nameFamilies } from '../name-families.ts';

import { defineRule } from '../rule.ts';
import { kms, record, soundZones, withZone } from './zone-gap-examples.ts';
import { judgeZoneGaps, vpcsText, zoneText } from './zone-gap-outcomes.ts';

export default defineRule({
  id: 'dns-phz-missing-apex',
  topic: 'dns',
  severity: 'error',
  category: 'connectivity',
  summary: 'A private hosted zone of the name of an AWS service has no address for that name.',
  why: 'A hosted zone takes over its name in the VPCs that it is associated with, and nobody else is asked. Without an A or AAAA record at its own name the service does not resolve there at all, neither to an endpoint nor to public addresses.',
  fix: "Add an alias record at the zone's own name to the endpoint (`aws route53 change-resource-record-sets`), or remove the zone from the VPC.",
  semantics: ['5.3', 'DNS8', 'C1'],
  references: [
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html',
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: nameFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'The zone has a wildcard and no record of its own name',
      facts: withZone(kms, [record(`*.${kms}`, '10.0.1.20')]),
      findings: [{ resource: 'Z1', affected: ['vpc-1'], message: kms }],
    },
    {
      title: 'The zone has an address for its own name',
      facts: withZone(kms, [record(kms, '10.0.1.20')]),
    },
    {
      title: 'Nothing runs in the VPC',
      facts: withZone(kms, [], { networkInterfaces: [] }),
    },
    ...soundZones,
  ],
  *check({ network }) {
    yield* judgeZoneGaps(network, 'apex', (gap) => ({
      message: `${zoneText(gap)} answers for its name in ${vpcsText(gap)} and has no address for it, so the service does not resolve there at all. Add a record that leads to the endpoint, or remove the zone from the VPC.`,
    }));
  },
});
