import { type Fact, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PeerVpc, VpcPeeringConnection } from '../../model/resources/peering-and-transit.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';

/** The VPC that a resource belongs to. */
export function vpcOf(network: Network, resource: Resource): Fact<Vpc> {
  return resource.vpcId === null
    ? unknown(resource.missing(`no VpcId on ${resource.id}`))
    : network.answerFor('vpcs', resource.vpcId, resource);
}

/** The VPC on one side of a peering connection. */
export function vpcOfPeer(
  network: Network,
  peering: VpcPeeringConnection,
  { vpcId, account, region }: PeerVpc,
): Fact<Vpc> {
  return vpcId === null
    ? unknown(peering.missing(`no VpcId on one side of ${peering.id}`))
    : network.answerFor('vpcs', vpcId, { account, region, scope: peering.scope });
}
