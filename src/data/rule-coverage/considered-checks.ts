export type Disposition =
  | { readonly caseOf: readonly string[] }
  /** One or more sentences. */
  | { readonly leftOut: string };

/**
 * The checks of one topic that were considered for rules, and what became of those that are no rule of their own.
 * Whether one is a rule shows in the code; one without a word here is open.
 */
export interface ConsideredChecks {
  readonly title: string;
  /** Separated by blanks. */
  readonly ids: string;
  /** What became of a check, by its id. */
  readonly dispositions: Readonly<Record<string, Disposition>>;
}
