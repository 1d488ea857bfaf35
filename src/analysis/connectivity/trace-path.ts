import type { AddressSet } from '../../model/address-set.ts';
import type { Network } from '../../model/network.ts';
import { effectiveRouteTable } from './effective-route-table.ts';
import { begin, decide, end, type Flight, type Source } from './flight.ts';
import { followRoutes } from './follow-route.ts';
import { leaveSubnet } from './pass-network-acls.ts';
import { leaveSecurityGroups } from './pass-security-groups.ts';
import type { PathBranch } from './path-answer.ts';
import type { Traffic } from './security-group-admission.ts';

/**
 * The branches of all packets from a source to some destinations: every plane is judged on the whole way, so
 * that one answer names every blocker. Each address of the destinations is in exactly one branch.
 */
export function tracePath(
  network: Network,
  source: Source,
  destinations: AddressSet,
  traffic: Traffic,
  start: Flight = begin(destinations),
): readonly PathBranch[] {
  const journey = { network, source, traffic };
  const table = effectiveRouteTable(network, source.subnet);
  const crossing = { subnet: source.subnet, traffic, replyPorts: source.ephemeralPorts };
  return leaveSecurityGroups(network, source, { ...start, destinations }, traffic)
    .flatMap((flight) => leaveSubnet(network, flight, crossing))
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
