/**
 * What a collector hands over: facts as AWS states them, by scope and family, with where each stands.
 * The file format of the same name is in `snapshot-file.ts`.
 */
import type { FamilyName } from './fact-families.ts';
import type { Scope } from './scope.ts';

/** One JSON value of one input. A file may hold several, one after another. */
export interface SourceDocument {
  /** The path as the user gave it or as found below it; `<stdin>` for standard input. */
  readonly path: string;
  readonly kind: 'snapshot' | 'aws-cli';
  /** Offset of the value in the text. */
  readonly start: number;
  /** The text, for positions; throws when it cannot be had. */
  readonly readText: () => string;
}

export type RawItem = Readonly<Record<string, unknown>>;

/** A run of items that stand side by side in one array of one document. */
export interface FactList {
  /** Index into `Snapshot.documents`. */
  readonly document: number;
  /** JSON pointer of the array, or of the answer itself where `items` holds the one answer. */
  readonly pointer: string;
  readonly items: readonly RawItem[];
  /** Where the items are not array elements: the pointer of each item is `pointer` itself. */
  readonly whole?: true;
}

export type CollectionStatus = 'collected' | 'denied' | 'failed' | 'skipped';

export interface FamilyFacts {
  readonly status: CollectionStatus;
  /** Whether nothing was left out: no filter, no leftover page token, no malformed item. */
  readonly complete: boolean;
  /** Why it is not complete, in plain words. */
  readonly reason?: string;
  readonly lists: readonly FactList[];
}

export interface ScopeFacts {
  readonly scope: Scope;
  readonly families: Readonly<Partial<Record<FamilyName, FamilyFacts>>>;
}

export interface Snapshot {
  readonly documents: readonly SourceDocument[];
  readonly scopes: readonly ScopeFacts[];
  /** ISO 8601 time of collection, when every input agrees on one. */
  readonly collectedAt: string | null;
}
