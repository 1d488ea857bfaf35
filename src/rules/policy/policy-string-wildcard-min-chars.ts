import * as z from 'zod';
import { identifierKeys } from '../../data/condition-keys.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { defineRule } from '../rule.ts';
import { listed } from '../wording.ts';
import { aboutEndpoints, onBucket, onEndpoint } from './policy-examples.ts';
import { endpointPolicies, type Flaw, flawsIn, statementsWith, whatOf } from './statement-flaws.ts';

export default defineRule({
  id: 'policy-string-wildcard-min-chars',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'connectivity',
  summary:
    'The policy of an endpoint has a wildcard in a condition with too few characters beside it for AWS to take it.',
  why: 'In the policy of an endpoint, a wildcard in the value of a string condition needs at least six characters in a row before or after it. AWS refuses to set a policy with others, so the change that holds it fails.',
  fix: 'Write more of the value out, or test another key.',
  semantics: ['PO5'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Two characters before the wildcard',
      facts: onEndpoint({ Condition: { StringLike: { 'aws:PrincipalTag/team': 'be*' } } }),
      findings: [{ resource: 'vpce-1', message: 'be*' }],
    },
    {
      title: 'The second wildcard has too few on either side',
      facts: onEndpoint({ Condition: { StringNotLike: { 'aws:UserAgent': ['backend*x*y'] } } }),
      findings: [{ resource: 'vpce-1' }],
    },
    {
      title: 'Six before it',
      facts: onEndpoint({ Condition: { StringLike: { 'aws:PrincipalTag/team': 'backen*' } } }),
    },
    {
      title: 'Six after it',
      facts: onEndpoint({ Condition: { StringLike: { 'aws:PrincipalTag/team': '*ackend' } } }),
    },
    {
      title: 'A wildcard alone, which may be taken',
      facts: onEndpoint({ Condition: { StringLike: { 'aws:PrincipalTag/team': '*' } } }),
    },
    {
      title: 'An ARN, and a resource',
      facts: onEndpoint({
        Resource: 'arn:aws:s3:::a*',
        Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/a*' } },
      }),
    },
    {
      title: 'The policy of a bucket may have it',
      facts: onBucket({ Condition: { StringLike: { 'aws:PrincipalTag/team': 'be*' } } }),
    },
    ...aboutEndpoints,
  ],
  *check({ network }) {
    yield* flawsIn(endpointPolicies(network), short, (id, flaws) => ({
      message: `The policy of endpoint ${id} tests for ${listed(whatOf(flaws))} in ${listed(statementsWith(flaws))}, and AWS takes a wildcard in policies of endpoints only beside six characters in a row. Write more of the value out.`,
    }));
  },
});

const fewest = 6;

function short(statement: PolicyStatement): readonly Flaw[] {
  return statement.conditions
    .filter(
      ({ operator, key }) => /String(Not)?Like/.test(operator) && !identifierKeys.has(key.toLowerCase()),
    )
    .flatMap(({ pointer, values }) =>
      values.filter(hasLonelyWildcard).map((what) => ({ statement, pointer, what })),
    );
}

/** Whether some wildcard has too few characters both before and after it. */
function hasLonelyWildcard(value: string): boolean {
  // What stands in the braces of a variable is no wildcard.
  const runs = value.replaceAll(/\$\{[^}]*\}/g, 'variable').split(/[*?]/);
  const isAlone = runs.every((run) => run === '');
  return (
    !isAlone &&
    runs.slice(1).some((after, index) => Math.max(after.length, (runs[index] ?? '').length) < fewest)
  );
}
