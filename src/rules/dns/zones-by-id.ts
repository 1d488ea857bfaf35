import type { ZoneAnswer } from '../../analysis/connectivity/zone-answers.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';

/** What one hosted zone answers in some VPCs, where it has a place in the input. */
export interface ZoneInVpcs {
  readonly at: Place;
  readonly domain: string;
  readonly names: Set<string>;
  readonly vpcs: Set<Vpc>;
}

/** The answers by zone, so that one zone gives one finding. */
export function zonesById(answers: readonly ZoneAnswer[]): readonly ZoneInVpcs[] {
  const found = new Map<string, ZoneInVpcs>();
  for (const { zone, vpc, name, answer } of answers) {
    const at = answer.decisions.at(-1)?.at;
    if (!at) continue;
    const same = found.get(zone.hostedZoneId) ?? {
      at,
      domain: zone.domain,
      names: new Set<string>(),
      vpcs: new Set<Vpc>(),
    };
    found.set(zone.hostedZoneId, same);
    same.names.add(name);
    same.vpcs.add(vpc);
  }
  return [...found.values()];
}
