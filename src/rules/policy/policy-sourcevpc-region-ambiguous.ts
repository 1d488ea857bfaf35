import * as z from 'zod';
import { conditionsOn } from '../../analysis/policy/statement.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { defineRule } from '../rule.ts';
import { listed } from '../wording.ts';
import { aboutResources, onBucket } from './policy-examples.ts';
import { type Flaw, flawsIn, policiesOfResources, statementsWith } from './statement-flaws.ts';

export default defineRule({
  id: 'policy-sourcevpc-region-ambiguous',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'info',
  category: 'security',
  securitySeverity: 2.0,
  onRequest: true,
  summary:
    'A policy tests aws:SourceVpc without the region, and ids of VPCs are unique within a region only.',
  why: 'A VPC of another region, of whatever account, may have the same id. A policy that lets a VPC in by its id alone may let that one in too.',
  fix: 'Add a condition on aws:RequestedRegion, or test aws:SourceVpcArn where the service sends it.',
  semantics: ['9.2', 'PO9'],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html'],
  subject: ['bucketPolicies', 'resourcePolicies'],
  needs: ['bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A bucket lets a VPC in by its id',
      facts: onBucket({ Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }),
      findings: [{ resource: 'reports', message: 'statement Ours' }],
    },
    {
      title: 'The region is tested too',
      facts: onBucket({
        Condition: { StringEquals: { 'aws:sourceVpc': 'vpc-1', 'aws:RequestedRegion': 'eu-west-1' } },
      }),
    },
    {
      title: 'The endpoint is tested, whose id says enough',
      facts: onBucket({
        Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1', 'aws:SourceVpce': 'vpce-1' } },
      }),
    },
    ...aboutResources,
  ],
  *check({ network }) {
    yield* flawsIn(policiesOfResources(network), ambiguous, (id, flaws) => ({
      message: `The policy of ${id} tests aws:SourceVpc in ${listed(statementsWith(flaws))} without the region, and another region may have a VPC of the same id. Add a condition on aws:RequestedRegion.`,
    }));
  },
});

const sayWhere = [
  'aws:requestedregion',
  'aws:sourcevpcarn',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
];

function ambiguous(statement: PolicyStatement): readonly Flaw[] {
  if (sayWhere.some((key) => conditionsOn(statement, key).length > 0)) return [];
  return conditionsOn(statement, 'aws:sourcevpc').map(({ pointer, key }) => ({
    statement,
    pointer,
    what: key,
  }));
}
