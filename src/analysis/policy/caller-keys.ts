import { parseArn } from '../../model/scope.ts';
import { accountOf, type Caller } from './caller.ts';
import { absent, type ContextValue, present, presentSomehow } from './request-context.ts';
import type { RequestWay } from './request-way.ts';

/** What principals show of themselves in every request that they sign (9.2). */
const signed = ['aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:PrincipalType', 'aws:userid'];

const unsigned: Readonly<Record<string, ContextValue>> = Object.fromEntries(
  [
    'aws:PrincipalArn',
    'aws:PrincipalAccount',
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgPaths',
    'aws:PrincipalIsAWSService',
    'aws:PrincipalServiceName',
    'aws:PrincipalServiceNamesList',
    'aws:username',
  ].map((key) => [key, absent]),
);

/** The keys that the caller, and calling by itself or through a service, determine (9.2, PO7, PO8). */
export function keysOfCaller(caller: Caller, way: RequestWay): Readonly<Record<string, ContextValue>> {
  const isForwarded = way.kind === 'forward-access';
  const calledVia: Readonly<Record<string, ContextValue>> = isForwarded
    ? {}
    : { 'aws:CalledVia': absent, 'aws:CalledViaFirst': absent, 'aws:CalledViaLast': absent };
  return {
    'aws:ViaAWSService': present(String(isForwarded)),
    ...calledVia,
    ...keysOf(caller),
  };
}

function keysOf(caller: Caller): Readonly<Record<string, ContextValue>> {
  switch (caller.kind) {
    case 'anonymous':
      return unsigned;
    case 'anybody':
      return {};
    case 'service':
      return {
        'aws:PrincipalIsAWSService': present('true'),
        'aws:PrincipalServiceName':
          caller.name === null ? presentSomehow('aws:PrincipalServiceName') : present(caller.name),
      };
    case 'principal':
    case 'account':
    case 'other-accounts':
      return {
        ...somehow(signed),
        'aws:PrincipalIsAWSService': present('false'),
        ...keysOfPrincipal(caller),
      };
  }
}

function keysOfPrincipal(caller: Caller): Readonly<Record<string, ContextValue>> {
  const account = accountOf(caller);
  const named: Readonly<Record<string, ContextValue>> =
    account === null ? {} : { 'aws:PrincipalAccount': present(account) };
  if (caller.kind !== 'principal') return named;
  const arn = parseArn(caller.arn);
  const [kind = '', ...path] = arn?.resource.split('/') ?? [];
  switch (kind) {
    case 'user':
      return {
        ...named,
        'aws:PrincipalArn': present(caller.arn),
        'aws:PrincipalType': present('User'),
        'aws:username': present(path.at(-1) ?? ''),
      };
    case 'role':
      return { ...named, ...ofRole, 'aws:PrincipalArn': present(caller.arn) };
    case 'assumed-role':
      // The key holds the ARN of the role, with its path, which the ARN of a session leaves out.
      return { ...named, ...ofRole };
    case 'root':
      return {
        ...named,
        'aws:PrincipalArn': present(caller.arn),
        'aws:PrincipalType': present('Account'),
        'aws:username': absent,
      };
    default:
      return named;
  }
}

const ofRole: Readonly<Record<string, ContextValue>> = {
  'aws:PrincipalType': present('AssumedRole'),
  'aws:username': absent,
};

function somehow(keys: readonly string[]): Readonly<Record<string, ContextValue>> {
  return Object.fromEntries(keys.map((key) => [key, presentSomehow(key)]));
}
