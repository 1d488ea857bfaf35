import type { DeclaredItem } from '../infrastructure-code/declared-item.ts';
import { type Existing, nothingElse } from '../infrastructure-code/declared-items.ts';
import { leaveDoubtfulOpen } from './leave-doubtful-open.ts';
import type { Stack } from './stack.ts';
import { translateCompute } from './translate/compute.ts';
import { translateEndpointServices } from './translate/endpoint-services.ts';
import { translateEndpoints } from './translate/endpoints.ts';
import { translateGateways } from './translate/gateways.ts';
import { translateLoadBalancers } from './translate/load-balancers.ts';
import { translateNames } from './translate/names.ts';
import { translateNetworkAcls } from './translate/network-acls.ts';
import { translatePeerings } from './translate/peerings.ts';
import { translatePolicies } from './translate/policies.ts';
import { translatePrefixLists } from './translate/prefix-lists.ts';
import { translateRoles } from './translate/roles.ts';
import { translateRouteTables } from './translate/route-tables.ts';
import { translateSecurityGroups } from './translate/security-groups.ts';
import { translateSubnets } from './translate/subnets.ts';
import { translateTransitGateways } from './translate/transit-gateways.ts';
import { translateVpcs } from './translate/vpcs.ts';
import { Translation } from './translation.ts';

/** In this order: later ones look up what earlier ones declared. */
const translators = [
  translateVpcs,
  translateSubnets,
  translateGateways,
  translateRouteTables,
  translateSecurityGroups,
  translateNetworkAcls,
  translatePrefixLists,
  translateEndpoints,
  translateEndpointServices,
  translateLoadBalancers,
  translatePeerings,
  translateTransitGateways,
  translateNames,
  translatePolicies,
  translateRoles,
  translateCompute,
];

/** The items of stacks as AWS would state them once they are deployed. */
export function itemsOf(stacks: readonly Stack[], existing: Existing = nothingElse): readonly DeclaredItem[] {
  const translation = new Translation(stacks, existing);
  for (const translator of translators) translator(translation);
  leaveDoubtfulOpen(translation);
  return translation.items;
}
