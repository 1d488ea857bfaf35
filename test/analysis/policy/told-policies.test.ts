/** What is said of requests by many kinds of callers under many policies, of an endpoint and of a bucket. */
import { it } from 'vitest';
import type { PolicyQuestion } from '../../../src/analysis/policy/policy-question.ts';
import { account } from '../../../src/rules/example-estate.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { s3Gateway, withS3 } from '../connectivity/vectors/common-estate.ts';
import { expectTold } from '../told/expect-told.ts';
import { askPath } from './ask-path.ts';

const role = `arn:aws:iam::${account}:role/app`;
const other = '444455556666';
const logs = 'arn:aws:s3:::logs/*';
const folderOf = (variable: string) => `arn:aws:s3:::logs/\${${variable}}/*`;
const allow = (fields: object = {}) => ({
  Sid: 'Ours',
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:*',
  Resource: '*',
  ...fields,
});
const when = (Condition: object) => [allow({ Condition })];
const unless = (Condition: object) => [allow(), allow({ Sid: 'Never', Effect: 'Deny', Condition })];

const policies: Readonly<Record<string, readonly object[]>> = {
  'everything is allowed': [allow({ Action: '*' })],
  'nothing is said': [],
  'one role': [allow({ Principal: { AWS: role } })],
  'one account': [allow({ Principal: { AWS: account } })],
  'another account': [allow({ Principal: { AWS: [`arn:aws:iam::${other}:root`] } })],
  'a service of AWS': [allow({ Principal: { Service: 'cloudtrail.amazonaws.com' } })],
  'all but one role': [
    allow(),
    { Effect: 'Deny', NotPrincipal: { AWS: role }, Action: 's3:*', Resource: '*' },
  ],
  'reading the logs': [allow({ Action: ['s3:Get*', 's3:List*'], Resource: [logs] })],
  'all but deleting': [{ Effect: 'Allow', Principal: '*', NotAction: 's3:Delete*', Resource: '*' }],
  'all but the logs': [{ Effect: 'Allow', Principal: '*', Action: 's3:*', NotResource: logs }],
  'an organization': when({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3' } }),
  'an account by a condition': when({ StringEquals: { 'aws:PrincipalAccount': account } }),
  'a role by a condition': when({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/a*` } }),
  users: when({ StringEquals: { 'aws:PrincipalType': 'User' } }),
  'assumed roles': when({ StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }),
  'the account itself': when({ StringEquals: { 'aws:PrincipalType': 'Account' } }),
  'a user by name': when({ StringLike: { 'aws:username': 'j*' } }),
  'whoever has a name': when({ Null: { 'aws:username': 'false' } }),
  'a folder of the user': [allow({ Resource: folderOf('aws:username') })],
  "a folder of the user, or everybody's": [allow({ Resource: folderOf("aws:username, 'all'") })],
  'encrypted requests': unless({ Bool: { 'aws:SecureTransport': 'false' } }),
  'another Region': unless({ StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } }),
  'this endpoint': when({ StringEquals: { 'aws:SourceVpce': 'vpce-0gw' } }),
  'another endpoint': unless({ StringNotEquals: { 'aws:SourceVpce': 'vpce-0other' } }),
  'this VPC': when({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } }),
  'addresses of the office': when({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
  'addresses of the VPC': when({ IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/16' } }),
  'a part of the addresses of the VPC': when({ IpAddress: { 'aws:VpcSourceIp': '10.0.1.10/32' } }),
  'a key without values': when({ StringEquals: { 'aws:PrincipalAccount': [] } }),
  'a key that nobody knows': when({ StringEquals: { 's3:prefix': 'public/' } }),
  'with an operator that nobody knows': when({ StringAlmostEquals: { 'aws:SourceVpc': 'vpc-1' } }),
  'if it is there': when({ StringEqualsIfExists: { 'aws:username': 'joe' } }),
};

const [first] = Object.keys(policies);

const get = { action: 's3:GetObject', resource: 'arn:aws:s3:::logs/joe/1' };
const by = (principal: string) => ({ ...get, principal });
const questions: readonly Partial<PolicyQuestion>[] = [
  {},
  get,
  { action: 's3:DeleteObject' },
  { resource: 'arn:aws:s3:::reports/1' },
  by(account),
  by(other),
  by(role),
  by(`arn:aws:sts::${account}:assumed-role/app/session`),
  by(`arn:aws:iam::${account}:user/people/joe`),
  by(`arn:aws:iam::${account}:root`),
  by('anonymous'),
];

/** What is taken for granted is the same under all policies. */
function told(facts: Facts, withAssumptions: boolean): readonly string[] {
  return questions.flatMap((asked) => {
    const { verdict, said, messages, missing, assumptions } = askPath(facts, 's3', asked);
    const { action = 'any action', resource = 'anything', principal = 'anybody' } = asked;
    return [
      `  ${action} on ${resource} by ${principal}: ${verdict}`,
      ...said.map((line, index) => `    ${line}: ${messages[index]}`),
      ...missing.map((reason) => `    missing: ${reason}`),
      ...(withAssumptions ? assumptions : []).map((each) => `    taken: ${each}`),
    ];
  });
}

function document(Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

it('told: policies of a gateway endpoint', () => {
  expectTold(
    'policies/endpoint',
    Object.entries(policies).flatMap(([name, statements]) => [
      name,
      ...told(
        withS3([], { vpcEndpoints: [{ ...s3Gateway, PolicyDocument: document(statements) }] }),
        name === first,
      ),
      '',
    ]),
  );
});

it('told: policies of a bucket behind it', () => {
  const open = { ...s3Gateway, PolicyDocument: document([allow({ Action: '*' })]) };
  expectTold(
    'policies/bucket',
    Object.entries(policies).flatMap(([name, statements]) => [
      name,
      ...told(
        withS3([], {
          vpcEndpoints: [open],
          bucketPolicies: [{ Bucket: 'logs', Policy: document(statements) }],
        }),
        name === first,
      ),
      '',
    ]),
  );
});
