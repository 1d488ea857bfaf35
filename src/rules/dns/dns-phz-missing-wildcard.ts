import * as z from 'zod';
import { nameFamilies } from '../name-families.ts';

import { defineRule } from '../rule.ts';
import { dkr, kms, record, soundZones, withZone } from './zone-gap-examples.ts';
import { judgeZoneGaps, namesText, vpcsText, zoneText } from './zone-gap-outcomes.ts';

export default defineRule({
  id: 'dns-phz-missing-wildcard',
  topic: 'dns',
  severity: 'error',
  category: 'connectivity',
  summary: 'A private hosted zone of an AWS service lacks the wildcard record that the service needs.',
  why: 'Some services use names below their own: ECR one for each registry, S3 one for each bucket, API Gateway one for each API. A hosted zone of the parent name without a wildcard record makes all of these unknown in the VPC, so that image pulls or requests to buckets fail to resolve.',
  fix: "Add an alias record for `*` below the zone's name to the endpoint (`aws route53 change-resource-record-sets`).",
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
      title: "ECR's zone has a record of its own name only",
      facts: withZone(dkr, [record(dkr, '10.0.1.20')]),
      findings: [{ resource: 'Z1', affected: ['vpc-1'], message: `*.${dkr}` }],
    },
    {
      title: 'The zone has a wildcard',
      facts: withZone(dkr, [record(dkr, '10.0.1.20'), record(`*.${dkr}`, '10.0.1.20')]),
    },
    {
      title: 'The service has no names below its own',
      facts: withZone(kms, [record(kms, '10.0.1.20')]),
    },
    ...soundZones,
  ],
  *check({ network }) {
    yield* judgeZoneGaps(network, 'wildcard', (gap) => ({
      message: `${zoneText(gap)} answers in ${vpcsText(gap)} for all names below its own and has no record for ${namesText(gap)}, so these do not resolve there. Add a wildcard record that leads to the endpoint.`,
    }));
  },
});
