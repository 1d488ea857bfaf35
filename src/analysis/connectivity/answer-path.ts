import type { AddressSet } from '../../model/address-set.ts';
import { distinctMissing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { begin, decide, end, type Flight, type Source } from './flight.ts';
import { combineSenders, mergeBranches, overallVerdict, staysPrivate } from './merge-branches.ts';
import type { PathAnswer, PathBranch } from './path-answer.ts';
import { destinationsFor, type Target } from './path-target.ts';
import type { Traffic } from './security-group-admission.ts';
import { ephemeralAssumption, sourcesNamed } from './sources-of.ts';
import { tracePath } from './trace-path.ts';

export interface PathQuestion {
  /** Id of an interface, an instance or a subnet. */
  readonly from: string;
  readonly to: Target;
  readonly traffic: Traffic;
}

/** The answer to a question, or null when nothing in the input has the id that it starts from. */
export function answerPath(network: Network, { from, to, traffic }: PathQuestion): PathAnswer | null {
  const sources = sourcesNamed(network, from);
  if (!sources) return null;
  const assumptions = new Set<string>();
  const answers = sources.items.map((source) => {
    const { parts, assumed } = destinationsFor(network, source, to);
    for (const assumption of assumed) assumptions.add(assumption);
    assumptions.add(ephemeralAssumption(source));
    if (source.groupIds === null) {
      assumptions.add(`no interface is in ${source.resource.id} yet, so security groups of the source are left out`);
    }
    return mergeBranches(parts.flatMap((part) => trace(network, source, part, traffic)));
  });
  const branches = sources.missing.length > 0 ? [] : combineSenders(answers);
  const known = branches.length > 0 ? branches : [unknownSource(sources.missing)];
  return {
    verdict: overallVerdict(known),
    private: staysPrivate(known),
    assumptions: [...assumptions].sort(),
    branches: known,
  };
}

function trace(network: Network, source: Source, start: Flight, traffic: Traffic): readonly PathBranch[] {
  // A name that leads nowhere, or nobody knows where, ends the way before it begins.
  if (start.destinations.isEmpty()) return [end(start, start.missing.length > 0 ? 'unknown' : 'none', null)];
  return tracePath(network, source, start.destinations, traffic, start);
}
