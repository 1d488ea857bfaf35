import { and, every, type Fact, flatMap, known, map, no, not, unknown, yes } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { decide, type Flight } from './flight.ts';
import type { Journey } from './journey.ts';
import { enterSecurityGroups } from './pass-security-groups.ts';
import type { Attachment } from './transit-gateway-attachment.ts';

/** Across peering, rules that name security groups hold within one Region (S10). */
export function referencesHoldAcrossPeering(a: Vpc, b: Vpc): Fact<boolean> {
  if (a.region === null || b.region === null) return unknown(b.missing(`the region of ${b.id}`));
  return known(a.region === b.region);
}

/** The one zone in which they do not hold across transit gateways (S11). */
const zoneWithoutReferences = 'use1-az3';

/**
 * Across a transit gateway, rules that name security groups hold inbound, where the gateway and the attachments
 * of both VPCs support it, and not across a peering between gateways (S9, S11).
 */
export function referencesHoldAcrossGateway(
  network: Network,
  vpc: Vpc,
  attachments: readonly Attachment[],
): Fact<boolean> {
  const [first, ...others] = attachments;
  if (!first || others.some(({ gatewayId }) => gatewayId !== first.gatewayId)) return no;
  const gateway = flatMap(
    network.answerFor('transitGateways', first.gatewayId, first.whereabouts),
    (found) => found.supportsGroupReferences,
  );
  const attached = every(attachments, ({ id, ofVpc }) => {
    if (!ofVpc) return unknown(vpc.missing(`not collected for ${id}`, 'transitGatewayVpcAttachments'));
    return and(ofVpc.supports('SecurityGroupReferencingSupport'), zonesAllow(network, vpc, ofVpc.subnetIds));
  });
  return and(gateway, attached);
}

function zonesAllow(network: Network, vpc: Vpc, subnetIds: Fact<readonly string[]>): Fact<boolean> {
  if (vpc.region !== null && vpc.region !== 'us-east-1') return yes;
  return flatMap(subnetIds, (ids) =>
    every(ids, (id) =>
      flatMap(network.answerFor('subnets', id, vpc), (subnet) =>
        not(map(subnet.availabilityZoneId, (zone) => zone === zoneWithoutReferences)),
      ),
    ),
  );
}

/** Lets a flight into an interface by its groups, where rules that name groups may not hold for what arrives. */
export function enterGroupsFrom(
  { network, source, traffic }: Journey,
  flight: Flight,
  target: NetworkInterface,
  hold: Fact<boolean>,
  through: string,
): Flight {
  const named = enterSecurityGroups(network, target, source, flight, traffic, 'references-hold');
  if (hold.known && hold.value) return named;
  const plain = enterSecurityGroups(network, target, source, flight, traffic, 'references-do-not-hold');
  const [byName, byAddress] = [named.hops.at(-1), plain.hops.at(-1)];
  if (!byName || byName.reason === byAddress?.reason) return plain;
  // Of a network that is not to be seen nobody can say that it carries a group.
  if (source.vpc === null && hold.known) return plain;
  if (!hold.known) {
    return decide(flight, {
      plane: 'filter',
      decision: 'unknown',
      reason: 'security-group-unknown',
      message: `whether rules that name security groups hold through ${through} is not known`,
      at: byName.at,
      missing: [...hold.missing, ...plain.missing],
    });
  }
  if (byAddress?.decision !== 'block') return plain;
  return decide(flight, {
    plane: 'filter',
    decision: 'block',
    reason: 'security-group-reference-lost',
    message: `${target.id} admits ${source.name} only by the name of its security group, which does not hold through ${through}`,
    at: byName.at,
  });
}
