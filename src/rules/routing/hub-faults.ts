import { type HubPath, hubPaths } from '../../analysis/connectivity/hub-paths.ts';
import type { Hop, Plane } from '../../analysis/connectivity/path-answer.ts';
import type { Reason } from '../../analysis/connectivity/reason.ts';
import type { FamilyName } from '../../model/fact-families.ts';
import type { Network } from '../../model/network.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { nameFamilies } from '../name-families.ts';
import type { Outcome, Problem } from '../rule.ts';
import { endpointText } from '../security-group/wording.ts';
import { listed } from '../wording.ts';

/** What tells where routes lead to other VPCs. */
export const wayFamilies: readonly FamilyName[] = [
  'subnets',
  'routeTables',
  'prefixLists',
  'managedPrefixListEntries',
  'networkAcls',
  'securityGroups',
  'vpcPeeringConnections',
  'transitGateways',
  'transitGatewayAttachments',
  'transitGatewayVpcAttachments',
  'transitGatewayRoutes',
  'transitGatewayRouteTableAssociations',
];

/** What rules read that follow compute on its way to the endpoints of other VPCs. */
export const hubFamilies: readonly FamilyName[] = [...nameFamilies, ...wayFamilies];

/** One thing that stops compute on its way to endpoints of another VPC, with the ways that it stops. */
export interface HubFault {
  readonly at: Place;
  readonly hop: Hop;
  readonly spokes: readonly string[];
  readonly subnets: readonly Subnet[];
  readonly endpoints: readonly VpcEndpoint[];
}

interface Search {
  readonly plane: Plane;
  readonly isFault: (hop: Hop) => boolean;
  readonly describe: (fault: HubFault) => Omit<Problem, 'kind' | 'resource' | 'at' | 'affected'>;
}

/** A finding for each thing that stops such ways, and what may stop others for all that is known. */
export function* judgeHubPaths(network: Network, { plane, isFault, describe }: Search): Iterable<Outcome> {
  const { paths, missing } = hubPaths(network);
  // About nothing in particular: what would stop the packets is what is not known.
  if (missing.length > 0) yield { kind: 'undecided', resource: null, missing };
  const found = new Map<string, { hop: Hop; paths: [HubPath, ...HubPath[]] }>();
  for (const path of paths) {
    const faults = path.branch.hops.filter((hop) => hop.decision === 'block' && isFault(hop));
    for (const hop of faults) {
      const { resource } = hop.at;
      const key = `${resource.type} ${resource.id}`;
      const same = found.get(key);
      if (same) same.paths.push(path);
      else found.set(key, { hop, paths: [path] });
    }
    if (faults.length === 0 && mayHide(path, plane)) {
      yield { kind: 'undecided', resource: null, missing: path.branch.missing };
    }
  }
  for (const { hop, paths: stopped } of found.values()) {
    const fault = faultOf(hop, stopped);
    yield {
      kind: 'problem',
      resource: hop.at.resource,
      at: hop.at,
      affected: fault.subnets,
      ...describe(fault),
    };
  }
}

/** Whether something may stop the packets on a plane that the input does not show: there, or on their way there. */
function mayHide({ branch }: HubPath, plane: Plane): boolean {
  return branch.hops.some(
    (hop) =>
      hop.decision === 'unknown' && (hop.plane === 'route' || hop.plane === 'name' || hop.plane === plane),
  );
}

function faultOf(hop: Hop, paths: readonly HubPath[]): HubFault {
  return {
    at: hop.at,
    hop,
    spokes: [...new Set(paths.map(({ source }) => source.vpc.id))].sort(),
    subnets: [...new Set(paths.map(({ source }) => source.subnet))],
    endpoints: [...new Set(paths.flatMap(({ endpoints }) => endpoints))],
  };
}

/** Whether a hop stops packets for one of these reasons. */
export function isFor(...reasons: readonly Reason[]): (hop: Hop) => boolean {
  return ({ reason }) => reasons.includes(reason);
}

/** `compute in subnet-1 of vpc-2`. */
export function sendersText({ subnets, spokes }: HubFault): string {
  return `compute in ${listed(subnets.map(({ id }) => id).sort())} of ${listed(spokes)}`;
}

/** `hub endpoint vpce-1 (kms) in vpc-1`. */
export function hubText({ endpoints }: HubFault): string {
  const vpcs = [...new Set(endpoints.flatMap(({ vpcId }) => vpcId ?? []))].sort();
  return `endpoint${endpoints.length === 1 ? '' : 's'} ${listed(endpoints.map(endpointText).sort())} in ${listed(vpcs)}`;
}
