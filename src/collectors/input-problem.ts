import type { DocumentSources } from '../model/snapshot.ts';

/** Something about an input that the user must know. */
export interface InputProblem {
  readonly path: string;
  readonly problem: string;
  readonly position?: { readonly line: number; readonly column: number };
  /** Where the position must still be looked up: the value's offset in the text and a JSON pointer in it. */
  readonly place?: {
    readonly start: number;
    readonly pointer: string;
    readonly readText: () => string;
    /** What finds the place where the text is no JSON. */
    readonly sources?: DocumentSources;
  };
}
