import { describe, expect, it } from 'vitest';
import { holderOf } from '../../../src/analysis/policy/judge-resource.ts';
import { networkOfFacts } from '../connectivity/network-of-facts.ts';

const place = 'eu-west-1:111122223333';
const secret = `arn:aws:secretsmanager:${place}:secret:prod/db-AbCdEf`;
const plain = `arn:aws:secretsmanager:${place}:secret:plain`;
const lambda = `arn:aws:lambda:${place}:function:import`;

const network = networkOfFacts({
  bucketPolicies: [
    { Bucket: 'logs', Policy: '{}' },
    { Bucket: 'logs-of-others', Policy: '{}' },
  ],
  resourcePolicies: [secret, plain, lambda].map((ARN) => ({ ARN, ResourcePolicy: '{}' })),
});

describe('the resource whose policy decides', () => {
  it.each([
    ['arn:aws:s3:::logs', 'arn:aws:s3:::logs'],
    ['arn:aws:s3:::logs/a/b', 'arn:aws:s3:::logs'],
    ['arn:aws:s3:::logs/*', 'arn:aws:s3:::logs'],
    ['arn:aws:s3:::logs-of-others/a', 'arn:aws:s3:::logs-of-others'],
    ['arn:aws:s3:::log*', null],
    ['arn:aws:s3:::reports', null],
    [secret, secret],
    [`arn:aws:secretsmanager:${place}:secret:prod/db-??????`, secret],
    [`arn:aws:secretsmanager:${place}:secret:prod/db-*`, secret],
    [`arn:aws:secretsmanager:${place}:secret:prod/db`, secret],
    [`arn:aws:secretsmanager:${place}:secret:prod/*`, null],
    [`arn:aws:secretsmanager:${place}:secret:prod/db-2`, null],
    [plain, plain],
    [`${plain}-*`, null],
    [`${lambda}:1`, lambda],
    [`${lambda}:live`, lambda],
    [`${lambda}-2`, null],
    ['*', null],
  ])('of %s is that of %s', (resource, holder) => {
    expect(holderOf(network, resource)?.arn ?? null).toBe(holder);
  });
});
