import type { Citation, Finding, StaleSuppression } from '../../report/report.ts';
import type { Verdicts } from '../../rules/engine.ts';
import { isExpired, type SuppressionSource, type Suppressions } from './suppression.ts';

export interface SuppressedVerdicts {
  readonly findings: readonly Finding<Citation>[];
  /** Suppressions that suppress nothing: unused, expired, or not to be understood. */
  readonly stale: readonly StaleSuppression[];
}

/**
 * The findings, each with the first suppression that covers it. One that covers nothing is stale, unless its rule did
 * not run or is undecided about something: then nobody knows.
 */
export function applySuppressions(
  verdicts: Verdicts,
  { sources, malformed }: Suppressions,
  now: Date,
): SuppressedVerdicts {
  const candidates = candidateIndex(sources);
  const used = new Set<SuppressionSource>();
  const covering = (finding: Finding<Citation>): SuppressionSource | undefined => {
    const subject = verdicts.subjects.get(finding);
    if (!subject) return undefined;
    const found = candidates(finding).filter(({ covers }) => covers(finding, subject));
    for (const source of found) used.add(source);
    return found.find(({ suppression }) => !isExpired(suppression, now));
  };
  for (const finding of verdicts.outOfScope) covering(finding);
  const findings = verdicts.findings.map((finding) => {
    const source = covering(finding);
    return source ? { ...finding, suppressed: source.suppression } : finding;
  });
  const isOpen = openRules(verdicts);
  const stale = sources.flatMap((source): readonly StaleSuppression[] => {
    const { place, about, suppression } = source;
    const { kind, expires } = suppression;
    if (isExpired(suppression, now)) {
      const detail = used.has(source)
        ? 'what it covered counts again'
        : 'and there is nothing left for it to cover';
      return [{ kind, status: 'expired', place, about, detail: `it ended on ${expires}, ${detail}` }];
    }
    if (used.has(source) || isOpen(source.rule)) return [];
    return [{ kind, status: 'unused', place, about, detail: 'there is nothing for it to cover' }];
  });
  return { findings, stale: [...malformed, ...stale].sort(byPlace) };
}

/** Finds those that may cover a finding, in their order; a baseline has thousands. */
function candidateIndex(sources: readonly SuppressionSource[]) {
  const buckets = new Map<string, SuppressionSource[]>();
  for (const source of sources) {
    const key = source.fingerprint ?? source.rule;
    const bucket = buckets.get(key);
    if (bucket) bucket.push(source);
    else buckets.set(key, [source]);
  }
  return ({ rule, fingerprint }: Finding<Citation>): readonly SuppressionSource[] => [
    ...(buckets.get(rule) ?? []),
    ...(buckets.get(fingerprint) ?? []),
  ];
}

/** Rules of which nobody can tell that they found nothing. */
export function openRules({ rules, undecided, faults }: Verdicts): (rule: string) => boolean {
  const open = new Set([...undecided, ...faults].map(({ rule }) => rule));
  const ran = new Set(rules.map(({ id }) => id));
  return (rule) => open.has(rule) || !ran.has(rule);
}

function byPlace(a: StaleSuppression, b: StaleSuppression): number {
  const [left, right] = [a, b].map(({ place, about }) => `${place}\n${about}`) as [string, string];
  return left < right ? -1 : left > right ? 1 : 0;
}
