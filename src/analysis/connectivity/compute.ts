import {
  distinctMissing,
  type Fact,
  filterListing,
  flatMap,
  type Listing,
  type MissingFact,
  map,
  no,
  someOf,
  unknown,
  yes,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { type ClassifiedSources, classesWithin, classifySources, type SourceClass } from './source-class.ts';
import { vpcOf } from './vpc-of.ts';

/** The sources of traffic in a VPC, in the groupings that questions are asked of. */
interface Compute {
  readonly listing: Listing<NetworkInterface>;
  readonly bySubnet: ComputeBySubnet;
  readonly classified: ClassifiedSources;
}

export interface ComputeBySubnet {
  readonly bySubnet: ReadonlyMap<string, readonly NetworkInterface[]>;
  readonly missing: readonly MissingFact[];
}

/** Looks at each interface of a VPC once: an estate has many times more of them than of anything else. */
function computeOf(network: Network, vpc: Vpc): Compute {
  return network.memoOf(vpc, 'compute', () => {
    const listing = filterListing(network.inVpc('networkInterfaces', vpc), (source) =>
      map(source.role, (role) => role !== 'not-compute'),
    );
    return { listing, bySubnet: groupBySubnet(listing), classified: classifySources(listing.items) };
  });
}

/** The interfaces of a VPC that are sources of traffic of their own: instances, Lambda, containers, pods. */
export function computeInVpc(network: Network, vpc: Vpc): Listing<NetworkInterface> {
  return computeOf(network, vpc).listing;
}

/** The compute of a VPC by the ids of its subnets. */
export function computeBySubnet(network: Network, vpc: Vpc): ComputeBySubnet {
  return computeOf(network, vpc).bySubnet;
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

/** The compute of a VPC in some of its subnets. */
export function computeInSubnets(
  network: Network,
  vpc: Vpc,
  subnetIds: ReadonlySet<string>,
): Listing<NetworkInterface> {
  const { bySubnet, missing } = computeBySubnet(network, vpc);
  return { items: [...subnetIds].flatMap((id) => bySubnet.get(id) ?? []), missing };
}

/** Whether compute runs in at least one of some subnets of a VPC. */
export function runsComputeInSubnets(network: Network, vpc: Vpc, subnetIds: Listing<string>): Fact<boolean> {
  const { bySubnet, missing } = computeBySubnet(network, vpc);
  if (subnetIds.items.some((id) => bySubnet.has(id))) return yes;
  const open = [...missing, ...subnetIds.missing];
  return open.length > 0 ? unknown(...open) : no;
}

/** Whether the VPC of a resource is known to run compute. */
export function runsCompute(network: Network, resource: Resource): Fact<boolean> {
  return flatMap(vpcOf(network, resource), (vpc) => someOf(computeInVpc(network, vpc), () => yes));
}

/** The compute of a VPC by the set of security groups that it carries. */
export function computeClasses(network: Network, vpc: Vpc): Listing<SourceClass> {
  return network.memoOf(vpc, 'compute classes', () => {
    const { listing, classified } = computeOf(network, vpc);
    return listingOf(classified, listing.missing);
  });
}

/** The same for the compute in some of its subnets. `missing` is what keeps these from being known. */
export function computeClassesInSubnets(
  network: Network,
  vpc: Vpc,
  { items, missing }: Listing<string>,
): Listing<SourceClass> {
  const { bySubnet, classified } = computeOf(network, vpc);
  return listingOf(classesWithin(classified, new Set(items)), [...bySubnet.missing, ...missing]);
}

function listingOf(
  { classes, others }: ClassifiedSources,
  missing: readonly MissingFact[],
): Listing<SourceClass> {
  const unknowns = others.flatMap((other) => other.missing);
  return { items: classes, missing: distinctMissing([...missing, ...unknowns]) };
}
