import * as z from 'zod';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { defineRule } from '../rule.ts';
import { listed } from '../wording.ts';
import { aboutEndpoints, onEndpoint } from './policy-examples.ts';
import { endpointPolicies, type Flaw, flawsIn, statementsWith, whatOf } from './statement-flaws.ts';

export default defineRule({
  id: 'policy-notprincipal-notaction-allow',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'security',
  securitySeverity: 5.0,
  onRequest: true,
  summary: 'The policy of an endpoint allows everything but what it names.',
  why: 'An Allow with NotAction, NotResource or NotPrincipal covers all that exists now and all that AWS adds later, but for the exceptions. In a policy that is there to limit an endpoint this is seldom meant.',
  fix: 'Name what is allowed, and deny the exceptions in a statement of their own.',
  semantics: ['PO2', 'PO20'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Everything but deletions',
      facts: onEndpoint({ Action: undefined, NotAction: 's3:Delete*' }),
      findings: [{ resource: 'vpce-1', message: 'NotAction' }],
    },
    {
      title: 'All buckets but one',
      facts: onEndpoint({ Resource: undefined, NotResource: 'arn:aws:s3:::secret/*' }),
      findings: [{ resource: 'vpce-1', message: 'NotResource' }],
    },
    {
      title: 'A Deny with an exception',
      facts: onEndpoint({}, { Effect: 'Deny', Action: undefined, NotAction: 's3:Get*' }),
    },
    ...aboutEndpoints,
  ],
  *check({ network }) {
    yield* flawsIn(endpointPolicies(network), inverted, (id, flaws) => ({
      message: `The policy of endpoint ${id} allows all but what it names, with ${listed(whatOf(flaws))} in ${listed(statementsWith(flaws))}. Name what is allowed.`,
    }));
  },
});

function inverted(statement: PolicyStatement): readonly Flaw[] {
  if (statement.effect !== 'Allow') return [];
  const { notActions, notResources, notPrincipal, pointer } = statement;
  const used = { NotPrincipal: notPrincipal, NotAction: notActions, NotResource: notResources };
  return Object.entries(used).flatMap(([what, value]) =>
    value === null ? [] : [{ statement, pointer: `${pointer}/${what}`, what }],
  );
}
