import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import type { Caller } from './caller.ts';
import { type CallerClass, type CallerKind, someSigner } from './caller-class.ts';
import { keysOfCaller } from './caller-keys.ts';
import { type ContextValue, presentSomehow, type RequestContext, requestContext } from './request-context.ts';
import { keysOfWay, type RequestWay } from './request-way.ts';
import type { NamedWay } from './ways-to-service.ts';

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
  readonly kind: CallerKind;
  /** In words: `requests through vpce-1`. */
  readonly wayName: string;
  /** In words: `requests of account 111122223333 through vpce-1`. */
  readonly name: string;
  readonly context: RequestContext;
}

const awsService: CallerClass = {
  kind: 'service',
  caller: { kind: 'service', name: null },
  name: 'an AWS service',
  keys: {},
};

/**
 * The classes of requests to a service, named as actions and ARNs do: each way by each kind of callers who may take it.
 * Services call in their own name from nowhere else, and nobody uses the console, or has a service call, unsigned.
 */
export function requestClasses(
  ways: readonly NamedWay[],
  callers: readonly CallerClass[],
  service: string,
): readonly RequestClass[] {
  return ways.flatMap(({ way, name: wayName }) =>
    callersBy(way, callers).map(({ caller, kind, name, keys }) => ({
      way,
      caller,
      kind,
      wayName: `requests ${wayName}`,
      name: `requests of ${name} ${wayName}`,
      context: contextOf(way, caller, service, keys),
    })),
  );
}

function callersBy({ kind }: RequestWay, callers: readonly CallerClass[]): readonly CallerClass[] {
  if (kind === 'service') return [awsService];
  const mustSign = kind === 'console' || kind === 'forward-access';
  return mustSign ? callers.filter((each) => each.kind !== 'anonymous') : callers;
}
