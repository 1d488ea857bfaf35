import { domainsFrom } from '../../../model/dns-name.ts';
import { type Fact, flatMap, isFalse, type MissingFact } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { Place } from '../../../model/resources/resource.ts';
import type { Vpc } from '../../../model/resources/vpc.ts';
import { once } from '../once.ts';
import { authoritiesOf } from './authorities.ts';
import type { RuleForDomain, Zone } from './authority.ts';

/** Who answers a query of a VPC's hosts. */
export type Responder =
  | { readonly kind: 'zone'; readonly zone: Zone }
  | { readonly kind: 'forwarded'; readonly rule: RuleForDomain }
  | { readonly kind: 'public' }
  | { readonly kind: 'uncertain'; readonly at: Place; readonly missing: readonly MissingFact[] };

/**
 * Who answers for a name: of all zones and rules whose domain is the name's own or above it, the most specific
 * (5.3). At one domain a forwarding rule comes before a zone, and what is associated with the VPC itself before
 * what a Profile carries (C8). A system rule takes the name back from forwarding rules of domains above, and
 * zones answer as if there were none (DNS13).
 */
export function whoAnswers(network: Network, vpc: Vpc, name: string): Responder {
  const { rules, zones, ruleDoubts, zoneDoubts, profileDoubts } = authoritiesOf(network, vpc);
  const counting = zonesCount(network, vpc);
  const mayCount = !isFalse(counting);
  const unlessCounting = counting.known ? [] : counting.missing;
  const [ruleDoubt] = ruleDoubts;
  if (ruleDoubt) return uncertain(ruleDoubt.at, ruleDoubts);
  let rulesCount = true;
  for (const domain of domainsAbove(network, vpc, name)) {
    const rule = rulesCount ? strongest(rules.get(domain) ?? []) : undefined;
    if (rule?.ruleType === 'system' && rule.missing.length === 0) rulesCount = false;
    else if (rule) return byRule(rule);
    if (mayCount) {
      const answering = byZones(zones.get(domain) ?? [], vpc, unlessCounting);
      if (answering) return answering;
    }
    if (domain !== name) continue;
    const inDoubt = [
      ...(mayCount ? zoneDoubts.filter((doubt) => doubt.mayAnswer(name)) : []),
      ...profileDoubts,
    ];
    const [doubt] = inDoubt;
    if (doubt) return uncertain(doubt.at, inDoubt, unlessCounting);
  }
  return { kind: 'public' };
}

/** The name and all domains above it: the same texts for all VPCs that ask for it. */
function domainsAbove(network: Network, { scope }: Vpc, name: string): readonly string[] {
  const names = network.memoOf(scope, 'domains of names', () => new Map<string, readonly string[]>());
  return once(names, name, () => domainsFrom(name));
}

/** Whether private zones answer the hosts of a VPC at all, as they do where its DNS host names are on (DNS2). */
export function zonesCount(network: Network, vpc: Vpc): Fact<boolean> {
  return flatMap(
    network.answerFor('vpcAttributes', vpc.id, vpc),
    (attributes) => attributes.enableDnsHostnames,
  );
}

/** AWS allows one rule for a domain in a VPC; of several, one that takes names away decides. */
function strongest(rules: readonly RuleForDomain[]): RuleForDomain | undefined {
  return rules.find(({ ruleType }) => ruleType !== 'system') ?? rules[0];
}

function byRule(rule: RuleForDomain): Responder {
  if (rule.missing.length > 0) return uncertain(rule.at, [rule]);
  if (rule.ruleType === 'forward') return { kind: 'forwarded', rule };
  const { id } = rule.rule;
  return uncertain(rule.at, [{ missing: [rule.rule.missing(`what ${id} of type ${rule.ruleType} does`)] }]);
}

function byZones(zones: readonly Zone[], vpc: Vpc, unlessCounting: readonly MissingFact[]): Responder | null {
  const certain = zones.filter(({ missing }) => missing.length === 0);
  const [zone, other] = certain.length > 0 ? certain : zones;
  if (!zone) return null;
  // AWS allows one zone of a name in a VPC (DNS10), so this is no state of one moment.
  if (other && certain.length > 0) {
    const several = vpc.missing(
      `which of ${certain.length} zones of ${zone.domain} answers`,
      'hostedZonesByVpc',
    );
    return uncertain(vpc.at(), [{ missing: [several] }], unlessCounting);
  }
  return certain.length === 0 || unlessCounting.length > 0
    ? uncertain(zone.at, zones, unlessCounting)
    : { kind: 'zone', zone };
}

function uncertain(
  at: Place,
  doubts: readonly { readonly missing: readonly MissingFact[] }[],
  more: readonly MissingFact[] = [],
): Responder {
  return { kind: 'uncertain', at, missing: [...doubts.flatMap(({ missing }) => missing), ...more] };
}
