import type { PathVerdict } from '../../../../src/analysis/connectivity/path-answer.ts';
import { AddressSet } from '../../../../src/model/address-set.ts';
import type { Asked } from './ask-engine.ts';

/** All that is answered, by what it is: the same answers in other branches are the same. */
export function answersOf({ branches }: Asked): ReadonlyMap<string, AddressSet> {
  const answers = new Map<string, AddressSet>();
  for (const { verdict, via, viaId, hops, destinations, missing } of branches) {
    const blockers = hops.filter(({ decision }) => decision === 'block');
    const reasons = new Set(blockers.map(({ reason, component }) => `${reason} ${component.id}`));
    const facts = missing.map(({ family, reason }) => `${family}: ${reason}`);
    const key = JSON.stringify([verdict, via, viaId, [...reasons].sort(), facts]);
    answers.set(key, (answers.get(key) ?? AddressSet.empty).union(destinations));
  }
  return new Map([...answers].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The destinations of each verdict; all of them are unknown where the sender is not known. */
function verdictsOf(asked: Asked | null): ReadonlyMap<PathVerdict, AddressSet> {
  if (!asked) return new Map([['unknown', AddressSet.all]]);
  const verdicts = new Map<PathVerdict, AddressSet>();
  for (const { verdict, destinations } of asked.branches) {
    verdicts.set(verdict, (verdicts.get(verdict) ?? AddressSet.empty).union(destinations));
  }
  return verdicts;
}

/** The first change of verdict, of some addresses, that is not allowed; null when all are. */
export function forbiddenChange(
  before: Asked | null,
  after: Asked | null,
  isAllowed: (before: PathVerdict, after: PathVerdict) => boolean,
): string | null {
  for (const [was, destinations] of verdictsOf(before)) {
    for (const [is, others] of verdictsOf(after)) {
      if (isAllowed(was, is)) continue;
      const [changed] = destinations.intersect(others).toCidrs();
      if (changed !== undefined) return `${changed} was ${was} and is ${is}`;
    }
  }
  return null;
}
