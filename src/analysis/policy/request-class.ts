import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { Caller } from './caller.ts';
import { keysOfCaller } from './caller-keys.ts';
import { type ContextValue, presentSomehow, type RequestContext, requestContext } from './request-context.ts';
import { keysOfWay, type RequestWay } from './request-way.ts';

/** Keys that every request carries, whoever sends it. */
const always: Readonly<Record<string, ContextValue>> = Object.fromEntries(
  ['aws:SecureTransport', 'aws:RequestedRegion', 'aws:CurrentTime', 'aws:EpochTime'].map((key) => [
    key,
    presentSomehow(key),
  ]),
);

/**
 * The condition keys of the requests that a caller sends by a way to a service, as actions name it (9.2); put
 * together when one is asked for, as most policies test none.
 */
export function contextOf(
  way: RequestWay,
  caller: Caller,
  service: string | null,
  further: Readonly<Record<string, ContextValue>> = {},
): RequestContext {
  let context: RequestContext | undefined;
  return (key) => {
    context ??= requestContext({
      ...always,
      ...keysOfCaller(caller, way),
      ...keysOfWay(way, service),
      ...further,
    });
    return context(key);
  };
}

/** Somebody who signs, of whatever account. */
const someSigner: Caller = { kind: 'other-accounts', except: [] };

/** The requests that principals send through this endpoint, or through any where none is given (9.2). */
export function throughEndpoint(endpoint: VpcEndpoint | null): RequestContext {
  return contextOf({ kind: 'endpoint', endpoint, clients: null }, someSigner, null);
}

/** The requests that principals send over the internet. */
export function overInternet(): RequestContext {
  return contextOf({ kind: 'internet', clients: null }, someSigner, null);
}

/** Requests that a policy treats alike as far as the network goes: by which way, and of whom. */
export interface RequestClass {
  readonly way: RequestWay;
  readonly caller: Caller;
  /** In words: `requests of account 111122223333 through vpce-1`. */
  readonly name: string;
  readonly context: RequestContext;
}

/**
 * The classes of requests to a service as this network sees them: through each of the endpoints, over the internet,
 * from the console, of services; of the account itself, of other accounts, of nobody. `service` is named as actions
 * do; an account that is not known stands for itself alone.
 */
export function requestClasses(
  endpoints: readonly VpcEndpoint[],
  service: string,
  account: string | null,
): readonly RequestClass[] {
  const own: Caller = account === null ? someSigner : { kind: 'account', account };
  const others: Caller = { kind: 'other-accounts', except: account === null ? [] : [account] };
  const signers: readonly (readonly [Caller, string])[] = [
    [own, account === null ? 'its own account' : `account ${account}`],
    [others, 'other accounts'],
  ];
  const everybody = [...signers, [{ kind: 'anonymous' } as const, 'nobody who signs']] as const;
  const ways: readonly (readonly [RequestWay, string, readonly (readonly [Caller, string])[]])[] = [
    ...endpoints.map(
      (endpoint) =>
        [
          { kind: 'endpoint', endpoint, clients: null } as const,
          `through ${endpoint.id}`,
          everybody,
        ] as const,
    ),
    [{ kind: 'internet', clients: null }, 'over the internet', everybody],
    [{ kind: 'console' }, 'from the console', signers],
    [{ kind: 'forward-access' }, 'that a service forwards', signers],
    [{ kind: 'service' }, 'of its own', [[{ kind: 'service', name: null }, 'an AWS service']]],
  ];
  return ways.flatMap(([way, wayName, callers]) =>
    callers.map(([caller, callerName]) => ({
      way,
      caller,
      name: `requests of ${callerName} ${wayName}`,
      context: contextOf(way, caller, service),
    })),
  );
}
