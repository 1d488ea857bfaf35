import * as z from 'zod';
import { elasticMapReduce } from '../../data/aws-owned-buckets.ts';
import { familiesOfOwnedBuckets } from '../families-of-ways.ts';
import { defineRule } from '../rule.ts';
import { refusals } from './refused-buckets.ts';
import { bucketExamples } from './refused-buckets-examples.ts';

export default defineRule({
  id: 'policy-missing-emr-buckets',
  topic: 'policy',
  severity: 'info',
  category: 'connectivity',
  summary: 'The policy of an S3 endpoint keeps the packages of EMR from a VPC that has an endpoint for it.',
  why: 'The nodes of a cluster load their software from buckets of AWS by way of the S3 endpoint. Where its policy does not allow these, clusters in private subnets fail to start.',
  fix: 'Allow s3:GetObject on the buckets that the message names in the policy of the S3 endpoint.',
  semantics: ['9.4', 'PO2', 'PO6', 'PO16'],
  references: ['https://docs.aws.amazon.com/emr/latest/ManagementGuide/private-subnet-iampolicy.html'],
  subject: 'vpcEndpoints',
  needs: [...familiesOfOwnedBuckets],
  options: z.strictObject({}),
  examples: bucketExamples(elasticMapReduce, 'repo.eu-west-1.emr.amazonaws.com'),
  check: ({ network }) => refusals(network, elasticMapReduce, 'Clusters of EMR in this VPC fail to start.'),
});
