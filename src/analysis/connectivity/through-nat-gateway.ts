import { isFalse } from '../../model/fact.ts';
import { embeddedIpv4, nat64Addresses, synthesized } from '../../model/nat64.ts';
import { PortSet } from '../../model/port-set.ts';
import type { NatGateway } from '../../model/resources/gateways.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { privateIpv4 } from '../../model/special-ranges.ts';
import { stopsOn } from './appliance-stop.ts';
import { effectiveRouteTable } from './effective-route-table.ts';
import { decide, end, type Flight } from './flight.ts';
import { beyond, goBeyond, type JourneyInVpc } from './journey.ts';
import { enterSubnet, leaveSubnet } from './pass-network-acls.ts';
import { sendersFor } from './pass-security-groups.ts';
import type { PathBranch } from './path-answer.ts';
import { comeBack } from './return-way.ts';
import type { Traffic } from './security-group-admission.ts';
import { selectRoutes } from './select-route.ts';
import { type InternetExit, throughInternetGateway } from './through-internet-gateway.ts';

/** The ports that a NAT gateway sends from (N6). */
const natPorts = PortSet.ofRange(1024, 65535);

/**
 * Into a NAT gateway and on by the table of its own subnet, from its own address, which that of a private one keeps
 * from passing an internet gateway (R23). Of IPv6 destinations it takes
 * those that stand for IPv4 ones, and sends to these (NAT64); of others no page says what becomes.
 */
export function throughNatGateway(
  journey: JourneyInVpc,
  flight: Flight,
  vpc: Vpc,
  table: RouteTable,
  natGatewayId: string,
): readonly PathBranch[] {
  const { destinations } = flight;
  if (destinations.hasIpv4()) return enter(journey, flight, vpc, table, natGatewayId);
  const standing = destinations.intersect(nat64Addresses);
  const others = destinations.subtract(nat64Addresses);
  const missing = [table.missing(`how ${natGatewayId} translates IPv6 addresses`)];
  return [
    ...(standing.isEmpty()
      ? []
      : enter(journey, { ...flight, destinations: standing }, vpc, table, natGatewayId)),
    ...(others.isEmpty()
      ? []
      : [unknownNat({ ...flight, destinations: others }, table, natGatewayId, missing)]),
  ];
}

function enter(
  journey: JourneyInVpc,
  flight: Flight,
  vpc: Vpc,
  table: RouteTable,
  natGatewayId: string,
): readonly PathBranch[] {
  const { network } = journey;
  const found = network.answerFor('natGateways', natGatewayId, vpc);
  if (!found.known) return [unknownNat(flight, table, natGatewayId, found.missing)];
  const nat = found.value;
  const { state, isPublic, isRegional } = nat;
  if (!state.known) return [unknownNat(flight, table, natGatewayId, state.missing)];
  const judged = decide(flight, {
    plane: 'route',
    decision: state.value === 'available' ? 'pass' : 'block',
    reason: state.value === 'available' ? 'nat-gateway-available' : 'nat-gateway-not-available',
    message: `${nat.id} is ${state.value}`,
    at: nat.at('/State'),
  });
  if (!isPublic.known) return [beyond(judged, 'nat-gateway', nat.id, nat.at('/ConnectivityType'))];
  if (isRegional.known && isRegional.value) return throughRegional(journey, judged, vpc, nat);
  return throughZonal(journey, judged, vpc, nat);
}

/** A regional NAT gateway stands in no subnet and owns a table of its own (R5). */
function throughRegional(
  journey: JourneyInVpc,
  flight: Flight,
  vpc: Vpc,
  nat: NatGateway,
): readonly PathBranch[] {
  const { network } = journey;
  const id = nat.routeTableId;
  const own = id.known && id.value ? network.answerFor('routeTables', id.value, nat) : null;
  if (!own?.known) {
    return [unknownNat(flight, nat, nat.id, own?.missing ?? [nat.missing(`no RouteTableId on ${nat.id}`)])];
  }
  const served = mindZone(journey, flight, nat);
  return translated(served, (part) => onward(journey, part, { vpc, nat, subnet: null }, own.value));
}

/**
 * With zones that are managed by hand, a regional gateway may have none in the sender's; whether it serves senders
 * of that zone then, pages of AWS differ (R23).
 */
function mindZone({ source }: JourneyInVpc, flight: Flight, nat: NatGateway): Flight {
  const { servesEveryZone, zones } = nat;
  if (!servesEveryZone.known || servesEveryZone.value) return flight;
  const { AvailabilityZone, AvailabilityZoneId } = source.subnet.raw;
  const own = [AvailabilityZone, AvailabilityZoneId].flatMap((zone) => zone ?? []);
  if (zones.known && own.some((zone) => zones.value.has(zone))) return flight;
  const zone = own[0] ?? `of ${source.subnet.id}`;
  return decide(flight, {
    plane: 'route',
    decision: 'unknown',
    reason: 'nat-gateway-zone-unknown',
    message: `${nat.id} has no address in zone ${zone}, and does not take one by itself`,
    at: nat.at('/NatGatewayAddresses'),
    missing: zones.known ? [nat.missing(`whether ${nat.id} serves zone ${zone}`)] : zones.missing,
  });
}

function throughZonal(
  journey: JourneyInVpc,
  flight: Flight,
  vpc: Vpc,
  nat: NatGateway,
): readonly PathBranch[] {
  const { network, source, traffic } = journey;
  const subnetId = nat.subnetId;
  const subnet = subnetId.known ? network.answerFor('subnets', subnetId.value, nat) : subnetId;
  if (!subnet.known) return [unknownNat(flight, nat, nat.id, subnet.missing)];
  const table = effectiveRouteTable(network, subnet.value);
  if (!table.known) return [unknownNat(flight, nat, nat.id, table.missing)];
  const senders = sendersFor(source, flight.destinations);
  const arrived =
    subnet.value.id === source.home?.id
      ? flight
      : enterSubnet(network, flight, senders, {
          subnet: subnet.value,
          traffic,
          replyPorts: source.ephemeralPorts,
        });
  const met = stopsOn(flight).at(-1);
  const answered = comeBack(journey, arrived, {
    vpc,
    subnet: subnet.value,
    via: met ? 'network-interface' : 'local',
    viaId: met?.id ?? null,
  });
  // From here on replies go to the ports of the gateway, whichever they were that the source waits at.
  const sentOn = { ...answered, connections: [{ senders, replyPorts: natPorts }] };
  const crossing = { subnet: subnet.value, traffic: translatedTraffic(traffic), replyPorts: natPorts };
  return translated(sentOn, (one) =>
    leaveSubnet(network, one, crossing).flatMap((part) =>
      onward(journey, part, { vpc, nat, subnet: subnet.value }, table.value),
    ),
  );
}

/** What becomes of packets after the gateway gave IPv6 ones the IPv4 destinations that theirs stand for. */
function translated(flight: Flight, send: (flight: Flight) => readonly PathBranch[]): readonly PathBranch[] {
  if (flight.destinations.hasIpv4()) return send(flight);
  return send({ ...flight, destinations: embeddedIpv4(flight.destinations) }).map((branch) => ({
    ...branch,
    destinations: synthesized(branch.destinations),
  }));
}

const icmpv4 = 1;
const icmpv6 = 58;

/** What is ICMPv6 before the gateway is ICMP behind it. */
function translatedTraffic(traffic: Traffic): Traffic {
  return traffic.protocol === icmpv6 ? { ...traffic, protocol: icmpv4 } : traffic;
}

/** Where a NAT gateway stands; a regional one is in no subnet. */
interface PlacedNat {
  readonly vpc: Vpc;
  readonly nat: NatGateway;
  readonly subnet: Subnet | null;
}

function onward(
  journey: JourneyInVpc,
  flight: Flight,
  { vpc, nat, subnet }: PlacedNat,
  table: RouteTable,
): readonly PathBranch[] {
  return selectRoutes(journey.network, table, flight.destinations).flatMap((branch) => {
    const part: Flight = { ...flight, destinations: branch.destinations };
    if (branch.kind === 'unknown') return [unknownNat(part, nat, nat.id, branch.missing)];
    const route = branch.kind === 'route' ? branch.route : null;
    const at = table.at(route ? `/Routes/${route.index}` : '/Routes');
    if (!route || route.state === 'blackhole') {
      const reason = route ? 'route-blackhole' : 'route-none';
      const message = `${table.id}, which routes for ${nat.id}, has no working route to these destinations`;
      return [
        end(decide(part, { plane: 'route', decision: 'block', reason, message, at }), 'nat-gateway', nat.id),
      ];
    }
    if (route.target.kind === 'internet-gateway' && isFalse(nat.isPublic)) {
      const dropped = decide(part, {
        plane: 'route',
        decision: 'block',
        reason: 'internet-gateway-needs-public-address',
        message: `${nat.id} is private and has no public address, which ${route.target.id} needs`,
        at,
      });
      return [end(dropped, 'nat-gateway', nat.id)];
    }
    if (route.target.kind === 'internet-gateway') {
      const exit: InternetExit = {
        vpc,
        via: 'internet-gateway',
        gatewayId: route.target.id,
        nat: { gateway: nat, subnet },
      };
      const out = throughInternetGateway(journey, part, exit, at);
      return out.map((each) => ({ ...each, via: 'nat-gateway' as const, viaId: nat.id }));
    }
    if (route.target.kind === 'nat-gateway' && route.target.id === nat.id) {
      const message = `${table.id}, which routes for ${nat.id}, leads them back to it`;
      const lost = decide(part, {
        plane: 'route',
        decision: 'block',
        reason: 'nat-gateway-loop',
        message,
        at,
      });
      return [end(lost, 'nat-gateway', nat.id)];
    }
    if (route.target.kind === 'local' && part.destinations.overlaps(privateIpv4)) {
      const message = `${nat.id} sends them back into the VPC`;
      const missing = [nat.missing(`beyond ${nat.id}`)];
      const lost = decide(part, {
        plane: 'route',
        decision: 'unknown',
        reason: 'nat-gateway-unknown',
        message,
        at,
        missing,
      });
      return [end(lost, 'nat-gateway', nat.id)];
    }
    // A gateway endpoint behind a NAT gateway is not documented (G4); other targets lead out of sight.
    const { id } = route.target;
    return [end(goBeyond(part, id ?? nat.id, at), 'nat-gateway', nat.id)];
  });
}

function unknownNat(
  flight: Flight,
  where: RouteTable | NatGateway,
  natGatewayId: string,
  missing: Flight['missing'],
): PathBranch {
  const lost = decide(flight, {
    plane: 'route',
    decision: 'unknown',
    reason: 'nat-gateway-unknown',
    message: `where ${natGatewayId} sends them is not known`,
    at: where.at(),
    missing,
  });
  return end(lost, 'nat-gateway', natGatewayId);
}
