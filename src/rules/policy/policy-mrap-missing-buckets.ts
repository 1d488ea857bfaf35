import * as z from 'zod';
import { policyPlace } from '../../analysis/policy/endpoint-policy.ts';
import { statementName } from '../../analysis/policy/statement.ts';
import { parsePattern, patternsOverlap } from '../../analysis/policy/text-pattern.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { parseArn, type Scope } from '../../model/scope.ts';
import { defineRule, problem, undecided } from '../rule.ts';
import { aboutEndpoints, onEndpoint } from './policy-examples.ts';
import { endpointPolicies } from './statement-flaws.ts';

const accessPoint = 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap';

export default defineRule({
  id: 'policy-mrap-missing-buckets',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'error',
  category: 'connectivity',
  summary: 'The policy of an endpoint allows a multi-Region access point, and none of the buckets behind it.',
  why: 'A request through a multi-Region access point is checked for the access point and for the bucket to which it is routed. The policy must allow both, or every request is refused.',
  fix: 'Allow the same actions on arn:aws:s3:::bucket/* for each bucket behind the access point.',
  semantics: ['PO2', 'PO18'],
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointsPrivateLink.html',
  ],
  subject: 'vpcEndpoints',
  needs: ['vpcEndpoints'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The access point alone',
      facts: onEndpoint({ Action: 's3:GetObject', Resource: `${accessPoint}/object/*` }),
      findings: [{ resource: 'vpce-1', message: accessPoint }],
    },
    {
      title: 'With a bucket behind it',
      facts: onEndpoint({
        Action: 's3:GetObject',
        Resource: ['arn:aws:s3:::reports-1/*', `${accessPoint}/object/*`],
      }),
    },
    {
      title: 'All of S3 beside it',
      facts: onEndpoint({ Resource: `${accessPoint}/object/*` }, { Action: 's3:Get*' }),
    },
    { title: 'No access point', facts: onEndpoint({ Resource: 'arn:aws:s3:::reports/*' }) },
    {
      title: 'An access point of one region, behind which is one bucket',
      facts: onEndpoint({ Resource: 'arn:aws:s3:eu-west-1:111122223333:accesspoint/a/object/*' }),
    },
    ...aboutEndpoints,
  ],
  *check({ network }) {
    for (const { resource, field, policy } of endpointPolicies(network)) {
      if (!policy.known) yield undecided(resource, policy.missing);
      if (!policy.known || policy.value === null) continue;
      const grants = policy.value.statements.filter(({ effect }) => effect === 'Allow');
      const statement = grants.find((each) => pointIn(each) !== null);
      if (statement === undefined || grants.some((each) => mayCoverBuckets(each, resource.scope))) continue;
      yield problem({
        resource,
        at: policyPlace(resource, field, `${statement.pointer}/Resource`),
        message: `The policy of endpoint ${resource.id} allows ${pointIn(statement)} in ${statementName(statement)}, and no bucket behind it, so every request through the access point is refused. Allow the buckets too.`,
      });
    }
  },
});

/** The multi-Region access point that a statement names; null where it names none. */
function pointIn({ resources }: PolicyStatement): string | null {
  return (
    resources?.find((text) => /^accesspoint\/[^/]*\.mrap(\/|$)/.test(parseArn(text)?.resource ?? '')) ?? null
  );
}

function mayCoverBuckets({ resources }: PolicyStatement, { partition }: Scope): boolean {
  const anyBucket = parsePattern(`arn:${partition}:s3:::*`);
  return resources === null || resources.some((text) => patternsOverlap(parsePattern(text), anyBucket));
}
