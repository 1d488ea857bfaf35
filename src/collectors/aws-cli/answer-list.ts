import type { FamilyName } from '../../model/fact-families.ts';
import type { RawItem } from '../../model/snapshot.ts';

/** Why the zones that an answer about one zone describes are not all of them. */
export const oneHostedZone = 'one hosted zone';

export type Fields = Readonly<Record<string, unknown>>;

/** A list of items of one family within one JSON value. */
export interface AnswerList {
  readonly family: FamilyName;
  readonly pointer: string;
  readonly items: readonly RawItem[];
  /** The pointer is that of the one item, not of an array. */
  readonly whole?: true;
  /** The pointer of each item by its ordinal, where they stand in several arrays. */
  readonly pointerOf?: (index: number) => string;
  /** Why the list may not be all there is. */
  readonly incomplete?: string;
}

/** A part of an answer that cannot be used. */
export interface AnswerProblem {
  readonly pointer: string;
  readonly problem: string;
  /** Families whose answer it may have been: they are incomplete without it. */
  readonly families?: readonly FamilyName[];
  /** Nothing is wrong with it, except that nobody can tell what it belongs to. */
  readonly nameless?: true;
}
