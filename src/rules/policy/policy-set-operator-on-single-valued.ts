import * as z from 'zod';
import { parseConditionOperator } from '../../analysis/policy/condition-operator.ts';
import { identifierKeys } from '../../data/condition-keys.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { defineRule } from '../rule.ts';
import { listed } from '../wording.ts';
import { aboutAll, onBucket } from './policy-examples.ts';
import {
  endpointPolicies,
  type Flaw,
  flawsIn,
  policiesOfResources,
  statementsWith,
} from './statement-flaws.ts';

export default defineRule({
  id: 'policy-set-operator-on-single-valued',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'info',
  category: 'hygiene',
  onRequest: true,
  summary: 'A condition tests a key that has one value with ForAnyValue or ForAllValues.',
  why: 'Set operators are for keys with several values. On a key with one value ForAllValues makes a condition hold when the key is absent, which is seldom meant.',
  fix: 'Use the operator without ForAnyValue or ForAllValues.',
  semantics: ['9.2', 'PO15'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  ],
  subject: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  needs: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'An endpoint as if there were several',
      facts: onBucket({
        Effect: 'Deny',
        Condition: { 'ForAllValues:StringNotEquals': { 'aws:SourceVpce': ['vpce-1', 'vpce-2'] } },
      }),
      findings: [{ resource: 'reports', message: 'aws:SourceVpce' }],
    },
    {
      title: 'A key with several values',
      facts: onBucket({
        Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-example/r-1/ou-1/*' } },
      }),
    },
    {
      title: 'No set operator',
      facts: onBucket({ Condition: { StringEquals: { 'aws:SourceVpce': ['vpce-1', 'vpce-2'] } } }),
    },
    ...aboutAll,
  ],
  *check({ network }) {
    yield* flawsIn(
      [...endpointPolicies(network), ...policiesOfResources(network)],
      quantified,
      (id, flaws) => ({
        message: `The policy of ${id} tests ${flaws[0].what}, which has one value, with a set operator in ${listed(statementsWith(flaws))}. Use the plain operator.`,
      }),
    );
  },
});

function quantified(statement: PolicyStatement): readonly Flaw[] {
  return statement.conditions
    .filter(({ key }) => identifierKeys.has(key.toLowerCase()))
    .filter(({ operator }) => (parseConditionOperator(operator)?.quantifier ?? null) !== null)
    .map(({ pointer, key }) => ({ statement, pointer, what: key }));
}
