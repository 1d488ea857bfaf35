import { aclOf, carries, passAcl, permit, type RuleList, refusal, type Seen } from './one-filter.ts';
import {
  addressIn,
  type PacketAddress,
  type RawEstate,
  type RawInterface,
  type RawResourceGateway,
} from './raw-estate.ts';
import type { Packet, WalkRecord } from './walk-record.ts';

/** Echo request and its reply, for ICMP and ICMPv6. */
const echoTypes: Readonly<Record<number, readonly [number, number]>> = { 1: [8, 0], 58: [128, 129] };

/** The filters that one packet and its reply meet. */
export class PacketFilters {
  readonly #estate: RawEstate;
  readonly #packet: Packet;
  readonly #record: WalkRecord;

  constructor(estate: RawEstate, packet: Packet, record: WalkRecord) {
    this.#estate = estate;
    this.#packet = packet;
    this.#record = record;
  }

  /** Out of the sender's interface. */
  leaveGroups(): void {
    const { source, destination } = this.#packet;
    const isNamed = (id: string): boolean => carries(this.#estate, id, destination) !== null;
    const holds = (id: string): boolean => {
      const vpcId = carries(this.#estate, id, destination);
      return vpcId !== null && this.#namesHold(vpcId);
    };
    const byReference = this.#passGroups(source, 'IpPermissionsEgress', destination, isNamed, holds);
    if (byReference) this.#record.note('egress reference');
  }

  /** Into the interface that has the destination. */
  enterGroups(target: RawInterface): void {
    const { source, sender } = this.#packet;
    const isNamed = (id: string): boolean => source.Groups.some(({ GroupId }) => GroupId === id);
    const holds = (id: string): boolean => isNamed(id) && this.#namesHold(target.VpcId);
    const byReference = this.#passGroups(target, 'IpPermissions', sender, isNamed, holds);
    if (!byReference) return;
    this.#record.note(target.VpcId === source.VpcId ? 'ingress reference' : 'reference through peering');
  }

  /** Out of a resource gateway to the resource behind it. */
  leaveResourceGateway({ arn, vpcIdentifier, securityGroupIds }: RawResourceGateway, resource: string): void {
    const address = addressIn(resource);
    const holds = (id: string): boolean => {
      const vpcId = carries(this.#estate, id, address);
      return vpcId !== null && this.#namesHold(vpcId, vpcIdentifier);
    };
    const seen = this.#seen(address, null);
    const { note } = this.#record;
    const { admits } = permit(
      this.#estate,
      securityGroupIds,
      'IpPermissionsEgress',
      seen,
      holds,
      () => undefined,
    );
    if (!admits) note('groups of a resource gateway');
    this.#record.check(admits, 'resource-gateway-egress', arn);
  }

  /** Records what the groups of an interface say; true where nothing but the name of a group admits. */
  #passGroups(
    { Groups }: RawInterface,
    rules: RuleList,
    peer: PacketAddress,
    isNamed: (groupId: string) => boolean,
    holds: (groupId: string) => boolean,
  ): boolean {
    const estate = this.#estate;
    const { note } = this.#record;
    const groupIds = Groups.map(({ GroupId }) => GroupId);
    const seen = this.#seen(peer, null);
    const { admits, byReference } = permit(estate, groupIds, rules, seen, holds, note);
    const { namedIn } = permit(estate, groupIds, rules, seen, isNamed, () => undefined);
    const { reason, component } = refusal(estate, groupIds, rules);
    if (!admits && namedIn !== null) {
      note('reference across Regions');
      this.#record.check(false, 'security-group-reference-lost', namedIn);
      return false;
    }
    if (!admits && reason === 'security-group-empty') note('group without rules');
    else if (!admits) note(rules === 'IpPermissions' ? 'ingress denied' : 'egress denied');
    this.#record.check(admits, reason, component);
    return byReference;
  }

  /** Whether groups may be named between a VPC, the sender's unless told, and another (S9, S10). */
  #namesHold(vpcId: string, own = this.#packet.source.VpcId): boolean {
    if (vpcId === own) return true;
    for (const { RequesterVpcInfo: a, AccepterVpcInfo: b } of this.#estate.vpcPeeringConnections) {
      const connects = (a.VpcId === own && b.VpcId === vpcId) || (b.VpcId === own && a.VpcId === vpcId);
      if (connects && a.Region === b.Region) return true;
    }
    return false;
  }

  /** Out of a subnet towards the destination, and the reply from there back in. */
  leaveSubnet(subnetId: string, replyPort: number): void {
    const { destination } = this.#packet;
    this.#passSubnet(subnetId, true, destination, replyPort);
  }

  /** Into a subnet from the sender, and the reply to it back out. */
  enterSubnet(subnetId: string): void {
    const { sender, replyPort } = this.#packet;
    this.#passSubnet(subnetId, false, sender, replyPort);
  }

  /** Into a subnet from the sender; the reply may go another way. */
  enterSubnetOneWay(subnetId: string): void {
    const { note } = this.#record;
    const acl = aclOf(this.#estate, subnetId);
    const there = passAcl(acl, false, this.#seen(this.#packet.sender, null), note);
    if (!there.allows) note('ACL inward denied');
    this.#record.check(there.allows, 'network-acl-denied', acl.NetworkAclId, there.entry);
  }

  #passSubnet(subnetId: string, outward: boolean, peer: PacketAddress, replyPort: number): void {
    const { note } = this.#record;
    const acl = aclOf(this.#estate, subnetId);
    const there = passAcl(acl, outward, this.#seen(peer, null), note);
    if (!there.allows) note(outward ? 'ACL outward denied' : 'ACL inward denied');
    this.#record.check(there.allows, 'network-acl-denied', acl.NetworkAclId, there.entry);
    const back = passAcl(acl, !outward, this.#seen(peer, replyPort), note);
    this.#record.checkReply(back.allows, acl.NetworkAclId, replyPort);
  }

  /** What a filter sees of the packet, or of its reply to some port. */
  #seen(peer: PacketAddress, replyPort: number | null): Seen {
    const { protocol, port } = this.#packet;
    const [request, reply] = echoTypes[protocol] ?? [null, null];
    return { protocol, peer, port: replyPort ?? port, icmpType: replyPort === null ? request : reply };
  }
}
