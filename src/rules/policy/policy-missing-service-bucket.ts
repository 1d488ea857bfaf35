import * as z from 'zod';
import { bucketsIn } from '../../analysis/policy/owned-buckets.ts';
import { ofServices } from '../../data/aws-owned-buckets.ts';
import { region } from '../example-estate.ts';
import { familiesOfOwnedBuckets } from '../families-of-ways.ts';
import { defineRule } from '../rule.ts';
import { refusals } from './refused-buckets.ts';
import { bucketExamples, withPolicyOf } from './refused-buckets-examples.ts';

const examples = ofServices.flatMap((wanted, index) => {
  const [bucket = ''] = bucketsIn(region, wanted);
  const all = bucketExamples(wanted, bucket).map((example) => ({
    ...example,
    title: `${wanted.service}: ${example.title}`,
  }));
  // What holds for one service holds for the next: the others show that they are found, and when not.
  const passes = all.find(({ findings, undecided }) => !findings && !undecided);
  return index === 0 ? all : [all[0], passes].filter((example) => example !== undefined);
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
  fix: 'Allow what the message names on the buckets beside it in the policy of the S3 endpoint.',
  semantics: ['9.4', 'PO2', 'PO6', 'PO16'],
  references: [
    'https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/perimeter-implementation.html',
    'https://docs.aws.amazon.com/codeartifact/latest/ug/create-s3-gateway-endpoint.html',
  ],
  subject: 'vpcEndpoints',
  needs: [...familiesOfOwnedBuckets],
  options: z.strictObject({}),
  examples: [
    ...examples,
    {
      title: 'Answers of custom resources are written, and reading alone is allowed',
      facts: withPolicyOf(['cloudformation'], {
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::cloudformation-*',
      }),
      findings: [
        {
          resource: 'vpce-1',
          message: 's3:PutObject on cloudformation-custom-resource-response-euwest1',
        },
      ],
    },
    {
      title:
        'Answers of custom resources are written to addresses that CloudFormation signed, and services may write',
      facts: withPolicyOf(['cloudformation'], {
        Action: 's3:*',
        Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
      }),
    },
    {
      title: 'Answers of custom resources are signed by no principal of the organization',
      facts: withPolicyOf(['cloudformation'], {
        Action: 's3:*',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } },
      }),
      findings: [{ resource: 'vpce-1', message: 'aws:PrincipalOrgID' }],
    },
    {
      title: 'The package of the agent for all regions is allowed',
      facts: withPolicyOf(['monitoring', 'logs', 'ssm'], {
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::amazoncloudwatch-agent/*',
      }),
    },
    {
      title: 'An endpoint for CodeArtifact that manages repositories and fetches no packages',
      facts: withPolicyOf(['codeartifact.api'], { Resource: 'arn:aws:s3:::my-bucket/*' }),
    },
  ],
  *check({ network }) {
    for (const wanted of ofServices) {
      const { service, effect = `Files of ${service} cannot be fetched.` } = wanted;
      yield* refusals(network, wanted, effect, service);
    }
  },
});
