/**
 * What a collector hands over: facts as AWS states them, by scope and family, with where each stands.
 * The file format of the same name is in `snapshot-file.ts`.
 */
import type { FamilyName } from './fact-families.ts';
import type { Scope } from './scope.ts';

/** The text that a JSON value was read from, for positions. */
export interface DocumentText {
  /** Offset of the value in the text, in UTF-16 code units. */
  readonly start: number;
  /** Throws when it cannot be had. */
  readonly readText: () => string;
  /** Of a text that is too large to be kept, the parts around what JSON pointers lead to; throws when they cannot be had. */
  readonly readParts?: (pointers: Iterable<string>) => ReadonlyMap<string, TextPart>;
}

/** One JSON value of one input. A file may hold several, one after another. */
export interface SourceDocument extends DocumentText {
  /** The path as the user gave it or as found below it; `<stdin>` for standard input. */
  readonly path: string;
  readonly kind: 'snapshot' | 'aws-cli' | 'terraform' | 'cloudformation' | 'policy';
  /** The files that a person wrote, from which a tool made this document. */
  readonly sources?: DocumentSources;
}

/** A part of a text, around one value. Offsets and columns are in UTF-16 code units. */
export interface TextPart {
  /** JSON pointer of the value. */
  readonly pointer: string;
  readonly text: string;
  /** Where the value begins in `text`. */
  readonly start: number;
  /** Where its key begins in `text`, if it is the member of an object. */
  readonly keyStart: number | null;
  /** Of the first character of `text` in the file, both from 1. */
  readonly line: number;
  readonly column: number;
}

/** Where what a document tells was written by a person. */
export interface DocumentSources {
  /** Reads the files; before that, nothing is found. */
  readonly open: () => Promise<void>;
  /** The place of what a JSON pointer of the document leads to; null where it is not known. */
  readonly find: (pointer: string) => SourcePlace | null;
}

/** A part of a source file: offsets into its text, from the first character to behind the last. */
export interface SourcePlace {
  readonly path: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
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
  /** Where the items stand in several arrays: the pointer of each by its ordinal. */
  readonly pointerOf?: (index: number) => string;
  /** What infrastructure code leaves open of its one item, and where its parts were written. */
  readonly declared?: Declaration;
}

/** The JSON pointer of an item of a list. */
export function itemPointer(
  { pointer, whole, pointerOf }: Omit<FactList, 'document'>,
  index: number,
): string {
  if (pointerOf) return pointerOf(index);
  return whole ? pointer : `${pointer}/${index}`;
}

/** What there is to say of an item that was read from infrastructure code, beside the item. */
export interface Declaration {
  /** Fields that have a value which is not known, with the reason in plain words. */
  readonly open: ReadonlyMap<string, string>;
  /** Where parts of the item stand, by their pointer below it: in other resources, or under other names. */
  readonly parts: ReadonlyMap<string, DocumentPlace>;
  /** What the code declares, by id: an id that is an address in the code does not show what it names. */
  readonly families: ReadonlyMap<string, FamilyName>;
}

/** A JSON pointer in one of `Snapshot.documents`. */
export interface DocumentPlace {
  readonly document: number;
  readonly pointer: string;
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
