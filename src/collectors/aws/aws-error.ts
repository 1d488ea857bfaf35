import type { CollectionStatus } from '../../model/snapshot.ts';

/** Why a call gave nothing, or not everything. */
export interface CallProblem {
  readonly status: Extract<CollectionStatus, 'denied' | 'failed' | 'skipped'>;
  /** The error code of AWS, of the network, or one of ours. */
  readonly code: string;
  /** What AWS says. It may name users and sessions, so that it is shown and never saved. */
  readonly message: string;
}

/** A problem that collection itself found. */
export class CollectionError extends Error {
  override readonly name = 'CollectionError';
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
  }
}

const denials: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'NotAuthorized',
  'UnauthorizedOperation',
]);

/** Names that say nothing about what went wrong. */
const nameless: ReadonlySet<string> = new Set([
  'Error',
  'TypeError',
  'SyntaxError',
  'RangeError',
  'Unknown',
  'UnknownError',
  'ServiceException',
  'EC2ServiceException',
]);

/** What a failed call is recorded as. */
export function problemOf(error: unknown): CallProblem {
  if (error instanceof CollectionError) return { status: 'failed', code: error.code, message: error.message };
  const { name, code, Code, message, httpStatus } = partsOf(error);
  const named = [Code, name, code].find((text) => text !== undefined && isTelling(text));
  const known = code !== undefined && /^E[A-Z_]+$/.test(code) ? code : named;
  const answered = httpStatus === undefined || httpStatus < 300 ? 'MalformedAnswer' : `Http${httpStatus}`;
  const found = known ?? answered;
  return { status: denials.has(found) ? 'denied' : 'failed', code: found, message: firstLine(message) };
}

/** The SDK adds advice for programmers below what it has to say. */
function firstLine(message: string): string {
  return message.split('\n')[0]?.trim() ?? '';
}

function isTelling(name: string): boolean {
  return !nameless.has(name) && !name.endsWith('ServiceException') && /^[\w.:-]{1,80}$/.test(name);
}

interface ErrorParts {
  readonly name?: string;
  readonly code?: string;
  readonly Code?: string;
  readonly message: string;
  readonly httpStatus?: number;
}

function partsOf(error: unknown): ErrorParts {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message } = error;
  const code = textOf(error, 'code');
  const legacy = textOf(error, 'Code');
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined;
  return {
    name,
    message,
    ...(code === undefined ? {} : { code }),
    ...(legacy === undefined ? {} : { Code: legacy }),
    ...(typeof status === 'number' ? { httpStatus: status } : {}),
  };
}

function textOf(error: Error, field: string): string | undefined {
  const value: unknown = Reflect.get(error, field);
  return typeof value === 'string' ? value : undefined;
}

/** How often a call was sent, which is more than once when it was retried. */
export function attemptsOf(answerOrError: unknown): number {
  if (typeof answerOrError !== 'object' || answerOrError === null || !('$metadata' in answerOrError))
    return 1;
  const { $metadata: metadata } = answerOrError;
  const attempts =
    typeof metadata === 'object' && metadata !== null && 'attempts' in metadata ? metadata.attempts : 1;
  return typeof attempts === 'number' ? attempts : 1;
}
