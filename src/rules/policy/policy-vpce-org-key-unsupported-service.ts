import * as z from 'zod';
import { conditionWithoutKey } from '../../analysis/policy/endpoint-conditions.ts';
import { actionPrefixOf, endpointPolicy, policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import { resourcePolicies } from '../../analysis/policy/resource-policies.ts';
import { statementName } from '../../analysis/policy/statement.ts';
import { servicesSending } from '../../data/endpoint-condition-keys.ts';
import type { Fact } from '../../model/fact.ts';
import type { PolicyCondition, PolicyDocument, PolicyStatement } from '../../model/policy-document.ts';
import type { Resource } from '../../model/resources/resource.ts';
import { account, estate, interfaceEndpoint, region, without } from '../example-estate.ts';
import { defineRule, type Outcome, problem, undecided } from '../rule.ts';

const queue = `arn:aws:sqs:${region}:${account}:orders`;
const policy = (effect: string, condition: object) => ({
  Statement: [
    { Sid: 'Ours', Effect: effect, Principal: '*', Action: 'sqs:*', Resource: '*', Condition: condition },
  ],
});
const ofQueue = (effect: string, condition: object) =>
  estate({ resourcePolicies: [{ ARN: queue, ResourcePolicy: policy(effect, condition) }] });

export default defineRule({
  id: 'policy-vpce-org-key-unsupported-service',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'connectivity',
  summary:
    'A policy tests a key about the owner of the endpoint that its service does not send, as far as AWS lists them.',
  why: 'Only services on a list of AWS send aws:VpceAccount, aws:VpceOrgID, aws:VpceOrgPaths and aws:SourceVpcArn. For others the key is absent: an Allow that asks for it never matches, and a Deny for all but one value always does. The lists grow, so this is a warning: look whether the service has been added.',
  fix: 'Test aws:SourceVpce or aws:SourceVpc, which all services with endpoints send.',
  semantics: ['9.2', '9.3', 'PO11'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceaccount',
  ],
  subject: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  needs: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A queue denies other accounts, and so everybody',
      facts: ofQueue('Deny', { StringNotEquals: { 'aws:VpceAccount': account } }),
      findings: [{ resource: queue, message: 'always matches' }],
    },
    {
      title: 'A queue allows its own account by a key that is never there',
      facts: ofQueue('Allow', { StringEquals: { 'aws:VpceAccount': account } }),
      findings: [{ resource: queue, message: 'never matches' }],
    },
    {
      title: 'The policy of an endpoint',
      facts: estate({
        vpcEndpoints: [
          interfaceEndpoint('sqs', ['subnet-a'], {
            PolicyDocument: policy('Allow', { StringEquals: { 'aws:VpceAccount': account } }),
          }),
        ],
      }),
      findings: [{ resource: 'vpce-1' }],
    },
    {
      title: 'The service sends this key',
      facts: ofQueue('Deny', { StringNotEquals: { 'aws:VpceOrgID': 'o-example' } }),
    },
    {
      title: 'Without the key the test makes no difference',
      facts: ofQueue('Allow', { StringEqualsIfExists: { 'aws:VpceAccount': account } }),
    },
    {
      title: 'S3 sends all of them',
      facts: estate({
        bucketPolicies: [
          { Bucket: 'reports', Policy: policy('Deny', { StringNotEquals: { 'aws:VpceAccount': account } }) },
        ],
      }),
    },
    {
      title: 'The policy cannot be read',
      facts: estate({ bucketPolicies: [{ Bucket: 'reports', Policy: '{' }] }),
      undecided: [{ resource: 'reports', missing: ['bucketPolicies'] }],
    },
    {
      title: 'Neither endpoints nor policies were collected',
      facts: without(estate(), 'vpcEndpoints', 'bucketPolicies', 'resourcePolicies'),
      undecided: [
        { missing: ['bucketPolicies'] },
        { missing: ['resourcePolicies'] },
        { missing: ['vpcEndpoints'] },
      ],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      yield* judge(endpoint, 'PolicyDocument', endpointPolicy(endpoint), actionPrefixOf(endpoint));
    }
    for (const { resource, field, policy: held, service } of resourcePolicies(network)) {
      yield* judge(resource, field, held, service);
    }
  },
});

interface UselessTest {
  readonly statement: PolicyStatement;
  readonly condition: PolicyCondition;
}

function* judge(
  resource: Resource,
  field: string,
  policy: Fact<PolicyDocument | null>,
  service: string | null,
): Iterable<Outcome> {
  if (!policy.known) yield undecided(resource, policy.missing);
  if (!policy.known || policy.value === null || service === null) return;
  const useless = policy.value.statements.flatMap((statement) => uselessTests(statement, service));
  const [first, ...others] = useless;
  if (!first) return;
  const { statement, condition } = first;
  const effect = statement.effect === 'Allow' ? 'never matches' : 'always matches';
  yield problem({
    resource,
    at: policyPlace(resource, field, condition.pointer),
    evidence: others.map((other) => ({
      message: `The test in ${statementName(other.statement)}`,
      at: policyPlace(resource, field, other.condition.pointer),
    })),
    message: `The policy of ${resource.id} tests ${condition.key} in ${statementName(statement)}, which ${service} does not send by the list of October 2026, so that the test ${effect}. Test aws:SourceVpce or aws:SourceVpc.`,
  });
}

/** The tests that decide by the absence of their key: an Allow that it stops, or a Deny that it makes match. */
function uselessTests(statement: PolicyStatement, service: string): readonly UselessTest[] {
  return statement.conditions
    .filter(({ key, operator }) => {
      const senders = servicesSending.get(key.toLowerCase());
      return senders !== undefined && !senders.has(service) && operator !== 'Null';
    })
    .filter((condition) => conditionWithoutKey(condition) === (statement.effect === 'Deny'))
    .map((condition) => ({ statement, condition }));
}
