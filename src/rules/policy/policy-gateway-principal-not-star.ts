import * as z from 'zod';
import { endpointPolicy, policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import { statementName } from '../../analysis/policy/statement.ts';
import { flatMap, known } from '../../model/fact.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { account, estate, gatewayEndpoint, interfaceEndpoint, without } from '../example-estate.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { listed } from '../wording.ts';

const allow = (principal: unknown) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 's3:*',
  Resource: '*',
});
const role = { AWS: `arn:aws:iam::${account}:role/app` };
const withPolicy = (...statements: object[]) =>
  estate({
    vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { PolicyDocument: { Statement: statements } })],
  });

export default defineRule({
  id: 'policy-gateway-principal-not-star',
  topic: 'policy',
  severity: 'error',
  category: 'connectivity',
  summary: 'The policy of a gateway endpoint names principals, whom gateway endpoints do not know.',
  why: "In the policy of a gateway endpoint a statement applies only if its Principal is *. A role or user as principal matches nobody, and an account matches nothing but that account's root user, so everybody else is denied.",
  fix: 'Set Principal to "*", and name the roles in a condition on aws:PrincipalArn or the account in one on aws:PrincipalAccount.',
  semantics: ['G10', 'PO4'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The only Allow names a role',
      facts: withPolicy(allow(role)),
      findings: [{ resource: 'vpce-1', message: 'lets nobody through' }],
    },
    {
      title: 'The only Allow names an account',
      facts: withPolicy(allow({ AWS: account })),
      findings: [{ resource: 'vpce-1', message: 'root user' }],
    },
    {
      title: 'Another statement allows everybody something',
      facts: withPolicy(allow('*'), allow(role)),
      findings: [{ resource: 'vpce-1', severity: 'warning', message: 'statement 2' }],
    },
    {
      title: 'Everybody, written in the other form',
      facts: withPolicy(allow({ AWS: ['*'] })),
    },
    {
      title: 'A Deny for a role does no harm here',
      facts: withPolicy(allow('*'), { ...allow(role), Effect: 'Deny' }),
    },
    {
      title: 'Interface endpoints know principals',
      facts: estate({
        vpcEndpoints: [
          interfaceEndpoint('s3', ['subnet-a'], { PolicyDocument: { Statement: [allow(role)] } }),
        ],
      }),
    },
    {
      title: 'The policy is not in the input',
      facts: estate({
        vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { PolicyDocument: undefined })],
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
      const policy = flatMap(endpoint.endpointType, (type) =>
        type === 'gateway' ? endpointPolicy(endpoint) : known(null),
      );
      if (!policy.known) yield undecided(endpoint, policy.missing);
      if (!policy.known || policy.value === null) continue;
      const allows = policy.value.statements.filter(({ effect }) => effect === 'Allow');
      const [first, ...others] = allows.filter(namesPrincipals);
      if (first === undefined) continue;
      const place = (statement: PolicyStatement) =>
        policyPlace(endpoint, 'PolicyDocument', `${statement.pointer}/Principal`);
      const names = listed([first, ...others].map(statementName));
      const isAll = others.length + 1 === allows.length;
      const nobody = [first, ...others].some(namesAccount) ? 'nobody but a root user' : 'nobody';
      const consequence = isAll ? `so the endpoint lets ${nobody} through` : `which matches ${nobody}`;
      yield problem({
        resource: endpoint,
        severity: isAll ? 'error' : 'warning',
        at: place(first),
        evidence: others.map((statement) => ({
          message: `The principal of ${statementName(statement)}`,
          at: place(statement),
        })),
        message: `The policy of gateway endpoint ${endpoint.id} names principals in ${names}, ${consequence}. Set Principal to * and name the principals in a condition on aws:PrincipalArn.`,
      });
    }
  },
});

/** A statement with neither Principal nor the right one of them is a fault of another kind. */
function namesPrincipals({ principal }: PolicyStatement): boolean {
  return principal !== null && principal !== '*';
}

/** An account as principal stands for its root user here (G10). */
function namesAccount({ principal }: PolicyStatement): boolean {
  if (principal === null || principal === '*') return false;
  return (principal.get('AWS') ?? []).some((name) => /^\d{12}$|:root$/.test(name));
}
