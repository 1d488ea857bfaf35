import {
  type Fact,
  flatMap,
  isFalse,
  known,
  type Listing,
  type MissingFact,
  map,
  unknown,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { isAvailabilityZone, zonesOfSubnets } from './availability-zone.ts';
import type { Attachment } from './transit-gateway-attachment.ts';

/**
 * The attachment's subnet in the zone of a subnet, through which that subnet's packets reach the gateway; null
 * where the attachment has none there, so that they do not reach it (C5b).
 */
export function exitSubnet(
  network: Network,
  vpc: Vpc,
  attachment: Attachment,
  subnet: Subnet,
): Fact<Subnet | null> {
  const own = zonesOfSubnets(network, vpc, [subnet.id], subnet);
  const [here] = own.items;
  if (!here) return unknown(...own.missing);
  if (!isAvailabilityZone(here.zone)) {
    const reason = `the zone by which ${subnet.id}, in a Local Zone, reaches transit gateways`;
    return unknown(subnet.missing(reason, 'transitGatewayVpcAttachments'));
  }
  return flatMap(subnetIdsOf(network, vpc, attachment), (ids) => {
    const attached = zonesOfSubnets(network, vpc, ids, subnet);
    const found = attached.items.find(({ zone }) => zone === here.zone);
    if (found) return known(found.subnet);
    return attached.missing.length > 0 ? unknown(...attached.missing) : known(null);
  });
}

/**
 * The attachment's subnets by which packets may enter a VPC: the one in the zone in which they reached the
 * gateway; where there is none, where that zone is not known, or in appliance mode, any of them (C5b).
 */
export function entranceSubnets(
  network: Network,
  vpc: Vpc,
  attachment: Attachment,
  from: Subnet | null,
): Listing<Subnet> {
  const ids = subnetIdsOf(network, vpc, attachment);
  if (!ids.known) return { items: [], missing: ids.missing };
  const items: Subnet[] = [];
  const missing: MissingFact[] = [];
  for (const id of ids.value) {
    const subnet = network.answerFor('subnets', id, vpc);
    if (subnet.known) items.push(subnet.value);
    else missing.push(...subnet.missing);
  }
  const keepsZone = attachment.ofVpc !== null && isFalse(attachment.ofVpc.supports('ApplianceModeSupport'));
  if (keepsZone && from) {
    const sameZone = items.find((subnet) => inSameZone(subnet, from));
    if (sameZone) return { items: [sameZone], missing: [] };
  }
  return { items, missing };
}

/** Zone ids are the same in every account; names are each account's own (I6). */
function inSameZone(a: Subnet, b: Subnet): boolean {
  const [left, right] = [a.availabilityZoneId, b.availabilityZoneId];
  if (left.known && right.known) return left.value === right.value;
  const [first, second] = [a.availabilityZone, b.availabilityZone];
  return a.scope.account === b.scope.account && first.known && second.known && first.value === second.value;
}

function subnetIdsOf(network: Network, vpc: Vpc, { id, ofVpc }: Attachment): Fact<readonly string[]> {
  if (ofVpc) return map(ofVpc.subnetIds, (ids) => [...ids].sort());
  const missing = network.missing('transitGatewayVpcAttachments', vpc);
  const undescribed = vpc.missing(`not collected for ${id}`, 'transitGatewayVpcAttachments');
  return unknown(...(missing.length > 0 ? missing : [undescribed]));
}
