import * as z from 'zod';
import { systemsManager } from '../../data/aws-owned-buckets.ts';
import { familiesOfOwnedBuckets } from '../families-of-ways.ts';
import { defineRule } from '../rule.ts';
import { refusals } from './refused-buckets.ts';
import { bucketExamples } from './refused-buckets-examples.ts';

export default defineRule({
  id: 'policy-missing-ssm-buckets',
  topic: 'policy',
  severity: 'info',
  category: 'connectivity',
  onRequest: true,
  summary:
    'The policy of an S3 endpoint keeps the packages of Systems Manager from a VPC that is managed by it.',
  why: 'The agent of Systems Manager updates itself, and installs packages and patches, from buckets of AWS by way of the S3 endpoint. Sessions and commands work without them, so this rule is off unless asked for.',
  fix: 'Allow s3:GetObject on the buckets that the message names in the policy of the S3 endpoint.',
  semantics: ['9.4', 'PO2', 'PO6', 'PO16'],
  references: [
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html',
  ],
  subject: 'vpcEndpoints',
  needs: [...familiesOfOwnedBuckets],
  options: z.strictObject({}),
  examples: bucketExamples(systemsManager, 'amazon-ssm-eu-west-1'),
  check: ({ network }) =>
    refusals(network, systemsManager, 'Agent updates, packages and patch baselines fail.'),
});
