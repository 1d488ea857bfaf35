import { AddressSet } from '../../model/address-set.ts';
import { distinctMissing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { end, type Source } from './flight.ts';
import { agreeing, combineSenders, mergeBranches, overallVerdict, staysPrivate } from './merge-branches.ts';
import type { Target } from './parse-target.ts';
import type { PathAnswer, PathBranch } from './path-answer.ts';
import { type Departure, depart } from './path-target.ts';
import type { Traffic } from './security-group-admission.ts';
import { ephemeralAssumption, sourcesNamed } from './sources-of.ts';
import { tracePath } from './trace-path.ts';

export interface PathQuestion {
  /** Id of an interface, an instance or a subnet. */
  readonly from: string;
  readonly to: Target;
  readonly traffic: Traffic;
}

/** The answer to a question; null when nothing in the input has the id that it starts from. */
export function answerPath(network: Network, { from, to, traffic }: PathQuestion): PathAnswer | null {
  const sources = sourcesNamed(network, from);
  if (!sources) return null;
  const assumptions = new Set<string>();
  const answers = sources.items.map((source) => {
    const { departures, assumptions: assumed } = depart(network, source, to);
    for (const assumption of [...assumed, ...assumptionsOf(source)]) assumptions.add(assumption);
    return mergeBranches(departures.flatMap((departure) => trace(network, source, departure, traffic)));
  });
  const combined = combineSenders(answers).map((branch) => withMissing(branch, sources.missing));
  const branches = combined.length > 0 ? combined : [unknownSource(sources.missing)];
  for (const branch of branches) for (const each of branch.assumptions) assumptions.add(each);
  return {
    verdict: overallVerdict(branches),
    private: staysPrivate(branches),
    assumptions: [...assumptions].sort(),
    branches,
  };
}

/** Nothing is known of the source but that it exists. */
function unknownSource(missing: readonly MissingFact[]): PathBranch {
  return {
    destinations: AddressSet.empty,
    verdict: 'unknown',
    via: 'unknown',
    viaId: null,
    hops: [],
    missing: distinctMissing(missing),
    assumptions: [],
  };
}

function assumptionsOf(source: Source): readonly string[] {
  if (source.groupIds !== null) return [ephemeralAssumption(source)];
  const { id } = source.resource;
  return [
    ephemeralAssumption(source),
    `no compute is in ${id} yet, so security groups of the source are left out and it has no public address`,
  ];
}

function trace(
  network: Network,
  source: Source,
  { flight, vague }: Departure,
  traffic: Traffic,
): readonly PathBranch[] {
  // A name that leads nowhere, or nobody knows where, ends the way before it begins.
  if (flight.destinations.isEmpty())
    return [end(flight, flight.missing.length > 0 ? 'unknown' : 'none', null)];
  const branches = mergeBranches(tracePath(network, source, flight.destinations, traffic, flight));
  return vague.length === 0 ? branches : [agreeing(branches, vague)];
}

/** A sender of which something is not known may fare differently from those that are. */
function withMissing(branch: PathBranch, missing: PathBranch['missing']): PathBranch {
  if (missing.length === 0 || branch.verdict === 'unknown') return branch;
  return { ...branch, verdict: 'unknown', missing: distinctMissing([...branch.missing, ...missing]) };
}
