/** Estates with one policy, for the examples of rules about statements. */
import { estate, gatewayEndpoint, interfaceEndpoint, without } from '../example-estate.ts';
import type { Facts, RuleExample } from '../rule.ts';

const whole = { Sid: 'Ours', Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' };

export function document(...statements: readonly object[]) {
  return {
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ ...whole, ...statement })),
  };
}

/** An interface endpoint of S3; each statement allows everybody all of S3 but for what it says. */
export function onEndpoint(...statements: readonly object[]): Facts {
  return estate({
    vpcEndpoints: [interfaceEndpoint('s3', ['subnet-a'], { PolicyDocument: document(...statements) })],
  });
}

/** The same on a gateway endpoint. */
export function onGateway(...statements: readonly object[]): Facts {
  return estate({
    vpcEndpoints: [gatewayEndpoint('s3', ['rtb-main'], { PolicyDocument: document(...statements) })],
  });
}

/** The same on a bucket called reports. */
export function onBucket(...statements: readonly object[]): Facts {
  return estate({ bucketPolicies: [{ Bucket: 'reports', Policy: document(...statements) }] });
}

export const aboutEndpoints: readonly RuleExample[] = [
  {
    title: 'The policy of the endpoint cannot be read',
    facts: estate({ vpcEndpoints: [interfaceEndpoint('s3', ['subnet-a'], { PolicyDocument: '{' })] }),
    undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
  },
  {
    title: 'The endpoints were not collected',
    facts: without(estate(), 'vpcEndpoints'),
    undecided: [{ missing: ['vpcEndpoints'] }],
  },
];

export const aboutResources: readonly RuleExample[] = [
  {
    title: 'The policy of the bucket cannot be read',
    facts: estate({ bucketPolicies: [{ Bucket: 'reports', Policy: '{' }] }),
    undecided: [{ resource: 'reports', missing: ['bucketPolicies'] }],
  },
  {
    title: 'No policies of resources were collected',
    facts: without(estate(), 'bucketPolicies', 'resourcePolicies'),
    undecided: [{ missing: ['bucketPolicies'] }, { missing: ['resourcePolicies'] }],
  },
];

export const aboutAll: readonly RuleExample[] = [
  ...aboutEndpoints.slice(0, 1),
  ...aboutResources.slice(0, 1),
  {
    title: 'Neither endpoints nor policies of resources were collected',
    facts: without(estate(), 'vpcEndpoints', 'bucketPolicies', 'resourcePolicies'),
    undecided: [
      { missing: ['bucketPolicies'] },
      { missing: ['resourcePolicies'] },
      { missing: ['vpcEndpoints'] },
    ],
  },
];
