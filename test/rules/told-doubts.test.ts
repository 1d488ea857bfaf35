/** What a rule says of an estate in which it finds something when one fact is missing, or is another. */
import { it } from 'vitest';
import { buildNetwork } from '../../src/model/build-network.ts';
import { snapshotOfFacts } from '../../src/model/snapshot-of-facts.ts';
import { runRules } from '../../src/rules/engine.ts';
import { rules } from '../../src/rules/registry.ts';
import type { Facts, Rule, RuleExample } from '../../src/rules/rule.ts';
import { expectTold } from '../analysis/told/expect-told.ts';
import { perturbed } from '../analysis/told/perturb-facts.ts';
import { toldVerdicts } from './told/told-verdicts.ts';

/** Rules that ask the analysis what no way does: who is admitted, what names are for, where detours lead. */
const asking = [
  'dns-forward-rule-captures-service',
  'private-dns-disabled',
  'endpoint-service-no-targets-in-az',
  'hub-phz-not-associated',
  'hub-private-dns-assumed-global',
  'nacl-endpoint-missing-listener-port',
  'resilience-nlb-provider-single-target-az',
  'route-middlebox-asymmetric',
  'sg-endpoint-default-sg-only',
  'sg-endpoint-ingress-source-not-covered',
  'sg-endpoint-stale-reference',
  'sg-endpoint-tgw-sg-reference',
  'sg-source-egress-missing-prefix-list',
];
const chosen = rules.filter(({ id }) => asking.includes(id));

function said(rule: Rule, facts: Facts): readonly string[] {
  const { network } = buildNetwork(snapshotOfFacts(structuredClone(facts)));
  return toldVerdicts(runRules(network, [{ rule }]));
}

function doubts(rule: Rule, facts: Facts): readonly string[] {
  const whole = said(rule, facts);
  const byText = new Map<string, string[]>();
  for (const { what, facts: other } of perturbed(facts)) {
    const verdicts = said(rule, other);
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
