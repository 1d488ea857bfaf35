import { type Fact, known, unknown } from '../../../model/fact.ts';
import type { EndpointServicePermissions } from '../../../model/resources/vpc-endpoint-service.ts';
import { parseArn } from '../../../model/scope.ts';

/** An account that a service allows, with the principal that names it. */
export interface AllowedAccount {
  readonly account: string;
  readonly principal: string;
}

/** The accounts that the principals of a service name (E3), without `*`, organizations and services of AWS. */
export function allowedAccounts(principals: readonly string[]): readonly AllowedAccount[] {
  return principals.flatMap((principal) => {
    const account = /^\d{12}$/.test(principal) ? principal : parseArn(principal)?.account;
    return account && !isOrganization(principal) ? [{ account, principal }] : [];
  });
}

function isOrganization(principal: string): boolean {
  return principal.includes(':organizations:');
}

/**
 * Whether an account is among those that may connect (E3): one that is named, by itself or by a role or user of its.
 * Whether it belongs to an organization that is named, nobody can see here.
 */
export function mayConnect(permissions: EndpointServicePermissions, account: string): Fact<boolean> {
  const { principals } = permissions;
  if (!principals.known) return principals;
  if (principals.value.includes('*')) return known(true);
  if (allowedAccounts(principals.value).some((allowed) => allowed.account === account)) return known(true);
  const [organization] = principals.value.filter(isOrganization);
  return organization === undefined
    ? known(false)
    : unknown(permissions.missing(`whether ${account} belongs to ${organization}`));
}
