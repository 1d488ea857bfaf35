import { distinctMissing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { answerPath } from '../connectivity/answer-path.ts';
import { computeBySubnet } from '../connectivity/compute.ts';
import { https } from '../connectivity/security-group-admission.ts';

/** By which ways the compute of a VPC reaches a service. */
export interface UsedWays {
  /** Ids of the endpoints, each with the subnets from which it is used. */
  readonly endpoints: ReadonlyMap<string, readonly Subnet[]>;
  /** Whether some of it goes, or may go, another way. */
  readonly others: boolean;
  readonly missing: readonly MissingFact[];
}

/** By which ways the compute of a VPC reaches a service, named as its endpoint is: what it is proven to use. */
export function usedWays(network: Network, vpc: Vpc, service: string): UsedWays {
  return network.memoOf(vpc, `ways to ${service}`, () => findWays(network, vpc, service));
}

function findWays(network: Network, vpc: Vpc, service: string): UsedWays {
  const { bySubnet, missing } = computeBySubnet(network, vpc);
  const subnets = network.inVpc('subnets', vpc);
  const endpoints = new Map<string, Subnet[]>();
  const open: MissingFact[] = [...missing, ...subnets.missing];
  let others = false;
  for (const subnet of subnets.items) {
    if (!bySubnet.has(subnet.id)) continue;
    const to = { kind: 'service', service, region: null } as const;
    const branches = answerPath(network, { from: subnet.id, to, traffic: https })?.branches ?? [];
    for (const { verdict, via, viaId, missing: lacking } of branches) {
      if (verdict === 'blocked') continue;
      if (verdict === 'unknown') open.push(...lacking);
      else if (viaId !== null && (via === 'gateway-endpoint' || via === 'interface-endpoint')) {
        const users = endpoints.get(viaId) ?? [];
        endpoints.set(viaId, users.includes(subnet) ? users : [...users, subnet]);
      } else others = true;
    }
  }
  return { endpoints, others, missing: distinctMissing(open) };
}
