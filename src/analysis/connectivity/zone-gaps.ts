import { partitionDomains } from '../../data/partitions.ts';
import { domainOfWildcard, isWithinDomain } from '../../model/dns-name.ts';
import { distinctMissing, isFalse, type Listing, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { computeInVpc } from './compute.ts';
import { usesAmazonDns } from './dns-servers.ts';
import { authoritiesOf } from './name/authorities.ts';
import type { CustomerZone } from './name/authority.ts';
import { isAwsName, privateDnsNames } from './name/endpoint-names.ts';
import { resolveName } from './name/resolve-name.ts';
import { whoAnswers } from './name/who-answers.ts';

/** How a name of a service stands to the zone that answers for it without a record. */
export type GapKind = 'apex' | 'wildcard' | 'below';

/** Names of services that a hosted zone keeps from being found in some VPCs. */
export interface ZoneGap {
  readonly kind: GapKind;
  readonly domain: string;
  readonly at: Place;
  readonly names: ReadonlySet<string>;
  readonly vpcs: ReadonlySet<Vpc>;
}

export interface ZoneGaps {
  readonly gaps: readonly ZoneGap[];
  readonly missing: readonly MissingFact[];
}

interface GrowingGap extends ZoneGap {
  readonly names: Set<string>;
  readonly vpcs: Set<Vpc>;
}

/**
 * The names of AWS services for which a private hosted zone of the user's answers, in a VPC that runs compute, and
 * has no record: nobody else is asked then (5.3).
 */
export function zoneGaps(network: Network): ZoneGaps {
  return network.memo('names that hosted zones lack', () => {
    const names = serviceNames(network);
    const gaps = new Map<string, GrowingGap>();
    const missing: MissingFact[] = [];
    // Without any endpoint nobody means AWS's names to be answered in the VPC.
    const vpcs = network.all('vpcEndpoints').length === 0 ? [] : network.all('vpcs');
    for (const vpc of vpcs) {
      const compute = computeInVpc(network, vpc);
      if (compute.items.length === 0 && compute.missing.length === 0) continue;
      const { items: zones, missing: unseen } = customerZonesOf(network, vpc);
      missing.push(...unseen);
      for (const zone of zones) {
        if (isOfAws(zone, vpc)) missing.push(...network.missing('vpcEndpointServices', vpc));
        for (const name of namesWithin(names, zone.domain)) {
          const asked = name.replace(/^\*\./, 'any.');
          const responder = whoAnswers(network, vpc, asked);
          if (responder.kind === 'uncertain') missing.push(...responder.missing);
          // Another zone may answer, one that is nearer to the name.
          if (responder.kind !== 'zone' || responder.zone !== zone) continue;
          const { decisions, missing: open } = resolveName(network, vpc, asked);
          missing.push(...open);
          const refusal = decisions.find(
            ({ reason, decision }) => reason === 'name-not-found' && decision === 'block',
          );
          if (!refusal) continue;
          if (compute.items.length === 0) missing.push(...compute.missing);
          else enter(gaps, zone, kindOf(name, zone.domain), refusal.at, name, vpc);
        }
      }
    }
    return { gaps: [...gaps.values()], missing: distinctMissing(missing) };
  });
}

function enter(
  gaps: Map<string, GrowingGap>,
  { domain, hostedZoneId }: CustomerZone,
  kind: GapKind,
  at: Place,
  name: string,
  vpc: Vpc,
): void {
  const key = `${hostedZoneId} ${kind}`;
  const gap = gaps.get(key) ?? { kind, domain, at, names: new Set<string>(), vpcs: new Set<Vpc>() };
  gaps.set(key, gap);
  gap.names.add(name);
  gap.vpcs.add(vpc);
}

function kindOf(name: string, domain: string): GapKind {
  if (name === domain) return 'apex';
  return domainOfWildcard(name) === domain ? 'wildcard' : 'below';
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

/** Whether names of services may be among those that a zone answers for. */
function isOfAws({ domain }: CustomerZone, { scope: { partition } }: Vpc): boolean {
  return isAwsName(domain, partition) || isWithinDomain(partitionDomains(partition).dnsSuffix, domain);
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
