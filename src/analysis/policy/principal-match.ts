import { every, type Fact, flatMap, known, no, not, some, yes } from '../../model/fact.ts';
import type { PolicyPrincipal, PolicyStatement } from '../../model/policy-document.ts';
import { parseArn } from '../../model/scope.ts';
import { accountOf, type Caller, isCaller, standsForAccount } from './caller.ts';
import { undetermined } from './request-context.ts';

/** What a policy is attached to, which decides how its principals are read. */
export type PolicyKind =
  | 'gateway-endpoint'
  | 'interface-endpoint'
  /** Of a bucket, key, secret, queue, … */
  | 'resource'
  /** Of a role or user, or what bounds them: says no principal, because it has one. */
  | 'identity'
  | 'permissions-boundary'
  | 'service-control'
  | 'resource-control';

const withoutPrincipal: ReadonlySet<PolicyKind> = new Set<PolicyKind>([
  'identity',
  'permissions-boundary',
  'service-control',
]);

/** Whether a statement is about the caller: about all of a class, none of it, or unknown (PO4, PO21, G10). */
export function coversCaller(
  { principal, notPrincipal }: PolicyStatement,
  caller: Caller,
  kind: PolicyKind,
): Fact<boolean> {
  if (withoutPrincipal.has(kind)) return yes;
  if (principal === null && notPrincipal === null) {
    return undetermined('the statement names no principal, which AWS takes in no such policy');
  }
  const isIncluded = principal === null ? yes : named(principal, caller, kind);
  const isExcepted = notPrincipal === null ? no : excepted(notPrincipal, caller);
  return every([isIncluded, not(isExcepted)], (fact) => fact);
}

function named(principal: PolicyPrincipal, caller: Caller, kind: PolicyKind): Fact<boolean> {
  if (principal === '*') return yes;
  if (kind === 'gateway-endpoint') return namedAtGateway(principal, caller);
  return some(entries(principal), ([type, name]) => isCaller(type, name, caller));
}

/** A gateway endpoint knows of named principals only the root users of accounts (G10). */
function namedAtGateway(principal: ReadonlyMap<string, readonly string[]>, caller: Caller): Fact<boolean> {
  const accounts = entries(principal).filter(([type, name]) => type === 'AWS' && standsForAccount(name));
  if (accounts.length === 0 || caller.kind === 'anonymous' || caller.kind === 'service') return no;
  if (caller.kind === 'principal' && parseArn(caller.arn)?.resource !== 'root') return no;
  return some(accounts, ([type, name]) =>
    flatMap(isCaller(type, name, caller), (is) =>
      is && caller.kind !== 'principal' ? undetermined('only root users are meant') : known(is),
    ),
  );
}

/**
 * Whether an exception names the caller. Some services ask for the account, then the role, then the session, and
 * deny unless each of them is excepted (PO21).
 */
function excepted(exception: PolicyPrincipal, caller: Caller): Fact<boolean> {
  if (exception === '*') return yes;
  const names = entries(exception);
  const isNamed = some(names, ([type, name]) => isCaller(type, name, caller));
  if (caller.kind !== 'principal' || !isNamed.known || !isNamed.value) return isNamed;
  const account = accountOf(caller);
  const namesAccount = names.some(
    ([, name]) => standsForAccount(name) && (name === account || parseArn(name)?.account === account),
  );
  const isRoot = parseArn(caller.arn)?.resource === 'root';
  const namesItself = isRoot || names.some(([, name]) => name === caller.arn);
  return namesAccount && namesItself
    ? yes
    : undetermined(
        'whether the exception holds without both the account and the principal is not documented',
      );
}

function entries(
  principal: ReadonlyMap<string, readonly string[]> | '*',
): readonly (readonly [string, string])[] {
  if (principal === '*') return [['AWS', '*']];
  return [...principal].flatMap(([type, names]) => names.map((name) => [type, name] as const));
}
