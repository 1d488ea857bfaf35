import type { MissingFact } from '../../../model/fact.ts';
import { combineAnswers, travel } from '../answer-path.ts';
import { once } from '../once.ts';
import type { PathBranch } from '../path-answer.ts';
import type { Departure, Departures } from '../path-target.ts';
import type { CombinedFates } from './judge-fates.ts';
import type { Outcome } from './outcomes.ts';

/** Where packets of one kind of sender go, and what becomes of them. */
export interface Fate {
  /** The same for the same. */
  readonly key: string;
  readonly departures: Departures;
  /** One for each departure; null where it leads nowhere. */
  readonly outcomes: readonly (Outcome | null)[];
}

/** What becomes of packets that depart so. */
export function fateOf(departures: Departures, outcomes: Fate['outcomes']): Fate {
  const key = outcomes.map((outcome) => outcome?.number ?? 'nowhere').join();
  return { key, departures, outcomes };
}

/** Whether nothing blocks or is missing before the way begins. */
export function isSilent({ flight: { hops, missing, destinations } }: Departure): boolean {
  return !destinations.isEmpty() && missing.length === 0 && hops.every(({ decision }) => decision === 'pass');
}

/** Whether an outcome says the same of all destinations, whichever of them are meant. */
export function isOne(outcome: Outcome | null | undefined): boolean {
  return outcome?.branches.length === 1;
}

/** Whether the outcomes tell all. */
export function isPlain({ departures: { departures }, outcomes }: Fate): boolean {
  return departures.every(
    (departure, index) => isSilent(departure) && (departure.vague.length === 0 || isOne(outcomes[index])),
  );
}

/** What becomes of packets of all kinds of sender, and of those of each. */
export function combinedFates(fates: readonly Fate[], missing: readonly MissingFact[]): CombinedFates {
  const branches = new Map<string, readonly PathBranch[]>();
  for (const { key, departures, outcomes } of fates) {
    once(branches, key, () => {
      const byDestinations = new Map(
        departures.departures.map(({ flight }, index) => [
          flight.destinations,
          outcomes[index]?.branches ?? [],
        ]),
      );
      return travel(departures.departures, (destinations) => byDestinations.get(destinations) ?? []);
    });
  }
  return {
    whole: combineAnswers([...branches.values()], missing),
    each: fates.map(({ key }) => branches.get(key) ?? []),
  };
}
