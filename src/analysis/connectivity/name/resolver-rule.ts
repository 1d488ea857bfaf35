import { type Fact, flatMap, isFalse, known, type MissingFact, map, unknown } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { ResolverRule, ResolverRuleAssociation } from '../../../model/resources/resolver-rule.ts';
import type { Vpc } from '../../../model/resources/vpc.ts';
import type { Doubt, RuleForDomain } from './authority.ts';

export interface ResolverRules {
  readonly rules: readonly RuleForDomain[];
  readonly doubts: readonly Doubt[];
  /** Empty when it is known which rules are associated with the VPC. */
  readonly missing: readonly MissingFact[];
}

/**
 * The resolver rules that apply to the queries of a VPC (DNS13). Rules that AWS defines of itself, and those
 * that delegate or resolve recursively, change no answer that zones or public DNS give.
 */
export function resolverRules(network: Network, vpc: Vpc): ResolverRules {
  const rules: RuleForDomain[] = [];
  const doubts: Doubt[] = [];
  const { items, missing } = network.inVpc('resolverRuleAssociations', vpc);
  for (const association of items) {
    const inEffect = association.isInEffect;
    if (isFalse(inEffect) || isAutodefined(association)) continue;
    const at = association.at('/ResolverRuleId');
    const doubtful = inEffect.known ? [] : inEffect.missing;
    const rule = describedRule(network, association, vpc);
    if (!rule.known) doubts.push({ kind: 'doubt', at, missing: rule.missing, mayAnswer: () => true });
    else if (decidesQueries(rule.value.ruleType)) {
      rules.push({ kind: 'rule', ...rule.value, at, missing: doubtful });
    }
  }
  return { rules, doubts, missing };
}

function isAutodefined({ raw: { ResolverRuleId } }: ResolverRuleAssociation): boolean {
  return ResolverRuleId?.startsWith('rslvr-autodefined-') === true;
}

function decidesQueries(ruleType: string): boolean {
  return ruleType !== 'recursive' && ruleType !== 'delegate';
}

type DescribedRule = Pick<RuleForDomain, 'rule' | 'ruleType' | 'domain'>;

function describedRule(
  network: Network,
  association: ResolverRuleAssociation,
  vpc: Vpc,
): Fact<DescribedRule> {
  const rule = flatMap(association.resolverRuleId, (id) =>
    flatMap(
      network.find('resolverRules', id, vpc),
      (found): Fact<ResolverRule> =>
        found === null ? unknown(vpc.missing(`${id} is not among the rules`, 'resolverRules')) : known(found),
    ),
  );
  return flatMap(rule, (found) =>
    flatMap(found.ruleType, (ruleType) =>
      // A rule that delegates has no domain of its own.
      decidesQueries(ruleType)
        ? map(found.domain, (domain) => ({ rule: found, ruleType, domain }))
        : known({ rule: found, ruleType, domain: '' }),
    ),
  );
}
