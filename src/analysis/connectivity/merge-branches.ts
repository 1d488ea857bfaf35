import { distinctMissing, missingKey } from '../../model/fact.ts';
import type { Hop, PathBranch, PathVerdict, Via } from './path-answer.ts';

/** Branches that say the same of different destinations become one; sorted by their first address. */
export function mergeBranches(branches: readonly PathBranch[]): readonly PathBranch[] {
  const merged = new Map<string, PathBranch>();
  for (const branch of branches) {
    const key = branchKey(branch);
    const same = merged.get(key);
    merged.set(key, same ? together(same, branch) : branch);
  }
  return [...merged.values()].sort(byFirstAddress);
}

/** The answers of several kinds of sender about the same destinations, as one: where they differ, partial. */
export function combineSenders(answers: readonly (readonly PathBranch[])[]): readonly PathBranch[] {
  const [first = [], ...others] = answers;
  return mergeBranches(
    others.reduce(
      (combined, branches) => combined.flatMap((branch) => branches.flatMap((other) => both(branch, other))),
      first,
    ),
  );
}

function both(a: PathBranch, b: PathBranch): readonly PathBranch[] {
  const destinations = a.destinations.intersect(b.destinations);
  if (destinations.isEmpty()) return [];
  if (branchKey(a) === branchKey(b)) return [{ ...together(a, b), destinations }];
  const sameWay = a.via === b.via && a.viaId === b.viaId;
  return [
    {
      destinations,
      verdict: a.verdict === b.verdict ? a.verdict : 'partial',
      via: sameWay ? a.via : 'unknown',
      viaId: sameWay ? a.viaId : null,
      hops: distinctHops([...a.hops, ...b.hops]),
      missing: distinctMissing([...a.missing, ...b.missing]),
    },
  ];
}

/**
 * Branches to addresses of which only some are meant, nobody knows which: what all of them say, or unknown for
 * want of the addresses.
 */
export function agreeing(branches: readonly PathBranch[], vague: PathBranch['missing']): PathBranch {
  const outcomes = new Set(branches.map(({ verdict, via, viaId }) => JSON.stringify([verdict, via, viaId])));
  const [first, ...others] = branches;
  if (!first) throw new Error('a path without branches');
  const destinations = others.reduce((sum, branch) => sum.union(branch.destinations), first.destinations);
  const hops = distinctHops(branches.flatMap((branch) => branch.hops));
  const missing = distinctMissing(branches.flatMap((branch) => branch.missing));
  if (outcomes.size === 1) return { ...first, destinations, hops, missing };
  return {
    destinations,
    verdict: 'unknown',
    via: 'unknown',
    viaId: null,
    hops: hops.filter(({ decision }) => decision !== 'block'),
    missing: distinctMissing([...missing, ...vague]),
  };
}

/** All branches equal gives that verdict; any mixture is partial. */
export function overallVerdict(branches: readonly PathBranch[]): PathVerdict {
  const verdicts = new Set(branches.map(({ verdict }) => verdict));
  const [only] = verdicts;
  return verdicts.size === 1 && only !== undefined ? only : verdicts.size === 0 ? 'unknown' : 'partial';
}

const publicWays: ReadonlySet<Via> = new Set<Via>([
  'nat-gateway',
  'internet-gateway',
  'egress-only-internet-gateway',
  'carrier-gateway',
]);

/** Whether what is not blocked stays private; null when all of it is blocked or open. */
export function staysPrivate(branches: readonly PathBranch[]): boolean | null {
  const passing = branches.filter(({ verdict }) => verdict === 'reachable' || verdict === 'partial');
  if (passing.some(({ via }) => publicWays.has(via))) return false;
  return passing.length > 0 && !branches.some(({ verdict }) => verdict === 'unknown') ? true : null;
}

function together(a: PathBranch, b: PathBranch): PathBranch {
  return {
    ...a,
    destinations: a.destinations.union(b.destinations),
    hops: distinctHops([...a.hops, ...b.hops]),
  };
}

/** Branches are the same when verdict, way and blockers are, whichever interface of an endpoint is met. */
function branchKey({ verdict, via, viaId, hops, missing }: PathBranch): string {
  const blockers = hops.filter(({ decision }) => decision === 'block').map(hopKey);
  return JSON.stringify([verdict, via, viaId, blockers, missing.map(missingKey)]);
}

function hopKey({ component, decision, reason, message, at }: Hop): string {
  return [component.type, component.id, decision, reason, message, at.path].join(' ');
}

function distinctHops(hops: readonly Hop[]): readonly Hop[] {
  return [...new Map(hops.map((hop) => [hopKey(hop), hop])).values()];
}

function byFirstAddress(a: PathBranch, b: PathBranch): number {
  const [left, right] = [a.destinations.toCidrs()[0] ?? '', b.destinations.toCidrs()[0] ?? ''];
  const [first, second] = [a.destinations.firstAddress(), b.destinations.firstAddress()];
  if (typeof first === 'number' && typeof second === 'number') return first - second;
  return left < right ? -1 : left > right ? 1 : 0;
}
