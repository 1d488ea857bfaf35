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

/** What all planes look at in the senders of a subnet: numbers that are the same for the same, and for nothing else. */
export interface Likeness {
  /** But for the id of their route table. */
  readonly alike: number;
  /** With it. */
  readonly byTable: number;
  /** But for the id, and for the order in which they come. */
  readonly inAnyOrder: number;
}

/** Tells which senders of a VPC are alike; null where it is not known what their packets meet first. */
export interface Likenesses {
  /** A number that is the same for senders that are alike, but for the ids of their route tables. */
  readonly ofSender: (sender: Source) => number | null;
  readonly ofAll: (subnet: Subnet, senders: readonly Source[]) => Likeness | null;
}

/** All kinds of sender in the subnets of a VPC that are asked about. */
export interface SendersInVpc {
  readonly vpc: Vpc;
  readonly sources: readonly Source[];
  readonly likenesses: Likenesses;
}

/** The senders as one; null where there is none. */
export function sendersInVpc(network: Network, sources: readonly Source[]): SendersInVpc | null {
  const vpc = sources[0]?.vpc;
  return vpc ? { vpc, sources, likenesses: likenessesIn(network, vpc) } : null;
}

function likenessesIn(network: Network, vpc: Vpc): Likenesses {
  const texts = new Map<string, number>();
  const numberOf = (text: string) => once(texts, text, () => texts.size);
  const routes = new Map<RouteTable, number>();
  const acls = new Map<NetworkAcl, number>();
  const standings = new Map<Subnet, string | null>();
  const senders = new Map<Source, number | null>();

  /** What packets meet that leave a subnet. */
  const findStanding = (subnet: Subnet): string | null => {
    const table = effectiveRouteTable(network, subnet);
    const acl = networkAclOf(network, subnet);
    if (!table.known || !acl.known) return null;
    const byRoutes = once(routes, table.value, () => numberOf(routesText(vpc, table.value)));
    const acrossAcl = once(acls, acl.value, () => acls.size);
    const place = mindsZone(network, vpc, table.value) ? zoneText(subnet) : 'any zone';
    return `${byRoutes} ${acrossAcl} ${place}`;
  };

  const ofSender = (sender: Source) =>
    once(senders, sender, () => {
      const standing = once(standings, sender.subnet, () => findStanding(sender.subnet));
      return standing === null ? null : numberOf(`${senderText(sender)} ${standing}`);
    });

  const ofAll = (subnet: Subnet, some: readonly Source[]): Likeness | null => {
    const table = effectiveRouteTable(network, subnet);
    const numbers = some.flatMap((sender) => ofSender(sender) ?? []);
    if (!table.known || numbers.length < some.length) return null;
    return {
      alike: numberOf(numbers.join()),
      byTable: numberOf(`${numbers.join()} by ${table.value.id}`),
      inAnyOrder: numberOf(`any order of ${[...numbers].sort((a, b) => a - b).join()}`),
    };
  };
  return { ofSender, ofAll };
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
