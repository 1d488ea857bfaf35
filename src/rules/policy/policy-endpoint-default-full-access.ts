import * as z from 'zod';
import {
  endpointPolicy,
  evaluatesPolicies,
  isWorthAPolicy,
  policyPlace,
} from '../../analysis/policy/endpoint-policy.ts';
import { coversEverything } from '../../analysis/policy/statement.ts';
import { and, isFalse, map } from '../../model/fact.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { estate, gatewayEndpoint, interfaceEndpoint, region, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';

const everything = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const withPolicy = (...statements: object[]) =>
  estate({
    vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { PolicyDocument: { Statement: statements } })],
  });
const logs = {
  vpcEndpoints: [interfaceEndpoint('logs', ['subnet-a'])],
  vpcEndpointServices: [{ ServiceName: `com.amazonaws.${region}.logs`, VpcEndpointPolicySupported: true }],
};

export default defineRule({
  id: 'policy-endpoint-default-full-access',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'security',
  securitySeverity: 3.5,
  summary: 'An endpoint has the default policy, which lets anybody do anything through it.',
  why: 'Through an endpoint with full access, credentials of any account reach resources of any account. For services that hold data or give out identities, it is a way past the network for data to leave. For other services this is a remark of severity info.',
  fix: 'Give the endpoint a policy that names your own principals or resources (`aws ec2 modify-vpc-endpoint --policy-document`), for example by aws:PrincipalOrgID and aws:ResourceOrgID.',
  semantics: ['PO1', 'PO2', 'PO3'],
  references: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints', 'vpcEndpointServices'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'An S3 endpoint as it was created',
      facts: estate({ vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'])] }),
      findings: [{ resource: 'vpce-1', message: 'full access' }],
    },
    {
      title: 'The same for a service that holds less',
      facts: estate(logs),
      findings: [{ resource: 'vpce-1', severity: 'info' }],
    },
    {
      title: 'A condition narrows the policy',
      facts: withPolicy({
        ...everything,
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } },
      }),
    },
    {
      title: 'A Deny narrows the policy',
      facts: withPolicy(everything, {
        ...everything,
        Effect: 'Deny',
        Condition: { StringNotEquals: { 'aws:ResourceOrgID': 'o-example' } },
      }),
    },
    {
      title: 'The service knows no endpoint policies',
      facts: estate({
        ...logs,
        vpcEndpointServices: [
          { ServiceName: `com.amazonaws.${region}.logs`, VpcEndpointPolicySupported: false },
        ],
      }),
    },
    {
      title: 'A service of the user has no endpoint policies',
      facts: estate({
        vpcEndpoints: [
          interfaceEndpoint('vpce', ['subnet-a'], {
            ServiceName: `com.amazonaws.vpce.${region}.vpce-svc-1`,
          }),
        ],
      }),
    },
    {
      title: 'Whether the service knows endpoint policies was not collected',
      facts: without(estate(logs), 'vpcEndpointServices'),
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
      const statement = map(endpointPolicy(endpoint), (policy) => openStatement(policy?.statements));
      const isOpen = map(statement, (found) => found !== null);
      if (isFalse(isOpen)) continue;
      const isMeant = and(isOpen, evaluatesPolicies(network, endpoint));
      if (!isMeant.known) yield undecided(endpoint, isMeant.missing);
      else if (isMeant.value && statement.known) {
        yield problem({
          resource: endpoint,
          severity: isWorthAPolicy(endpoint) ? 'warning' : 'info',
          at: policyPlace(endpoint, 'PolicyDocument', statement.value?.pointer ?? ''),
          message: `The policy of endpoint ${endpoint.id} gives everybody full access to ${endpoint.raw.ServiceName ?? 'its service'}, so credentials and resources of any account can be used through it. Name your own principals or resources in the policy.`,
        });
      }
    }
  },
});

/** The statement that allows everybody everything, where nothing is denied; null otherwise. */
function openStatement(statements: readonly PolicyStatement[] = []): PolicyStatement | null {
  if (statements.some(({ effect }) => effect === 'Deny')) return null;
  return statements.find(coversEverything) ?? null;
}
