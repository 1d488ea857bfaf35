import * as z from 'zod';
import { isNegated } from '../../analysis/policy/endpoint-conditions.ts';
import { conditionsOn } from '../../analysis/policy/statement.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { defineRule } from '../rule.ts';
import { listed } from '../wording.ts';
import { aboutResources, onBucket } from './policy-examples.ts';
import { type Flaw, flawsIn, policiesOfResources, statementsWith } from './statement-flaws.ts';

export default defineRule({
  id: 'policy-vpcsourceip-alone',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'security',
  securitySeverity: 5.0,
  summary:
    'A policy of a resource tests aws:VpcSourceIp, and not in which network these private addresses are.',
  why: 'Private addresses are the same in many networks. Whoever has an endpoint in a VPC of their own with the same range carries such an address too, so the test alone tells nobody apart.',
  fix: 'Add a condition on aws:SourceVpc, aws:SourceVpce or aws:VpceAccount to the same statement.',
  semantics: ['9.2', 'PO13'],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html'],
  subject: ['bucketPolicies', 'resourcePolicies'],
  needs: ['bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A bucket lets private addresses in',
      facts: onBucket({ Condition: { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/16' } } }),
      findings: [{ resource: 'reports', message: 'statement Ours' }],
    },
    {
      title: 'A bucket keeps all others out',
      facts: onBucket({ Effect: 'Deny', Condition: { NotIpAddress: { 'aws:vpcSourceIp': '10.0.0.0/16' } } }),
      findings: [{ resource: 'reports' }],
    },
    {
      title: 'The VPC is tested too',
      facts: onBucket({
        Condition: {
          IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/16' },
          StringEquals: { 'aws:SourceVpc': 'vpc-1' },
        },
      }),
    },
    {
      title: 'A Deny for some addresses lets nobody in',
      facts: onBucket({ Effect: 'Deny', Condition: { IpAddress: { 'aws:VpcSourceIp': '10.0.9.0/24' } } }),
    },
    {
      title: 'An Allow for principals of one account, whose addresses are a further test',
      facts: onBucket({
        Principal: { AWS: '111122223333' },
        Condition: { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/16' } },
      }),
    },
    ...aboutResources,
  ],
  *check({ network }) {
    yield* flawsIn(policiesOfResources(network), untold, (id, flaws) => ({
      message: `The policy of ${id} tells callers apart by private addresses alone in ${listed(statementsWith(flaws))}, and other networks have the same addresses. Test aws:SourceVpc or aws:SourceVpce too.`,
    }));
  },
});

/** Keys that say whose network it is, or whose principal. */
const sayWhose = [
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpcarn',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
];

function untold(statement: PolicyStatement): readonly Flaw[] {
  const isNamed = sayWhose.some((key) => conditionsOn(statement, key).length > 0);
  if (isNamed || (statement.effect === 'Allow' && statement.principal !== '*')) return [];
  return conditionsOn(statement, 'aws:vpcsourceip')
    .filter((condition) => isNegated(condition) === (statement.effect === 'Deny'))
    .map(({ pointer, key }) => ({ statement, pointer, what: key }));
}
