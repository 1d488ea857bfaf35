import { isWithinDomain } from '../../model/dns-name.ts';
import { distinctMissing, isFalse, type Listing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { computeInVpc } from './compute.ts';
import { usesAmazonDns } from './dns-servers.ts';
import { authoritiesOf } from './name/authorities.ts';
import type { CustomerZone } from './name/authority.ts';
import { lacksAwsZones } from './name/customer-zone.ts';
import { mayHoldAwsNames, privateDnsNames } from './name/endpoint-names.ts';
import type { NameAnswer } from './name/name-answer.ts';
import { resolveName } from './name/resolve-name.ts';
import { whoAnswers } from './name/who-answers.ts';

/** What a private hosted zone of the user's answers for a name of an AWS service, in a VPC that runs compute. */
export interface ZoneAnswer {
  readonly zone: CustomerZone;
  readonly vpc: Vpc;
  /** With its wildcard, where it is one. */
  readonly name: string;
  readonly answer: NameAnswer;
}

/** All such answers (5.3), for the names that the list of services and the endpoints of the input tell. */
export function zoneAnswers(network: Network): Listing<ZoneAnswer> {
  return network.memo('answers of hosted zones for names of services', () => {
    const names = serviceNames(network);
    return answersTo(network, ({ domain }, vpc) => ({
      items: namesWithin(names, domain),
      missing: network.missing('vpcEndpointServices', vpc),
    }));
  });
}

/** The answers of zones of exactly such a name, where services are called by names that no list tells. */
export function answersOfZonesNamed(
  network: Network,
  namesIn: (vpc: Vpc) => readonly string[],
): Listing<ZoneAnswer> {
  return answersTo(network, ({ domain }, vpc) => ({
    items: namesIn(vpc).filter((name) => name === domain),
    missing: [],
  }));
}

function answersTo(
  network: Network,
  namesOf: (zone: CustomerZone, vpc: Vpc) => Listing<string>,
): Listing<ZoneAnswer> {
  const items: ZoneAnswer[] = [];
  const missing: MissingFact[] = [];
  // Without any endpoint nobody means AWS's names to be answered in the VPC.
  const vpcs = network.all('vpcEndpoints').length === 0 ? [] : network.all('vpcs');
  for (const vpc of vpcs) {
    if (lacksAwsZones(network, vpc)) continue;
    const compute = computeInVpc(network, vpc);
    if (compute.items.length === 0 && compute.missing.length === 0) continue;
    const { items: zones, missing: unseen } = customerZonesOf(network, vpc);
    missing.push(...unseen);
    for (const zone of zones) {
      if (!mayHoldAwsNames(zone.domain, vpc.scope.partition)) continue;
      const names = namesOf(zone, vpc);
      missing.push(...names.missing);
      for (const name of names.items) {
        const asked = name.replace(/^\*\./, 'any.');
        const responder = whoAnswers(network, vpc, asked);
        if (responder.kind === 'uncertain') missing.push(...responder.missing);
        // Another zone may answer, one that is nearer to the name.
        if (responder.kind !== 'zone' || responder.zone !== zone) continue;
        const answer = resolveName(network, vpc, asked);
        // A record that leads to an endpoint of another account is a record.
        missing.push(...answer.missing.filter(({ family }) => family !== 'vpcEndpoints'));
        if (compute.items.length > 0) items.push({ zone, vpc, name, answer });
        else missing.push(...compute.missing);
      }
    }
  }
  return { items, missing: distinctMissing(missing) };
}

/** The zones that certainly answer the hosts of a VPC, who ask Amazon DNS. */
function customerZonesOf(network: Network, vpc: Vpc): Listing<CustomerZone> {
  if (isFalse(usesAmazonDns(network, vpc))) return { items: [], missing: [] };
  const { zones, zoneDoubts, uncollected } = authoritiesOf(network, vpc);
  const items = [...zones.values()]
    .flat()
    .flatMap((zone) => (zone.kind === 'customer-zone' && zone.missing.length === 0 ? zone : []));
  const hidden = uncollected.filter(({ kind }) => kind === 'hosted zone');
  return { items, missing: [...zoneDoubts, ...hidden].flatMap(({ missing }) => missing) };
}

/** The names of services that endpoints of the input have or could have (DNS8). */
function serviceNames(network: Network): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { privateDnsNames: own } of network.all('vpcEndpointServices')) {
    for (const name of own.known ? own.value : []) names.add(name.toLowerCase());
  }
  for (const endpoint of network.all('vpcEndpoints')) {
    if (!endpoint.service.known || endpoint.service.value.kind !== 'aws') continue;
    const own = privateDnsNames(network, endpoint);
    for (const name of own.known ? own.value : []) names.add(name);
  }
  return names;
}

function namesWithin(names: ReadonlySet<string>, domain: string): readonly string[] {
  return [...names].filter((name) => isWithinDomain(name, domain));
}
