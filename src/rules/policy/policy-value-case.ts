import * as z from 'zod';
import { defineRule } from '../rule.ts';
import { listed } from '../wording.ts';
import { capitalIds } from './network-ids.ts';
import { aboutAll, onBucket, onEndpoint } from './policy-examples.ts';
import { endpointPolicies, flawsIn, policiesOfResources, statementsWith, whatOf } from './statement-flaws.ts';

export default defineRule({
  id: 'policy-value-case',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'connectivity',
  summary: 'A condition asks for the id of a VPC or endpoint with capital letters, which no id has.',
  why: 'StringEquals and StringLike compare values with their case, and AWS writes ids in small letters. So the test matches no request, or a negated one all of them.',
  fix: 'Write the id in small letters.',
  semantics: ['9.2', 'PO14'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  ],
  subject: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  needs: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'An endpoint in capitals',
      facts: onBucket({ Condition: { StringEquals: { 'aws:SourceVpce': 'VPCE-0A1B2C3D' } } }),
      findings: [{ resource: 'reports', message: 'VPCE-0A1B2C3D' }],
    },
    {
      title: 'One capital, in a Deny on an endpoint',
      facts: onEndpoint(
        {},
        { Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-0A1b2c3d' } } },
      ),
      findings: [{ resource: 'vpce-1' }],
    },
    {
      title: 'An operator that takes any case',
      facts: onBucket({ Condition: { StringEqualsIgnoreCase: { 'aws:SourceVpce': 'VPCE-0A1B2C3D' } } }),
    },
    {
      title: 'Small letters',
      facts: onBucket({ Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } } }),
    },
    {
      title: 'Another key',
      facts: onBucket({ Condition: { StringEquals: { 'aws:PrincipalTag/home': 'VPC-A' } } }),
    },
    ...aboutAll,
  ],
  *check({ network }) {
    yield* flawsIn(
      [...endpointPolicies(network), ...policiesOfResources(network)],
      capitalIds,
      (id, flaws) => ({
        message: `The policy of ${id} asks for ${listed(whatOf(flaws))} in ${listed(statementsWith(flaws))}, and ids of VPCs and endpoints have no capital letters. Write them small.`,
      }),
    );
  },
});
