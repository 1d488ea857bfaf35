import { buildNetwork } from '../../../src/model/build-network.ts';
import type { FamilyName } from '../../../src/model/fact-families.ts';
import type { Network } from '../../../src/model/network.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { runRules } from '../../../src/rules/engine.ts';
import type { Rule } from '../../../src/rules/rule.ts';
import { type Drop, dropText, without } from './dropped-facts.ts';

/** What a rule says of a network, and what it has read to say it. */
interface Said {
  /** How severe its findings are, by resource: 0 for an error, 2 for an info; the most severe one counts. */
  readonly found: ReadonlyMap<string, number>;
  readonly open: ReadonlySet<string>;
  /** Whether it is undecided about resources that nobody sees. */
  readonly isOpenAboutUnseen: boolean;
  readonly read: ReadonlySet<FamilyName>;
}

const ranks = { error: 0, warning: 1, info: 2 } as const;

function say(rule: Rule, network: Network): Said {
  const read = new Set<FamilyName>();
  const observed = network.observed((name) => read.add(name));
  const { findings, undecided, faults } = runRules(observed, [{ rule }]);
  const [fault] = faults;
  if (fault) throw fault.error;
  const found = new Map<string, number>();
  for (const { resource, severity } of findings) {
    const key = keyOf(resource);
    found.set(key, Math.min(found.get(key) ?? ranks.info, ranks[severity]));
  }
  return {
    found,
    open: new Set(undecided.flatMap(({ affected }) => affected.map(keyOf))),
    isOpenAboutUnseen: undecided.some(({ affected }) => affected.length === 0),
    read,
  };
}

function keyOf({ type, id }: { readonly type: string; readonly id: string }): string {
  return `${type} ${id}`;
}

/** Where fewer facts lead to more findings, to more severe ones, or to silence. */
function broken(full: Said, less: Said): readonly string[] {
  const open = full.isOpenAboutUnseen;
  const appeared = [...less.found.keys()]
    .filter((key) => !full.found.has(key) && !full.open.has(key) && !open)
    .map((key) => `a new finding on ${key}`);
  const worse = [...less.found]
    .filter(([key, rank]) => rank < (full.found.get(key) ?? 0))
    .map(([key]) => `a more severe finding on ${key}`);
  const vanished = [...full.found.keys()]
    .filter((key) => !less.found.has(key) && !less.open.has(key) && !less.isOpenAboutUnseen)
    .map((key) => `no word about ${key}, which had a finding`);
  const decided = [...full.open]
    .filter((key) => !less.found.has(key) && !less.open.has(key) && !less.isOpenAboutUnseen)
    .map((key) => `no word about ${key}, which was undecided`);
  return [...appeared, ...worse, ...vanished, ...decided];
}

/** How much was tried, and every way in which it broke the law of missing facts. */
export interface Trial {
  readonly drops: number;
  /** How many pairs were judged. */
  readonly pairs: number;
  /** How often a rule ran; where it does not read what is missing, it says what it has said. */
  readonly runs: number;
  readonly faults: readonly string[];
}

/**
 * Takes every drop from a snapshot, and every two of them as far as `isWanted` says, and holds what the rules say then
 * against what they say of the whole: a finding stays or becomes undecided, a pass stays or becomes undecided.
 */
export function tryDrops(
  snapshot: Snapshot,
  rules: readonly Rule[],
  drops: readonly Drop[],
  isWanted: (pair: number) => boolean,
): Trial {
  const { network } = buildNetwork(snapshot);
  const whole = new Map(rules.map((rule) => [rule, say(rule, network)]));
  const faults: string[] = [];
  /** What one drop breaks is told once, and not for each pair that it is a part of. */
  const told = new Map<Drop, Set<string>>();
  let [runs, pairs] = [rules.length, 0];
  const judge = (rule: Rule, less: Network, dropped: readonly Drop[]): Said | null => {
    const full = whole.get(rule);
    if (!full) return null;
    runs += 1;
    try {
      const said = say(rule, less);
      const where = `without ${dropped.map(dropText).join(' and ')}`;
      for (const fault of broken(full, said).map((text) => `${rule.id}: ${text}`)) {
        if (dropped.length > 1 && dropped.some((drop) => told.get(drop)?.has(fault))) continue;
        const [only, another] = dropped;
        if (only && !another) told.set(only, (told.get(only) ?? new Set<string>()).add(fault));
        faults.push(`${fault} ${where}`);
      }
      return said;
    } catch (error) {
      faults.push(`${rule.id}: ${String(error)} without ${dropped.map(dropText).join(' and ')}`);
      return null;
    }
  };
  /** What each rule says without one drop; it is not there for rules that do not read what is dropped. */
  const without1 = drops.map((drop) => {
    const readers = rules.filter((rule) => whole.get(rule)?.read.has(drop.family));
    if (readers.length === 0) return new Map<Rule, Said>();
    const less = buildNetwork(without(snapshot, [drop])).network;
    return new Map(
      readers.flatMap((rule): readonly (readonly [Rule, Said])[] => {
        const said = judge(rule, less, [drop]);
        return said ? [[rule, said]] : [];
      }),
    );
  });
  let pair = 0;
  for (const [index, first] of drops.entries()) {
    for (const [further, second] of drops.slice(index + 1).entries()) {
      if (isWithin(first, second) || !isWanted(pair++)) continue;
      pairs += 1;
      const [alone, other] = [without1[index], without1[index + 1 + further]];
      const readers = rules.filter(
        (rule) =>
          alone?.get(rule)?.read.has(second.family) === true &&
          other?.get(rule)?.read.has(first.family) === true,
      );
      if (readers.length === 0) continue;
      const less = buildNetwork(without(snapshot, [first, second])).network;
      for (const rule of readers) judge(rule, less, [first, second]);
    }
  }
  return { drops: drops.length, pairs, runs, faults };
}

/** Whether one of two drops takes all that the other would. */
function isWithin(first: Drop, second: Drop): boolean {
  return (
    first.family === second.family &&
    first.scope === second.scope &&
    (first.field === null || second.field === null)
  );
}
