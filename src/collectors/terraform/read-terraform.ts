import type { ScopeFacts } from '../../model/snapshot.ts';
import { type DeclaredItem, declaredLists } from '../infrastructure-code/declared-item.ts';
import { type Existing, existingIn, nothingElse } from '../infrastructure-code/declared-items.ts';
import { overlayCode } from '../infrastructure-code/overlay.ts';
import type { CollectedList } from '../merge-scopes.ts';
import { Configuration } from './configuration.ts';
import type { TerraformDocument } from './document.ts';
import { scopesOf } from './provider-scopes.ts';
import { isKnownText } from './resource-ids.ts';
import { viewsOf } from './resource-view.ts';
import { translateCompute } from './translate/compute.ts';
import { translateEndpointServices } from './translate/endpoint-services.ts';
import { translateEndpoints } from './translate/endpoints.ts';
import { translateGateways } from './translate/gateways.ts';
import { translateLoadBalancers } from './translate/load-balancers.ts';
import { translateNames } from './translate/names.ts';
import { translateNetworkAcls } from './translate/network-acls.ts';
import { translatePeerings } from './translate/peerings.ts';
import { translatePrefixLists } from './translate/prefix-lists.ts';
import { translateResourcePolicies } from './translate/resource-policies.ts';
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
  translateEndpoints,
  translatePrefixLists,
  translateEndpointServices,
  translateLoadBalancers,
  translatePeerings,
  translateTransitGateways,
  translateNames,
  translateResourcePolicies,
  translateRoles,
  translateCompute,
];

/** A plan or state among the documents of a run. */
export interface ReadDocument {
  readonly document: number;
  readonly path: string;
  readonly read: TerraformDocument;
}

/**
 * The facts of plans and states as AWS would state them after the apply. Resources of two documents that have
 * no id yet and the same address are different things: they are told apart by their documents.
 */
export function readTerraform(documents: readonly ReadDocument[]): readonly CollectedList[] {
  const holders = new Map<string, number>();
  for (const { read } of documents) {
    for (const address of newAddresses(read)) holders.set(address, (holders.get(address) ?? 0) + 1);
  }
  return documents.flatMap(({ document, path, read }) => {
    const isAlike = newAddresses(read).some((address) => (holders.get(address) ?? 0) > 1);
    return declaredLists(translate(read, isAlike ? ` (${path})` : ''), document, 'terraform');
  });
}

function newAddresses({ resources }: TerraformDocument): readonly string[] {
  return resources.filter(({ values }) => !isKnownText(values['id'])).map(({ address }) => address);
}

function translate(
  document: TerraformDocument,
  qualifier: string,
  existing: Existing = nothingElse,
): readonly DeclaredItem[] {
  const configuration = new Configuration(document);
  const scopeOf = scopesOf(document, configuration);
  const views = viewsOf(document, configuration, qualifier);
  const translation = new Translation(views, document.former, ({ resource }) => scopeOf(resource), existing);
  for (const translator of translators) translator(translation);
  return translation.items;
}

/** What plans change in what exists. States tell what exists: they change nothing. */
export function overlayTerraform(
  scopes: readonly ScopeFacts[],
  documents: readonly ReadDocument[],
): readonly ScopeFacts[] {
  let result = scopes;
  for (const { document, read } of documents) {
    if (read.kind !== 'plan') continue;
    const existing = existingIn(result);
    const before = translate({ ...read, resources: read.before, former: [] }, '', existing);
    result = overlayCode(result, {
      document,
      source: 'terraform',
      before,
      after: translate(read, '', existing),
    });
  }
  return result;
}
