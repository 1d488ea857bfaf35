import * as z from 'zod';
import { parseConditionOperator } from '../../analysis/policy/condition-operator.ts';
import { appliesToClass } from '../../analysis/policy/endpoint-conditions.ts';
import { contextOf } from '../../analysis/policy/request-class.ts';
import type { RequestWay } from '../../analysis/policy/request-way.ts';
import { perimeterKeys } from '../../data/condition-keys.ts';
import { isTrue } from '../../model/fact.ts';
import type { PolicyCondition, PolicyStatement } from '../../model/policy-document.ts';
import { defineRule } from '../rule.ts';
import { listed } from '../wording.ts';
import { aboutAll, onBucket, onEndpoint } from './policy-examples.ts';
import {
  endpointPolicies,
  type Flaw,
  flawsIn,
  type PolicySetting,
  policiesOfResources,
  statementsWith,
} from './statement-flaws.ts';

export default defineRule({
  id: 'policy-allow-ifexists-overbroad',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'security',
  securitySeverity: 7.0,
  summary:
    'An Allow tests who calls or from where with IfExists alone, so that requests without the key are allowed.',
  why: 'With IfExists a condition holds when the key is absent. Requests that nobody signed carry no key of a principal, and requests that come through no endpoint none of an endpoint, so an Allow with nothing else lets anybody in.',
  fix: 'Drop the IfExists, or add a condition on a key that is always there.',
  semantics: ['9.3', 'PO12', 'PO13'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  ],
  subject: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  needs: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A bucket for an organization, and for nobody in particular',
      facts: onBucket({ Condition: { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-example' } } }),
      findings: [{ resource: 'reports', message: 'aws:PrincipalOrgID' }],
    },
    {
      title: 'A bucket for an endpoint, and for the internet',
      facts: onBucket({ Condition: { StringLikeIfExists: { 'aws:SourceVpce': 'vpce-1' } } }),
      findings: [{ resource: 'reports' }],
    },
    {
      title: 'An endpoint for an organization, and for downloads that nobody signs',
      facts: onEndpoint({ Condition: { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-example' } } }),
      findings: [{ resource: 'vpce-1' }],
    },
    {
      title: 'Another condition asks for what only principals of one account carry',
      facts: onBucket({
        Condition: {
          StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' },
          StringEquals: { 'aws:PrincipalAccount': '111122223333' },
        },
      }),
    },
    {
      title: 'Only principals of one account are meant',
      facts: onBucket({
        Principal: { AWS: '111122223333' },
        Condition: { StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } },
      }),
    },
    {
      title: 'It is a Deny, which denies more with IfExists',
      facts: onBucket({
        Effect: 'Deny',
        Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-example' } },
      }),
    },
    ...aboutAll,
  ],
  *check({ network }) {
    yield* flawsIn(
      [...endpointPolicies(network), ...policiesOfResources(network)],
      overbroad,
      (id, flaws) => ({
        message: `The policy of ${id} allows requests that do not carry ${listed([...new Set(flaws.map(({ what }) => what))])} at all, such as those that nobody signed: with IfExists the test in ${listed(statementsWith(flaws))} holds when the key is absent. Drop the IfExists.`,
      }),
    );
  },
});

/** The tests by which a statement allows even what nobody signed, from anywhere. */
function overbroad(statement: PolicyStatement, { kind }: PolicySetting): readonly Flaw[] {
  const tests = statement.conditions.filter(isTolerant);
  if (statement.effect !== 'Allow' || tests.length === 0) return [];
  const way: RequestWay =
    kind === 'resource'
      ? { kind: 'internet', clients: null }
      : { kind: 'endpoint', endpoint: null, clients: null };
  const caller = { kind: 'anonymous' } as const;
  if (!isTrue(appliesToClass(statement, { caller, context: contextOf(way, caller, 's3') }, kind))) return [];
  return tests.map(({ pointer, key }) => ({ statement, pointer, what: key }));
}

function isTolerant({ operator, key }: PolicyCondition): boolean {
  const parsed = parseConditionOperator(operator);
  return parsed?.ifExists === true && !parsed.negated && perimeterKeys.has(key.toLowerCase());
}
