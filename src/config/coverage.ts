import type { Network } from '../model/network.ts';
import { matchesPattern } from '../model/pattern.ts';
import type { Resource } from '../model/resources/resource.ts';
import type { Coverage } from '../rules/engine.ts';
import type { ScopeSettings } from './config-schema.ts';

/** What a scope filter lets rules speak of. What is not known of a resource keeps nobody from speaking of it. */
export function coverageOf({ accounts, regions, vpcs, tags }: ScopeSettings, network: Network): Coverage {
  const coversPlace: Coverage['coversPlace'] = ({ account, region }) =>
    (accounts === undefined || account === null || accounts.includes(account)) &&
    (regions === undefined || region === null || regions.some((pattern) => matchesPattern(pattern, region)));
  const vpcTags = new Map(network.all('vpcs').map((vpc) => [vpc.id, vpc.tags]));
  const vpcOf = (resource: Resource) => (vpcTags.has(resource.id) ? resource.id : resource.vpcId);
  return {
    coversPlace,
    covers: (resource) => {
      const vpcId = vpcOf(resource);
      if (!coversPlace(resource)) return false;
      if (vpcs !== undefined && !(vpcId !== null && vpcs.includes(vpcId))) return false;
      const known = [resource.tags, vpcTags.get(vpcId ?? '') ?? new Map<string, string>()];
      return Object.entries(tags ?? {}).every(([key, pattern]) =>
        known.some((all) => all.has(key) && matchesPattern(pattern, all.get(key) ?? '')),
      );
    },
  };
}
