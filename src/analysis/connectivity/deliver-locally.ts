import type { AddressSet } from '../../model/address-set.ts';
import type { Fact } from '../../model/fact.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { effectiveRouteTable } from './effective-route-table.ts';
import { decide, end, type Flight } from './flight.ts';
import type { Journey } from './journey.ts';
import { enterSubnet } from './pass-network-acls.ts';
import { enterSecurityGroups, sendersFor } from './pass-security-groups.ts';
import type { PathBranch, Via } from './path-answer.ts';
import { selectRoutes } from './select-route.ts';
import { judgeState } from './through-gateway-endpoint.ts';

/** How packets came into the VPC in which they are delivered. */
export interface Arrival {
  readonly via: Via;
  readonly viaId: string | null;
}

/** Delivers packets inside a VPC: to the interfaces that have the addresses, each with its filters. */
export function deliverLocally(
  journey: Journey,
  flight: Flight,
  vpc: Vpc,
  arrival: 'local' | Arrival,
): readonly PathBranch[] {
  const { network } = journey;
  const interfaces = network.inVpc('networkInterfaces', vpc);
  const branches: PathBranch[] = [];
  let remaining = flight.destinations;
  for (const target of interfaces.items) {
    const addresses = target.addresses;
    if (!addresses.known) continue;
    const part = remaining.intersect(addresses.value);
    if (part.isEmpty()) continue;
    remaining = remaining.subtract(part);
    branches.push(deliverToInterface(journey, { ...flight, destinations: part }, vpc, target, arrival));
  }
  if (remaining.isEmpty()) return branches;
  const rest: Flight = { ...flight, destinations: remaining };
  const { via, viaId } = arrivalOf(arrival);
  const nobody = decide(
    rest,
    interfaces.missing.length > 0
      ? {
          plane: 'route',
          decision: 'unknown',
          reason: 'interface-unknown',
          message: `which interface of ${vpc.id} has these addresses is not known`,
          at: vpc.at(),
          missing: interfaces.missing,
        }
      : {
          plane: 'route',
          decision: 'block',
          reason: 'interface-none',
          message: `no interface of ${vpc.id} has these addresses`,
          at: vpc.at(),
        },
  );
  return [...branches, end(nobody, via, viaId)];
}

function arrivalOf(arrival: 'local' | Arrival): Arrival {
  return arrival === 'local' ? { via: 'local', viaId: null } : arrival;
}

function deliverToInterface(
  journey: Journey,
  flight: Flight,
  vpc: Vpc,
  target: NetworkInterface,
  arrival: 'local' | Arrival,
): PathBranch {
  const { network, source, traffic } = journey;
  const endpoint = endpointOf(journey, target);
  const found = decide(flight, {
    plane: 'route',
    decision: 'pass',
    reason: 'interface-found',
    message: endpoint ? `${target.id} is an interface of ${endpoint.id}` : `${target.id} has the address`,
    at: target.at(),
  });
  const inSubnet = enterTargetSubnet(journey, found, vpc, target);
  const admitted = enterSecurityGroups(network, target, source, inSubnet, traffic, 'references-hold');
  if (!endpoint) {
    const { via, viaId } = arrivalOf(arrival);
    return end(admitted, via, viaId);
  }
  return end(judgeState(admitted, endpoint), 'interface-endpoint', endpoint.id);
}

function enterTargetSubnet(
  { network, source, traffic }: Journey,
  flight: Flight,
  vpc: Vpc,
  target: NetworkInterface,
): Flight {
  const subnetId = target.subnetId;
  const subnet = subnetId.known ? network.answerFor('subnets', subnetId.value, target) : subnetId;
  if (!subnet.known) {
    return decide(flight, {
      plane: 'filter',
      decision: 'unknown',
      reason: 'network-acl-unknown',
      message: `the subnet of ${target.id} is not known`,
      at: target.at(),
      missing: subnet.missing,
    });
  }
  const senders = sendersFor(source, flight.destinations);
  const crossing = { subnet: subnet.value, traffic, replyPorts: source.ephemeralPorts };
  const entered =
    subnet.value.id === source.subnet.id ? flight : enterSubnet(network, flight, senders, crossing);
  const table = effectiveRouteTable(network, subnet.value);
  return table.known ? checkReturn(entered, table, senders) : returnUnknown(entered, vpc, table.missing);

  function checkReturn(part: Flight, back: Extract<typeof table, { known: true }>, to: AddressSet): Flight {
    const ways = selectRoutes(network, back.value, to);
    const lost = ways.filter(
      (way) => way.kind === 'no-route' || (way.kind === 'route' && way.route.state === 'blackhole'),
    );
    if (lost.length > 0) {
      return decide(part, {
        plane: 'route',
        decision: lost.length === ways.length ? 'block' : 'pass',
        reason: 'return-route-missing',
        message: `${back.value.id} has no way back to ${source.resource.id}`,
        at: back.value.at('/Routes'),
        ...(lost.length === ways.length ? {} : { partial: true as const }),
      });
    }
    const open = ways.flatMap((way) => (way.kind === 'unknown' ? way.missing : []));
    if (open.length > 0) return returnUnknown(part, vpc, open);
    const detours = ways.flatMap((way) =>
      way.kind === 'route' && !['local', 'vpc-peering'].includes(way.route.target.kind) ? [way.route] : [],
    );
    const [detour] = detours;
    if (!detour) return part;
    // Forward and return take different ways: a stateful appliance between them breaks it (R22).
    const missing = [back.value.missing(`beyond ${detour.target.id ?? detour.target.kind}`)];
    return returnUnknown(part, vpc, missing);
  }
}

function returnUnknown(flight: Flight, vpc: Vpc, missing: Flight['missing']): Flight {
  return decide(flight, {
    plane: 'route',
    decision: 'unknown',
    reason: 'route-unknown',
    message: `how replies come back is not known`,
    at: vpc.at(),
    missing,
  });
}

/** The endpoint that an interface belongs to. */
function endpointOf({ network }: Journey, target: NetworkInterface): VpcEndpoint | null {
  const byInterface = network.index('vpcEndpoints', 'network interface', (endpoint) => {
    const ids: Fact<readonly string[]> = endpoint.networkInterfaceIds;
    return ids.known ? ids.value : null;
  });
  return byInterface.get(target.id)?.[0] ?? null;
}
