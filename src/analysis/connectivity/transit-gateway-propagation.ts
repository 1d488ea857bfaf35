import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import { all, type Fact, flatMap, isFalse, type MissingFact, map, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { TransitGatewayRoute, TransitGatewayRoutes } from '../../model/resources/peering-and-transit.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { TableAttachment, TransitGatewayPropagations } from '../../model/resources/transit-gateway.ts';
import { attachmentNamed, stateOf, vpcOfAttachment } from './transit-gateway-attachment.ts';

/** A route with its place in the input. */
export interface PlacedRoute {
  readonly route: TransitGatewayRoute;
  readonly at: Place;
  /** What is missing to tell that the table has it; null where it does. */
  readonly doubt: MissingFact | null;
}

/** What one attachment propagates. */
interface Share {
  readonly addresses: AddressSet;
  readonly routes: readonly PlacedRoute[];
}

/**
 * The routes that propagations make in a table: an attached VPC propagates its blocks (C5). What VPN, Direct
 * Connect and the like propagate is nowhere to be seen. Of VPCs with common addresses AWS takes the routes of
 * the one that was attached first, which is not known.
 */
export function propagatedRoutes(
  network: Network,
  gatewayId: string,
  answer: TransitGatewayRoutes,
): Fact<readonly PlacedRoute[]> {
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
      const state = stateOf(attachment);
      const isStanding = item.state === 'enabled' && state.known && state.value === 'available';
      const ipv6 = attachment.ofVpc?.supports('Ipv6Support');
      const routes = cidrs.flatMap((cidr): readonly PlacedRoute[] => {
        const isIpv6 = parseCidr(cidr)?.family === 6;
        if (isIpv6 && ipv6 && isFalse(ipv6)) return [];
        const isCertain = isStanding && (!isIpv6 || ipv6?.known === true);
        return [
          {
            route: routeTo(cidr, item),
            at: table.at(`/TransitGatewayRouteTablePropagations/${item.index}`),
            doubt: isCertain
              ? null
              : table.missing(`whether ${attachmentId} propagates ${cidr} to ${table.id}`),
          },
        ];
      });
      return { addresses: AddressSet.fromCidrs(cidrs), routes };
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

function together(table: TransitGatewayPropagations, shares: readonly Share[]): readonly PlacedRoute[] {
  const doubt = table.missing(`which of VPCs with common addresses propagates to ${table.id}`);
  return shares.flatMap((share) => {
    const overlaps = shares.some((other) => other !== share && other.addresses.overlaps(share.addresses));
    return overlaps ? share.routes.map((placed) => ({ ...placed, doubt })) : share.routes;
  });
}
