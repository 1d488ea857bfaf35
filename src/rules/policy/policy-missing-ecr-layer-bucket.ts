import * as z from 'zod';
import { ecrLayers } from '../../data/aws-owned-buckets.ts';
import { familiesOfOwnedBuckets } from '../families-of-ways.ts';
import { defineRule } from '../rule.ts';
import { refusals } from './refused-buckets.ts';
import { bucketExamples } from './refused-buckets-examples.ts';

export default defineRule({
  id: 'policy-missing-ecr-layer-bucket',
  topic: 'policy',
  severity: 'error',
  category: 'connectivity',
  summary:
    'The policy of an S3 endpoint keeps the layers of container images from a VPC that pulls them privately.',
  why: 'ECR gives out the layers of an image as objects of a bucket of its own, which the client fetches from S3 by the endpoint. Where the policy of that endpoint does not allow the bucket, pulls begin and end with 403 for the layers.',
  fix: 'Allow s3:GetObject for any principal on arn:aws:s3:::prod-REGION-starport-layer-bucket/* in the policy of the S3 endpoint.',
  semantics: ['9.4', 'PO2', 'PO6', 'PO16'],
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html'],
  subject: 'vpcEndpoints',
  needs: [...familiesOfOwnedBuckets],
  options: z.strictObject({}),
  examples: bucketExamples(ecrLayers, 'prod-eu-west-1-starport-layer-bucket'),
  check: ({ network }) => refusals(network, ecrLayers, 'Images cannot be pulled from ECR.'),
});
