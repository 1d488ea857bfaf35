import type { DecidingRule } from './deciding-rule.ts';
import { type RouteTarget, routeFor, tableOf } from './one-route.ts';
import { PacketFilters } from './pass-filters.ts';
import { passPublicAccess } from './pass-public-access.ts';
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
import { type Check, type Packet, WalkRecord } from './walk-record.ts';

export interface Walk {
  readonly via: string;
  readonly viaId: string | null;
  readonly checks: readonly Check[];
  readonly rules: ReadonlySet<DecidingRule>;
  /** The table and the entry that select the route of the sender's subnet; null where none is selected. */
  readonly route: string | null;
  readonly metNatGateway: boolean;
}

/** Follows one packet hop by hop, and its reply with it; goes on behind whatever stops it. */
export function walkPacket(estate: RawEstate, packet: Packet): Walk {
  const record = new WalkRecord();
  const walker = new Walker(estate, packet, record);
  const [via, viaId] = walker.walk();
  const { route, metNatGateway } = walker;
  return { via, viaId, checks: record.checks, rules: record.rules, route, metNatGateway };
}

interface Exit {
  readonly id: string;
  readonly destination: PacketAddress;
  readonly hasPublicAddress: boolean;
  /** Of the sender, and of the NAT gateway if there is one. */
  readonly subnetIds: readonly (string | null)[];
  /** Whom replies go to within the VPC. */
  readonly receiver: PacketAddress;
}

type Way = readonly [via: string, viaId: string | null];

class Walker {
  route: string | null = null;
  metNatGateway = false;
  readonly #estate: RawEstate;
  readonly #packet: Packet;
  /** Null for what starts outside the estate. */
  readonly #subnet: RawSubnet | null;
  readonly #record: WalkRecord;
  readonly #filters: PacketFilters;

  constructor(estate: RawEstate, packet: Packet, record: WalkRecord) {
    this.#estate = estate;
    this.#packet = packet;
    this.#subnet = estate.subnets.find(({ SubnetId }) => SubnetId === packet.source.SubnetId) ?? null;
    this.#record = record;
    this.#filters = new PacketFilters(estate, packet, record);
  }

  walk(): Way {
    const { source, destination } = this.#packet;
    if (this.#subnet === null) return this.#enterByVpnGateway(source.NetworkInterfaceId.split('@')[1] ?? '');
    this.#filters.leaveGroups();
    if (isInSubnet(this.#subnet, destination)) this.#record.note('same subnet');
    else this.#filters.leaveSubnet(this.#subnet.SubnetId, this.#packet.replyPort);
    const table = tableOf(this.#estate, source.SubnetId, source.VpcId, this.#record.note);
    const selected = routeFor(this.#estate, table, destination, this.#record.note);
    if (selected.kind === 'none') {
      this.#record.check(false, 'route-none', table.RouteTableId);
      return ['none', null];
    }
    if (selected.kind === 'open') {
      this.#record.open('route-unknown', table.RouteTableId);
      return ['unknown', null];
    }
    const { target, namesPrefixList } = selected;
    const entry = `/Routes/${selected.index}`;
    this.route = `${table.RouteTableId} ${entry}`;
    if (selected.isBlackhole) {
      this.#record.check(false, 'route-blackhole', table.RouteTableId, entry);
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
        this.#throughInternetGateway(table, {
          id: target.id ?? '',
          destination,
          hasPublicAddress: this.#hasPublicAddress(),
          subnetIds: [source.SubnetId],
          receiver: this.#packet.sender,
        });
        return ['internet-gateway', target.id];
      case 'vpc-peering':
        return this.#throughPeering(target.id ?? '', table);
      case 'egress-only-internet-gateway':
        this.#passBlockPublicAccess([source.SubnetId], true);
        return ['egress-only-internet-gateway', target.id];
      case 'network-interface':
        return this.#throughAppliance(target.id ?? '');
      case 'vpn-gateway':
        this.#record.open('route-beyond', table.RouteTableId);
        return [target.kind, target.id];
    }
  }

  /** From outside by a VPN gateway, which serves the addresses of one VPC. */
  #enterByVpnGateway(id: string): Way {
    const gateway = the(this.#estate.vpnGateways, ({ VpnGatewayId }) => VpnGatewayId === id);
    const way: Way = ['vpn-gateway', id];
    const attachment = gateway.VpcAttachments.find(({ State }) => State === 'attached');
    if (!attachment) this.#record.note('VPN gateway not attached');
    this.#record.check(attachment !== undefined, 'vpn-gateway-not-attached', id);
    if (!attachment) return way;
    const vpc = the(this.#estate.vpcs, ({ VpcId }) => VpcId === attachment.VpcId);
    if (isInVpc(vpc, this.#packet.destination)) return this.#deliver(vpc.VpcId, way);
    this.#record.note('VPN gateway outside its VPC');
    this.#record.check(false, 'vpn-gateway-not-in-vpc', id);
    return way;
  }

  #passBlockPublicAccess(subnetIds: readonly (string | null)[], outwardOnly: boolean): void {
    passPublicAccess(this.#estate, this.#packet.source.VpcId, { subnetIds, outwardOnly }, this.#record);
  }

  #deliver(vpcId: string, way: Way): Way {
    const { source, destination } = this.#packet;
    let target: RawInterface | null = null;
    for (const each of this.#estate.networkInterfaces) {
      if (each.VpcId === vpcId && addressesOf(each).includes(destination)) target = each;
    }
    if (target === null) {
      this.#record.note('no interface');
      this.#record.check(false, 'interface-none', vpcId);
      return way;
    }
    if (target.SubnetId !== source.SubnetId) this.#filters.enterSubnet(target.SubnetId);
    this.#filters.enterGroups(target);
    const served = this.#endpointOf(target);
    this.#comeBack(tableOf(this.#estate, target.SubnetId, vpcId, this.#record.note), way);
    return served ?? way;
  }

  /** The endpoint that an interface belongs to: what it accepts, and whether it is there. */
  #endpointOf({ NetworkInterfaceId: id }: RawInterface): Way | null {
    const { protocol } = this.#packet;
    for (const endpoint of this.#estate.vpcEndpoints) {
      if (!endpoint.NetworkInterfaceIds.includes(id)) continue;
      const isResource = endpoint.VpcEndpointType === 'Resource';
      const accepts = protocol === 6 || (protocol === 17 && !isResource);
      if (!accepts) this.#record.note('endpoint protocol');
      this.#record.check(accepts, 'endpoint-protocol', endpoint.VpcEndpointId);
      this.#endpointState(endpoint.State, endpoint.VpcEndpointId);
      if (isResource && protocol === 6) this.#openPorts(endpoint.ResourceConfigurationArn ?? '');
      return [isResource ? 'resource-endpoint' : 'interface-endpoint', endpoint.VpcEndpointId];
    }
    return null;
  }

  /** A resource takes packets at the ports of its configuration, as far as its gateway's groups let them out. */
  #openPorts(arn: string): void {
    const { portRanges, resourceGatewayId, resourceConfigurationDefinition } = the(
      this.#estate.resourceConfigurationDetails,
      (each) => each.arn === arn,
    );
    const opens = portRanges.some((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return first <= this.#packet.port && this.#packet.port <= last;
    });
    if (!opens) this.#record.note('port of a resource');
    this.#record.check(opens, 'resource-configuration-port', arn);
    const gateway = the(this.#estate.resourceGateways, ({ id }) => id === resourceGatewayId);
    this.#filters.leaveResourceGateway(gateway, resourceConfigurationDefinition.ipResource.ipAddress);
  }

  #endpointState(text: string, id: string): void {
    const state = text.toLowerCase();
    if (state === 'pending' || state === 'partial') {
      this.#record.note('endpoint state unknown');
      this.#record.open('endpoint-state-unknown', id);
      return;
    }
    if (state !== 'available') this.#record.note('endpoint not available');
    this.#record.check(state === 'available', 'endpoint-not-available', id);
  }

  /** Replies go by the table of the subnet that they leave. */
  #comeBack(table: RawRouteTable, way: Way): void {
    const comes = this.#comesBack(table, way);
    if (comes === 'open') {
      this.#record.note('return route open');
      this.#record.open('return-route-unknown', table.RouteTableId);
      return;
    }
    if (!comes) this.#record.note('return route missing');
    this.#record.check(comes, 'return-route-missing', table.RouteTableId);
  }

  #comesBack(table: RawRouteTable, [via, viaId]: Way): boolean | 'open' {
    const { sender } = this.#packet;
    const selected = routeFor(this.#estate, table, sender, () => undefined);
    if (selected.kind === 'none') return false;
    if (selected.kind === 'open') return 'open';
    const { target, isBlackhole } = selected;
    if (isBlackhole) return false;
    if (target.kind === 'local') return via === 'local';
    if (target.kind === 'vpc-peering' && via === 'vpc-peering' && target.id === viaId) return true;
    if (target.kind === 'vpn-gateway' && via === 'vpn-gateway' && target.id === viaId) {
      this.#record.note('reply by the VPN gateway');
      return true;
    }
    return target.kind === 'internet-gateway' && isPrivate(sender) ? false : 'open';
  }

  #throughGatewayEndpoint(id: string): Way {
    const endpoint = the(this.#estate.vpcEndpoints, ({ VpcEndpointId }) => VpcEndpointId === id);
    const { protocol } = this.#packet;
    this.#record.note('gateway endpoint');
    if (protocol !== 6 && protocol !== 1) this.#record.note('endpoint protocol');
    this.#record.check(protocol === 6 || protocol === 1, 'gateway-endpoint-protocol', id);
    this.#endpointState(endpoint.State, id);
    return ['gateway-endpoint', id];
  }

  /** To an appliance, which drops what is not for itself unless it was told not to; what else it does is not known. */
  #throughAppliance(id: string): Way {
    const { destination, source } = this.#packet;
    const appliance = the(
      this.#estate.networkInterfaces,
      ({ NetworkInterfaceId }) => NetworkInterfaceId === id,
    );
    if (addressesOf(appliance).includes(destination)) return this.#deliver(appliance.VpcId, ['local', null]);
    if (appliance.SubnetId !== source.SubnetId) this.#filters.enterSubnetOneWay(appliance.SubnetId);
    this.#filters.enterGroups(appliance);
    this.#record.note(appliance.SourceDestCheck ? 'appliance that checks addresses' : 'appliance');
    this.#record.check(!appliance.SourceDestCheck, 'appliance-checks-addresses', id);
    this.#record.open('appliance-beyond', id);
    return ['network-interface', id];
  }

  /** Replies come in by the table of the internet gateway, if it has one. */
  #comeInByGateway(gatewayId: string, receiver: PacketAddress): void {
    const table = this.#estate.routeTables.find(({ Associations }) =>
      Associations.some(({ GatewayId }) => GatewayId === gatewayId),
    );
    if (!table) return;
    const selected = routeFor(this.#estate, table, receiver, () => undefined);
    const isLost = selected.kind === 'none' || (selected.kind === 'route' && selected.isBlackhole);
    const isLocal = selected.kind === 'route' && selected.target.kind === 'local';
    if (!isLocal) this.#record.note('edge table');
    if (isLost) this.#record.check(false, 'return-route-missing', table.RouteTableId);
    else this.#record.check(isLocal, 'internet-gateway-redirected', table.RouteTableId);
  }

  #throughInternetGateway(
    table: RawRouteTable,
    { id, destination, hasPublicAddress, subnetIds, receiver }: Exit,
  ): void {
    const isTranslated = subnetIds.length > 1;
    if (typeof destination === 'bigint') {
      this.#comeInByGateway(id, receiver);
      this.#passBlockPublicAccess(subnetIds, isTranslated);
      return;
    }
    if (isPrivate(destination)) {
      this.#record.note('private destination at internet gateway');
      this.#record.check(false, 'internet-gateway-private-destination', table.RouteTableId);
      return;
    }
    this.#comeInByGateway(id, receiver);
    this.#passBlockPublicAccess(subnetIds, isTranslated);
    this.#record.note(
      hasPublicAddress ? 'public address at internet gateway' : 'private source at internet gateway',
    );
    this.#record.check(hasPublicAddress, 'internet-gateway-needs-public-address', table.RouteTableId);
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
    const { destination, natPort, protocol } = this.#packet;
    const way: Way = ['nat-gateway', id];
    this.metNatGateway = true;
    if (typeof destination === 'bigint' && !holds(standingForIpv4, destination)) {
      this.#record.open('nat-gateway-unknown', table.RouteTableId);
      return way;
    }
    if (nat.State !== 'available') this.#record.note('NAT gateway not available');
    this.#record.check(nat.State === 'available', 'nat-gateway-not-available', id);
    const own = this.#tableOfNat(nat);
    const sentTo = typeof destination === 'bigint' ? Number(destination & 0xffff_ffffn) : destination;
    if (typeof destination === 'bigint') this.#record.note('NAT64');
    if (nat.SubnetId !== undefined) {
      if (nat.SubnetId !== this.#subnet?.SubnetId) this.#filters.enterSubnet(nat.SubnetId);
      this.#comeBack(own, ['local', null]);
      const subnet = the(this.#estate.subnets, ({ SubnetId }) => SubnetId === nat.SubnetId);
      const sent = { ...this.#packet, destination: sentTo, protocol: protocol === 58 ? 1 : protocol };
      const behind = new PacketFilters(this.#estate, sent, this.#record);
      if (!isInSubnet(subnet, sentTo)) behind.leaveSubnet(nat.SubnetId, natPort);
    } else {
      this.#comeBack(own, ['local', null]);
      this.#mindZone(nat);
    }
    this.#onward(nat, own, sentTo);
    return way;
  }

  /** Nobody knows whether a regional gateway serves zones in which it has no address and takes none by itself. */
  #mindZone({ NatGatewayId, AutoProvisionZones, NatGatewayAddresses }: RawNatGateway): void {
    const zone = this.#subnet?.AvailabilityZone;
    if (AutoProvisionZones !== 'disabled') return;
    if (NatGatewayAddresses.some(({ AvailabilityZone }) => AvailabilityZone === zone)) return;
    this.#record.note('zone of a regional NAT gateway');
    this.#record.open('nat-gateway-zone-unknown', NatGatewayId);
  }

  #tableOfNat(nat: RawNatGateway): RawRouteTable {
    if (nat.SubnetId !== undefined) return tableOf(this.#estate, nat.SubnetId, nat.VpcId, () => undefined);
    return the(this.#estate.routeTables, ({ RouteTableId }) => RouteTableId === nat.RouteTableId);
  }

  /** From the NAT gateway on, by its own table. */
  #onward(nat: RawNatGateway, table: RawRouteTable, destination: PacketAddress): void {
    const { NatGatewayId: id, SubnetId } = nat;
    const selected = routeFor(this.#estate, table, destination, () => undefined);
    const isLoop =
      selected.kind === 'route' && selected.target.kind === 'nat-gateway' && selected.target.id === id;
    if (selected.kind === 'none') this.#broken('route-none', table);
    else if (selected.kind === 'open') this.#record.open('nat-gateway-unknown', id);
    else if (selected.isBlackhole) this.#broken('route-blackhole', table);
    else if (isLoop) this.#broken('nat-gateway-loop', table);
    else if (selected.target.kind !== 'internet-gateway') this.#record.open('route-beyond', id);
    else if (nat.ConnectivityType === 'private') this.#broken('internet-gateway-needs-public-address', table);
    else {
      this.#record.note('NAT gateway onward');
      this.#throughInternetGateway(table, {
        id: selected.target.id ?? '',
        destination,
        hasPublicAddress: true,
        subnetIds: [this.#packet.source.SubnetId, SubnetId ?? null],
        receiver: addressIn(nat.NatGatewayAddresses[0]?.PrivateIp ?? ''),
      });
    }
  }

  #broken(reason: string, table: RawRouteTable): void {
    this.#record.note('NAT gateway onward broken');
    this.#record.check(false, reason, table.RouteTableId);
  }

  #throughPeering(id: string, table: RawRouteTable): Way {
    const peering = the(
      this.#estate.vpcPeeringConnections,
      ({ VpcPeeringConnectionId }) => VpcPeeringConnectionId === id,
    );
    const isActive = peering.Status.Code === 'active';
    if (!isActive) this.#record.note('peering not active');
    this.#record.check(isActive, 'peering-not-active', id);
    const { RequesterVpcInfo: requester, AccepterVpcInfo: accepter } = peering;
    const other = requester.VpcId === this.#packet.source.VpcId ? accepter : requester;
    const vpc = the(this.#estate.vpcs, ({ VpcId }) => VpcId === other.VpcId);
    if (isInVpc(vpc, this.#packet.destination)) return this.#deliver(vpc.VpcId, ['vpc-peering', id]);
    this.#record.note('peering not transitive');
    this.#record.check(false, 'peering-not-transitive', table.RouteTableId);
    return ['vpc-peering', id];
  }
}

/** IPv6 addresses that hold an IPv4 address in their last bits, to which NAT gateways send instead. */
const standingForIpv4 = '64:ff9b::/96';

function viaOf({ kind }: RouteTarget, namesPrefixList: boolean): string {
  if (kind !== 'vpc-endpoint') return kind;
  return namesPrefixList ? 'gateway-endpoint' : 'gateway-load-balancer-endpoint';
}

/** Blocks whose addresses no internet gateway carries packets to; those for documentation stand for public ones. */
const privateBlocks = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
];

function isPrivate(address: PacketAddress): boolean {
  for (const block of privateBlocks) if (holds(block, address)) return true;
  return false;
}
