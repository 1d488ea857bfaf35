import { distinctMissing, type Listing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { SecurityGroup } from '../../model/resources/security-group.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { computeInVpc } from './compute.ts';

/** Sources that carry the same security groups, so that what these permit holds for all of them alike (S1). */
export interface SourceClass {
  /** Sorted; at least one. */
  readonly groupIds: readonly string[];
  /** At least one. */
  readonly sources: readonly [NetworkInterface, ...NetworkInterface[]];
}

/** The sources by the set of security groups that they carry. */
export function sourceClasses(sources: Listing<NetworkInterface>): Listing<SourceClass> {
  const classes = new Map<
    string,
    { groupIds: readonly string[]; sources: [NetworkInterface, ...NetworkInterface[]] }
  >();
  const missing: MissingFact[] = [...sources.missing];
  for (const source of sources.items) {
    const carried = source.groupIds;
    if (!carried.known) {
      missing.push(...carried.missing);
      continue;
    }
    const groupIds = carried.value;
    if (groupIds.length === 0) {
      missing.push(source.missing(`no security group of ${source.id}`));
      continue;
    }
    const key = groupIds.join(' ');
    const same = classes.get(key);
    if (same) same.sources.push(source);
    else classes.set(key, { groupIds, sources: [source] });
  }
  return { items: [...classes.values()], missing: distinctMissing(missing) };
}

/** The compute of a VPC by the set of security groups that it carries. */
export function computeClasses(network: Network, vpc: Vpc): Listing<SourceClass> {
  return network.memoOf(vpc, 'compute classes', () => sourceClasses(computeInVpc(network, vpc)));
}

/**
 * The security groups of the endpoint's VPC: what sources that nobody sees may carry. All groups, where the
 * input does not tell which VPC it is.
 */
export function groupsBesideEndpoint(network: Network, endpoint: VpcEndpoint): Listing<SecurityGroup> {
  const { vpcId } = endpoint;
  if (vpcId === null) {
    return {
      items: network.all('securityGroups'),
      missing: [endpoint.missing(`no VpcId on ${endpoint.id}`)],
    };
  }
  const byVpc = network.index('securityGroups', 'by vpc', (group) => group.vpcId);
  return { items: byVpc.get(vpcId) ?? [], missing: network.missing('securityGroups', endpoint) };
}
