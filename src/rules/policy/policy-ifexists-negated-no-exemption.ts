import * as z from 'zod';
import { endpointConditions, isNegated } from '../../analysis/policy/endpoint-conditions.ts';
import { policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import { resourcePolicies } from '../../analysis/policy/resource-policies.ts';
import { statementName } from '../../analysis/policy/statement.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { estate, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed } from '../wording.ts';

function bucket(condition: object, fields: object = {}) {
  const statement = {
    Sid: 'Inside',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: 'arn:aws:s3:::reports/*',
    Condition: condition,
    ...fields,
  };
  return estate({ bucketPolicies: [{ Bucket: 'reports', Policy: { Statement: [statement] } }] });
}
const ifExists = { StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } };

export default defineRule({
  id: 'policy-ifexists-negated-no-exemption',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'connectivity',
  summary:
    'A Deny uses IfExists with a negated operator, as if it spared requests that come through no endpoint.',
  why: 'StringNotEqualsIfExists holds when the key is absent, exactly like StringNotEquals. So requests that come through no endpoint, from the console, over NAT or from AWS services, are denied too.',
  fix: 'To deny other endpoints only, add the condition Null with the same key and the value false. To deny everything else on purpose, drop the IfExists, which changes nothing.',
  semantics: ['9.3', 'PO11', 'PO13'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists',
  ],
  subject: ['bucketPolicies', 'resourcePolicies'],
  needs: ['bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'IfExists alone',
      facts: bucket(ifExists),
      findings: [{ resource: 'reports', message: 'statement Inside' }],
    },
    {
      title: 'For a VPC, and with another key of the network',
      facts: bucket({
        StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' },
        StringNotLikeIfExists: { 'aws:SourceVpce': 'vpce-*' },
      }),
      findings: [{ resource: 'reports' }],
    },
    {
      title: 'Null asks for a request that comes through an endpoint',
      facts: bucket({ ...ifExists, Null: { 'aws:SourceVpce': 'false' } }),
    },
    {
      title: 'An address is another way in',
      facts: bucket({ ...ifExists, NotIpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' } }),
    },
    {
      title: 'Services are spared by name, as AWS shows it: the rest is meant to be denied',
      facts: bucket({ ...ifExists, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }),
    },
    { title: 'Without IfExists', facts: bucket({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }) },
    {
      title: 'The policy cannot be read',
      facts: estate({ bucketPolicies: [{ Bucket: 'reports', Policy: '{' }] }),
      undecided: [{ resource: 'reports', missing: ['bucketPolicies'] }],
    },
    {
      title: 'No policies of resources were collected',
      facts: without(estate(), 'bucketPolicies', 'resourcePolicies'),
      undecided: [{ missing: ['bucketPolicies'] }, { missing: ['resourcePolicies'] }],
    },
  ],
  *check({ network }) {
    for (const { policy, resource, field } of resourcePolicies(network)) {
      if (!policy.known) yield undecided(resource, policy.missing);
      if (!policy.known || policy.value === null) continue;
      const misread = policy.value.statements.filter(exemptsNobody);
      const [first, ...others] = misread;
      if (!first) continue;
      const at = (statement: PolicyStatement) =>
        policyPlace(resource, field, endpointConditions(statement)[0]?.pointer ?? statement.pointer);
      yield problem({
        resource,
        at: at(first),
        evidence: others.map((statement) => ({
          message: `The test in ${statementName(statement)}`,
          at: at(statement),
        })),
        message: `The policy of ${resource.id} denies requests that come through no endpoint too, in ${listed(misread.map(statementName))}: a negated operator with IfExists holds when the key is absent. Add Null with the same key and the value false to spare them, or drop the IfExists.`,
      });
    }
  },
});

/** A Deny by the endpoint alone: whoever adds another exemption knows what the rest is. */
function exemptsNobody(statement: PolicyStatement): boolean {
  const tests = endpointConditions(statement);
  return (
    statement.effect === 'Deny' &&
    tests.length > 0 &&
    tests.length === statement.conditions.length &&
    tests.every((test) => isNegated(test) && test.operator.endsWith('IfExists'))
  );
}
