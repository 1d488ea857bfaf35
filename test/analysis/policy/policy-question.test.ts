import { describe, expect, it } from 'vitest';
import { isAction, isResource, parseCaller } from '../../../src/analysis/policy/policy-question.ts';

describe('what is asked of a policy', () => {
  it.each(['*', 's3:GetObject', 's3:Get*', 'execute-api:Invoke?', 'ec2:*'])('%s is an action', (text) => {
    expect(isAction(text)).toBe(true);
  });

  it.each([
    '',
    's3',
    's3:',
    ':GetObject',
    's3:GetObject/x',
    's3 :GetObject',
    's3:Get Object',
    'x/s3:GetObject',
  ])('%j is no action', (text) => {
    expect(isAction(text)).toBe(false);
  });

  it.each([
    ['*', true],
    ['arn:aws:s3:::bucket/*', true],
    ['arn:aws:sqs:eu-west-1:111122223333:queue', true],
    ['', false],
    ['bucket', false],
    ['s3:GetObject', false],
  ])('%j is a resource: %s', (text, resource) => {
    expect(isResource(text)).toBe(resource);
  });

  it.each([
    ['anonymous', { kind: 'anonymous' }],
    ['111122223333', { kind: 'account', account: '111122223333' }],
    ['arn:aws:iam::111122223333:role/app', { kind: 'principal', arn: 'arn:aws:iam::111122223333:role/app' }],
    [
      'arn:aws:sts::111122223333:assumed-role/app/me',
      { kind: 'principal', arn: 'arn:aws:sts::111122223333:assumed-role/app/me' },
    ],
    ['arn:aws:iam::111122223333:role/*', null],
    ['arn:aws:iam::111122223333:role/ap?', null],
    ['arn:aws:iam::111122223333:root', { kind: 'principal', arn: 'arn:aws:iam::111122223333:root' }],
    ['arn:aws:iam::111122223333:user/me', { kind: 'principal', arn: 'arn:aws:iam::111122223333:user/me' }],
    ['arn:aws:iam::111122223333:policy/x', null],
    ['arn:aws:iam::111122223333:group/x', null],
    ['arn:aws:iam::111122223333:role/', null],
    ['arn:aws:s3:::bucket', null],
    ['1111222233334', null],
    ['somebody', null],
    ['', null],
  ])('%j is asked for %j', (text, caller) => {
    expect(parseCaller(text)).toEqual(caller);
  });
});
