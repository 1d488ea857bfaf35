import * as z from 'zod';
import { parseConditionOperator } from '../../analysis/policy/condition-operator.ts';
import { conditionWithoutKey } from '../../analysis/policy/endpoint-conditions.ts';
import { conditionsOn } from '../../analysis/policy/statement.ts';
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
  id: 'policy-forallvalues-allow',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'security',
  securitySeverity: 5.0,
  summary: 'An Allow tests a key with ForAllValues, which holds when the request does not carry the key.',
  why: 'ForAllValues asks that none of the values of a key be another one. A request without the key has none, so the Allow matches it too.',
  fix: 'Use ForAnyValue, or add the condition Null with the same key and the value false.',
  semantics: ['9.3', 'PO12'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  ],
  subject: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  needs: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A bucket for units of an organization',
      facts: onBucket({
        Condition: { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-example/r-1/ou-1/*' } },
      }),
      findings: [{ resource: 'reports', message: 'aws:PrincipalOrgPaths' }],
    },
    {
      title: 'An endpoint',
      facts: onEndpoint({
        Condition: { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': 'o-example/r-1/' } },
      }),
      findings: [{ resource: 'vpce-1' }],
    },
    {
      title: 'Null asks for the key',
      facts: onBucket({
        Condition: {
          'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-example/r-1/ou-1/*' },
          Null: { 'aws:principalOrgPaths': 'false' },
        },
      }),
    },
    {
      title: 'Any of the values',
      facts: onBucket({
        Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-example/r-1/ou-1/*' } },
      }),
    },
    {
      title: 'A Deny',
      facts: onBucket({
        Effect: 'Deny',
        Condition: { 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-example/*' } },
      }),
    },
    ...aboutAll,
  ],
  *check({ network }) {
    yield* flawsIn(
      [...endpointPolicies(network), ...policiesOfResources(network)],
      unguarded,
      (id, flaws) => ({
        message: `The policy of ${id} allows requests without ${flaws[0].what} in ${listed(statementsWith(flaws))}: ForAllValues holds when the key is absent. Use ForAnyValue, or add Null with the same key and the value false.`,
      }),
    );
  },
});

function unguarded(statement: PolicyStatement): readonly Flaw[] {
  if (statement.effect !== 'Allow') return [];
  return statement.conditions
    .filter(({ operator }) => parseConditionOperator(operator)?.quantifier === 'all')
    .filter(({ key }) =>
      // A condition that fails without the key keeps such requests out.
      conditionsOn(statement, key.toLowerCase()).every((other) => conditionWithoutKey(other) !== false),
    )
    .map(({ pointer, key }) => ({ statement, pointer, what: key }));
}
