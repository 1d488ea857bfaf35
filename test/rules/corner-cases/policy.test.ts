import policyAllowIfexistsOverbroad from '../../../src/rules/policy/policy-allow-ifexists-overbroad.ts';
import { onBucket } from '../../../src/rules/policy/policy-examples.ts';
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
