import type { DecidingRule, Note } from './deciding-rule.ts';
import { aclOf, carries, passAcl, permit, refusal, type Seen } from './one-filter.ts';
import { type RouteTarget, routeFor, tableOf } from './one-route.ts';
import {
  addressesOf,
  addressIn,
  holds,
  isInSubnet,
  isInVpc,
  type PacketAddress,
  type RawEstate,
  type RawInterface,
  type RawNatGateway,
  type RawRouteTable,
  type RawSubnet,
  the,
} from './raw-estate.ts';

/** One packet with all that it and its reply carry. */
export interface Packet {
  readonly source: RawInterface;
  readonly sender: PacketAddress;
  readonly destination: PacketAddress;
  readonly protocol: number;
  readonly port: number;
  /** The port that the sender waits at, and the one that a NAT gateway would. */
  readonly replyPort: number;
  readonly natPort: number;
}

/** One thing on the way: whether it lets the packet pass, and what it would be blamed for. */
export interface Check {
  readonly outcome: 'passes' | 'stops' | 'open';
  readonly reason: string;
  readonly component: string;
}

export interface Walk {
  readonly via: string;
  readonly viaId: string | null;
  readonly checks: readonly Check[];
  readonly rules: ReadonlySet<DecidingRule>;
  readonly metNatGateway: boolean;
}

/** Echo request and its reply, for ICMP and ICMPv6. */
const echoTypes: Readonly<Record<number, readonly [number, number]>> = { 1: [8, 0], 58: [128, 129] };

/** Follows one packet hop by hop, and its reply with it; goes on behind whatever stops it. */
export function walkPacket(estate: RawEstate, packet: Packet): Walk {
  const walker = new Walker(estate, packet);
  const [via, viaId] = walker.walk();
  return { via, viaId, checks: walker.checks, rules: walker.rules, metNatGateway: walker.metNatGateway };
}

type Way = readonly [via: string, viaId: string | null];

class Walker {
  readonly checks: Check[] = [];
  readonly rules = new Set<DecidingRule>();
  metNatGateway = false;
  readonly #estate: RawEstate;
  readonly #packet: Packet;
  readonly #subnet: RawSubnet;
  readonly #note: Note;

  constructor(estate: RawEstate, packet: Packet) {
    this.#estate = estate;
    this.#packet = packet;
    this.#subnet = the(estate.subnets, ({ SubnetId }) => SubnetId === packet.source.SubnetId);
    this.#note = (rule) => this.rules.add(rule);
  }

  walk(): Way {
    const { source, destination } = this.#packet;
    this.#leaveGroups();
    if (isInSubnet(this.#subnet, destination)) this.#note('same subnet');
    else this.#leaveSubnet(this.#subnet.SubnetId, this.#packet.replyPort);
    const table = tableOf(this.#estate, source.SubnetId, source.VpcId, this.#note);
    const selected = routeFor(this.#estate, table, destination, this.#note);
    if (selected.kind === 'none') {
      this.#check(false, 'route-none', table.RouteTableId);
      return ['none', null];
    }
    if (selected.kind === 'open') {
      this.#open('route-unknown', table.RouteTableId);
      return ['unknown', null];
    }
    const { target, namesPrefixList } = selected;
    if (selected.isBlackhole) {
      this.#check(false, 'route-blackhole', table.RouteTableId);
      return [viaOf(target, namesPrefixList), target.id];
    }
    switch (target.kind) {
      case 'local':
        return this.#deliver(source.VpcId, ['local', null]);
      case 'vpc-endpoint':
        return this.#throughGatewayEndpoint(target.id ?? '');
      case 'nat-gateway':
        return this.#throughNat(target.id ?? '', table);
      case 'internet-gateway':
        this.#throughInternetGateway(table, this.#hasPublicAddress());
        return ['internet-gateway', target.id];
      case 'vpc-peering':
        return this.#throughPeering(target.id ?? '', table);
      case 'egress-only-internet-gateway':
        return ['egress-only-internet-gateway', target.id];
      case 'vpn-gateway':
      case 'network-interface':
        this.#open('route-beyond', table.RouteTableId);
        return [target.kind, target.id];
    }
  }

  #check(passes: boolean, reason: string, component: string): void {
    this.checks.push({ outcome: passes ? 'passes' : 'stops', reason, component });
  }

  #open(reason: string, component: string): void {
    this.checks.push({ outcome: 'open', reason, component });
  }

  /** What filters see of the packet, or of its reply to some port. */
  #seen(peer: PacketAddress, replyPort: number | null): Seen {
    const { protocol, port } = this.#packet;
    const [request, reply] = echoTypes[protocol] ?? [null, null];
    return { protocol, peer, port: replyPort ?? port, icmpType: replyPort === null ? request : reply };
  }

  #leaveGroups(): void {
    const { source, destination } = this.#packet;
    const groupIds = source.Groups.map(({ GroupId }) => GroupId);
    const direction = 'IpPermissionsEgress';
    const seen = this.#seen(destination, null);
    const namesPeer = (id: string): boolean => {
      const vpcId = carries(this.#estate, id, destination);
      return vpcId !== null && this.#namesHold(vpcId);
    };
    const { admits, byReference } = permit(this.#estate, groupIds, direction, seen, namesPeer, this.#note);
    if (byReference) this.#note('egress reference');
    const isNamed = (id: string): boolean => carries(this.#estate, id, destination) !== null;
    this.#checkGroups(admits, groupIds, direction, seen, isNamed);
  }

  /** Records what groups say; where they only name a group that cannot be named from here, that too. */
  #checkGroups(
    admits: boolean,
    groupIds: readonly string[],
    direction: 'IpPermissions' | 'IpPermissionsEgress',
    seen: Seen,
    isNamed: (groupId: string) => boolean,
  ): void {
    const quietly = (): void => undefined;
    const { namedIn } = permit(this.#estate, groupIds, direction, seen, isNamed, quietly);
    const isLost = !admits && namedIn !== null;
    const { reason, component } = refusal(this.#estate, groupIds, direction);
    if (isLost) this.#note('reference across Regions');
    else if (!admits && reason === 'security-group-empty') this.#note('group without rules');
    else if (!admits) this.#note(direction === 'IpPermissions' ? 'ingress denied' : 'egress denied');
    if (isLost) this.#check(false, 'security-group-reference-lost', namedIn);
    else this.#check(admits, reason, component);
  }

  /** Whether groups may be named between the source's VPC and another (S9, S10). */
  #namesHold(vpcId: string): boolean {
    const own = this.#packet.source.VpcId;
    if (vpcId === own) return true;
    for (const { RequesterVpcInfo: a, AccepterVpcInfo: b } of this.#estate.vpcPeeringConnections) {
      const connects = (a.VpcId === own && b.VpcId === vpcId) || (b.VpcId === own && a.VpcId === vpcId);
      if (connects && a.Region === b.Region) return true;
    }
    return false;
  }

  #leaveSubnet(subnetId: string, replyPort: number): void {
    const acl = aclOf(this.#estate, subnetId);
    const { destination } = this.#packet;
    const leaves = passAcl(acl, true, this.#seen(destination, null), this.#note);
    if (!leaves) this.#note('ACL outward denied');
    this.#check(leaves, 'network-acl-denied', acl.NetworkAclId);
    const comesBack = passAcl(acl, false, this.#seen(destination, replyPort), this.#note);
    this.#check(comesBack, 'network-acl-reply-denied', acl.NetworkAclId);
  }

  #enterSubnet(subnetId: string): void {
    const acl = aclOf(this.#estate, subnetId);
    const { sender, replyPort } = this.#packet;
    const enters = passAcl(acl, false, this.#seen(sender, null), this.#note);
    if (!enters) this.#note('ACL inward denied');
    this.#check(enters, 'network-acl-denied', acl.NetworkAclId);
    const answers = passAcl(acl, true, this.#seen(sender, replyPort), this.#note);
    this.#check(answers, 'network-acl-reply-denied', acl.NetworkAclId);
  }

  #deliver(vpcId: string, way: Way): Way {
    const { source, destination } = this.#packet;
    let target: RawInterface | null = null;
    for (const each of this.#estate.networkInterfaces) {
      if (each.VpcId === vpcId && addressesOf(each).includes(destination)) target = each;
    }
    if (target === null) {
      this.#note('no interface');
      this.#check(false, 'interface-none', vpcId);
      return way;
    }
    if (target.SubnetId !== source.SubnetId) this.#enterSubnet(target.SubnetId);
    this.#enterGroups(target);
    const served = this.#endpointOf(target);
    this.#comeBack(tableOf(this.#estate, target.SubnetId, vpcId, this.#note), way);
    return served ?? way;
  }

  #enterGroups(target: RawInterface): void {
    const { source, sender } = this.#packet;
    const groupIds = target.Groups.map(({ GroupId }) => GroupId);
    const carried = source.Groups.map(({ GroupId }) => GroupId);
    const holds = this.#namesHold(target.VpcId);
    const direction = 'IpPermissions';
    const seen = this.#seen(sender, null);
    const isNamed = (id: string): boolean => carried.includes(id);
    const namesPeer = (id: string): boolean => holds && isNamed(id);
    const { admits, byReference } = permit(this.#estate, groupIds, direction, seen, namesPeer, this.#note);
    if (byReference) {
      this.#note(target.VpcId === source.VpcId ? 'ingress reference' : 'reference through peering');
    }
    this.#checkGroups(admits, groupIds, direction, seen, isNamed);
  }

  /** The endpoint that an interface belongs to: what it accepts, and whether it is there. */
  #endpointOf({ NetworkInterfaceId: id }: RawInterface): Way | null {
    const { protocol } = this.#packet;
    for (const endpoint of this.#estate.vpcEndpoints) {
      if (!endpoint.NetworkInterfaceIds.includes(id)) continue;
      const isResource = endpoint.VpcEndpointType === 'Resource';
      const accepts = protocol === 6 || (protocol === 17 && !isResource);
      if (!accepts) this.#note('endpoint protocol');
      this.#check(accepts, 'endpoint-protocol', endpoint.VpcEndpointId);
      this.#endpointState(endpoint.State, endpoint.VpcEndpointId);
      return [isResource ? 'resource-endpoint' : 'interface-endpoint', endpoint.VpcEndpointId];
    }
    return null;
  }

  #endpointState(text: string, id: string): void {
    const state = text.toLowerCase();
    if (state === 'pending' || state === 'partial') {
      this.#note('endpoint state unknown');
      this.#open('endpoint-state-unknown', id);
      return;
    }
    if (state !== 'available') this.#note('endpoint not available');
    this.#check(state === 'available', 'endpoint-not-available', id);
  }

  /** Replies go by the table of the subnet that they leave. */
  #comeBack(table: RawRouteTable, [via, viaId]: Way): void {
    const { sender } = this.#packet;
    const selected = routeFor(this.#estate, table, sender, () => undefined);
    const answer = (comes: boolean): void => {
      if (!comes) this.#note('return route missing');
      this.#check(comes, 'return-route-missing', table.RouteTableId);
    };
    if (selected.kind === 'none') return answer(false);
    if (selected.kind === 'route') {
      const { target, isBlackhole } = selected;
      if (isBlackhole) return answer(false);
      if (target.kind === 'local') return answer(via === 'local');
      const isPeer = target.kind === 'vpc-peering' && via === 'vpc-peering';
      if (isPeer && target.id === viaId) return answer(true);
      if (target.kind === 'internet-gateway' && isPrivate(sender)) return answer(false);
    }
    this.#note('return route open');
    this.#open('return-route-unknown', table.RouteTableId);
  }

  #throughGatewayEndpoint(id: string): Way {
    const endpoint = the(this.#estate.vpcEndpoints, ({ VpcEndpointId }) => VpcEndpointId === id);
    const { protocol } = this.#packet;
    this.#note('gateway endpoint');
    if (protocol !== 6 && protocol !== 1) this.#note('endpoint protocol');
    this.#check(protocol === 6 || protocol === 1, 'endpoint-protocol', id);
    this.#endpointState(endpoint.State, id);
    return ['gateway-endpoint', id];
  }

  #throughInternetGateway(table: RawRouteTable, hasPublicAddress: boolean): void {
    const { destination } = this.#packet;
    if (typeof destination === 'bigint') return;
    if (isPrivate(destination)) {
      this.#note('private destination at internet gateway');
      this.#check(false, 'internet-gateway-private-destination', table.RouteTableId);
      return;
    }
    this.#note(
      hasPublicAddress ? 'public address at internet gateway' : 'private source at internet gateway',
    );
    this.#check(hasPublicAddress, 'internet-gateway-needs-public-address', table.RouteTableId);
  }

  #hasPublicAddress(): boolean {
    const { source, sender } = this.#packet;
    return source.PrivateIpAddresses.some(
      ({ PrivateIpAddress, Association }) =>
        Association !== undefined && addressIn(PrivateIpAddress) === sender,
    );
  }

  #throughNat(id: string, table: RawRouteTable): Way {
    const nat = the(this.#estate.natGateways, ({ NatGatewayId }) => NatGatewayId === id);
    const { destination, natPort } = this.#packet;
    const way: Way = ['nat-gateway', id];
    this.metNatGateway = true;
    if (typeof destination === 'bigint') {
      this.#open('nat-gateway-unknown', table.RouteTableId);
      return way;
    }
    if (nat.State !== 'available') this.#note('NAT gateway not available');
    this.#check(nat.State === 'available', 'nat-gateway-not-available', id);
    if (nat.ConnectivityType === 'private') {
      this.#open('route-beyond', id);
      return way;
    }
    const own = this.#tableOfNat(nat);
    if (nat.SubnetId !== undefined) {
      if (nat.SubnetId !== this.#subnet.SubnetId) this.#enterSubnet(nat.SubnetId);
      this.#comeBack(own, ['local', null]);
      const subnet = the(this.#estate.subnets, ({ SubnetId }) => SubnetId === nat.SubnetId);
      if (!isInSubnet(subnet, destination)) this.#leaveSubnet(nat.SubnetId, natPort);
    } else this.#comeBack(own, ['local', null]);
    this.#onward(nat, own);
    return way;
  }

  #tableOfNat(nat: RawNatGateway): RawRouteTable {
    if (nat.SubnetId !== undefined) return tableOf(this.#estate, nat.SubnetId, nat.VpcId, () => undefined);
    return the(this.#estate.routeTables, ({ RouteTableId }) => RouteTableId === nat.RouteTableId);
  }

  #onward(nat: RawNatGateway, table: RawRouteTable): void {
    const selected = routeFor(this.#estate, table, this.#packet.destination, () => undefined);
    const broken = (reason: string): void => {
      this.#note('NAT gateway onward broken');
      this.#check(false, reason, table.RouteTableId);
    };
    if (selected.kind === 'none') return broken('route-none');
    if (selected.kind === 'open') return this.#open('nat-gateway-unknown', nat.NatGatewayId);
    const { target, isBlackhole } = selected;
    if (isBlackhole) return broken('route-blackhole');
    if (target.kind === 'nat-gateway' && target.id === nat.NatGatewayId) return broken('nat-gateway-loop');
    if (target.kind !== 'internet-gateway') return this.#open('route-beyond', nat.NatGatewayId);
    this.#note('NAT gateway onward');
    this.#throughInternetGateway(table, true);
  }

  #throughPeering(id: string, table: RawRouteTable): Way {
    const peering = the(
      this.#estate.vpcPeeringConnections,
      ({ VpcPeeringConnectionId }) => VpcPeeringConnectionId === id,
    );
    const isActive = peering.Status.Code === 'active';
    if (!isActive) this.#note('peering not active');
    this.#check(isActive, 'peering-not-active', id);
    const { RequesterVpcInfo: requester, AccepterVpcInfo: accepter } = peering;
    const other = requester.VpcId === this.#packet.source.VpcId ? accepter : requester;
    const vpc = the(this.#estate.vpcs, ({ VpcId }) => VpcId === other.VpcId);
    if (isInVpc(vpc, this.#packet.destination)) return this.#deliver(vpc.VpcId, ['vpc-peering', id]);
    this.#note('peering not transitive');
    this.#check(false, 'peering-not-transitive', table.RouteTableId);
    return ['vpc-peering', id];
  }
}

function viaOf({ kind }: RouteTarget, namesPrefixList: boolean): string {
  if (kind !== 'vpc-endpoint') return kind;
  return namesPrefixList ? 'gateway-endpoint' : 'gateway-load-balancer-endpoint';
}

/** Blocks whose addresses no internet gateway carries packets to. */
const privateBlocks = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];

function isPrivate(address: PacketAddress): boolean {
  for (const block of privateBlocks) if (holds(block, address)) return true;
  return false;
}
