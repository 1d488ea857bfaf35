import * as z from 'zod';
import { identifierKeys } from '../../data/condition-keys.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { defineRule } from '../rule.ts';
import { listed } from '../wording.ts';
import { aboutEndpoints, onBucket, onEndpoint } from './policy-examples.ts';
import { endpointPolicies, type Flaw, flawsIn, statementsWith, whatOf } from './statement-flaws.ts';

export default defineRule({
  id: 'policy-wildcard-in-id-condition',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'error',
  category: 'connectivity',
  summary:
    'The policy of an endpoint tests an identifier that AWS made with a wildcard or as a number, which AWS does not take.',
  why: 'In the policy of an endpoint, keys that hold accounts, organizations, VPCs or endpoints take no wildcards and no numeric operators. AWS refuses to set such a policy, so the change that holds it fails.',
  fix: 'Write the identifiers out, each as a value of its own, with StringEquals or StringNotEquals.',
  semantics: ['9.2', 'PO5'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Accounts that begin alike',
      facts: onEndpoint({ Condition: { StringLike: { 'aws:PrincipalAccount': '1111*' } } }),
      findings: [{ resource: 'vpce-1', message: 'aws:PrincipalAccount' }],
    },
    {
      title: 'Accounts above a number',
      facts: onEndpoint({ Condition: { NumericGreaterThan: { 'aws:ResourceAccount': '1' } } }),
      findings: [{ resource: 'vpce-1' }],
    },
    {
      title: 'StringLike without a wildcard',
      facts: onEndpoint({ Condition: { StringLike: { 'aws:PrincipalOrgID': 'o-example' } } }),
    },
    {
      title: 'A wildcard for what is chosen by people',
      facts: onEndpoint({ Condition: { StringLike: { 'aws:PrincipalTag/team': 'backend-*' } } }),
    },
    {
      title: 'The policy of a bucket may have them',
      facts: onBucket({ Condition: { StringLike: { 'aws:SourceVpce': 'vpce-*' } } }),
    },
    ...aboutEndpoints,
  ],
  *check({ network }) {
    yield* flawsIn(endpointPolicies(network), refused, (id, flaws) => ({
      message: `The policy of endpoint ${id} tests ${listed(whatOf(flaws))} with a wildcard or as a number in ${listed(statementsWith(flaws))}, which AWS refuses in policies of endpoints. Write the identifiers out.`,
    }));
  },
});

function refused(statement: PolicyStatement): readonly Flaw[] {
  return statement.conditions
    .filter(({ key }) => identifierKeys.has(key.toLowerCase()))
    .filter(
      ({ operator, values }) =>
        /(^|:)Numeric/.test(operator) ||
        (/Like/.test(operator) && values.some((value) => /[*?]/.test(value))),
    )
    .map(({ pointer, key }) => ({ statement, pointer, what: key }));
}
