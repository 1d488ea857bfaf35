import * as z from 'zod';
import { ofServices } from '../../data/aws-owned-buckets.ts';
import { defineRule } from '../rule.ts';
import { familiesOfWays } from './families-of-ways.ts';
import { refusals } from './refused-buckets.ts';
import { bucketExamples } from './refused-buckets-examples.ts';

const examples = ofServices.flatMap((wanted, index) => {
  const [bucket = ''] = wanted.buckets;
  const name = bucket.replace('{region}', 'eu-west-1').replace('{region-without-hyphens}', 'euwest1');
  const all = bucketExamples(wanted, name).map((example) => ({
    ...example,
    title: `${wanted.service}: ${example.title}`,
  }));
  // What holds for one service holds for the next: the others show that they are found, and when not.
  return index === 0 ? all : all.filter((_, position) => position === 0 || position === 3);
});

export default defineRule({
  id: 'policy-missing-service-bucket',
  topic: 'policy',
  severity: 'info',
  category: 'connectivity',
  onRequest: true,
  summary:
    'The policy of an S3 endpoint keeps files of AWS from a VPC that has the endpoints of the service to which they belong.',
  why: 'Agents and build services fetch files from buckets of AWS by way of the S3 endpoint: the agent of CodeDeploy, answers of custom resources to CloudFormation, platforms of Elastic Beanstalk. Whether a VPC needs them its endpoints only suggest, so this rule is off unless asked for.',
  fix: 'Allow s3:GetObject on the buckets that the message names in the policy of the S3 endpoint.',
  semantics: ['9.4', 'PO2', 'PO6', 'PO16'],
  references: [
    'https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/perimeter-implementation.html',
  ],
  subject: 'vpcEndpoints',
  needs: [...familiesOfWays],
  options: z.strictObject({}),
  examples,
  *check({ network }) {
    for (const wanted of ofServices) {
      yield* refusals(network, wanted, `Files of ${wanted.service} cannot be fetched.`, wanted.service);
    }
  },
});
