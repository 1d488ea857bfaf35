import type { AddressSet } from '../../model/address-set.ts';
import { type Fact, flatMap, type Listing, type MissingFact, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PeerVpc } from '../../model/resources/peering-and-transit.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { effectiveRouteTable } from './effective-route-table.ts';
import { gatewayEndpointsOf } from './gateway-endpoints.ts';
import { transitGatewayBranches } from './transit-gateway-routes.ts';
import { waysOut } from './way-out.ts';

const nothing: Listing<VpcEndpoint> = { items: [], missing: [] };

/**
 * The gateway endpoints of a service in the VPC on the other side of a peering connection. None of another
 * Region, whose endpoints carry other addresses (P8), and none while the connection is not active.
 */
export function gatewayEndpointsBehindPeering(
  network: Network,
  connectionId: string,
  table: RouteTable,
  service: string,
): Listing<VpcEndpoint> {
  const peer = flatMap(
    network.answerFor('vpcPeeringConnections', connectionId, table),
    ({ status, requester, accepter }) =>
      flatMap(status, (code) =>
        flatMap(requester, (one) =>
          map(accepter, (other): PeerVpc | null =>
            code !== 'active' ? null : one.vpcId === table.vpcId ? other : one,
          ),
        ),
      ),
  );
  if (!peer.known) return { items: [], missing: peer.missing };
  if (peer.value === null) return nothing;
  const { vpcId, account, region } = peer.value;
  if (vpcId === null) {
    const missing = table.missing(`no VPC at the other side of ${connectionId}`, 'vpcPeeringConnections');
    return { items: [], missing: [missing] };
  }
  if (region !== null && table.region !== null && region !== table.region) return nothing;
  const owner = { account: account ?? table.account, region: region ?? table.region, scope: table.scope };
  return gatewayEndpointsOf(network, service, vpcId, owner);
}

/**
 * The gateway endpoints to whose routes a transit gateway brings packets from a VPC: in the subnets of the
 * attachment by which they enter another VPC, the route table sends them on to a gateway endpoint.
 */
export function gatewayEndpointsBehindTransitGateway(
  network: Network,
  transitGatewayId: string,
  from: Vpc,
  destinations: AddressSet,
): Listing<VpcEndpoint> {
  const items = new Set<VpcEndpoint>();
  const missing: MissingFact[] = [];
  for (const branch of transitGatewayBranches(network, transitGatewayId, from, destinations)) {
    if (branch.kind === 'unknown') missing.push(...branch.missing);
    if (branch.kind !== 'route' || branch.route.state !== 'active') continue;
    const { attachmentIds, vpcIds } = branch.route;
    if (attachmentIds.length === 0) {
      missing.push(from.missing(`no attachment on a route of ${transitGatewayId}`, 'transitGatewayRoutes'));
    }
    const untold = branch.route.attachments.some(
      ({ resourceType, resourceId }) =>
        resourceType === null || (resourceType === 'vpc' && resourceId === null),
    );
    if (untold) {
      missing.push(
        from.missing(`what is attached where a route of ${transitGatewayId} leads`, 'transitGatewayRoutes'),
      );
    }
    if (vpcIds.length === 0) continue;
    for (const attachmentId of attachmentIds) {
      const behind = gatewayEndpointsBehindAttachment(network, attachmentId, from, branch.destinations);
      for (const endpoint of behind.items) items.add(endpoint);
      missing.push(...behind.missing);
    }
  }
  return { items: [...items], missing };
}

function gatewayEndpointsBehindAttachment(
  network: Network,
  attachmentId: string,
  from: Vpc,
  destinations: AddressSet,
): Listing<VpcEndpoint> {
  const attachment = network.answerFor('transitGatewayVpcAttachments', attachmentId, from);
  if (!attachment.known) return { items: [], missing: attachment.missing };
  const { SubnetIds: subnetIds } = attachment.value.raw;
  if (!subnetIds) {
    return { items: [], missing: [attachment.value.missing(`no SubnetIds on ${attachmentId}`)] };
  }
  const items: VpcEndpoint[] = [];
  const missing: MissingFact[] = [];
  for (const subnetId of subnetIds) {
    const table: Fact<RouteTable> = flatMap(
      network.answerFor('subnets', subnetId, attachment.value),
      (subnet) => effectiveRouteTable(network, subnet),
    );
    if (!table.known) {
      missing.push(...table.missing);
      continue;
    }
    for (const { way } of waysOut(network, table.value, destinations)) {
      if ('missing' in way) missing.push(...way.missing);
      if (way.kind !== 'gateway-endpoint') continue;
      const endpoint = network.answerFor('vpcEndpoints', way.endpointId, table.value);
      if (endpoint.known) items.push(endpoint.value);
      else missing.push(...endpoint.missing);
    }
  }
  return { items, missing };
}
