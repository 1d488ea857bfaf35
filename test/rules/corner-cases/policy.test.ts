import { estate, interfaceEndpoint } from '../../../src/rules/example-estate.ts';
import policyAllowIfexistsOverbroad from '../../../src/rules/policy/policy-allow-ifexists-overbroad.ts';
import policyBucketVsObjectArn from '../../../src/rules/policy/policy-bucket-vs-object-arn.ts';
import { document, onBucket } from '../../../src/rules/policy/policy-examples.ts';
import policyIfexistsNegatedNoExemption from '../../../src/rules/policy/policy-ifexists-negated-no-exemption.ts';
import policyNotipaddressDenyLockout from '../../../src/rules/policy/policy-notipaddress-deny-lockout.ts';
import policyServicePrincipalNotExempted from '../../../src/rules/policy/policy-service-principal-not-exempted.ts';
import policySizeNearLimit from '../../../src/rules/policy/policy-size-near-limit.ts';
import { decides } from './decide.ts';

decides(policyAllowIfexistsOverbroad, [
  {
    title: 'a condition that everybody meets is not what is wrong',
    facts: onBucket({
      Condition: {
        StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' },
        StringNotEquals: { 'aws:PrincipalAccount': '111122223333' },
      },
    }),
    findings: [{ resource: 'reports', message: 'do not carry aws:SourceVpce at all' }],
  },
  {
    title: 'a key that says nothing of who calls or from where',
    facts: onBucket({ Condition: { StringLikeIfExists: { 's3:prefix': 'public/*' } } }),
  },
  {
    title: 'a test for what is not so holds without the key anyway',
    facts: onBucket({ Condition: { StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } } }),
  },
]);

const accessPoint = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/reports';

decides(policyBucketVsObjectArn, [
  {
    title: 'an access point has a slash in its ARN, and a bucket behind it',
    facts: onBucket({ Action: 's3:ListBucket', Resource: accessPoint }),
  },
  {
    title: 'a bucket and something else that no object is',
    facts: onBucket({ Action: 's3:GetObject', Resource: ['arn:aws:s3:::reports', accessPoint] }),
  },
]);

/** A policy of an endpoint that is text of so many characters. */
const ofLength = (length: number) =>
  estate({
    vpcEndpoints: [
      interfaceEndpoint('s3', ['subnet-a'], {
        PolicyDocument: JSON.stringify(document({})).padEnd(length),
      }),
    ],
  });

decides(policySizeNearLimit, [
  { title: 'nine tenths', facts: ofLength(18_432) },
  {
    title: 'one character more than nine tenths',
    facts: ofLength(18_433),
    findings: [
      { resource: 'vpce-1', severity: 'warning', message: 'has 18,433 of 20,480 characters, so that' },
    ],
  },
  {
    title: 'just what AWS takes',
    facts: ofLength(20_480),
    findings: [{ resource: 'vpce-1', severity: 'warning' }],
  },
  {
    title: 'one character too many',
    facts: ofLength(20_481),
    findings: [{ resource: 'vpce-1', severity: 'error', message: 'characters, and AWS refuses to set it' }],
  },
  {
    title: 'an endpoint whose policy nobody told',
    facts: estate({ vpcEndpoints: [interfaceEndpoint('s3', ['subnet-a'], { PolicyDocument: null })] }),
    undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
  },
]);

decides(policyIfexistsNegatedNoExemption, [
  {
    title: 'an Allow spares nobody: who comes through no endpoint is let in, and meant to be',
    facts: onBucket({ Condition: { StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } } }),
  },
]);

const toLogs = { Principal: { Service: 'delivery.logs.amazonaws.com' } };
const deniedElsewhere = (Action: string) => ({
  Effect: 'Deny',
  Action,
  Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
});

decides(policyServicePrincipalNotExempted, [
  {
    title: 'one of two actions is denied: what is left may be all that the service does',
    facts: onBucket(
      { ...toLogs, Action: ['s3:PutObject', 's3:GetBucketAcl'] },
      deniedElsewhere('s3:GetBucketAcl'),
    ),
  },
  {
    title: 'both are denied',
    facts: onBucket({ ...toLogs, Action: ['s3:PutObject', 's3:GetBucketAcl'] }, deniedElsewhere('s3:*')),
    findings: [{ resource: 'reports', message: 'delivery.logs.amazonaws.com' }],
  },
]);

decides(policyNotipaddressDenyLockout, [
  {
    title: 'what the policy of the endpoint says is not known',
    facts: estate({ vpcEndpoints: [interfaceEndpoint('s3', ['subnet-a'], { PolicyDocument: '{' })] }),
    undecided: [{ resource: 'vpce-1', missing: ['vpcEndpoints'] }],
  },
]);
