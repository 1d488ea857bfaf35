import * as z from 'zod';
import { isRegionName } from '../../model/scope.ts';
import { region } from '../example-estate.ts';
import { nameFamilies } from '../name-families.ts';
import { defineRule } from '../rule.ts';
import { dkr, kms, record, soundZones, withZone } from './zone-gap-examples.ts';
import { judgeZoneGaps, namesText, vpcsText, zoneText } from './zone-gap-outcomes.ts';

const whole = `${region}.amazonaws.com`;

/** Whether a domain is that of a region of AWS, or above. */
function isOfRegion(domain: string): boolean {
  const [first = ''] = domain.split('.');
  return isRegionName(first) || domain.split('.').length <= 2;
}

export default defineRule({
  id: 'dns-phz-shadows-service-parent',
  topic: 'dns',
  severity: 'error',
  category: 'connectivity',
  summary: 'A private hosted zone above the names of AWS services makes them unknown in its VPCs.',
  why: 'A hosted zone answers for all names below its own in the VPCs that it is associated with, unless a zone of a longer name does. Names without a record there are not looked up in public DNS: the services cannot be found at all. The severity is error for zones of a whole region or of all of AWS, and warning for narrower ones, which take a few names.',
  fix: 'Name the zone after the one service that it is for, or remove it from the VPC.',
  semantics: ['5.3', 'DNS8'],
  references: [
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html',
    'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
  ],
  subject: ['vpcEndpoints', 'vpcs'],
  needs: nameFamilies,
  options: z.strictObject({}),
  examples: [
    {
      title: 'A zone of the whole region has a record for one service',
      facts: withZone(whole, [record(kms, '10.0.1.20')]),
      findings: [{ resource: 'Z1', severity: 'error', affected: ['vpc-1'], message: 'sqs' }],
    },
    {
      title: "A zone takes the names of ECR's registries",
      facts: withZone(`ecr.${whole}`, []),
      findings: [{ resource: 'Z1', severity: 'warning', message: `*.${dkr}` }],
    },
    {
      title: 'The zone of the region has a wildcard',
      facts: withZone(whole, [record(`*.${whole}`, '10.0.1.20')]),
    },
    {
      title: 'The zone is for one service',
      facts: withZone(kms, [record(kms, '10.0.1.20')]),
    },
    ...soundZones,
  ],
  *check({ network }) {
    yield* judgeZoneGaps(network, 'below', (gap) => ({
      severity: isOfRegion(gap.domain) ? 'error' : 'warning',
      message: `${zoneText(gap)} answers in ${vpcsText(gap)} for all names below its own and has no record for ${namesText(gap)}, so these do not resolve there. Name the zone after the service that it is for, or remove it from the VPC.`,
    }));
  },
});
