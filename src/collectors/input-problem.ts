import type { DocumentSources, DocumentText } from '../model/snapshot.ts';

/** Something about an input that the user must know. */
export interface InputProblem {
  readonly path: string;
  readonly problem: string;
  readonly position?: { readonly line: number; readonly column: number };
  /** Where the position must still be looked up: a JSON pointer in a value of a text. */
  readonly place?: DocumentText & {
    readonly pointer: string;
    /** What finds the place where the text is no JSON. */
    readonly sources?: DocumentSources;
  };
}
