import { type GapKind, type ZoneGap, zoneGaps } from '../../analysis/connectivity/zone-gaps.ts';
import type { Network } from '../../model/network.ts';
import type { Outcome, Problem } from '../rule.ts';
import { listed } from '../wording.ts';

/** A finding for each zone that lacks names of a kind, and what may hide others. */
export function* judgeZoneGaps(
  network: Network,
  kind: GapKind,
  describe: (gap: ZoneGap) => Pick<Problem, 'message' | 'severity'>,
): Iterable<Outcome> {
  const { items, missing } = zoneGaps(network);
  if (missing.length > 0) yield { kind: 'undecided', resource: null, missing };
  for (const gap of items) {
    if (gap.kind !== kind) continue;
    yield {
      kind: 'problem',
      resource: gap.at.resource,
      at: gap.at,
      affected: [...gap.vpcs],
      ...describe(gap),
    };
  }
}

/** `Hosted zone Z1 (kms.eu-west-1.amazonaws.com) answers for it in vpc-1`, without what follows. */
export function zoneText({ at, domain }: ZoneGap): string {
  return `Hosted zone ${at.resource.id} (${domain || '.'})`;
}

export function vpcsText({ vpcs }: ZoneGap): string {
  return listed([...vpcs].map(({ id }) => id).sort());
}

export function namesText({ names }: ZoneGap): string {
  return listed([...names].sort());
}
