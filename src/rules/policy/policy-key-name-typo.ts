import * as z from 'zod';
import { globalConditionKeys, perimeterKeys } from '../../data/condition-keys.ts';
import { editDistance } from '../../model/closest.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { defineRule } from '../rule.ts';
import { listed } from '../wording.ts';
import { aboutAll, onBucket, onEndpoint } from './policy-examples.ts';
import {
  endpointPolicies,
  type Flaw,
  flawsIn,
  policiesOfResources,
  statementsWith,
} from './statement-flaws.ts';

export default defineRule({
  id: 'policy-key-name-typo',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'connectivity',
  summary: 'A condition tests a key that AWS does not have, and that is spelled almost like one that it has.',
  why: 'A request never carries a key that does not exist. An Allow that asks for it never matches, and a Deny for all but one value always does.',
  fix: 'Correct the name of the key.',
  semantics: ['9.3', 'PO14'],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html'],
  subject: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  needs: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Two letters changed places',
      facts: onBucket({ Condition: { StringEquals: { 'aws:SourecVpce': 'vpce-1' } } }),
      findings: [{ resource: 'reports', message: 'aws:SourecVpce' }],
    },
    {
      title: 'A letter is missing, on an endpoint',
      facts: onEndpoint({ Condition: { StringEquals: { 'aws:PrincpalOrgID': 'o-example' } } }),
      findings: [{ resource: 'vpce-1', message: 'aws:PrincipalOrgID' }],
    },
    {
      title: 'Case makes no difference',
      facts: onBucket({ Condition: { StringEquals: { 'AWS:sourceVPCe': 'vpce-1' } } }),
    },
    {
      title: 'Keys that differ by a letter, and one of a service',
      facts: onBucket({
        Condition: {
          StringEquals: { 'aws:SourceVpc': 'vpc-1', 's3:prefix': 'a', 'aws:PrincipalTag/team': 'x' },
        },
      }),
    },
    {
      title: 'A key that resembles none',
      facts: onBucket({ Condition: { StringEquals: { 'aws:SomethingNew': 'x' } } }),
    },
    ...aboutAll,
  ],
  *check({ network }) {
    yield* flawsIn(
      [...endpointPolicies(network), ...policiesOfResources(network)],
      misspelled,
      (id, flaws) => ({
        message: `The policy of ${id} tests ${flaws[0].what} in ${listed(statementsWith(flaws))}, a key that no request carries. Write ${meant(flaws[0].what) ?? 'it as AWS does'}.`,
      }),
    );
  },
});

const known: ReadonlySet<string> = new Set(globalConditionKeys.map((key) => key.toLowerCase()));

const mostDifferent = 2;

function misspelled(statement: PolicyStatement): readonly Flaw[] {
  return statement.conditions
    .filter(({ key }) => meant(key) !== null)
    .map(({ pointer, key }) => ({ statement, pointer, what: key }));
}

/** The key that is near enough to one that does not exist; null where it exists, or none is near. */
function meant(key: string): string | null {
  const name = key.toLowerCase();
  if (!name.startsWith('aws:') || name.includes('/') || known.has(name)) return null;
  const near = globalConditionKeys.filter((each) => perimeterKeys.has(each.toLowerCase()));
  return near.find((each) => editDistance(each.toLowerCase(), name) <= mostDifferent) ?? null;
}
