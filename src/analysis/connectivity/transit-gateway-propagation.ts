import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import { all, type Fact, flatMap, isTrue, type MissingFact, map, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { TransitGatewayRoute, TransitGatewayRoutes } from '../../model/resources/peering-and-transit.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { TableAttachment, TransitGatewayPropagations } from '../../model/resources/transit-gateway.ts';
import { attachmentNamed, stateOf, vpcOfAttachment } from './transit-gateway-attachment.ts';

/** A route with its place in the input. */
export interface PlacedRoute {
  readonly route: TransitGatewayRoute;
  readonly at: Place;
}

/** Routes that propagations make. */
export interface PropagatedRoutes {
  readonly routes: readonly PlacedRoute[];
  /** Destinations that propagated routes may lead to, without being known to. */
  readonly open: AddressSet;
  readonly missing: readonly MissingFact[];
}

/** What one attachment propagates. */
interface Share extends PropagatedRoutes {
  readonly addresses: AddressSet;
}

/**
 * The routes that propagations make in a table: an attached VPC propagates its blocks (C5). What VPN, Direct
 * Connect and the like propagate is nowhere to be seen. Of VPCs with common addresses AWS takes the routes of
 * one, which is not known.
 */
export function propagatedRoutes(
  network: Network,
  gatewayId: string,
  answer: TransitGatewayRoutes,
): Fact<PropagatedRoutes> {
  const missing = network.missing('transitGatewayRouteTablePropagations', answer);
  if (missing.length > 0) return unknown(...missing);
  const found = network.answerFor('transitGatewayRouteTablePropagations', answer.id, answer);
  return flatMap(found, (table) =>
    flatMap(table.propagations, (items) =>
      map(
        all(
          items
            .filter(({ state }) => state !== 'disabled' && state !== 'not-enabled')
            .map((item) => shareOf(network, gatewayId, table, item)),
        ),
        (shares) => together(table, shares),
      ),
    ),
  );
}

function shareOf(
  network: Network,
  gatewayId: string,
  table: TransitGatewayPropagations,
  item: TableAttachment,
): Fact<Share> {
  const { attachmentId, resourceId, resourceType } = item;
  if (attachmentId === null || resourceType !== 'vpc') {
    return unknown(table.missing(`what ${attachmentId ?? 'an attachment'} propagates to ${table.id}`));
  }
  const attachment = attachmentNamed(network, attachmentId, gatewayId, table);
  return flatMap(vpcOfAttachment(network, attachment, resourceId), (vpc) =>
    map(vpc.cidrs, (cidrs): Share => {
      const addresses = AddressSet.fromCidrs(cidrs);
      const state = stateOf(attachment);
      if (item.state !== 'enabled' || !state.known || state.value !== 'available') {
        const reason = `whether ${attachmentId} propagates to ${table.id}`;
        return { routes: [], addresses, open: addresses, missing: [table.missing(reason)] };
      }
      const ipv6 = attachment.ofVpc?.supports('Ipv6Support') ?? null;
      const takesIpv6 = ipv6 !== null && isTrue(ipv6);
      const taken = cidrs.filter((text) => takesIpv6 || parseCidr(text)?.family === 4);
      const isOpen = ipv6 === null || !ipv6.known;
      const open = isOpen ? addresses.ipv6Only() : AddressSet.empty;
      return {
        routes: taken.map((cidr) => ({
          route: routeTo(cidr, item),
          at: table.at(`/TransitGatewayRouteTablePropagations/${item.index}`),
        })),
        addresses,
        open,
        missing: open.isEmpty() ? [] : [table.missing(`whether ${attachmentId} carries IPv6`)],
      };
    }),
  );
}

function routeTo(
  cidr: string,
  { index, attachmentId, resourceId, resourceType }: TableAttachment,
): TransitGatewayRoute {
  return {
    index,
    cidr,
    prefixListId: null,
    attachments: [{ id: attachmentId, resourceType, resourceId }],
    attachmentIds: attachmentId === null ? [] : [attachmentId],
    vpcIds: resourceId === null ? [] : [resourceId],
    type: 'propagated',
    state: 'active',
  };
}

function together(table: TransitGatewayPropagations, shares: readonly Share[]): PropagatedRoutes {
  let seen = AddressSet.empty;
  let common = AddressSet.empty;
  for (const { addresses } of shares) {
    common = common.union(seen.intersect(addresses));
    seen = seen.union(addresses);
  }
  const missing = shares.flatMap((share) => share.missing);
  return {
    routes: shares.flatMap(({ routes }) => routes),
    open: AddressSet.unionAll([common, ...shares.map(({ open }) => open)]),
    missing: common.isEmpty()
      ? missing
      : [...missing, table.missing(`VPCs with common addresses propagate to ${table.id}`)],
  };
}
