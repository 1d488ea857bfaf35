import { describe, expect, it } from 'vitest';
import { accountOf, type Caller, isCaller, standsForAccount } from '../../../src/analysis/policy/caller.ts';

const own = '111122223333';
const other = '444455556666';
const role = `arn:aws:iam::${own}:role/team/app`;
const session = `arn:aws:sts::${own}:assumed-role/app/me`;
const principal = (arn: string): Caller => ({ kind: 'principal', arn });
const account: Caller = { kind: 'account', account: own };
const others: Caller = { kind: 'other-accounts', except: [own] };

function answer(type: string, name: string, caller: Caller): string {
  const is = isCaller(type, name, caller);
  return is.known ? String(is.value) : is.missing.map(({ reason }) => reason).join();
}

describe('a principal of a policy', () => {
  it.each<[string, string, Caller, string]>([
    ['AWS', '*', { kind: 'anonymous' }, 'true'],
    ['AWS', own, { kind: 'anonymous' }, 'false'],
    // Only AWS has a principal that is everybody.
    ['Service', '*', { kind: 'anonymous' }, 'false'],
    ['Service', '*', account, 'false'],
    ['Service', 's3.amazonaws.com', { kind: 'service', name: 's3.amazonaws.com' }, 'true'],
    ['Service', 's3.amazonaws.com', { kind: 'service', name: 'sns.amazonaws.com' }, 'false'],
    ['AWS', own, { kind: 'service', name: 's3.amazonaws.com' }, 'false'],
    ['AWS', own, principal(role), 'true'],
    ['AWS', `arn:aws:iam::${own}:root`, principal(role), 'true'],
    ['AWS', other, principal(role), 'false'],
    ['AWS', role, principal(role), 'true'],
    ['AWS', role, principal(session), 'true'],
    ['AWS', session, principal(session), 'true'],
    ['AWS', `arn:aws:iam::${own}:role/other`, principal(session), 'false'],
    ['AWS', `arn:aws:sts::${own}:assumed-role/app/you`, principal(session), 'false'],
    ['AWS', `arn:aws:iam::${own}:user/app`, principal(role), 'false'],
    ['AWS', own, others, 'false'],
    ['Service', 's3.amazonaws.com', others, 'false'],
  ])('%s %s is %j: %s', (type, name, caller, expected) => {
    expect(answer(type, name, caller)).toBe(expected);
  });

  it.each<[string, string, Caller, RegExp]>([
    ['AWS', role, account, /principals of the account differ/],
    ['AWS', session, principal(role), /sessions of app differ/],
    ['AWS', 'AIDACKCEVSQ6C2EXAMPLE', principal(role), /id AIDACKCEVSQ6C2EXAMPLE is not known/],
    ['Federated', 'cognito-identity.amazonaws.com', principal(role), /is no ARN of IAM/],
    ['Service', 's3.amazonaws.com', { kind: 'service', name: null }, /services differ/],
    ['AWS', role, { kind: 'anybody' }, /the principal is not known/],
    ['AWS', other, others, /the principal is not known/],
  ])('%s %s may be %j: %s', (type, name, caller, reason) => {
    expect(answer(type, name, caller)).toMatch(reason);
  });

  it('stands for an account by its number or its root', () => {
    expect([own, `arn:aws:iam::${own}:root`].map(standsForAccount)).toEqual([true, true]);
    expect([role, `1${own}`, `${own}1`, '*', 'x'].map(standsForAccount)).toEqual(Array(5).fill(false));
  });

  it('tells the account of a caller that has one', () => {
    expect([account, principal(role), principal(session), others].map(accountOf)).toEqual([
      own,
      own,
      own,
      null,
    ]);
  });
});
