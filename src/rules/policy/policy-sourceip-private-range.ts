import * as z from 'zod';
import { isNegated } from '../../analysis/policy/endpoint-conditions.ts';
import { isPrivateBlock } from '../../analysis/policy/source-address.ts';
import { conditionsOn } from '../../analysis/policy/statement.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { defineRule } from '../rule.ts';
import { listed } from '../wording.ts';
import { aboutResources, onBucket } from './policy-examples.ts';
import { type Flaw, flawsIn, policiesOfResources, statementsWith, whatOf } from './statement-flaws.ts';

export default defineRule({
  id: 'policy-sourceip-private-range',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'connectivity',
  summary: 'The policy of a resource tests aws:SourceIp for private addresses, which no request shows.',
  why: 'aws:SourceIp is the public address from which a request comes, and requests through an endpoint do not carry it. So an Allow for private addresses lets nobody in, and a Deny for them keeps nobody out.',
  fix: 'Test aws:VpcSourceIp together with aws:SourceVpc, or name the public addresses.',
  semantics: ['9.2', '9.3'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  subject: ['bucketPolicies', 'resourcePolicies'],
  needs: ['bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A bucket for the addresses of a VPC',
      facts: onBucket({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/16' } } }),
      findings: [{ resource: 'reports', message: '10.0.0.0/16' }],
    },
    {
      title: 'A Deny for them',
      facts: onBucket({
        Effect: 'Deny',
        Condition: { IpAddress: { 'aws:sourceIp': ['203.0.113.0/24', '192.168.1.0/24'] } },
      }),
      findings: [{ resource: 'reports', message: '192.168.1.0/24' }],
    },
    {
      title: 'Public addresses',
      facts: onBucket({ Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
    },
    {
      title: 'Private addresses by the key for them',
      facts: onBucket({
        Condition: {
          IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/16' },
          StringEquals: { 'aws:SourceVpc': 'vpc-1' },
        },
      }),
    },
    {
      title: 'A block that holds public addresses too',
      facts: onBucket({ Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } }),
    },
    {
      title: 'A Deny for all but these, which is the matter of policy-notipaddress-deny-lockout',
      facts: onBucket({ Effect: 'Deny', Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/16' } } }),
    },
    ...aboutResources,
  ],
  *check({ network }) {
    yield* flawsIn(policiesOfResources(network), privateTests, (id, flaws) => ({
      message: `The policy of ${id} tests aws:SourceIp for ${listed(whatOf(flaws))} in ${listed(statementsWith(flaws))}, and no request shows a private address there. Test aws:VpcSourceIp with aws:SourceVpc instead.`,
    }));
  },
});

function privateTests(statement: PolicyStatement): readonly Flaw[] {
  return conditionsOn(statement, 'aws:sourceip')
    .filter((condition) => statement.effect === 'Allow' || !isNegated(condition))
    .flatMap(({ pointer, values }) =>
      values.filter(isPrivateBlock).map((what) => ({ statement, pointer, what })),
    );
}
