import { expect, it } from 'vitest';
import { allowedAccounts } from '../../../../src/analysis/connectivity/provider/allowed-accounts.ts';

it.each([
  ['444455556666', ['444455556666']],
  ['arn:aws:iam::444455556666:root', ['444455556666']],
  ['arn:aws:iam::444455556666:role/app', ['444455556666']],
  ['arn:aws:organizations::444455556666:organization/o-own', []],
  ['*', []],
  ['4444555566667', []],
  ['abcdefghijkl', []],
])('%s names %j', (principal, expected) => {
  expect(allowedAccounts([principal]).map(({ account }) => account)).toEqual(expected);
});
