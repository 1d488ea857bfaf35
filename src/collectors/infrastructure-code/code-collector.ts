import type { DocumentText, ScopeFacts, SourceDocument } from '../../model/snapshot.ts';
import type { InputProblem } from '../input-problem.ts';
import type { CollectedList } from '../merge-scopes.ts';

/** A value of an input that is infrastructure code, before it is read closely. */
export interface FoundCode extends DocumentText {
  readonly path: string;
  readonly value: unknown;
}

export interface CodeOptions {
  /** The number that the first document of the code gets among all documents. */
  readonly firstDocument: number;
  /** The folder of the code that plans and states were made from; guessed where it is null. */
  readonly sourceFolder: string | null;
  /** Whether code changes what other inputs describe, instead of describing it too. */
  readonly plans: 'describe' | 'overlay';
  readonly stack: StackOptions;
}

/** Where and with which values stacks of templates are deployed. */
export interface StackOptions {
  /** By name; null for one that stays as it was before. */
  readonly parameters: ReadonlyMap<string, string | null>;
  readonly account: string | null;
  readonly region: string | null;
}

export interface CodeReading {
  readonly documents: readonly SourceDocument[];
  readonly lists: readonly CollectedList[];
  readonly unusable: readonly InputProblem[];
  /** What exists as it will be once the code is deployed. */
  readonly overlay: (scopes: readonly ScopeFacts[]) => readonly ScopeFacts[];
}

/** Reads all code of one kind together, because it may refer to each other. */
export type CodeCollector = (found: readonly FoundCode[], options: CodeOptions) => CodeReading;
