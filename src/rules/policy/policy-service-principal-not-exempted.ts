import * as z from 'zod';
import { policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import { judgePolicy } from '../../analysis/policy/policy-verdict.ts';
import { contextOf } from '../../analysis/policy/request-class.ts';
import { type PolicyHolder, resourcePolicies } from '../../analysis/policy/resource-policies.ts';
import { statementName } from '../../analysis/policy/statement.ts';
import { isTrue } from '../../model/fact.ts';
import type { PolicyDocument, PolicyStatement } from '../../model/policy-document.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed } from '../wording.ts';
import { aboutResources, onBucket } from './policy-examples.ts';

const delivery = {
  Sid: 'Logs',
  Principal: { Service: 'delivery.logs.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::reports/AWSLogs/*',
};
const inside = (condition: object = {}) => ({
  Sid: 'Inside',
  Effect: 'Deny',
  Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' }, ...condition },
});

export default defineRule({
  id: 'policy-service-principal-not-exempted',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'connectivity',
  summary:
    'A policy allows an AWS service to deliver, and denies it again because it comes through no endpoint.',
  why: 'AWS services call from their own networks, so their requests carry no endpoint and no VPC. A Deny for whatever comes from elsewhere meets them too, and wins over the Allow: logs and notifications stop without a word.',
  fix: 'Add BoolIfExists aws:PrincipalIsAWSService false to the conditions of the Deny.',
  semantics: ['9.2', '9.3', 'PO8', 'PO20'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice',
  ],
  subject: ['bucketPolicies', 'resourcePolicies'],
  needs: ['bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Logs are allowed, and whatever comes through no endpoint is denied',
      facts: onBucket(delivery, inside()),
      findings: [{ resource: 'reports', message: 'delivery.logs.amazonaws.com' }],
    },
    {
      title: 'Services are spared',
      facts: onBucket(delivery, inside({ BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } })),
    },
    {
      title: 'Only requests through endpoints are denied',
      facts: onBucket(delivery, inside({ Null: { 'aws:SourceVpce': 'false' } })),
    },
    {
      title: 'The Deny is about other objects',
      facts: onBucket(delivery, { ...inside(), Resource: 'arn:aws:s3:::reports/private/*' }),
    },
    { title: 'No service is allowed anything', facts: onBucket(inside()) },
    {
      title: 'The Deny names principals',
      facts: onBucket(delivery, { ...inside(), Principal: { AWS: '111122223333' } }),
    },
    ...aboutResources,
  ],
  *check({ network }) {
    for (const holder of resourcePolicies(network)) {
      const { policy, resource, field } = holder;
      if (!policy.known) yield undecided(resource, policy.missing);
      if (!policy.known || policy.value === null) continue;
      const shut = shutOut(holder, policy.value);
      const [first] = shut;
      if (first === undefined) continue;
      const services = [...new Set(shut.map(({ service }) => service))];
      yield problem({
        resource,
        at: policyPlace(resource, field, first.denial.pointer),
        evidence: [
          {
            message: `What ${first.service} is allowed in ${statementName(first.grant)}`,
            at: policyPlace(resource, field, first.grant.pointer),
          },
        ],
        message: `The policy of ${resource.id} allows ${listed(services)} in ${statementName(first.grant)} and denies it in ${statementName(first.denial)}, because AWS services come through no endpoint. Add BoolIfExists aws:PrincipalIsAWSService false to the Deny.`,
      });
    }
  },
});

interface ShutOut {
  readonly service: string;
  readonly grant: PolicyStatement;
  readonly denial: PolicyStatement;
}

/** The services that a policy allows something, all of which it denies for certain. */
function shutOut({ service: prefix }: PolicyHolder, policy: PolicyDocument): readonly ShutOut[] {
  return policy.statements.flatMap((grant) => {
    const { effect, principal, actions } = grant;
    if (effect !== 'Allow' || principal === null || principal === '*') return [];
    return (principal.get('Service') ?? []).flatMap((service) => {
      const caller = { kind: 'service', name: service } as const;
      const context = contextOf({ kind: 'service' }, caller, prefix);
      const verdicts = (actions ?? []).flatMap((action) =>
        (grant.resources ?? ['*']).map((resource) =>
          judgePolicy(policy, { caller, action, resource, context }, 'resource'),
        ),
      );
      const denial = verdicts[0]?.deciding?.statement;
      const isShut = verdicts.length > 0 && verdicts.every(({ denied }) => isTrue(denied));
      return isShut && denial !== undefined ? [{ service, grant, denial }] : [];
    });
  });
}
