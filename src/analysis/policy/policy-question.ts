import { isAccountId, parseArn } from '../../model/scope.ts';
import type { Caller } from './caller.ts';

/** What is asked about a request, beyond its way: null for whatever is not said. */
export interface PolicyQuestion {
  /** `s3:GetObject`; may hold wildcards. */
  readonly action: string | null;
  /** An ARN; may hold wildcards. */
  readonly resource: string | null;
  /** The ARN of a role, user, session or root user, an account, or `anonymous`. */
  readonly principal: string | null;
}

export function isAction(text: string): boolean {
  return text === '*' || /^[a-z0-9-]+:[A-Za-z0-9*?]+$/.test(text);
}

export function isResource(text: string): boolean {
  return text === '*' || parseArn(text)?.resource !== undefined;
}

/** What of IAM and STS can send a request; a policy or a group cannot. */
const principals = /^(root$|(user|role|assumed-role|federated-user)\/.)/;

/** Who sends the request; null where the text names nobody who could. */
export function parseCaller(text: string): Caller | null {
  if (text === 'anonymous') return { kind: 'anonymous' };
  if (isAccountId(text)) return { kind: 'account', account: text };
  const arn = parseArn(text);
  const isPrincipal = (arn?.service === 'iam' || arn?.service === 'sts') && principals.test(arn.resource);
  return isPrincipal && arn.account !== null && !/[*?]/.test(text) ? { kind: 'principal', arn: text } : null;
}
