import { expect, it } from 'vitest';
import { buildNetwork } from '../../src/model/build-network.ts';
import { snapshotOfFacts } from '../../src/model/snapshot-of-facts.ts';
import { runRules } from '../../src/rules/engine.ts';
import { rules } from '../../src/rules/registry.ts';
import type { Rule, RuleExample } from '../../src/rules/rule.ts';

const firingExamples = ({ examples }: Rule): readonly RuleExample[] =>
  examples.filter(({ findings = [] }) => findings.length > 0);

/** The rules among some that fire on an example of another. */
function firing(among: readonly Rule[], { facts }: RuleExample): readonly Rule[] {
  const { network } = buildNetwork(snapshotOfFacts(structuredClone(facts)));
  const runs = among.map((rule) => ({ rule }));
  const { findings, faults } = runRules(network, runs);
  expect(faults).toEqual([]);
  const fired = new Set(findings.map(({ rule }) => rule));
  return among.filter(({ id }) => fired.has(id));
}

/** The rules that fire wherever an example says that this one does. */
function companions(rule: Rule): ReadonlySet<Rule> {
  const others = rules.filter((other) => other !== rule);
  return new Set(firingExamples(rule).reduce(firing, others));
}

// More estates can only tell rules further apart: two that differ over these differ over all that hold them. What each
// rule says of breakages one at a time is in test/known-good.
it('no two rules fire on the same estates, for then they would be one', { timeout: 60_000 }, () => {
  const always = new Map(rules.map((rule) => [rule, companions(rule)]));
  const pairs = rules.flatMap((rule) =>
    [...(always.get(rule) ?? [])]
      .filter((other) => rule.id < other.id && always.get(other)?.has(rule))
      .map((other) => [rule, other]),
  );
  const same = pairs.filter(
    (pair) =>
      !rules.some((third) => firingExamples(third).some((example) => firing(pair, example).length === 1)),
  );
  expect(same.map((pair) => pair.map(({ id }) => id).join(' and '))).toEqual([]);
});
