import { domainOfWildcard } from '../../model/dns-name.ts';
import type { Listing } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { zoneAnswers } from './zone-answers.ts';

/** How a name of a service stands to the zone that answers for it without a record. */
export type GapKind = 'apex' | 'wildcard' | 'below';

/** Names of services that a hosted zone keeps from being found in some VPCs. */
export interface ZoneGap {
  readonly kind: GapKind;
  readonly domain: string;
  readonly at: Place;
  readonly names: ReadonlySet<string>;
  readonly vpcs: ReadonlySet<Vpc>;
}

interface GrowingGap extends ZoneGap {
  readonly names: Set<string>;
  readonly vpcs: Set<Vpc>;
}

/** The names for which a private hosted zone answers and has no record: nobody else is asked then (5.3). */
export function zoneGaps(network: Network): Listing<ZoneGap> {
  const { items, missing } = zoneAnswers(network);
  const gaps = new Map<string, GrowingGap>();
  for (const { zone, vpc, name, answer } of items) {
    const refusal = answer.decisions.find(
      ({ reason, decision }) => reason === 'name-not-found' && decision === 'block',
    );
    if (!refusal) continue;
    const { domain, hostedZoneId } = zone;
    const kind = kindOf(name, domain);
    const key = `${hostedZoneId} ${kind}`;
    const gap = gaps.get(key) ?? {
      kind,
      domain,
      at: refusal.at,
      names: new Set<string>(),
      vpcs: new Set<Vpc>(),
    };
    gaps.set(key, gap);
    gap.names.add(name);
    gap.vpcs.add(vpc);
  }
  return { items: [...gaps.values()], missing };
}

function kindOf(name: string, domain: string): GapKind {
  if (name === domain) return 'apex';
  return domainOfWildcard(name) === domain ? 'wildcard' : 'below';
}
