/** What is said of a way when one fact is missing, or is another: what differs, once for all facts that lead to it. */
import { buildNetwork } from '../../../src/model/build-network.ts';
import type { FamilyName } from '../../../src/model/fact-families.ts';
import type { Network } from '../../../src/model/network.ts';
import type { Scope } from '../../../src/model/scope.ts';
import { snapshotOfFacts } from '../../../src/model/snapshot-of-facts.ts';
import type { Facts } from '../../../src/rules/rule.ts';
import { perturbed } from './perturb-facts.ts';
import { type Question, toldWays } from './told-ways.ts';

export type Scopes = readonly (readonly [Scope, Facts])[];

function networkOf(scopes: Scopes): Network {
  const { network } = buildNetwork({
    documents: [],
    scopes: scopes.flatMap(([scope, facts]) => snapshotOfFacts(structuredClone(facts), scope).scopes),
    collectedAt: null,
  });
  return network;
}

export function toldDoubts(scopes: Scopes, question: Question): readonly string[] {
  const read = new Set<FamilyName>();
  const whole = toldWays(
    networkOf(scopes).observed((family) => read.add(family)),
    question,
  );
  const byDifference = new Map<string, string[]>();
  for (const [number, [scope, facts]] of scopes.entries()) {
    for (const { what, facts: other } of perturbed(facts, read)) {
      const lines = toldWays(networkOf(scopes.with(number, [scope, other])), question);
      const difference = lines.filter((line) => !whole.includes(line));
      if (difference.length === 0) continue;
      const text = difference.join('\n');
      const before = byDifference.get(text);
      if (before) before.push(what);
      else byDifference.set(text, [what]);
    }
  }
  return [...whole, ...[...byDifference].flatMap(([text, what]) => [`with ${what.join('; ')}`, text, ''])];
}
