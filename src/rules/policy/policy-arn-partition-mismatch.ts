import * as z from 'zod';
import type { PolicyStatement } from '../../model/policy-document.ts';
import { parseArn, partitionOfRegion } from '../../model/scope.ts';
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
} from './statement-flaws.ts';

export default defineRule({
  id: 'policy-arn-partition-mismatch',
  topic: 'policy',
  severity: 'warning',
  category: 'connectivity',
  summary: 'A statement names resources of another partition only, and so matches nothing here.',
  why: 'ARNs in China begin with arn:aws-cn, in GovCloud with arn:aws-us-gov. A statement with ARNs of another partition matches no request in this region.',
  fix: 'Write the ARNs with the partition of the region.',
  semantics: ['PO20', 'T1'],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html'],
  subject: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  needs: ['vpcEndpoints', 'bucketPolicies', 'resourcePolicies'],
  options: z.strictObject({}),
  examples: [
    {
      title: 'The policy was copied from China',
      facts: onEndpoint({ Resource: 'arn:aws-cn:s3:::reports/*' }),
      findings: [{ resource: 'vpce-1', message: 'arn:aws-cn:s3:::reports/*' }],
    },
    {
      title: 'On a bucket',
      facts: onBucket({ Resource: ['arn:aws-us-gov:s3:::reports', 'arn:aws-us-gov:s3:::reports/*'] }),
      findings: [{ resource: 'reports' }],
    },
    {
      title: 'A policy that is the same in all partitions',
      facts: onEndpoint({ Resource: ['arn:aws:s3:::reports/*', 'arn:aws-cn:s3:::reports/*'] }),
    },
    { title: 'A wildcard for the partition', facts: onEndpoint({ Resource: 'arn:*:s3:::reports/*' }) },
    ...aboutAll,
  ],
  *check({ network }) {
    yield* flawsIn([...endpointPolicies(network), ...policiesOfResources(network)], foreign, (id, flaws) => ({
      message: `The policy of ${id} names only resources of another partition in ${listed(statementsWith(flaws))}, such as ${flaws[0].what}, so ${flaws.length === 1 ? 'that statement matches' : 'these statements match'} no request here. Write the ARNs with the partition of the region.`,
    }));
  },
});

function foreign(statement: PolicyStatement, { region }: PolicySetting): readonly Flaw[] {
  const { resources, pointer } = statement;
  const [first] = resources ?? [];
  if (first === undefined || region === null) return [];
  const own = partitionOfRegion(region);
  const isForeign = (text: string) => {
    const partition = parseArn(text)?.partition ?? '*';
    return !/[*?$]/.test(partition) && partition !== own;
  };
  return resources?.every(isForeign) === true
    ? [{ statement, pointer: `${pointer}/Resource`, what: first }]
    : [];
}
