import { account, estate, gatewayEndpoint, interfaceEndpoint, region, without } from '../example-estate.ts';
import type { RuleExample } from '../rule.ts';

const key = `arn:aws:kms:${region}:${account}:key/1`;
const outside = { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } };

function deny(condition: object, fields: object = {}) {
  return {
    Sid: 'Inside',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'],
    Condition: condition,
    ...fields,
  };
}

const bucket = (...statements: object[]) =>
  estate({ bucketPolicies: [{ Bucket: 'reports', Policy: JSON.stringify({ Statement: statements }) }] });

export const examples: readonly RuleExample[] = [
  {
    title: 'Everything is denied that does not come through one endpoint',
    facts: bucket(deny(outside)),
    findings: [{ resource: 'reports', message: 'statement Inside' }],
  },
  {
    title: 'The same for a VPC',
    facts: bucket(deny({ StringNotLike: { 'aws:sourceVpc': ['vpc-1', 'vpc-2'] } })),
    findings: [{ resource: 'reports' }],
  },
  {
    title: 'Services are spared, people are not',
    facts: bucket(
      deny({
        ...outside,
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
      }),
    ),
    findings: [{ resource: 'reports' }],
  },
  {
    title: 'A key that can be used and changed through one endpoint only',
    facts: estate({
      resourcePolicies: [
        { ARN: key, ResourcePolicy: { Statement: [deny(outside, { Action: '*', Resource: '*' })] } },
      ],
    }),
    findings: [{ resource: key, severity: 'error' }],
  },
  {
    title: 'Whom it refuses is told by the ways that the network has',
    facts: {
      ...bucket(deny(outside)),
      vpcEndpoints: [
        gatewayEndpoint('s3', ['rtb-main']),
        interfaceEndpoint('s3', ['subnet-a'], { VpcEndpointId: 'vpce-2' }),
      ],
    },
    findings: [
      { resource: 'reports', message: 'It refuses requests through vpce-2, requests over the internet' },
    ],
  },
  {
    title: 'An administrative role is spared',
    facts: bucket(
      deny({ ...outside, ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/break-glass` } }),
    ),
  },
  {
    title: 'Only uploads are denied, so the policy can be changed',
    facts: bucket(deny(outside, { Action: 's3:PutObject' })),
  },
  {
    title: 'Only other endpoints are denied',
    facts: bucket(deny({ ...outside, Null: { 'aws:SourceVpce': 'false' } })),
  },
  {
    title: 'A public address is a way in too',
    facts: bucket(deny({ ...outside, NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })),
  },
  {
    title: 'It is an Allow, which takes nothing away',
    facts: bucket(deny(outside, { Effect: 'Allow' })),
  },
  {
    title: 'The policy cannot be read',
    facts: estate({ bucketPolicies: [{ Bucket: 'reports', Policy: '{' }] }),
    undecided: [{ resource: 'reports', missing: ['bucketPolicies'] }],
  },
  {
    title: 'No policies of resources were collected',
    facts: without(estate(), 'bucketPolicies', 'resourcePolicies'),
    undecided: [{ missing: ['bucketPolicies'] }, { missing: ['resourcePolicies'] }],
  },
];
