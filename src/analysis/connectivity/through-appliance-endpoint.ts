import { type Fact, flatMap, known } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { RouteTable } from '../../model/resources/route-table.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { arrivalFrom, ifSentOn, isStopped, type Stop, stopAt, stopsOn } from './appliance-stop.ts';
import { deliverLocally } from './deliver-locally.ts';
import { effectiveRouteTable } from './effective-route-table.ts';
import { endByUnknownRoute } from './end-by-unknown-route.ts';
import { decide, end, type Flight } from './flight.ts';
import { beyond, type Journey, type JourneyInVpc } from './journey.ts';
import { judgeState } from './judge-endpoint-state.ts';
import type { PathBranch } from './path-answer.ts';
import { type RouteBranch, selectRoutes } from './select-route.ts';
import { vpcOf } from './vpc-of.ts';

/** Follows packets of a VPC by a route table, wherever it leads. */
export type FollowRoutes = (
  journey: JourneyInVpc,
  flight: Flight,
  vpc: Vpc,
  table: RouteTable,
) => readonly PathBranch[];

/**
 * To the appliances behind a Gateway Load Balancer endpoint, as far as its state lets anything in (I2, I23). What
 * they do with the packets is not in the input. Those that they hand back come out of the endpoint, and go on by
 * the table of its subnet: they are followed as if they came out unchanged. `follow` follows them to other than
 * local targets, where they started in a VPC.
 */
export function throughApplianceEndpoint(
  journey: Journey,
  flight: Flight,
  endpointId: string,
  at: Place,
  follow: FollowRoutes | null,
): readonly PathBranch[] {
  const endpoint = journey.network.answerFor('vpcEndpoints', endpointId, at.resource);
  if (!endpoint.known) return [beyond(flight, 'gateway-load-balancer-endpoint', endpointId, at)];
  const stop: Stop = { via: 'gateway-load-balancer-endpoint', resource: endpoint.value, at };
  const judged = judgeState(flight, endpoint.value);
  if (isStopped(judged)) return [end(judged, stop.via, endpointId)];
  const stopped = stopAt(judged, stop);
  const exit = exitOf(journey.network, endpoint.value);
  const isSecondTime = stopsOn(flight).some(({ id }) => id === endpointId);
  if (isSecondTime || !exit.known) return [end(stopped, stop.via, endpointId)];
  return comeOut(journey, stopped, stop, exit.value, follow).map((branch) => ifSentOn(stopped, stop, branch));
}

interface Exit {
  readonly vpc: Vpc;
  readonly subnet: Subnet;
  readonly table: RouteTable;
}

/** The only subnet of a Gateway Load Balancer endpoint, with its table (I23). */
function exitOf(network: Network, endpoint: VpcEndpoint): Fact<Exit> {
  return flatMap(endpoint.subnetIds, ([id = '']) =>
    flatMap(network.answerFor('subnets', id, endpoint), (subnet) =>
      flatMap(vpcOf(network, subnet), (vpc) =>
        flatMap(effectiveRouteTable(network, subnet), (table) => known({ vpc, subnet, table })),
      ),
    ),
  );
}

function comeOut(
  journey: Journey,
  flight: Flight,
  stop: Stop,
  { vpc, subnet, table }: Exit,
  follow: FollowRoutes | null,
): readonly PathBranch[] {
  return selectRoutes(journey.network, table, flight.destinations).flatMap((branch) => {
    const part: Flight = { ...flight, destinations: branch.destinations };
    if (branch.kind === 'unknown') return [endByUnknownRoute(part, table, branch.missing)];
    if (branch.kind === 'route' && branch.route.target.kind === 'local') {
      const message = `${table.id} routes what comes out of ${stop.resource.id} to local`;
      const at = table.at(`/Routes/${branch.route.index}`);
      const selected = decide(part, {
        plane: 'route',
        decision: 'pass',
        reason: 'route-selected',
        message,
        at,
      });
      return deliverLocally(journey, selected, vpc, arrivalFrom(stop));
    }
    if (branch.kind === 'no-route' || leadsBack(branch, stop)) return [lost(part, stop, table, branch)];
    if (follow === null || journey.source.vpc === null) return [end(part, stop.via, stop.resource.id)];
    return follow({ ...journey, source: { ...journey.source, subnet } }, part, vpc, table);
  });
}

function leadsBack(branch: RouteBranch, { resource }: Stop): boolean {
  return branch.kind === 'route' && branch.route.target.id === resource.id;
}

function lost(flight: Flight, { resource, via }: Stop, table: RouteTable, branch: RouteBranch): PathBranch {
  const back = branch.kind === 'route' ? branch.route.index : null;
  const dropped = decide(flight, {
    plane: 'route',
    decision: 'block',
    reason: back === null ? 'route-none' : 'appliance-loop',
    message:
      back === null
        ? `${table.id}, which routes what comes out of ${resource.id}, has no route to these destinations`
        : `${table.id}, which routes what comes out of ${resource.id}, leads them back into it`,
    at: table.at(back === null ? '/Routes' : `/Routes/${back}`),
  });
  return end(dropped, via, resource.id);
}
