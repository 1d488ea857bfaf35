import * as z from 'zod';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { parseArn } from '../../model/scope.ts';
import { defineRule } from '../rule.ts';
import { listed } from '../wording.ts';
import { aboutEndpoints, onBucket, onEndpoint } from './policy-examples.ts';
import { endpointPolicies, type Flaw, flawsIn, statementsWith, whatOf } from './statement-flaws.ts';

export default defineRule({
  id: 'policy-arn-account-mixed-wildcard',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'error',
  category: 'connectivity',
  summary:
    'The policy of an endpoint names accounts in an ARN partly by digits and partly by a wildcard, which AWS does not take.',
  why: 'In the policy of an endpoint the account in an ARN is an account id or a wildcard, not both. AWS refuses to set such a policy, so the change that holds it fails.',
  fix: 'Write the account ids out, or use a wildcard alone and test the account in a condition.',
  semantics: ['PO5'],
  references: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html'],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Roles of accounts that begin alike',
      facts: onEndpoint({ Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::1111*:role/app' } } }),
      findings: [{ resource: 'vpce-1', message: 'arn:aws:iam::1111*:role/app' }],
    },
    {
      title: 'A resource',
      facts: onEndpoint({ Resource: 'arn:aws:s3:eu-west-1:11112222333?:accesspoint/a' }),
      findings: [{ resource: 'vpce-1' }],
    },
    {
      title: 'A whole account, any account, and none',
      facts: onEndpoint({
        Resource: ['arn:aws:s3:eu-west-1:111122223333:accesspoint/a', 'arn:aws:s3:::a*'],
        Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/app' } },
      }),
    },
    {
      title: 'The policy of a bucket may have it',
      facts: onBucket({ Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::1111*:role/app' } } }),
    },
    ...aboutEndpoints,
  ],
  *check({ network }) {
    yield* flawsIn(endpointPolicies(network), mixed, (id, flaws) => ({
      message: `The policy of endpoint ${id} names ${listed(whatOf(flaws))} in ${listed(statementsWith(flaws))}, and AWS takes digits or a wildcard as the account of an ARN in policies of endpoints, not both. Write the account ids out.`,
    }));
  },
});

function mixed(statement: PolicyStatement): readonly Flaw[] {
  const { resources, notResources, conditions, pointer } = statement;
  const lists = [
    { place: `${pointer}/Resource`, texts: resources ?? [] },
    { place: `${pointer}/NotResource`, texts: notResources ?? [] },
    ...conditions.map((condition) => ({ place: condition.pointer, texts: condition.values })),
  ];
  return lists.flatMap(({ place, texts }) =>
    texts.filter(isMixed).map((what) => ({ statement, pointer: place, what })),
  );
}

function isMixed(text: string): boolean {
  const account = parseArn(text)?.account ?? '';
  return /\d/.test(account) && /[*?]/.test(account);
}
