import { PortSet } from '../../model/port-set.ts';
import type { NatGateway } from '../../model/resources/gateways.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { privateIpv4 } from '../../model/special-ranges.ts';
import { effectiveRouteTable } from './effective-route-table.ts';
import { decide, end, type Flight } from './flight.ts';
import { beyond, type JourneyInVpc } from './journey.ts';
import { enterSubnet, leaveSubnet } from './pass-network-acls.ts';
import { sendersFor } from './pass-security-groups.ts';
import type { PathBranch } from './path-answer.ts';
import { comeBack } from './return-way.ts';
import { selectRoutes } from './select-route.ts';
import { type InternetExit, throughInternetGateway } from './through-internet-gateway.ts';

/** The ports that a NAT gateway sends from (N6). */
const natPorts = PortSet.ofRange(1024, 65535);

/** Into a NAT gateway and on by the table of its own subnet, from its own address (R23). */
export function throughNatGateway(
  journey: JourneyInVpc,
  flight: Flight,
  vpc: Vpc,
  table: RouteTable,
  natGatewayId: string,
): readonly PathBranch[] {
  const { network } = journey;
  if (flight.destinations.ipv4Only().isEmpty()) {
    // A NAT gateway that translates IPv6 destinations to IPv4 ones is not modelled.
    const missing = [table.missing(`how ${natGatewayId} translates IPv6 addresses`)];
    return [unknownNat(flight, table, natGatewayId, missing)];
  }
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
  if (!isPublic.known || !isPublic.value) {
    return [beyond(judged, 'nat-gateway', nat.id, nat.at('/ConnectivityType'))];
  }
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
  return onward(journey, flight, { vpc, nat, subnet: null }, own.value);
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
  const answered = comeBack(journey, arrived, { vpc, subnet: subnet.value, via: 'local', viaId: null });
  // From here on replies go to the ports of the gateway, whichever they were that the source waits at.
  const translated = { ...answered, connections: [{ senders, replyPorts: natPorts }] };
  const crossing = { subnet: subnet.value, traffic, replyPorts: natPorts };
  return leaveSubnet(network, translated, crossing).flatMap((part) =>
    onward(journey, part, { vpc, nat, subnet: subnet.value }, table.value),
  );
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
    return [beyond(part, 'nat-gateway', nat.id, at)];
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
