import * as z from 'zod';
import { evaluatesPolicies, policyPlace, readable } from '../../analysis/policy/endpoint-policy.ts';
import { coversEverything } from '../../analysis/policy/statement.ts';
import { and, isFalse, known, map, not, or } from '../../model/fact.ts';
import { isOwnEndpointOfType } from '../../model/resources/vpc-endpoint.ts';
import type { RawItem } from '../../model/snapshot.ts';
import { estate, interfaceEndpoint, region, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';

const limited = {
  PolicyDocument: {
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'logs:PutLogEvents', Resource: '*' }],
  },
};
const logs = (supported: boolean | undefined, fields: RawItem = limited) =>
  estate({
    vpcEndpoints: [interfaceEndpoint('logs', ['subnet-a'], fields)],
    vpcEndpointServices: [
      { ServiceName: `com.amazonaws.${region}.logs`, VpcEndpointPolicySupported: supported },
    ],
  });

export default defineRule({
  id: 'policy-not-supported-by-service',
  topic: 'policy',
  severity: 'warning',
  category: 'security',
  securitySeverity: 3,
  summary: 'An endpoint has a policy of its own, and its service evaluates none.',
  why: 'The policy looks like a limit and is none: whatever reaches the endpoint passes it.',
  fix: 'Limit who may use the service elsewhere: in the security groups of the endpoint, in the policies of principals and resources, or in those of the organization. Set the endpoint policy back to full access so that nobody relies on it.',
  semantics: ['PO3'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcEndpointServices'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A policy that nobody evaluates',
      facts: logs(false),
      findings: [{ resource: 'vpce-1', message: 'limits nothing' }],
    },
    { title: 'The service evaluates it', facts: logs(true) },
    { title: 'The default policy limits nothing anyway', facts: logs(false, {}) },
    {
      title: 'Whether the service evaluates policies is not in the input',
      facts: without(logs(false), 'vpcEndpointServices'),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpointServices'] }],
    },
    {
      title: 'The endpoints were not collected',
      facts: without(estate(), 'vpcEndpoints'),
      undecided: [{ missing: ['vpcEndpoints'] }],
    },
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const isOwn = and(
        or(isOwnEndpointOfType(endpoint, 'gateway'), isOwnEndpointOfType(endpoint, 'interface')),
        map(endpoint.service, ({ kind }) => kind === 'aws'),
      );
      if (isFalse(isOwn)) continue;
      // One that cannot be read is no default policy.
      const policy = endpoint.policy.known ? readable(endpoint, endpoint.policy) : endpoint.policy;
      const isLimit = policy.known ? known(!policy.value.statements.every(coversEverything)) : policy;
      const isMoot = and(isOwn, isLimit);
      if (isFalse(isMoot)) continue;
      const answer = and(isMoot, not(evaluatesPolicies(network, endpoint)));
      if (!answer.known) yield undecided(endpoint, answer.missing);
      else if (answer.value) {
        yield problem({
          resource: endpoint,
          at: policyPlace(endpoint, 'PolicyDocument', ''),
          message: `Endpoint ${endpoint.id} has a policy that limits nothing: ${endpoint.raw.ServiceName ?? 'its service'} evaluates no endpoint policies. Limit the service by security groups or by the policies of principals and resources.`,
        });
      }
    }
  },
});
