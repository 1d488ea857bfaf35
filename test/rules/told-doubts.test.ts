/** What a rule says of an estate in which it finds something when one fact is missing, or is another. */
import { it } from 'vitest';
import { buildNetwork } from '../../src/model/build-network.ts';
import type { FamilyName } from '../../src/model/fact-families.ts';
import type { Network } from '../../src/model/network.ts';
import { snapshotOfFacts } from '../../src/model/snapshot-of-facts.ts';
import { runRules } from '../../src/rules/engine.ts';
import { rules } from '../../src/rules/registry.ts';
import type { Facts, Rule, RuleExample } from '../../src/rules/rule.ts';
import { expectTold } from '../analysis/told/expect-told.ts';
import { perturbed } from '../analysis/told/perturb-facts.ts';
import { toldVerdicts } from './told/told-verdicts.ts';

/** Rules that ask the analysis what no way does: whom names are for, and who is admitted. */
const asking = [
  'hub-private-dns-assumed-global',
  'dns-phz-missing-apex',
  'sg-endpoint-ingress-source-not-covered',
  'nacl-endpoint-missing-listener-port',
];
const chosen = rules.filter(({ id }) => asking.includes(id));

function networkOf(facts: Facts): Network {
  return buildNetwork(snapshotOfFacts(structuredClone(facts))).network;
}

function said(rule: Rule, network: Network): readonly string[] {
  return toldVerdicts(runRules(network, [{ rule }]));
}

function doubts(rule: Rule, facts: Facts): readonly string[] {
  const read = new Set<FamilyName>();
  const whole = said(
    rule,
    networkOf(facts).observed((family) => read.add(family)),
  );
  const byText = new Map<string, string[]>();
  for (const { what, facts: other } of perturbed(facts, read)) {
    const verdicts = said(rule, networkOf(other));
    const text = [
      ...verdicts.filter((each) => !whole.includes(each)),
      ...(verdicts.length === 0 ? ['nothing'] : []),
    ].join('\n');
    if (text === '') continue;
    const before = byText.get(text);
    if (before) before.push(what);
    else byText.set(text, [what]);
  }
  return [...whole, '', ...[...byText].flatMap(([text, what]) => [`with ${what.join('; ')}`, text, ''])];
}

it.each(chosen.map((rule) => [rule.id, rule] as const))('told: doubts of %s', (id, rule) => {
  const isTelling = ({ findings = [] }: RuleExample) => findings.length > 0;
  const [example] = rule.examples.filter(isTelling);
  expectTold(`rules/${id}`, doubts(rule, example?.facts ?? {}));
});
