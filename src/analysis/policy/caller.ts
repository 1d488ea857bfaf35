/** Who sends a request, and whether the principals of a statement are they. */
import { type Fact, known, no, yes } from '../../model/fact.ts';
import { parseArn } from '../../model/scope.ts';
import { undetermined } from './request-context.ts';

/** Who sends the requests of a class. */
export type Caller =
  /** Nobody signed them. */
  | { readonly kind: 'anonymous' }
  /** An AWS service as itself; null for any of them. */
  | { readonly kind: 'service'; readonly name: string | null }
  /** One role, user, session or root user. */
  | { readonly kind: 'principal'; readonly arn: string }
  /** Principals of one account, or of any account but these. */
  | { readonly kind: 'account'; readonly account: string }
  | { readonly kind: 'other-accounts'; readonly except: readonly string[] }
  /** Whoever it is. */
  | { readonly kind: 'anybody' };

/** The account whose principal the caller is; null where it is none, or not one. */
export function accountOf(caller: Caller): string | null {
  if (caller.kind === 'account') return caller.account;
  return caller.kind === 'principal' ? (parseArn(caller.arn)?.account ?? null) : null;
}

/** Whether a principal that a policy names is the caller: all of them, none of them, or unknown. */
export function isCaller(type: string, name: string, caller: Caller): Fact<boolean> {
  if (name === '*' && type === 'AWS') return yes;
  switch (caller.kind) {
    case 'anonymous':
      return no;
    case 'service':
      if (type !== 'Service') return no;
      return caller.name === null ? undetermined('services differ') : known(name === caller.name);
    case 'anybody':
      return undetermined('the principal is not known');
    case 'other-accounts':
      return isAnother(type, name, caller.except);
    case 'account':
    case 'principal':
      return isOf(type, name, caller);
  }
}

function isAnother(type: string, name: string, except: readonly string[]): Fact<boolean> {
  const account = type === 'AWS' ? accountNamed(name) : null;
  if (type === 'Service' || (account !== null && except.includes(account))) return no;
  return undetermined('the principal is not known');
}

function isOf(
  type: string,
  name: string,
  caller: Extract<Caller, { kind: 'account' | 'principal' }>,
): Fact<boolean> {
  if (type === 'Service') return no;
  // Who holds a token of a provider, or a canonical user id, does not show in an ARN.
  if (type !== 'AWS') return undetermined(`${name} is no ARN of IAM`);
  const named = accountNamed(name);
  if (named === null) return undetermined(`which principal has the id ${name} is not known`);
  if (named !== accountOf(caller)) return no;
  if (standsForAccount(name)) return yes;
  return caller.kind === 'principal'
    ? isPrincipal(name, caller.arn)
    : undetermined('principals of the account differ');
}

/** Whether a principal of a policy stands for its whole account. */
export function standsForAccount(name: string): boolean {
  return /^\d{12}$/.test(name) || parseArn(name)?.resource === 'root';
}

function accountNamed(name: string): string | null {
  return /^\d{12}$/.test(name) ? name : (parseArn(name)?.account ?? null);
}

/** A role stands for its sessions, of which some may be meant by name; their ARN leaves the role's path out. */
function isPrincipal(named: string, caller: string): Fact<boolean> {
  if (named === caller) return yes;
  const role = roleOf(named);
  if (role === null || role !== roleOf(caller) || isSession(named) === isSession(caller)) return no;
  return isSession(named) ? undetermined(`sessions of ${role} differ`) : yes;
}

function isSession(arn: string): boolean {
  return parseArn(arn)?.resource.startsWith('assumed-role/') === true;
}

function roleOf(arn: string): string | null {
  const [kind, ...rest] = parseArn(arn)?.resource.split('/') ?? [];
  if (kind === 'assumed-role') return rest[0] ?? null;
  return kind === 'role' ? (rest.at(-1) ?? null) : null;
}
