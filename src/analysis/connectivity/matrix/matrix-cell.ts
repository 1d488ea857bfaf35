import { distinctMissing, type MissingFact, missingKey } from '../../../model/fact.ts';
import type { Resource } from '../../../model/resources/resource.ts';
import { overallVerdict, staysPrivate } from '../merge-branches.ts';
import type { PathBranch, PathVerdict, Plane, Via } from '../path-answer.ts';
import type { Reason } from '../reason.ts';

/** A way that some of the traffic takes, and how far it gets. */
export interface MatrixWay {
  readonly verdict: PathVerdict;
  readonly via: Via;
  readonly viaId: string | null;
  /** What has that id, where a hop of the way shows it. */
  readonly component: Resource | null;
}

/** Something that stops traffic. */
export interface MatrixBlocker {
  readonly plane: Plane;
  readonly reason: Reason;
  readonly component: Resource;
}

/** An answer about a path without its hops: what becomes of the traffic, by which ways, for what reasons. */
export interface MatrixCell {
  readonly verdict: PathVerdict;
  readonly private: boolean | null;
  /** Each once, sorted; at least one. */
  readonly ways: readonly MatrixWay[];
  /** Each once, sorted. */
  readonly blockers: readonly MatrixBlocker[];
  readonly missing: readonly MissingFact[];
}

/** What the branches of an answer come to. */
export function cellOf(branches: readonly PathBranch[]): MatrixCell {
  const ways: MatrixWay[] = [];
  const blockers: MatrixBlocker[] = [];
  for (const { verdict, via, viaId, hops } of branches) {
    const component = hops.findLast((hop) => hop.component.id === viaId)?.component ?? null;
    ways.push({ verdict, via, viaId, component });
    for (const { plane, reason, component: blocking, decision } of hops) {
      if (decision === 'block') blockers.push({ plane, reason, component: blocking });
    }
  }
  return {
    verdict: overallVerdict(branches),
    private: staysPrivate(branches),
    ways: sortedByKey(ways, ({ verdict, via, viaId }) => `${verdict} ${via} ${viaId ?? ''}`),
    blockers: sortedByKey(
      blockers,
      ({ plane, reason, component: { type, id } }) => `${plane} ${reason} ${type} ${id}`,
    ),
    missing: distinctMissing(branches.flatMap(({ missing }) => missing)),
  };
}

/** Those with the same key once; most often there is but one. */
function sortedByKey<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  if (items.length < 2) return items;
  const byKey = new Map(items.map((item) => [keyOf(item), item]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

/** The same text for cells that say the same. */
export function cellKey({ verdict, private: stays, ways, blockers, missing }: MatrixCell): string {
  return JSON.stringify([
    verdict,
    stays,
    ways.map((way) => [way.verdict, way.via, way.viaId]),
    blockers.map(({ plane, reason, component }) => [plane, reason, component.type, component.id]),
    missing.map(missingKey),
  ]);
}
