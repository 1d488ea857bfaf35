import * as z from 'zod';
import { endpointPolicy, policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import { resourcePolicies } from '../../analysis/policy/resource-policies.ts';
import { type Fact, isFalse, map } from '../../model/fact.ts';
import type { ParsedPolicy, PolicyFault } from '../../model/policy-document.ts';
import type { Resource } from '../../model/resources/resource.ts';
import { estate, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, type Outcome, problem, undecided } from '../rule.ts';
import { document, onBucket, onEndpoint } from './policy-examples.ts';

const endpointWith = (PolicyDocument: unknown) =>
  estate({ vpcEndpoints: [interfaceEndpoint('s3', ['subnet-a'], { PolicyDocument })] });

export default defineRule({
  id: 'policy-json-invalid',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'error',
  category: 'connectivity',
  summary: 'A policy is no policy document that AWS takes.',
  why: 'AWS refuses to set a policy that is not valid JSON, or that has elements which policies do not have, so the change that holds it fails. Of what is not JSON at all this is said in code only: what AWS shows of a policy it has taken before.',
  fix: 'Correct the place that the message names.',
  semantics: ['PO1', 'PO20'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  ],
  subject: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  needs: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Elements that statements do not have',
      facts: onEndpoint({ Conditions: {}, NotAction: 's3:Get*' }),
      findings: [{ resource: 'vpce-1', message: 'Conditions is no element of a statement' }],
    },
    {
      title: 'A version that is none',
      facts: endpointWith({ ...document({}), Version: '2012-10-7' }),
      findings: [{ resource: 'vpce-1', message: '2012-10-7' }],
    },
    {
      title: 'As AWS shows it, encoded as in a URL',
      facts: endpointWith(encodeURIComponent(JSON.stringify(document({})))),
    },
    {
      title: 'One statement, without a list',
      facts: endpointWith({ Id: 'x', Statement: document({}).Statement[0] }),
    },
    {
      title: 'Both forms of an element, on a bucket',
      facts: onBucket({ NotResource: 'arn:aws:s3:::reports/private/*' }),
      findings: [{ resource: 'reports', message: 'Resource or NotResource' }],
    },
    {
      title: 'What AWS shows and cannot be read was cut off or left out: no endpoint has such a policy',
      facts: endpointWith('{...}'),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
    {
      title: 'The policy was not collected',
      facts: endpointWith(undefined),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
    {
      title: 'Neither endpoints nor policies of resources were collected',
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
      const isNone = isFalse(map(endpointPolicy(endpoint), (policy) => policy !== null));
      if (!isNone) yield* judge(endpoint, 'PolicyDocument', endpoint.policy);
    }
    for (const { resource, field, policy } of resourcePolicies(network)) {
      const isNone = isFalse(map(policy, (found) => found !== null));
      if (!isNone) yield* judge(resource, field, resource.policy);
    }
  },
});

function* judge(resource: Resource, field: string, policy: Fact<ParsedPolicy>): Iterable<Outcome> {
  if (!policy.known) {
    yield undecided(resource, policy.missing);
    return;
  }
  if ('error' in policy.value && !resource.isDeclared) {
    yield undecided(resource, [resource.missing(`the policy cannot be read: ${policy.value.error}`)]);
    return;
  }
  const [first, ...others] = faultsOf(policy.value);
  if (first === undefined) return;
  yield problem({
    resource,
    at: policyPlace(resource, field, first.pointer),
    evidence: others.map(({ pointer, reason }) => ({
      message: reason,
      at: policyPlace(resource, field, pointer),
    })),
    message: `AWS does not take the policy of ${resource.id}: ${first.reason}. Correct it, or nothing of it can be set.`,
  });
}

function faultsOf(policy: ParsedPolicy): readonly PolicyFault[] {
  return 'document' in policy ? policy.document.faults : [{ pointer: '', reason: policy.error }];
}
