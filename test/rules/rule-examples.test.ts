import { describe, expect, it } from 'vitest';
import { buildNetwork } from '../../src/model/build-network.ts';
import { familyNames } from '../../src/model/fact-families.ts';
import type { Network } from '../../src/model/network.ts';
import { snapshotOfFacts } from '../../src/model/snapshot-of-facts.ts';
import { familiesRead, runRules } from '../../src/rules/engine.ts';
import { without } from '../../src/rules/example-estate.ts';
import { rules } from '../../src/rules/registry.ts';
import type { Facts, Rule, RuleExample } from '../../src/rules/rule.ts';

function networkOf(facts: Facts): Network {
  const { network, malformed } = buildNetwork(snapshotOfFacts(JSON.parse(JSON.stringify(facts))));
  expect(malformed).toEqual([]);
  return network;
}

/** Stands for subjects that were not collected. */
const unseen = '';

function verdicts(rule: Rule, example: RuleExample, facts: Facts = example.facts) {
  const result = runRules(networkOf(facts), [{ rule, options: example.options ?? {} }]);
  expect(result.faults).toEqual([]);
  return {
    findings: result.findings,
    undecided: result.undecided.flatMap(({ missing, affected }) => {
      const families = [...new Set(missing.map(({ family }) => family))].sort();
      const resources = affected.length > 0 ? affected.map(({ id }) => id) : [unseen];
      return resources.map((resource) => ({ resource, missing: families }));
    }),
  };
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  it('shows a case that fires, one that does not, and one that is undecided', () => {
    expect(rule.examples.some(({ findings = [] }) => findings.length > 0)).toBe(true);
    expect(
      rule.examples.some(({ findings = [], undecided = [] }) => findings.length + undecided.length === 0),
    ).toBe(true);
    expect(rule.examples.some(({ undecided = [] }) => undecided.length > 0)).toBe(true);
  });

  it.each(rule.examples.map((example) => [example.title, example] as const))('%s', (_title, example) => {
    const actual = verdicts(rule, example);
    const bySubject = (a: { resource: string }, b: { resource: string }) =>
      a.resource < b.resource ? -1 : 1;
    expect(actual.findings.map(({ resource }) => ({ resource: resource.id })).sort(bySubject)).toEqual(
      (example.findings ?? []).map(({ resource }) => ({ resource })).sort(bySubject),
    );
    for (const expected of example.findings ?? []) {
      const found = actual.findings.filter(
        ({ resource, message }) =>
          resource.id === expected.resource && message.includes(expected.message ?? ''),
      );
      expect(found, `a finding on ${expected.resource} that says "${expected.message}"`).not.toEqual([]);
      const severity = expected.severity ?? rule.severity;
      expect(found.map((finding) => finding.severity)).toContain(severity);
      if (expected.affected) {
        expect(found[0]?.affected.map(({ id }) => id)).toEqual([...expected.affected].sort());
      }
    }
    expect(actual.undecided.sort(bySubject)).toEqual(
      (example.undecided ?? [])
        .map(({ resource, missing }) => ({ resource: resource ?? unseen, missing: [...missing].sort() }))
        .sort(bySubject),
    );
  });

  it('reads only what it declares to need', () => {
    const read = new Set<string>();
    for (const { facts, options } of rule.examples) {
      for (const name of familiesRead(networkOf(facts), { rule, options: options ?? {} })) read.add(name);
    }
    expect([...read].filter((name) => !rule.needs.some((need) => need === name))).toEqual([]);
    expect(rule.needs.filter((need) => !read.has(need))).toEqual([]);
  });

  it('neither finds more nor says less when a family of facts is missing', () => {
    for (const example of rule.examples) {
      const full = verdicts(rule, example);
      const found = new Set(full.findings.map((finding) => finding.fingerprint));
      const open = new Set(full.undecided.map(({ resource }) => resource));
      for (const name of familyNames) {
        const missingOne = without(example.facts, name);
        if (Object.keys(missingOne).length === Object.keys(example.facts).length) continue;
        const less = verdicts(rule, example, missingOne);
        const stillOpen = new Set(less.undecided.map(({ resource }) => resource));
        const described = `"${example.title}" without ${name}`;
        const extra = less.findings.filter(
          ({ fingerprint, resource }) => !found.has(fingerprint) && !open.has(resource.id),
        );
        expect(
          extra.map(({ resource }) => resource.id),
          `new findings of ${described}`,
        ).toEqual([]);
        if (stillOpen.has(unseen)) continue;
        const stays = new Set(less.findings.map(({ fingerprint }) => fingerprint));
        const silenced = full.findings.filter(
          ({ fingerprint, resource }) => !stays.has(fingerprint) && !stillOpen.has(resource.id),
        );
        expect(
          silenced.map(({ resource }) => resource.id),
          `silenced: ${described}`,
        ).toEqual([]);
      }
    }
  });
});
