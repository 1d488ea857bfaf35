import type { AddressSet } from '../../model/address-set.ts';
import type { PortSet } from '../../model/port-set.ts';
import type { VpnGateway } from '../../model/resources/gateways.ts';
import type { PeerVpc, VpcPeeringConnection } from '../../model/resources/peering-and-transit.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { Attachment } from './transit-gateway-attachment.ts';

/** Who sends: interfaces that every hop treats alike, or a network behind an attachment. */
interface Sender {
  /** What the question named: an interface, a subnet, an attachment. */
  readonly resource: Resource;
  /** What messages call it. */
  readonly name: string;
  readonly addresses: AddressSet;
  /** Null where no interface is there yet or none is to be seen: then no security group of the source is judged. */
  readonly groupIds: readonly string[] | null;
  /** The ports that replies go to (N6). */
  readonly ephemeralPorts: PortSet;
  /** Those of its addresses that an internet gateway translates to public ones. */
  readonly publicAddresses: AddressSet;
}

/** A kind of sender in a VPC: interfaces that every hop treats alike, or one interface. */
export interface SourceInVpc extends Sender {
  readonly vpc: Vpc;
  /** Where they stand: its table and network ACL are theirs. Of several subnets, one. */
  readonly subnet: Subnet;
  /** The subnet in which they all stand, within which their packets cross no border; null where it is not one. */
  readonly home: Subnet | null;
}

/** A network of which nothing is known but its addresses and where its packets come in. */
export interface RemoteSource extends Sender {
  readonly vpc: null;
  readonly subnet: null;
  readonly home: null;
  readonly entrance: Entrance;
}

export type Source = SourceInVpc | RemoteSource;

/** By what the packets of a remote network come in. */
export type Entrance =
  | { readonly kind: 'vpn-gateway'; readonly gateway: VpnGateway }
  | {
      readonly kind: 'vpc-peering';
      readonly peering: VpcPeeringConnection;
      /** The VPC that the senders are in, and its addresses where they are known. */
      readonly from: PeerVpc;
      readonly peerAddresses: AddressSet | null;
      readonly into: PeerVpc;
    }
  | { readonly kind: 'transit-gateway'; readonly attachment: Attachment; readonly resource: Resource };
