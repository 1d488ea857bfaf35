import type { Network } from '../../../model/network.ts';
import type { NetworkAcl } from '../../../model/resources/network-acl.ts';
import type { RouteTable } from '../../../model/resources/route-table.ts';
import type { Subnet } from '../../../model/resources/subnet.ts';
import type { Vpc } from '../../../model/resources/vpc.ts';
import { scopeKey } from '../../../model/scope.ts';
import { effectiveRouteTable } from '../effective-route-table.ts';
import { networkAclOf } from '../network-acl-filter.ts';
import { once } from '../once.ts';
import type { SourceInVpc as Source } from '../source.ts';
import { isLikeOthers, isOfVpc, mayMindZone, zoneText } from './shared-ways.ts';

/** What all planes look at in the senders of a subnet: numbers that are the same for the same. */
export interface Likeness {
  /** But for the id of their route table. */
  readonly alike: number;
  /** With it. */
  readonly byTable: number;
}

/** Tells which subnets of a VPC have senders that are alike; null where it is not known what packets meet first. */
export type LikenessOf = (subnet: Subnet, senders: readonly Source[]) => Likeness | null;

export function likenessIn(network: Network, vpc: Vpc): LikenessOf {
  const texts = new Map<string, number>();
  const numberOf = (text: string) => once(texts, text, () => texts.size);
  const routes = new Map<RouteTable, string>();
  const acls = new Map<NetworkAcl, number>();
  return (subnet, senders) => {
    const table = effectiveRouteTable(network, subnet);
    const acl = networkAclOf(network, subnet);
    if (!table.known || !acl.known) return null;
    const acrossAcl = once(acls, acl.value, () => acls.size);
    const place = mindsZone(network, vpc, table.value) ? zoneText(subnet) : 'any zone';
    const kinds = senders.map(senderText).join(' and ');
    const text = `${acrossAcl} in ${place}: ${kinds}`;
    const byRoutes = once(routes, table.value, () => routesText(vpc, table.value));
    return {
      alike: numberOf(`${byRoutes} across ${text}`),
      byTable: numberOf(`${table.value.id} across ${text}`),
    };
  };
}

/** The same text for tables that say the same; a table that is not of the VPC's own account is like no other. */
function routesText(vpc: Vpc, table: RouteTable): string {
  const { routes } = table;
  return routes.known && isOfVpc(table, vpc) ? JSON.stringify(routes.value) : table.id;
}

function mindsZone(network: Network, vpc: Vpc, { routes }: RouteTable): boolean {
  return !routes.known || routes.value.some((route) => mayMindZone(network, vpc, route));
}

/** What planes look at in a sender, but for the addresses that it sends from. */
function senderText(source: Source): string {
  const { addresses, publicAddresses } = source;
  const families = `${addresses.hasIpv4() ? 'IPv4' : ''} ${addresses.hasIpv6() ? 'IPv6' : ''}`;
  const isPublic = publicAddresses.isEmpty() ? 'private' : 'public';
  return `${groupsText(source)} ${families} ${isPublic} ${isLikeOthers(source) ? 'like others' : 'unlike others'}`;
}

/** The same text for senders that carry the same groups. */
export function groupsText({ groupIds, resource: { account, region, scope } }: Source): string {
  return `${groupIds?.join() ?? 'none'} of ${account} in ${region} by ${scopeKey(scope)}`;
}
