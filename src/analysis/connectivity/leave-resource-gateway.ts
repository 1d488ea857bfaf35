import type { AddressSet } from '../../model/address-set.ts';
import { type Fact, flatMap, known, type MissingFact, map, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { ResourceConfiguration, ResourceGateway } from '../../model/resources/vpc-lattice.ts';
import { assume, decide, type Flight } from './flight.ts';
import { membersNamed } from './group-members.ts';
import type { Journey } from './journey.ts';
import { gatewayOf } from './resource-endpoint-target.ts';
import { admission } from './security-group-admission.ts';
import { vpcOf } from './vpc-of.ts';

/**
 * Lets what a resource endpoint brings out of the resource gateway to the resource: as far as the outbound rules of
 * the gateway's security groups permit it (I19). What lies beyond is taken to let it through.
 */
export function leaveResourceGateway(
  { network, traffic }: Pick<Journey, 'network' | 'traffic'>,
  flight: Flight,
  configuration: ResourceConfiguration,
): Flight {
  const found = gatewayOf(network, configuration);
  if (!found.known) {
    const named = configuration.raw.resourceGatewayId ?? 'the resource gateway';
    return decide(flight, {
      plane: 'filter',
      decision: 'unknown',
      reason: 'resource-gateway-unknown',
      message: `what the security groups of ${named} let out to the resource is not known`,
      at: configuration.at('/resourceGatewayId'),
      missing: found.missing,
    });
  }
  const called = configuration.name ?? configuration.id;
  const beyond = assume(
    flight,
    `what filters before the resource of ${called} is taken to let the packets through`,
  );
  const gateway = found.value;
  if (gateway === null) return beyond;
  const name = gateway.gatewayId ?? gateway.id;
  const at = gateway.at('/securityGroupIds');
  const permits = permitsResource(network, gateway, configuration, traffic);
  if (!permits.known) {
    return decide(flight, {
      plane: 'filter',
      decision: 'unknown',
      reason: 'resource-gateway-unknown',
      message: `whether the security groups of ${name} let the packets out to the resource is not known`,
      at,
      missing: permits.missing,
    });
  }
  const groups = gateway.groupIds.known ? gateway.groupIds.value.join(', ') : '';
  return permits.value
    ? decide(beyond, {
        plane: 'filter',
        decision: 'pass',
        reason: 'resource-gateway-passed',
        message: `${groups} of ${name} permits it to leave for the resource`,
        at,
      })
    : decide(flight, {
        plane: 'filter',
        decision: 'block',
        reason: 'resource-gateway-egress',
        message: `no egress rule of ${groups} of ${name} permits it to leave for the resource`,
        at,
      });
}

/** Whether the groups permit packets to wherever the resource may stand. */
function permitsResource(
  network: Network,
  gateway: ResourceGateway,
  configuration: ResourceConfiguration,
  traffic: Journey['traffic'],
): Fact<boolean> {
  return flatMap(gateway.groupIds, (ids) =>
    flatMap(configuration.possibleAddresses, (resource) =>
      flatMap(permittedBy(network, gateway, ids, traffic), ({ addresses, missing }): Fact<boolean> => {
        if (resource.isSubsetOf(addresses)) return known(true);
        if (missing.length > 0) return unknown(...missing);
        if (!resource.overlaps(addresses)) return known(false);
        return unknown(configuration.missing(`the address of the resource of ${configuration.id}`));
      }),
    ),
  );
}

interface Permitted {
  readonly addresses: AddressSet;
  /** What could widen it. */
  readonly missing: readonly MissingFact[];
}

function permittedBy(
  network: Network,
  gateway: ResourceGateway,
  groupIds: readonly string[],
  traffic: Journey['traffic'],
): Fact<Permitted> {
  if (groupIds.length === 0) return unknown(gateway.missing(`no security group of ${gateway.id}`));
  const admitted = admission(network, groupIds, gateway, 'egress', traffic);
  if (admitted.groupIds.size === 0) return known(admitted);
  return map(vpcOf(network, gateway), (vpc) => {
    const members = membersNamed(network, vpc, admitted);
    return {
      addresses: admitted.addresses.union(members.addresses),
      missing: [...admitted.missing, ...members.missing],
    };
  });
}
