import type { Call } from '../../../src/collectors/aws/call.ts';
import { listOf } from '../../../src/collectors/aws/call.ts';
import type { Reply, Request } from './aws-server.ts';

/** What goes wrong with one call, and only with that. */
export interface Fault {
  readonly name: string;
  /** The answer to a request, the `attempt`th to the call; `sound` gives the right one. */
  readonly reply: (call: Call, request: Request, attempt: number, sound: () => Reply) => Reply;
  /** The error codes that coverage may show; null where nothing may be lost. */
  readonly codes: RegExp | null;
  /** Calls that the fault cannot touch. */
  readonly spares?: (call: Call) => boolean;
}

const errorCodes: Readonly<Record<string, readonly [denied: string, throttled: string, status: number]>> = {
  ec2: ['UnauthorizedOperation', 'RequestLimitExceeded', 503],
  s3: ['AccessDenied', 'SlowDown', 503],
  kms: ['AccessDeniedException', 'ThrottlingException', 400],
  organizations: ['AccessDeniedException', 'TooManyRequestsException', 400],
  secretsmanager: ['AccessDeniedException', 'ThrottlingException', 400],
  sqs: ['AccessDeniedException', 'ThrottlingException', 400],
  'vpc-lattice': ['AccessDeniedException', 'ThrottlingException', 429],
};

const codesOf = ({ service }: Call) => errorCodes[service] ?? (['AccessDenied', 'Throttling', 400] as const);

function throttled(call: Call): Reply {
  const [, error, status] = codesOf(call);
  return { error, status };
}

const isUnpaged = ({ pages }: Call) => pages === null;

/** Everything that may happen to a call. */
export const faults: readonly Fault[] = [
  {
    name: 'access denied',
    reply: (call) => ({ error: codesOf(call)[0], status: 403 }),
    codes: /^(?:UnauthorizedOperation|AccessDenied(?:Exception)?)$/,
  },
  {
    name: 'throttling that stops',
    reply: (call, _, attempt, sound) => (attempt === 1 ? throttled(call) : sound()),
    codes: null,
  },
  {
    name: 'throttling that does not stop',
    reply: throttled,
    // Who is throttled waits between calls, and may have no time left.
    codes:
      /^(?:RequestLimitExceeded|SlowDown|Throttling(?:Exception)?|TooManyRequestsException|TimeoutError)$/,
  },
  {
    name: 'a broken service',
    reply: () => ({ body: '<html><title>500</title><h1>Internal Server Error</h1>', status: 500 }),
    codes: /^Http500$/,
  },
  {
    name: 'an answer that is cut off',
    reply: (call) => ({ body: call.service === 's3' ? '<ListAllMyBuckets' : '{"a": <b><c>' }),
    codes: /^MalformedAnswer$/,
    // The policy of a bucket is the answer as it is.
    spares: ({ operation }) => operation === 'GetBucketPolicy',
  },
  { name: 'a dropped connection', reply: () => ({ drop: true }), codes: /^(?:ECONNRESET|EPIPE)$/ },
  {
    name: 'a token without end',
    reply: (call, _, __, sound) => withToken(call, sound()),
    codes: /^EndlessPages$/,
    spares: isUnpaged,
  },
  {
    name: 'an empty page with a token',
    reply: (call, request, _, sound) => (isFirstPage(call, request) ? emptied(call, sound()) : sound()),
    codes: null,
    spares: isUnpaged,
  },
  { name: 'a slow answer', reply: (_, __, ___, sound) => ({ late: 50, reply: sound() }), codes: null },
  { name: 'an answer that never ends', reply: () => ({ dribble: true }), codes: /^TimeoutError$/ },
];

let tokens = 0;

/** The same answer with a token that nobody has seen yet. */
function withToken({ pages }: Call, reply: Reply): Reply {
  if (!('output' in reply) || pages === null) return reply;
  tokens += 1;
  const fields = pages.token.map(([field]) => [field, field === 'NextRecordType' ? 'A' : `more-${tokens}`]);
  return { output: { ...reply.output, ...Object.fromEntries(fields) } };
}

function isFirstPage({ pages }: Call, { parameters }: Request): boolean {
  const names = pages?.token.map(([, parameter]) => parameter.toLowerCase()) ?? [];
  return ![...parameters.keys()].some((name) =>
    [...names, 'name', 'continuation-token'].includes(name.toLowerCase()),
  );
}

/** The same answer with nothing in it, and a token that leads to the beginning. */
function emptied({ pages }: Call, reply: Reply): Reply {
  if (!('output' in reply) || pages === null) return reply;
  const empty = Object.entries(reply.output).map(([name, value]: [string, unknown]) => [
    name,
    Array.isArray(value) ? listOf('none')({}) : value,
  ]);
  const fields = pages.token.map(([field]) => [field, field === 'NextRecordType' ? 'A' : 'page-0']);
  return { output: { ...Object.fromEntries(empty), ...Object.fromEntries(fields) } };
}
