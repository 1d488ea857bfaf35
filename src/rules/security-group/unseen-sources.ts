import { groupsBesideEndpoint } from '../../analysis/connectivity/source-groups.ts';
import type { MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { SecurityGroup } from '../../model/resources/security-group.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { type Undecided, undecided } from '../rule.ts';
import { undecidedAbout } from './wording.ts';

/**
 * Where not all sources are seen, a rule about them cannot tell about the endpoint, nor about each group
 * that might be at fault if they carry it. Where every group of the VPC is known to be without fault,
 * so is every source.
 */
export function* undecidedForUnseenSources(
  network: Network,
  endpoint: VpcEndpoint,
  missing: readonly MissingFact[],
  isFaultless: (group: SecurityGroup) => boolean,
): Iterable<Undecided> {
  if (missing.length === 0) return;
  const groups = groupsBesideEndpoint(network, endpoint);
  const suspects = groups.items.filter((group) => !isFaultless(group));
  if (suspects.length === 0 && groups.missing.length === 0) return;
  for (const resource of [endpoint, ...suspects]) yield undecided(resource, missing);
  if (groups.missing.length > 0) yield undecidedAbout(null, groups.missing);
}
