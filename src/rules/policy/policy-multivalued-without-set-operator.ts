import * as z from 'zod';
import { parseConditionOperator } from '../../analysis/policy/condition-operator.ts';
import { multivaluedKeys } from '../../data/condition-keys.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { defineRule } from '../rule.ts';
import { listed } from '../wording.ts';
import { aboutAll, onBucket, onEndpoint } from './policy-examples.ts';
import {
  endpointPolicies,
  type Flaw,
  flawsIn,
  policiesOfResources,
  statementsWith,
} from './statement-flaws.ts';

export default defineRule({
  id: 'policy-multivalued-without-set-operator',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'connectivity',
  summary: 'A condition tests a key that has several values as if it had one.',
  why: 'Keys such as aws:PrincipalOrgPaths hold a list. AWS compares them with ForAnyValue or ForAllValues only; with a plain operator it is not defined which requests match.',
  fix: 'Write ForAnyValue: before the operator, or ForAllValues: with a condition Null beside it.',
  semantics: ['9.2', 'PO15'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  ],
  subject: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  needs: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The units of an organization with StringLike',
      facts: onBucket({
        Condition: { StringLike: { 'aws:PrincipalOrgPaths': 'o-example/r-1/ou-1/*' } },
      }),
      findings: [{ resource: 'reports', message: 'aws:PrincipalOrgPaths' }],
    },
    {
      title: 'In the policy of an endpoint, in a Deny',
      facts: onEndpoint(
        {},
        { Effect: 'Deny', Condition: { StringNotEquals: { 'aws:calledvia': 'athena.amazonaws.com' } } },
      ),
      findings: [{ resource: 'vpce-1' }],
    },
    {
      title: 'With ForAnyValue',
      facts: onBucket({
        Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-example/r-1/ou-1/*' } },
      }),
    },
    {
      title: 'Null asks only whether it is there',
      facts: onBucket({ Condition: { Null: { 'aws:PrincipalOrgPaths': 'false' } } }),
    },
    {
      title: 'A key with one value',
      facts: onBucket({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } } }),
    },
    ...aboutAll,
  ],
  *check({ network }) {
    yield* flawsIn([...endpointPolicies(network), ...policiesOfResources(network)], plain, (id, flaws) => ({
      message: `The policy of ${id} tests ${flaws[0].what}, which has several values, with a plain operator in ${listed(statementsWith(flaws))}. Write ForAnyValue: before the operator.`,
    }));
  },
});

function plain(statement: PolicyStatement): readonly Flaw[] {
  return statement.conditions
    .filter(({ key }) => multivaluedKeys.has(key.toLowerCase()))
    .filter(({ operator }) => {
      const parsed = parseConditionOperator(operator);
      return parsed !== null && parsed.quantifier === null && parsed.test !== 'absence';
    })
    .map(({ pointer, key }) => ({ statement, pointer, what: key }));
}
