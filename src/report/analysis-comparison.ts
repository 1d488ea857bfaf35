import type { PathVerdict } from './path-report.ts';

/** How an answer of AWS Reachability Analyzer stands to ours. */
export type Agreement = 'agrees' | 'disagrees' | 'undecided' | 'not-comparable';

export interface AnalysisComparison {
  readonly analysis: string;
  readonly path: string | null;
  /** Null where the question is not known. */
  readonly question: {
    readonly from: string;
    readonly to: string;
    readonly protocol: string;
    readonly port: number | null;
  } | null;
  readonly agreement: Agreement;
  /** Null where the analysis did not succeed. */
  readonly found: boolean | null;
  /** Explanation codes of Reachability Analyzer, each once, sorted. */
  readonly codes: readonly string[];
  /** Null where it was not asked. */
  readonly verdict: PathVerdict | null;
  /** Such codes of what blocks in our answer, and the reasons of what has none; each once, sorted. */
  readonly ownCodes: readonly string[];
  /** Why it is not comparable, or what may explain the difference; null where there is nothing to say. */
  readonly note: string | null;
}

/** All comparisons of a run, with how many of each kind. */
export interface AnalysisComparisons {
  readonly summary: Readonly<Record<Agreement, number>>;
  readonly comparisons: readonly AnalysisComparison[];
}
