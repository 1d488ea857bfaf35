import * as z from 'zod';
import {
  actionPrefixOf,
  endpointPolicy,
  isWorthAPolicy,
  policyPlace,
} from '../../analysis/policy/endpoint-policy.ts';
import { decidingPointer } from '../../analysis/policy/explain-verdict.ts';
import { judgePolicy, type PolicyVerdict } from '../../analysis/policy/policy-verdict.ts';
import { contextOf } from '../../analysis/policy/request-class.ts';
import { coversEverything } from '../../analysis/policy/statement.ts';
import { isFalse, isTrue } from '../../model/fact.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { estate, interfaceEndpoint } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { aboutEndpoints, document, onEndpoint, onGateway } from './policy-examples.ts';
import { kindOf } from './statement-flaws.ts';

export default defineRule({
  id: 'policy-exfiltration-open',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'info',
  category: 'security',
  securitySeverity: 4.0,
  onRequest: true,
  summary:
    'The policy of an endpoint lets principals of any account do everything with resources of any account.',
  why: 'Whoever gets hold of a machine in the VPC can bring credentials of an account of their own, and copy data to a bucket of that account through the endpoint. Policies of resources do not prevent it, because the resource is theirs.',
  fix: 'Allow only aws:PrincipalOrgID and aws:ResourceOrgID of your organization, and what AWS owns by name.',
  semantics: ['9.2', 'PO2', 'PO20'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'All of S3 for everybody',
      facts: onEndpoint({}),
      findings: [{ resource: 'vpce-1', message: 'statement Ours' }],
    },
    {
      title: 'In two statements, on a gateway endpoint',
      facts: onGateway({ Action: ['s3:GetObject'] }, { Sid: 'All', Action: '*' }),
      findings: [{ resource: 'vpce-1', message: 'statement All' }],
    },
    {
      title: 'The default policy is the matter of policy-endpoint-default-full-access',
      facts: onEndpoint({ Action: '*' }),
    },
    {
      title: 'For the own organization',
      facts: onEndpoint({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } } }),
    },
    {
      title: 'All but resources of others',
      facts: onEndpoint(
        {},
        { Effect: 'Deny', Condition: { StringNotEquals: { 'aws:ResourceOrgID': 'o-example' } } },
      ),
    },
    {
      title: 'The service of the endpoint is not told',
      facts: estate({
        vpcEndpoints: [
          interfaceEndpoint('s3', ['subnet-a'], { ServiceName: undefined, PolicyDocument: document({}) }),
        ],
      }),
      undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
    },
    { title: 'Own buckets', facts: onEndpoint({ Resource: 'arn:aws:s3:::reports/*' }) },
    ...aboutEndpoints,
  ],
  *check({ network }) {
    for (const endpoint of network.all('vpcEndpoints')) {
      const { service } = endpoint;
      if (service.known && !isWorthAPolicy(endpoint)) continue;
      const policy = endpointPolicy(endpoint);
      if (!policy.known) yield undecided(endpoint, policy.missing);
      if (!policy.known || policy.value === null) continue;
      const { statements } = policy.value;
      const isDefault = statements.length === 1 && statements.every(coversEverything);
      const verdict = verdictOnStrangers(endpoint, policy.value);
      if (isDefault || isFalse(verdict.passes)) continue;
      if (!service.known) yield undecided(endpoint, service.missing);
      if (!service.known || !isTrue(verdict.passes)) continue;
      const name = verdict.deciding?.statement;
      yield problem({
        resource: endpoint,
        at: policyPlace(endpoint, 'PolicyDocument', decidingPointer(verdict)),
        message: `The policy of endpoint ${endpoint.id} lets principals of any account do everything with resources of any account${name === undefined ? '' : `, in statement ${name.sid ?? name.index + 1}`}. Allow your own organization only.`,
      });
    }
  },
});

/** What the policy says of all requests of other accounts, to whatever resource. */
function verdictOnStrangers(endpoint: VpcEndpoint, policy: PolicyDocument): PolicyVerdict {
  const { account } = endpoint;
  const caller = { kind: 'other-accounts', except: account === null ? [] : [account] } as const;
  const service = actionPrefixOf(endpoint) ?? endpoint.raw.ServiceName?.split('.').at(-1) ?? null;
  const context = contextOf({ kind: 'endpoint', endpoint, clients: null }, caller, service);
  const action = service === null ? '*' : `${service}:*`;
  return judgePolicy(policy, { caller, action, resource: '*', context }, kindOf(endpoint));
}
