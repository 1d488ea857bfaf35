import {
  type Fact,
  filterListing,
  flatMap,
  type Listing,
  type MissingFact,
  map,
  someOf,
  yes,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';

/** The interfaces of a VPC that are sources of traffic of their own: instances, Lambda, containers, pods. */
export function computeInVpc(network: Network, vpc: Vpc): Listing<NetworkInterface> {
  return network.memoOf(vpc, 'compute', () =>
    filterListing(network.inVpc('networkInterfaces', vpc), (source) =>
      map(source.role, (role) => role !== 'not-compute'),
    ),
  );
}

/** The compute of a VPC in some of its subnets. */
export function computeInSubnets(
  network: Network,
  vpc: Vpc,
  subnetIds: ReadonlySet<string>,
): Listing<NetworkInterface> {
  const { bySubnet, missing } = computeBySubnet(network, vpc);
  return { items: [...subnetIds].flatMap((id) => bySubnet.get(id) ?? []), missing };
}

export interface ComputeBySubnet {
  readonly bySubnet: ReadonlyMap<string, readonly NetworkInterface[]>;
  readonly missing: readonly MissingFact[];
}

/** The compute of a VPC by the ids of its subnets. */
export function computeBySubnet(network: Network, vpc: Vpc): ComputeBySubnet {
  return network.memoOf(vpc, 'compute by subnet', () => groupBySubnet(computeInVpc(network, vpc)));
}

function groupBySubnet(compute: Listing<NetworkInterface>): ComputeBySubnet {
  const bySubnet = new Map<string, NetworkInterface[]>();
  const missing: MissingFact[] = [...compute.missing];
  for (const source of compute.items) {
    const { subnetId } = source;
    if (!subnetId.known) {
      missing.push(...subnetId.missing);
      continue;
    }
    const neighbours = bySubnet.get(subnetId.value);
    if (neighbours) neighbours.push(source);
    else bySubnet.set(subnetId.value, [source]);
  }
  return { bySubnet, missing };
}

/** Whether the VPC of a resource is known to run compute. */
export function runsCompute(network: Network, resource: Resource): Fact<boolean> {
  return flatMap(network.answerFor('vpcs', resource.vpcId ?? '', resource), (vpc) =>
    someOf(computeInVpc(network, vpc), () => yes),
  );
}
