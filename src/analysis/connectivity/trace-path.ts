import { AddressSet } from '../../model/address-set.ts';
import type { Network } from '../../model/network.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import { mayBeEntrance } from './attachment-subnet-acl.ts';
import { effectiveRouteTable } from './effective-route-table.ts';
import { enterFromRemote } from './enter-from-remote.ts';
import { begin, decide, end, type Flight } from './flight.ts';
import { followRoutes } from './follow-route.ts';
import type { JourneyInVpc } from './journey.ts';
import { leaveSubnet } from './pass-network-acls.ts';
import { leaveSecurityGroups } from './pass-security-groups.ts';
import type { PathBranch } from './path-answer.ts';
import type { Traffic } from './security-group-admission.ts';
import { type RouteBranch, selectRoutes } from './select-route.ts';
import type { Source, SourceInVpc } from './source.ts';

/**
 * The branches of all packets from a source to some destinations: every plane is judged on the whole way, so
 * that one answer names every blocker. Each address of the destinations is in exactly one branch.
 */
export function tracePath(
  network: Network,
  source: Source,
  destinations: AddressSet,
  traffic: Traffic,
): readonly PathBranch[] {
  const families = [
    { family: 'IPv4', to: destinations.ipv4Only(), senders: source.addresses.ipv4Only() },
    { family: 'IPv6', to: destinations.ipv6Only(), senders: source.addresses.ipv6Only() },
  ];
  return families.flatMap(({ family, to, senders }) => {
    if (to.isEmpty()) return [];
    const connections = [{ senders, replyPorts: source.ephemeralPorts }];
    const flight = { ...begin(to), connections };
    return senders.isEmpty()
      ? [neverSent(source, flight, family)]
      : source.vpc === null
        ? enterFromRemote({ network, source, traffic }, flight, source)
        : tracePackets(network, source, flight, traffic);
  });
}

/** Packets go only to addresses of a family that their sender has an address of (R6). */
function neverSent({ resource, name, addresses }: Source, flight: Flight, family: string): PathBranch {
  // Every interface has an address: where none is shown, the input is at fault.
  const isUntold = addresses.isEmpty();
  const stopped = decide(flight, {
    plane: 'route',
    decision: isUntold ? 'unknown' : 'block',
    reason: 'source-has-no-address',
    message: `${name} ${isUntold ? 'shows no address' : `has no ${family} address`} to send from`,
    at: resource.at(),
    missing: isUntold ? [resource.missing(`no address on ${resource.id}`)] : [],
  });
  return end(stopped, isUntold ? 'unknown' : 'none', null);
}

function tracePackets(
  network: Network,
  source: SourceInVpc,
  start: Flight,
  traffic: Traffic,
): readonly PathBranch[] {
  const journey = { network, source, traffic };
  const table = effectiveRouteTable(network, source.subnet);
  return leaveSecurityGroups(network, source, start, traffic)
    .flatMap((flight) => leave(journey, flight, table.known ? table.value : null))
    .flatMap((flight) => {
      if (table.known) return followRoutes(journey, flight, source.vpc, table.value);
      const lost = decide(flight, {
        plane: 'route',
        decision: 'unknown',
        reason: 'route-unknown',
        message: `the route table of ${source.subnet.id} is not known`,
        at: source.subnet.at(),
        missing: table.missing,
      });
      return [end(lost, 'unknown', null)];
    });
}

/**
 * Out of the source's subnet. Where a transit gateway may bring replies back by this very subnet, its ACL may not
 * be asked for them (N11): they are judged on their way.
 */
function leave(
  { network, source, traffic }: JourneyInVpc,
  flight: Flight,
  table: RouteTable | null,
): readonly Flight[] {
  const { subnet, vpc, ephemeralPorts } = source;
  const crossing = { subnet, traffic, replyPorts: ephemeralPorts };
  const unanswered = { ...crossing, replyPorts: null };
  const routes = table?.routes;
  if (!table || !routes?.known) return leaveSubnet(network, flight, unanswered);
  const mayLead = routes.value.some(({ target }) => target.kind === 'transit-gateway');
  if (!mayLead || !mayBeEntrance(network, vpc, subnet)) return leaveSubnet(network, flight, crossing);
  const elsewhere = selectRoutes(network, table, flight.destinations).filter(isElsewhere);
  const others = AddressSet.unionAll(elsewhere.map(({ destinations }) => destinations));
  const perhapsBack = flight.destinations.subtract(others);
  return [
    ...(others.isEmpty() ? [] : leaveSubnet(network, { ...flight, destinations: others }, crossing)),
    ...(perhapsBack.isEmpty()
      ? []
      : leaveSubnet(network, { ...flight, destinations: perhapsBack }, unanswered)),
  ];
}

function isElsewhere(way: RouteBranch): boolean {
  return way.kind === 'no-route' || (way.kind === 'route' && way.route.target.kind !== 'transit-gateway');
}
