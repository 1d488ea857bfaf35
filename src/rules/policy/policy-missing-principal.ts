import * as z from 'zod';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { defineRule } from '../rule.ts';
import { listed } from '../wording.ts';
import { aboutEndpoints, onEndpoint } from './policy-examples.ts';
import { endpointPolicies, type Flaw, flawsIn, statementsWith } from './statement-flaws.ts';

export default defineRule({
  id: 'policy-missing-principal',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'error',
  category: 'connectivity',
  summary: 'A statement in the policy of an endpoint names no principal.',
  why: 'The policy of an endpoint must say whom each statement is about. AWS refuses to set one without, so the change that holds it fails.',
  fix: 'Add "Principal": "*", and name principals in a condition on aws:PrincipalArn if not all are meant.',
  semantics: ['PO1'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'A policy that was written for a role',
      facts: onEndpoint({ Principal: undefined }),
      findings: [{ resource: 'vpce-1', message: 'statement Ours' }],
    },
    { title: 'Everybody', facts: onEndpoint({}) },
    {
      title: 'All but one',
      facts: onEndpoint({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } }),
    },
    ...aboutEndpoints,
  ],
  *check({ network }) {
    yield* flawsIn(endpointPolicies(network), nameless, (id, flaws) => ({
      message: `The policy of endpoint ${id} does not say whom ${listed(statementsWith(flaws))} is about, and AWS refuses that. Add "Principal": "*".`,
    }));
  },
});

function nameless(statement: PolicyStatement): readonly Flaw[] {
  const { principal, notPrincipal, pointer } = statement;
  return principal === null && notPrincipal === null ? [{ statement, pointer, what: 'No principal' }] : [];
}
