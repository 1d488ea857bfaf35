import { AddressSet } from '../../model/address-set.ts';
import { distinctMissing, missingKey } from '../../model/fact.ts';
import type { Hop, PathBranch, PathVerdict, Via } from './path-answer.ts';

/** Branches that say the same of different destinations become one; sorted by their first address. */
export function mergeBranches(branches: readonly PathBranch[]): readonly PathBranch[] {
  if (branches.length < 2) return branches;
  const merged = new Map<string, PathBranch>();
  for (const branch of branches) {
    const key = branchKey(branch);
    const same = merged.get(key);
    merged.set(key, same ? together(same, branch) : branch);
  }
  return [...merged.values()].sort(byFirstAddress);
}

/**
 * The answers of several kinds of sender as one: about destinations that they share, partial where they differ.
 * They share none where a name leads them to different ones.
 */
export function combineSenders(answers: readonly (readonly PathBranch[])[]): readonly PathBranch[] {
  const [first = [], ...others] = answers;
  return mergeBranches(others.reduce(besideEachOther, first));
}

function besideEachOther(some: readonly PathBranch[], others: readonly PathBranch[]): readonly PathBranch[] {
  return [
    ...some.flatMap((branch) => others.flatMap((other) => both(branch, other))),
    ...some.flatMap((branch) => apartFrom(branch, others)),
    ...others.flatMap((branch) => apartFrom(branch, some)),
  ];
}

/** What a branch says of destinations that are in none of the others. */
function apartFrom(branch: PathBranch, others: readonly PathBranch[]): readonly PathBranch[] {
  if (branch.destinations.isEmpty()) return others.some(isNowhere) ? [] : [branch];
  const destinations = others.reduce((rest, other) => rest.subtract(other.destinations), branch.destinations);
  return destinations.isEmpty() ? [] : [{ ...branch, destinations }];
}

/** Packets that never begin their way have no destinations. */
function isNowhere({ destinations }: PathBranch): boolean {
  return destinations.isEmpty();
}

function both(a: PathBranch, b: PathBranch): readonly PathBranch[] {
  const destinations = a.destinations.intersect(b.destinations);
  if (destinations.isEmpty() && !(isNowhere(a) && isNowhere(b))) return [];
  if (branchKey(a) === branchKey(b)) return [{ ...together(a, b), destinations }];
  const sameWay = a.via === b.via && a.viaId === b.viaId;
  return [
    {
      destinations,
      verdict: verdictOfBoth(a.verdict, b.verdict),
      via: sameWay ? a.via : 'unknown',
      viaId: sameWay ? a.viaId : null,
      hops: joinedHops(a.hops, b.hops),
      missing: distinctMissing([...a.missing, ...b.missing]),
      assumptions: joinedAssumptions([a, b]),
    },
  ];
}

/** Whether all senders get through is unknown where it is of some, unless others are known to differ. */
function verdictOfBoth(a: PathVerdict, b: PathVerdict): PathVerdict {
  if (a === b) return a;
  return [a, b].includes('unknown') && ![a, b].includes('partial') ? 'unknown' : 'partial';
}

/**
 * Branches to addresses of which only some are meant, nobody knows which: what all of them say, or unknown for
 * want of the addresses. Where all are blocked, so are those that are meant.
 */
export function agreeing(branches: readonly PathBranch[], vague: PathBranch['missing']): PathBranch {
  const [first, ...others] = branches;
  if (!first) throw new Error('a path without branches');
  const isSameWay = others.every(({ via, viaId }) => via === first.via && viaId === first.viaId);
  const isSameVerdict = others.every(({ verdict }) => verdict === first.verdict);
  const hops = others.reduce((joined, branch) => joinedHops(joined, branch.hops), first.hops);
  const missing = distinctMissing(branches.flatMap((branch) => branch.missing));
  const whole = {
    ...first,
    destinations: AddressSet.unionAll(branches.map(({ destinations }) => destinations)),
    hops,
    missing,
    assumptions: joinedAssumptions(branches),
  };
  if (isSameVerdict && isSameWay) return whole;
  if (isSameVerdict && first.verdict === 'blocked') {
    return { ...whole, via: 'unknown', viaId: null, hops: withSharedBlockers(hops, branches) };
  }
  return {
    ...whole,
    verdict: 'unknown',
    via: 'unknown',
    viaId: null,
    hops: hops.filter((hop) => !blocks(hop)),
    missing: distinctMissing([...missing, ...vague]),
  };
}

/** Of the hops that block, those that block all branches, if there are such. */
function withSharedBlockers(hops: readonly Hop[], branches: readonly PathBranch[]): readonly Hop[] {
  const blocking = branches.map((branch) => new Set(branch.hops.filter(blocks).map(hopKey)));
  const isShared = (hop: Hop) => blocking.every((keys) => keys.has(hopKey(hop)));
  const hasShared = hops.some((hop) => blocks(hop) && isShared(hop));
  return hasShared ? hops.filter((hop) => !blocks(hop) || isShared(hop)) : hops;
}

function blocks({ decision }: Hop): boolean {
  return decision === 'block';
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
    hops: joinedHops(a.hops, b.hops),
    assumptions: joinedAssumptions([a, b]),
  };
}

function joinedAssumptions(branches: readonly PathBranch[]): readonly string[] {
  const all = branches.flatMap(({ assumptions }) => assumptions);
  return all.length === 0 ? all : [...new Set(all)].sort();
}

/** Branches are the same when verdict, way and blockers are, whichever interface of an endpoint is met. */
function branchKey({ verdict, via, viaId, hops, missing }: PathBranch): string {
  const blockers = hops.filter(blocks).map(hopKey);
  return JSON.stringify([verdict, via, viaId, blockers, missing.map(missingKey)]);
}

function hopKey({ component, decision, reason, message, at }: Hop): string {
  return [component.type, component.id, decision, reason, message, at.path].join(' ');
}

/** The hops of two ways, each once; those of the second stand before the hop at which it joins the first. */
function joinedHops(a: readonly Hop[], b: readonly Hop[]): readonly Hop[] {
  if (a.length === b.length && a.every((hop, index) => hop === b[index])) return a;
  const places = new Map(a.map((hop, index) => [hopKey(hop), index]));
  const before = new Map<number, Hop[]>();
  let apart: Hop[] = [];
  for (const hop of b) {
    const place = places.get(hopKey(hop));
    if (place === undefined) apart.push(hop);
    else if (apart.length > 0) {
      before.set(place, [...(before.get(place) ?? []), ...apart]);
      apart = [];
    }
  }
  return [...a.flatMap((hop, index) => [...(before.get(index) ?? []), hop]), ...apart];
}

/** IPv4 before IPv6, and what has no destinations before both. */
function byFirstAddress(a: PathBranch, b: PathBranch): number {
  const rank = ({ destinations }: PathBranch): readonly [number, bigint] => {
    const first = destinations.firstAddress();
    return first === null ? [0, 0n] : [typeof first === 'number' ? 1 : 2, BigInt(first)];
  };
  const [[family, first], [otherFamily, other]] = [rank(a), rank(b)];
  return family - otherFamily || (first < other ? -1 : first > other ? 1 : 0);
}
