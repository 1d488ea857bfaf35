import type { FactSource, Report, UndecidedGroup } from './report.ts';

/** A call, and how many of the undecided answers it would decide once the ones before it are made. */
export interface TellingFact {
  readonly source: FactSource;
  /** Whether somebody tried, and was refused. */
  readonly isDenied: boolean;
  readonly decides: number;
}

/**
 * The calls that would decide the most of what is undecided, best first. A call decides an answer when nothing
 * else is missing for it; only facts that a call gives as a whole count, since of others nobody knows how to get
 * them.
 */
export function mostTellingFacts(
  { undecided, factSources }: Pick<Report, 'undecided' | 'factSources'>,
  most: number,
): readonly TellingFact[] {
  const sources = new Map(factSources.map((source) => [source.family, source]));
  const chosen: TellingFact[] = [];
  const known = new Set<string>();
  while (chosen.length < most) {
    const best = [...sources.values()]
      .filter(({ family }) => !known.has(family))
      .map((source) => ({ source, decided: decidedWith(undecided, new Set([...known, source.family])) }))
      .filter(({ decided }) => decided.length > 0)
      .sort((a, b) => b.decided.length - a.decided.length)[0];
    if (best === undefined) break;
    const before = decidedWith(undecided, known).length;
    if (best.decided.length === before) break;
    const { family } = best.source;
    chosen.push({
      source: best.source,
      isDenied: undecided.some(({ missing }) =>
        missing.some((fact) => fact.family === family && fact.reason.startsWith('denied')),
      ),
      decides: best.decided.length - before,
    });
    known.add(family);
  }
  return chosen;
}

/** What is undecided for want of whole families, all of which are known. */
function decidedWith(
  undecided: readonly UndecidedGroup[],
  known: ReadonlySet<string>,
): readonly UndecidedGroup[] {
  return undecided.filter(({ missing }) =>
    missing.every(({ family, reason }) => known.has(family) && isWholeFamily(reason)),
  );
}

/** Reasons that speak of one resource name it; the others speak of the call. */
function isWholeFamily(reason: string): boolean {
  return /^(?:not collected|denied|failed|skipped|incomplete|filtered)/.test(reason);
}
