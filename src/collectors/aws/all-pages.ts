import type { RawItem } from '../../model/snapshot.ts';
import { CollectionError } from './aws-error.ts';
import type { AwsSession } from './aws-session.ts';
import type { Call, Parameters } from './call.ts';
import type { Limits } from './limits.ts';

export interface ReadPages {
  readonly items: readonly RawItem[];
  /** Why the pages ended before the last one; null when they did not. */
  readonly error: unknown;
}

/**
 * The items of all pages of a call. What came before an error is kept. Pages that bring nothing new while a
 * token promises more end the reading after a while: such a listing would never end.
 */
export async function allPages(
  session: AwsSession,
  { service, operation, pages, items: itemsOf }: Call,
  parameters: Parameters,
  subject: string,
  { fruitlessPages }: Limits,
): Promise<ReadPages> {
  const items: RawItem[] = [];
  const seen = new Set<string>();
  let next: Parameters = pages?.size ? { ...parameters, [pages.size[0]]: pages.size[1] } : parameters;
  for (let fruitless = 0; ; ) {
    try {
      const answer = await session.call(service, operation, next);
      const found = itemsOf(answer, subject);
      for (const item of found) items.push(item);
      const token = tokenOf(answer, pages);
      if (token === null) return { items, error: null };
      const before = seen.size;
      for (const item of found) seen.add(JSON.stringify(item));
      fruitless = seen.size > before ? 0 : fruitless + 1;
      if (fruitless > fruitlessPages || sameToken(token, next)) {
        throw new CollectionError('EndlessPages', `${operation} promises pages without end`);
      }
      next = { ...withoutToken(next, pages), ...token };
    } catch (error) {
      return { items, error };
    }
  }
}

function tokenOf(answer: Readonly<Record<string, unknown>>, pages: Call['pages']): Parameters | null {
  const [first] = pages?.token ?? [];
  if (!pages || !first || !isToken(answer[first[0]])) return null;
  const given = pages.token.filter(([field]) => isToken(answer[field]));
  return Object.fromEntries(given.map(([field, parameter]) => [parameter, answer[field]]));
}

function isToken(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function sameToken(token: Parameters, asked: Parameters): boolean {
  return Object.entries(token).every(([parameter, value]) => asked[parameter] === value);
}

function withoutToken(parameters: Parameters, pages: Call['pages']): Parameters {
  const names = new Set(pages?.token.map(([, parameter]) => parameter));
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !names.has(name)));
}
