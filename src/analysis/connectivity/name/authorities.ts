import { isFalse, type MissingFact } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { Vpc } from '../../../model/resources/vpc.ts';
import type { Doubt, RuleForDomain, Zone } from './authority.ts';
import { customerZones } from './customer-zone.ts';
import { managedZones } from './managed-zone.ts';
import { resolverRules } from './resolver-rule.ts';

/** Everything that is associated with a VPC and answers its hosts' queries before public DNS does (5.3). */
export interface Authorities {
  readonly zones: ReadonlyMap<string, readonly Zone[]>;
  readonly rules: ReadonlyMap<string, readonly RuleForDomain[]>;
  readonly zoneDoubts: readonly Doubt[];
  readonly ruleDoubts: readonly Doubt[];
  readonly profileDoubts: readonly Doubt[];
  /** What was not collected and is taken to be absent where an answer exists without it. */
  readonly uncollected: readonly Uncollected[];
}

export interface Uncollected {
  readonly kind: 'hosted zone' | 'resolver rule' | 'Route 53 Profile';
  readonly missing: readonly MissingFact[];
}

/** What answers the queries of a VPC's hosts, and what may do so. */
export function authoritiesOf(network: Network, vpc: Vpc): Authorities {
  return network.memoOf(vpc, 'DNS authorities', () => {
    const managed = managedZones(network, vpc);
    const customer = customerZones(network, vpc, managed.domains);
    const rules = resolverRules(network, vpc);
    const profiles = profileDoubts(network, vpc);
    const uncollected: readonly Uncollected[] = [
      { kind: 'hosted zone', missing: customer.missing },
      { kind: 'resolver rule', missing: rules.missing },
      { kind: 'Route 53 Profile', missing: profiles.missing },
    ];
    return {
      zones: byDomain([...managed.zones, ...customer.zones]),
      rules: byDomain(rules.rules),
      zoneDoubts: [...managed.doubts, ...customer.doubts],
      ruleDoubts: rules.doubts,
      profileDoubts: profiles.doubts,
      uncollected: uncollected.filter(({ missing }) => missing.length > 0),
    };
  });
}

/** What a Profile carries is not in the input, so that it may answer for any name (DNS32). */
function profileDoubts(
  network: Network,
  vpc: Vpc,
): { readonly doubts: readonly Doubt[]; readonly missing: readonly MissingFact[] } {
  const { items, missing } = network.inVpc('profileAssociations', vpc);
  const doubts = items
    .filter((association) => !isFalse(association.isInEffect))
    .map((association): Doubt => {
      const profile = association.raw.ProfileId ?? association.id;
      const carried = association.missing(`what ${profile} carries to ${vpc.id} is not collected`);
      return {
        kind: 'doubt',
        at: association.at(),
        missing: [carried, ...(association.isInEffect.known ? [] : association.isInEffect.missing)],
        mayAnswer: () => true,
      };
    });
  return { doubts, missing };
}

function byDomain<T extends { readonly domain: string }>(
  items: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const domains = new Map<string, T[]>();
  for (const item of items) {
    const same = domains.get(item.domain);
    if (same) same.push(item);
    else domains.set(item.domain, [item]);
  }
  return domains;
}
