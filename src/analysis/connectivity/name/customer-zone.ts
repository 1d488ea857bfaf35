import { type Fact, known, type MissingFact, map } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { HostedZone, ZonesOfVpc } from '../../../model/resources/hosted-zone.ts';
import type { Vpc } from '../../../model/resources/vpc.ts';
import type { CustomerZone, Doubt } from './authority.ts';
import { mayHoldAwsNames } from './endpoint-names.ts';

/** Whether the answer about the VPC shows that no zone of the user's may hold names of AWS: a quick look. */
export function lacksAwsZones(network: Network, vpc: Vpc): boolean {
  const answer = network.answerFor('hostedZonesByVpc', vpc.id, vpc);
  const zones = answer.known ? answer.value.zones : answer;
  return (
    zones.known &&
    zones.value.every(
      ({ name, owningService }) => owningService !== null || !mayHoldAwsNames(name, vpc.scope.partition),
    )
  );
}

export interface CustomerZones {
  readonly zones: readonly CustomerZone[];
  readonly doubts: readonly Doubt[];
  /** Empty when it is known which hosted zones are associated with the VPC. */
  readonly missing: readonly MissingFact[];
}

/**
 * The private hosted zones of a VPC, by the answer about the VPC (DNS15); where that was not collected, by the
 * VPCs of each zone, which shows the zones of the accounts in the input, and not that there are no others: another
 * account may have associated one of its own, as that of a hub does.
 */
export function customerZones(
  network: Network,
  vpc: Vpc,
  managedDomains: ReadonlySet<string>,
): CustomerZones {
  const answer = network.answerFor('hostedZonesByVpc', vpc.id, vpc);
  if (!answer.known) return zonesThatNameVpc(network, vpc, answer.missing);
  const zones = zonesOfAnswer(answer.value, vpc, managedDomains);
  if (zones.known) return { zones: zones.value, doubts: [], missing: [] };
  const doubt: Doubt = {
    kind: 'doubt',
    at: answer.value.at('/HostedZoneSummaries'),
    missing: zones.missing,
    mayAnswer: () => true,
  };
  return { zones: [], doubts: [doubt], missing: [] };
}

function zonesOfAnswer(
  answer: ZonesOfVpc,
  vpc: Vpc,
  managedDomains: ReadonlySet<string>,
): Fact<readonly CustomerZone[]> {
  return map(answer.zones, (zones) =>
    zones.flatMap((zone, index) => {
      // Endpoints show their own zones, which AWS lists here as well (DNS15).
      if (zone.owningService !== null && managedDomains.has(zone.name)) return [];
      return {
        kind: 'customer-zone',
        domain: zone.name,
        hostedZoneId: zone.hostedZoneId,
        account: zone.owningAccount ?? vpc.account,
        at: answer.at(`/HostedZoneSummaries/${index}`),
        missing: [],
      };
    }),
  );
}

function zonesThatNameVpc(network: Network, vpc: Vpc, missing: readonly MissingFact[]): CustomerZones {
  const zones = network.all('hostedZones').flatMap((zone) => {
    const { isPrivate, domain } = zone;
    if (!domain.known || (isPrivate.known && !isPrivate.value)) return [];
    const names = isOfVpc(network, zone, vpc);
    if (names.known && !names.value) return [];
    const doubtful = [isPrivate, names].flatMap((fact) => (fact.known ? [] : fact.missing));
    return {
      kind: 'customer-zone' as const,
      domain: domain.value,
      hostedZoneId: zone.id,
      account: zone.account,
      at: zone.at('/Id'),
      missing: doubtful,
    };
  });
  return { zones, doubts: [], missing };
}

function isOfVpc(network: Network, zone: HostedZone, vpc: Vpc): Fact<boolean> {
  const answer = network.answerFor('hostedZoneVpcs', zone.id, zone);
  if (!answer.known) return answer;
  const { vpcIds } = answer.value;
  return vpcIds.known ? known(vpcIds.value.includes(vpc.id)) : vpcIds;
}
