import { AddressSet } from '../../model/address-set.ts';
import { distinctMissing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { computeBySubnet } from './compute.ts';
import { listeningPorts } from './endpoint-service-port.ts';
import { type HubUse, hubUses } from './hub-uses.ts';
import type { PathBranch } from './path-answer.ts';
import { https } from './security-group-admission.ts';
import type { SourceInVpc } from './source.ts';
import { sourcesInSubnet } from './sources-of.ts';
import { tracePath } from './trace-path.ts';

/** The way of one kind of sender to endpoints of another VPC, to which the services' names lead it. */
export interface HubPath {
  readonly source: SourceInVpc;
  readonly branch: PathBranch;
  readonly endpoints: readonly VpcEndpoint[];
}

export interface HubPaths {
  readonly paths: readonly HubPath[];
  /** What keeps other paths from being seen. */
  readonly missing: readonly MissingFact[];
}

/** The ways of all compute to the endpoints of other VPCs that it uses (C1, C4), as `path` answers them. */
export function hubPaths(network: Network): HubPaths {
  return network.memo('paths to endpoints in other VPCs', () => {
    const { uses, missing } = hubUses(network);
    const found = uses.map((use) => pathsOf(network, use));
    return {
      paths: found.flatMap(({ paths }) => paths),
      missing: distinctMissing([...missing, ...found.flatMap((each) => each.missing)]),
    };
  });
}

function pathsOf(network: Network, use: HubUse): HubPaths {
  const { bySubnet, missing: unseen } = computeBySubnet(network, use.spoke);
  const paths: HubPath[] = [];
  const missing: MissingFact[] = [...unseen];
  for (const subnetId of bySubnet.keys()) {
    const subnet = network.answerFor('subnets', subnetId, use.spoke);
    if (!subnet.known) {
      missing.push(...subnet.missing);
      continue;
    }
    const sources = sourcesInSubnet(network, subnet.value);
    missing.push(...sources.missing);
    for (const source of sources.items) {
      if (source.groupIds !== null) paths.push(...pathsFrom(network, source, use));
    }
  }
  return { paths, missing };
}

function pathsFrom(network: Network, source: SourceInVpc, { endpoints }: HubUse): readonly HubPath[] {
  return [...byPort(endpoints.keys())].flatMap(([port, group]) => {
    const addresses = AddressSet.unionAll(
      group.map((endpoint) => endpoints.get(endpoint) ?? AddressSet.empty),
    );
    const branches = tracePath(network, source, triedFrom(source, addresses), { ...https, port });
    return branches.map((branch) => ({
      source,
      branch,
      endpoints: group.filter((endpoint) => endpoints.get(endpoint)?.overlaps(branch.destinations)),
    }));
  });
}

/** By the first port of the service, 443 where that is not known. */
function byPort(endpoints: Iterable<VpcEndpoint>): ReadonlyMap<number, readonly VpcEndpoint[]> {
  const groups = new Map<number, VpcEndpoint[]>();
  for (const endpoint of endpoints) {
    const ports = listeningPorts(endpoint);
    const port = (ports.known ? ports.value?.firstPort() : undefined) ?? https.port;
    const same = groups.get(port);
    if (same) same.push(endpoint);
    else groups.set(port, [endpoint]);
  }
  return groups;
}

/** Hosts try the addresses of a family that they have an address of themselves (R6). */
function triedFrom({ addresses }: SourceInVpc, destinations: AddressSet): AddressSet {
  if (addresses.ipv6Only().isEmpty()) return destinations.ipv4Only();
  return addresses.ipv4Only().isEmpty() ? destinations.ipv6Only() : destinations;
}
