import * as z from 'zod';
import { coversAction } from '../../analysis/policy/statement.ts';
import { bucketActions, objectActions } from '../../data/bucket-actions.ts';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { parseArn } from '../../model/scope.ts';
import { defineRule } from '../rule.ts';
import { listed } from '../wording.ts';
import { aboutAll, onBucket, onEndpoint } from './policy-examples.ts';
import {
  endpointPolicies,
  type Flaw,
  flawsIn,
  type PolicySetting,
  policiesOfResources,
  statementsWith,
  whatOf,
} from './statement-flaws.ts';

export default defineRule({
  id: 'policy-bucket-vs-object-arn',
  topic: 'policy',
  judgesPolicyAlone: true,
  severity: 'warning',
  category: 'connectivity',
  summary:
    'A statement allows actions on objects and names buckets only, or the other way round, and so matches nothing.',
  why: 's3:GetObject is done to an object, whose ARN goes on behind the bucket with a slash; s3:ListBucket is done to the bucket itself. A statement that names the other one matches no request.',
  fix: 'Name both: arn:aws:s3:::bucket for actions on the bucket, arn:aws:s3:::bucket/* for actions on its objects.',
  semantics: ['PO20'],
  references: ['https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html'],
  subject: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  needs: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'Objects are read, and the bucket is named',
      facts: onEndpoint({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports' }),
      findings: [{ resource: 'vpce-1', message: 's3:GetObject' }],
    },
    {
      title: 'The bucket is listed, and its objects are named',
      facts: onBucket({ Action: ['s3:GetObject', 's3:ListBucket'], Resource: 'arn:aws:s3:::reports/*' }),
      findings: [{ resource: 'reports', message: 's3:ListBucket' }],
    },
    {
      title: 'Both are named',
      facts: onBucket({
        Action: ['s3:GetObject', 's3:ListBucket'],
        Resource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'],
      }),
    },
    {
      title: 'Another statement names what is missing',
      facts: onBucket(
        { Action: ['s3:GetObject', 's3:ListBucket'], Resource: 'arn:aws:s3:::reports/*' },
        { Action: 's3:List*', Resource: 'arn:aws:s3:::reports' },
      ),
    },
    {
      title: 'Wildcards that may stand for either',
      facts: onEndpoint({ Action: 's3:GetObject', Resource: ['arn:aws:s3:::repo*', '*'] }),
    },
    {
      title: 'Actions with wildcards, and a Deny',
      facts: onEndpoint(
        { Action: 's3:Get*', Resource: 'arn:aws:s3:::reports' },
        { Effect: 'Deny', Action: 's3:PutObject', Resource: 'arn:aws:s3:::reports' },
      ),
    },
    ...aboutAll,
  ],
  *check({ network }) {
    yield* flawsIn(
      [...endpointPolicies(network), ...policiesOfResources(network)],
      misplaced,
      (id, flaws) => ({
        message: `The policy of ${id} allows ${listed(whatOf(flaws))} in ${listed(statementsWith(flaws))} on nothing that they are done to: ${objectActions.has(flaws[0].what.toLowerCase()) ? 'objects have ARNs with a slash behind the bucket' : 'a bucket has an ARN without a slash'}. Name that in Resource.`,
      }),
    );
  },
});

/** The actions that a statement names, in full, none of whose resources can be what they are done to. */
function misplaced(statement: PolicyStatement, { document }: PolicySetting): readonly Flaw[] {
  const { effect, actions, resources, pointer } = statement;
  if (effect !== 'Allow' || actions === null || resources === null) return [];
  return actions
    .filter((action) => isMisplaced(action, resources))
    .filter(
      (action) => !document.statements.some((other) => other !== statement && coversAction(other, action)),
    )
    .map((what) => ({ statement, pointer: `${pointer}/Resource`, what }));
}

function isMisplaced(action: string, resources: readonly string[]): boolean {
  const name = action.toLowerCase();
  if (objectActions.has(name)) return resources.every(isBucketOnly);
  return bucketActions.has(name) && resources.every(isObjectOnly);
}

/** Whether a pattern can match no object: it is the ARN of a bucket, and no wildcard may stand for a slash. */
function isBucketOnly(text: string): boolean {
  return isOfS3(text) && !/[/*?$]/.test(parseArn(text)?.resource ?? '*');
}

/** Whether a pattern can match no bucket: a slash stands in it for certain. */
function isObjectOnly(text: string): boolean {
  return isOfS3(text) && /^[^$]*\//.test(parseArn(text)?.resource ?? '');
}

/** Access points have accounts in their ARNs, and follow rules of their own. */
function isOfS3(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === 's3' && arn.account === null && arn.region === null;
}
