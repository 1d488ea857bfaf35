import { AddressSet } from '../../model/address-set.ts';
import type { Listing, MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PeerVpc, VpcPeeringConnection } from '../../model/resources/peering-and-transit.ts';
import type { Resource } from '../../model/resources/resource.ts';
import { linuxEphemeralPorts } from './ephemeral-ports.ts';
import type { RemoteName } from './parse-remote.ts';
import type { Entrance, RemoteSource } from './source.ts';
import { attachmentNamed } from './transit-gateway-attachment.ts';

/** The network behind an attachment that the input describes; null where nothing has the id. */
export function remoteSources(
  network: Network,
  { addresses, attachmentId }: RemoteName,
): Listing<RemoteSource> | null {
  const found = entranceNamed(network, attachmentId, addresses);
  if (!found) return null;
  if ('missing' in found) return { items: [], missing: found.missing };
  const { resource, entrance } = found;
  const remote: RemoteSource = {
    resource,
    name: `${addresses.toCidrs().join(', ')} behind ${attachmentId}`,
    addresses,
    groupIds: null,
    ephemeralPorts: linuxEphemeralPorts,
    publicAddresses: AddressSet.empty,
    vpc: null,
    subnet: null,
    home: null,
    entrance,
  };
  return { items: [remote], missing: [] };
}

type Found =
  | { readonly resource: Resource; readonly entrance: Entrance }
  | { readonly missing: readonly MissingFact[] };

function entranceNamed(network: Network, id: string, senders: AddressSet): Found | null {
  if (id.startsWith('vgw-')) {
    const gateway = network.all('vpnGateways').find((each) => each.id === id);
    return gateway ? { resource: gateway, entrance: { kind: 'vpn-gateway', gateway } } : null;
  }
  if (id.startsWith('pcx-')) {
    const peering = network.all('vpcPeeringConnections').find((each) => each.id === id);
    return peering ? acrossPeering(network, peering, senders) : null;
  }
  return throughAttachment(network, id);
}

/** The senders stand on the side that has their addresses; where neither tells, on the one that is not in the input. */
function acrossPeering(network: Network, peering: VpcPeeringConnection, senders: AddressSet): Found {
  const { requester, accepter } = peering;
  if (!requester.known || !accepter.known) {
    return { missing: [requester, accepter].flatMap((side) => (side.known ? [] : side.missing)) };
  }
  const sides = [
    { from: requester.value, into: accepter.value },
    { from: accepter.value, into: requester.value },
  ];
  const having = sides.filter(({ from }) => addressesOf(network, from)?.overlaps(senders));
  const unseen = sides.filter(({ from }) => vpcOf(network, from) === null);
  const [side, other] = having.length > 0 ? having : unseen;
  if (!side || other) {
    return { missing: [peering.missing(`on which side of ${peering.id} the network is`)] };
  }
  const { from, into } = side;
  const peerAddresses = addressesOf(network, from);
  return { resource: peering, entrance: { kind: 'vpc-peering', peering, from, peerAddresses, into } };
}

function addressesOf(network: Network, side: PeerVpc): AddressSet | null {
  const vpc = vpcOf(network, side);
  if (vpc?.addresses.known) return vpc.addresses.value;
  return side.addresses.isEmpty() ? null : side.addresses;
}

function vpcOf(network: Network, { vpcId }: PeerVpc) {
  return network.all('vpcs').find(({ id }) => id === vpcId) ?? null;
}

function throughAttachment(network: Network, id: string): Found | null {
  const described = network.scopes.flatMap((scope) =>
    (['transitGatewayAttachments', 'transitGatewayVpcAttachments'] as const).flatMap((family) =>
      network.inScope(family, scope).items.filter((each) => each.id === id),
    ),
  );
  const [first] = described;
  if (!first) return null;
  const gatewayIds = new Set(
    described.flatMap(({ transitGatewayId }) => (transitGatewayId.known ? [transitGatewayId.value] : [])),
  );
  const [gatewayId, ...others] = gatewayIds;
  if (gatewayId === undefined || others.length > 0) {
    return { missing: [first.missing(`on the side of which transit gateway of ${id} the network is`)] };
  }
  const attachment = attachmentNamed(network, id, gatewayId, first);
  return { resource: first, entrance: { kind: 'transit-gateway', attachment, resource: first } };
}
