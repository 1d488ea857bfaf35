import * as z from 'zod';
import { defineRule } from '../rule.ts';
import { listed } from '../wording.ts';
import { malformedIds } from './network-ids.ts';
import { aboutAll, onBucket, onEndpoint } from './policy-examples.ts';
import { endpointPolicies, flawsIn, policiesOfResources, statementsWith, whatOf } from './statement-flaws.ts';

export default defineRule({
  id: 'policy-malformed-network-id',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'connectivity',
  summary: 'A condition asks for a VPC or endpoint by a text that cannot be its id.',
  why: 'Ids are vpc- or vpce- with 8 or 17 letters and digits. Any other text matches no request, so an Allow by it lets nobody in, and a Deny for all but it denies everybody.',
  fix: 'Look the id up: `aws ec2 describe-vpc-endpoints`, `aws ec2 describe-vpcs`.',
  semantics: ['9.2'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  subject: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  needs: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'An endpoint with a digit too few',
      facts: onBucket({ Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3' } } }),
      findings: [{ resource: 'reports', message: 'vpce-0a1b2c3' }],
    },
    {
      title: 'A VPC where an endpoint is asked for',
      facts: onBucket({ Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpc-0a1b2c3d' } } }),
      findings: [{ resource: 'reports', message: 'vpc-0a1b2c3d' }],
    },
    {
      title: 'Two VPCs with the wrong length, on an endpoint',
      facts: onEndpoint({
        Condition: { StringEquals: { 'aws:sourceVpc': ['vpc-1234564646', 'vpc-1111111'] } },
      }),
      findings: [{ resource: 'vpce-1', message: 'vpc-1234564646 and vpc-1111111' }],
    },
    {
      title: 'Eight and seventeen',
      facts: onBucket({
        Condition: { StringEquals: { 'aws:SourceVpce': ['vpce-0a1b2c3d', 'vpce-0123456789abcdef0'] } },
      }),
    },
    {
      title: 'A pattern, a variable, and what stands for an id in an example',
      facts: onBucket({
        Condition: {
          StringLike: { 'aws:SourceVpce': ['vpce-0a*', '$'.concat('{aws:PrincipalTag/vpce}'), '<my-vpce>'] },
        },
      }),
    },
    ...aboutAll,
  ],
  *check({ network }) {
    yield* flawsIn(
      [...endpointPolicies(network), ...policiesOfResources(network)],
      malformedIds,
      (id, flaws) => ({
        message: `The policy of ${id} asks for ${listed(whatOf(flaws))} in ${listed(statementsWith(flaws))}, which cannot be ${flaws.length === 1 ? 'the id of what it asks for' : 'ids of what it asks for'}: no request carries that. Look the id up.`,
      }),
    );
  },
});
