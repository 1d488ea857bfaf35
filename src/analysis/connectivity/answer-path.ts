import { AddressSet } from '../../model/address-set.ts';
import { distinctMissing, type Listing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { end, startedBy } from './flight.ts';
import { neverBegunAt, neverBegunBy } from './from-endpoint.ts';
import { agreeing, combineSenders, mergeBranches, overallVerdict, staysPrivate } from './merge-branches.ts';
import { parseRemote } from './parse-remote.ts';
import type { Target } from './parse-target.ts';
import type { PathAnswer, PathBranch } from './path-answer.ts';
import { type Departure, depart } from './path-target.ts';
import { remoteSources } from './remote-sources.ts';
import type { Traffic } from './security-group-admission.ts';
import type { Source } from './source.ts';
import { ephemeralAssumption, sourcesNamed } from './sources-of.ts';
import { tracePath } from './trace-path.ts';

export interface PathQuestion {
  /** Id of an interface, an instance or a subnet, or `CIDR@attachment` for a network behind an attachment. */
  readonly from: string;
  readonly to: Target;
  readonly traffic: Traffic;
}

/** What is answered for one kind of sender. */
export interface SenderAnswer {
  readonly branches: readonly PathBranch[];
  readonly assumptions: readonly string[];
}

/** The answer to a question; null when nothing in the input has the id that it starts from. */
export function answerPath(network: Network, { from, to, traffic }: PathQuestion): PathAnswer | null {
  const sources = sourcesAsked(network, from);
  const neverBegun = sources ? neverBegunBy(network, sources.items) : neverBegunAt(network, from);
  if (neverBegun) {
    return { verdict: neverBegun.verdict, private: null, assumptions: [], branches: [neverBegun] };
  }
  if (!sources) return null;
  const answers = sources.items.map((source) => answerFrom(network, source, to, traffic));
  const branches = combineAnswers(
    answers.map(({ branches }) => branches),
    sources.missing,
  );
  return {
    verdict: overallVerdict(branches),
    private: staysPrivate(branches),
    assumptions: [...new Set(answers.flatMap(({ assumptions }) => assumptions))].sort(),
    branches,
  };
}

/** The answer for one kind of sender. */
export function answerFrom(network: Network, source: Source, to: Target, traffic: Traffic): SenderAnswer {
  const { departures, assumptions } = depart(network, source, to);
  // Names of many services lead to the same addresses.
  const traced = network.memoOf(
    source,
    `traced for ${traffic.protocol} ${traffic.port}`,
    () => new Map<AddressSet, readonly PathBranch[]>(),
  );
  const branches = travel(departures, (destinations) => {
    const known = traced.get(destinations) ?? tracePath(network, source, destinations, traffic);
    traced.set(destinations, known);
    return known;
  });
  const assumedOnTheWay = branches.flatMap((branch) => branch.assumptions);
  return { branches, assumptions: [...assumptions, ...assumptionsOf(source), ...assumedOnTheWay] };
}

/** What becomes of packets that depart so, as `trace` tells of each of their destinations. */
export function travel(
  departures: readonly Departure[],
  trace: (destinations: AddressSet) => readonly PathBranch[],
): readonly PathBranch[] {
  return mergeBranches(
    departures.flatMap(({ flight, vague }) => {
      // A name that leads nowhere, or nobody knows where, ends the way before it begins.
      if (flight.destinations.isEmpty())
        return [end(flight, flight.missing.length > 0 ? 'unknown' : 'none', null)];
      const traced = trace(flight.destinations).map((branch) => startedBy(flight, branch));
      const branches = mergeBranches(traced);
      return vague.length === 0 ? branches : [agreeing(branches, vague)];
    }),
  );
}

/** The answers for all kinds of sender as one; at least one branch. */
export function combineAnswers(
  answers: readonly (readonly PathBranch[])[],
  missing: readonly MissingFact[],
): readonly PathBranch[] {
  const combined = combineSenders(answers);
  return combined.length > 0
    ? combined.map((branch) => withMissing(branch, missing))
    : [unknownSource(missing)];
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

/** What a question means by its source: one in a VPC, or a network behind an attachment. */
export function sourcesAsked(network: Network, from: string): Listing<Source> | null {
  const remote = parseRemote(from);
  return remote ? remoteSources(network, remote) : sourcesNamed(network, from);
}

/** What is taken for granted of a kind of sender. */
export function assumptionsOf(source: Source): readonly string[] {
  if (source.vpc === null) {
    return [
      ephemeralAssumption(source),
      `${source.name}: its own routes and filters are taken to send the packets there and to take the replies, over connections that are up`,
    ];
  }
  if (source.groupIds !== null) return [ephemeralAssumption(source)];
  const { id } = source.resource;
  return [
    ephemeralAssumption(source),
    `no compute is in ${id} yet, so security groups of the source are left out and it has no public address`,
  ];
}

/** A sender of which something is not known may fare differently from those that are. */
function withMissing(branch: PathBranch, missing: PathBranch['missing']): PathBranch {
  if (missing.length === 0 || branch.verdict === 'unknown') return branch;
  return { ...branch, verdict: 'unknown', missing: distinctMissing([...branch.missing, ...missing]) };
}
