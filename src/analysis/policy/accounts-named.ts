import type { PolicyStatement } from '../../model/policy-document.ts';
import { isAccountId, parseArn } from '../../model/scope.ts';

/** The accounts that statements name, in their principals or conditions; sorted. */
export function accountsNamed(statements: readonly PolicyStatement[]): readonly string[] {
  const texts = statements.flatMap(({ principal, notPrincipal, conditions }) => [
    ...[principal, notPrincipal].flatMap((named) =>
      named === null || named === '*' ? [] : [...named.values()].flat(),
    ),
    ...conditions.flatMap(({ values }) => values),
  ]);
  const accounts = texts.flatMap((text) => {
    const account = isAccountId(text) ? text : parseArn(text)?.account;
    return account !== null && account !== undefined && isAccountId(account) ? account : [];
  });
  return [...new Set(accounts)].sort();
}
