import * as z from 'zod';
import { evaluateConditions } from '../../analysis/policy/condition.ts';
import { endpointPolicy } from '../../analysis/policy/endpoint-policy.ts';
import { throughEndpoint } from '../../analysis/policy/request-class.ts';
import { allowsUntested, neverAllows, type SourceAddressTest } from '../../analysis/policy/source-address.ts';
import { coversMoreThan } from '../../analysis/policy/statement.ts';
import { isFalse } from '../../model/fact.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, type Problem, problem, undecided } from '../rule.ts';
import { placesOf, statementsOf } from './tests-of-source-address.ts';

const office = { 'aws:SourceIp': '203.0.113.0/24' };
const withPolicy = (...statements: object[]) =>
  estate({
    vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { PolicyDocument: { Statement: statements } })],
  });
const allow = (resource: string, condition: object = {}) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:*',
  Resource: resource,
  Condition: condition,
});

export default defineRule({
  id: 'policy-sourceip-via-endpoint',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'error',
  category: 'connectivity',
  summary:
    'An endpoint policy allows requests by aws:SourceIp, which requests through an endpoint never carry.',
  why: 'A request that comes through an endpoint has no aws:SourceIp. An Allow that requires it never matches, and what no statement allows is denied.',
  fix: "Test aws:VpcSourceIp, the client's private address, in its place, or name principals and resources without an address.",
  semantics: ['9.2', '9.3', 'PO2', 'PO12', 'PO13', 'G8'],
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The only Allow requires an address',
      facts: withPolicy(allow('*', { IpAddress: office })),
      findings: [{ resource: 'vpce-1', message: 'allows nothing' }],
    },
    {
      title: 'Only one bucket is allowed by address, and nothing else allows it',
      facts: withPolicy(allow('arn:aws:s3:::layers/*'), {
        ...allow('arn:aws:s3:::reports/*', { IpAddress: office }),
        Sid: 'Reports',
      }),
      findings: [{ resource: 'vpce-1', message: 'Reports' }],
    },
    {
      title: 'Another statement allows the same without an address',
      facts: withPolicy(allow('*'), allow('arn:aws:s3:::reports/*', { IpAddress: office })),
      findings: [{ resource: 'vpce-1', severity: 'warning', message: 'statement 2' }],
    },
    {
      title: 'The test holds because the address is absent, so it restricts nothing',
      facts: withPolicy(allow('*', { IpAddressIfExists: office })),
      findings: [{ resource: 'vpce-1', severity: 'info', message: 'restricts nothing' }],
    },
    {
      title: 'The private address of the client is tested',
      facts: withPolicy(allow('*', { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/16' } })),
    },
    {
      title: 'The statement does not match for another reason either',
      facts: withPolicy(
        allow('*'),
        allow('*', { IpAddress: office, StringEquals: { 'aws:SourceVpce': 'vpce-other' } }),
      ),
    },
    {
      title: 'The address is tested in a Deny that never matches',
      facts: withPolicy(allow('*'), { ...allow('*', { IpAddress: office }), Effect: 'Deny' }),
    },
    {
      title: 'An AWS service manages the endpoint',
      facts: estate({
        vpcEndpoints: [
          interfaceEndpoint('ssm', ['subnet-a'], {
            RequesterManaged: true,
            PolicyDocument: { Statement: [allow('*', { IpAddress: office })] },
          }),
        ],
      }),
    },
    {
      title: 'The policy cannot be read',
      facts: estate({
        vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { PolicyDocument: '{"Statement": [' })],
      }),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
    {
      title: 'The endpoints were not collected',
      facts: without(estate(), 'vpcEndpoints'),
      undecided: [{ missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const policy = endpointPolicy(endpoint);
      if (!policy.known) yield undecided(endpoint, policy.missing);
      if (!policy.known || policy.value === null) continue;
      const context = throughEndpoint(endpoint);
      const { statements } = policy.value;
      const tests = statements.map((statement) => neverAllows(statement, context));
      const never = tests.flatMap((test) => (test.known && test.value !== null ? test.value : []));
      const untested = statements.flatMap((statement) => allowsUntested(statement, context) ?? []);
      const missing = tests.flatMap((test) => (test.known ? [] : test.missing));
      if (never.length > 0) yield blockedBy(endpoint, statements, never);
      else if (missing.length > 0) yield undecided(endpoint, missing);
      else if (untested.length > 0) yield restrictedByNothing(endpoint, untested);
    }
  },
});

function blockedBy(
  endpoint: VpcEndpoint,
  statements: readonly PolicyStatement[],
  never: readonly SourceAddressTest[],
): Problem {
  const context = throughEndpoint(endpoint);
  const effective = statements.filter(
    ({ effect, conditions }) => effect === 'Allow' && !isFalse(evaluateConditions(conditions, context)),
  );
  const missed = never.filter(({ statement }) => coversMoreThan(statement, effective));
  const shown = missed.length > 0 ? missed : never;
  const consequence =
    effective.length === 0
      ? 'so it allows nothing'
      : missed.length > 0
        ? 'and no other statement allows what it names'
        : 'so it never matches';
  return problem({
    resource: endpoint,
    severity: missed.length > 0 ? 'error' : 'warning',
    message: `The policy of endpoint ${endpoint.id} requires aws:SourceIp in ${statementsOf(shown)}, ${consequence}: requests through an endpoint carry no aws:SourceIp. Test aws:VpcSourceIp in its place.`,
    ...placesOf(endpoint, 'PolicyDocument', [...shown, ...never.filter((test) => !shown.includes(test))]),
  });
}

function restrictedByNothing(endpoint: VpcEndpoint, untested: readonly SourceAddressTest[]): Problem {
  return problem({
    resource: endpoint,
    severity: 'info',
    message: `The test of aws:SourceIp in ${statementsOf(untested)} of the policy of endpoint ${endpoint.id} restricts nothing: requests through an endpoint carry no aws:SourceIp, and this test holds without it. Test aws:VpcSourceIp in its place.`,
    ...placesOf(endpoint, 'PolicyDocument', untested),
  });
}
