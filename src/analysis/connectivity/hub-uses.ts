import { AddressSet } from '../../model/address-set.ts';
import { domainsFrom } from '../../model/dns-name.ts';
import { and, distinctMissing, isFalse, type MissingFact, map } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { isAvailableEndpointOfType } from './available-endpoint.ts';
import { computeInVpc } from './compute.ts';
import { usesAmazonDns } from './dns-servers.ts';
import { endpointsMeant } from './endpoints-meant.ts';
import { authoritiesOf } from './name/authorities.ts';
import { lacksAwsZones } from './name/customer-zone.ts';
import { endpointAddresses } from './name/endpoint-addresses.ts';
import { mayHoldAwsNames, privateDnsNames } from './name/endpoint-names.ts';
import { spelledOut } from './name/endpoints-at.ts';
import { resolveName } from './name/resolve-name.ts';

/** A VPC whose compute is led, by the names of services, to endpoints in other VPCs (C1). */
export interface HubUse {
  readonly spoke: Vpc;
  readonly endpoints: ReadonlyMap<VpcEndpoint, AddressSet>;
}

export interface HubUses {
  readonly uses: readonly HubUse[];
  /** What keeps other uses from being seen. */
  readonly missing: readonly MissingFact[];
}

/** Who uses endpoints in other VPCs, by what the services' names resolve to there (C1). */
export function hubUses(network: Network): HubUses {
  return network.memo('uses of endpoints in other VPCs', () => {
    const spokes = network.all('vpcs').filter((vpc) => mayUseHub(network, vpc));
    const offers = offersTo(network, spokes);
    const uses: HubUse[] = [];
    const missing: MissingFact[] = [...offers.missing];
    for (const spoke of spokes) {
      const found = usesOf(network, spoke, offers.byName);
      missing.push(...found.missing);
      if (found.endpoints.size === 0) continue;
      const compute = computeInVpc(network, spoke);
      if (compute.items.length > 0) uses.push({ spoke, endpoints: found.endpoints });
      else missing.push(...compute.missing);
    }
    return { uses, missing: distinctMissing(missing) };
  });
}

/** Not one in which nothing runs, whose hosts ask other DNS servers, or whose names no zone can lead elsewhere. */
function mayUseHub(network: Network, vpc: Vpc): boolean {
  const compute = computeInVpc(network, vpc);
  if (compute.items.length === 0 && compute.missing.length === 0) return false;
  // What servers of the user's own answer stands in no configuration of AWS.
  return !isFalse(usesAmazonDns(network, vpc)) && !hasNoZones(network, vpc);
}

interface Offers {
  /** The endpoints of AWS services by a name that each would have; for a wildcard, a name below it. */
  readonly byName: ReadonlyMap<string, readonly VpcEndpoint[]>;
  readonly missing: readonly MissingFact[];
}

function offersTo(network: Network, spokes: readonly Vpc[]): Offers {
  const byName = new Map<string, VpcEndpoint[]>();
  const missing: MissingFact[] = [];
  for (const endpoint of network.all('vpcEndpoints')) {
    if (!spokes.some(({ id }) => id !== endpoint.vpcId)) continue;
    const offers = and(
      isAvailableEndpointOfType(endpoint, 'interface'),
      map(endpoint.service, ({ kind }) => kind === 'aws'),
    );
    if (isFalse(offers)) continue;
    const names = privateDnsNames(network, endpoint);
    if (!offers.known || !names.known) {
      missing.push(...(offers.known ? [] : offers.missing), ...(names.known ? [] : names.missing));
      continue;
    }
    for (const each of names.value) {
      const name = each.replace(/^\*\./, 'any.');
      const same = byName.get(name);
      if (same) same.push(endpoint);
      else byName.set(name, [endpoint]);
    }
  }
  return { byName, missing };
}

function usesOf(
  network: Network,
  vpc: Vpc,
  offers: Offers['byName'],
): { readonly endpoints: ReadonlyMap<VpcEndpoint, AddressSet>; readonly missing: readonly MissingFact[] } {
  const endpoints = new Map<VpcEndpoint, AddressSet>();
  const missing: MissingFact[] = [];
  const isElsewhere = ({ vpcId }: VpcEndpoint): boolean => vpcId !== vpc.id;
  for (const [name, offering] of offers) {
    if (hasOwnEndpointFor(network, vpc, name) || !offering.some(isElsewhere)) continue;
    const { destinations, named, decisions, missing: open } = resolveName(network, vpc, name);
    missing.push(...open);
    if (open.length > 0 || decisions.some(({ decision }) => decision === 'block')) continue;
    const led = AddressSet.unionAll(destinations.map(({ addresses }) => addresses));
    const reached = reachedThrough(network, offering);
    const unread = reached.unknown.flatMap((each) => (isElsewhere(each.endpoint) ? each.missing : []));
    missing.push(...unread);
    if (!reached.addresses.overlaps(led)) continue;
    const own = offering.filter((endpoint) => !isElsewhere(endpoint));
    const spelled = spelledOut(network, led, [...named, ...own]);
    const holders = new Map<VpcEndpoint, AddressSet>();
    for (const [endpoint, addresses] of reached.byEndpoint) {
      const part = addresses.intersect(spelled);
      if (!part.isEmpty() && isElsewhere(endpoint)) holders.set(endpoint, part);
    }
    const meant = endpointsMeant(network, vpc, holders, unread);
    missing.push(...meant.missing);
    for (const endpoint of [...named, ...meant.items]) {
      const part = reached.byEndpoint.get(endpoint)?.intersect(led);
      if (!part || part.isEmpty() || !isElsewhere(endpoint)) continue;
      endpoints.set(endpoint, part.union(endpoints.get(endpoint) ?? AddressSet.empty));
    }
  }
  return { endpoints, missing };
}

interface Reached {
  readonly byEndpoint: ReadonlyMap<VpcEndpoint, AddressSet>;
  /** All of these together: few names lead to any, and then no endpoint needs a look. */
  readonly addresses: AddressSet;
  readonly unknown: readonly { readonly endpoint: VpcEndpoint; readonly missing: readonly MissingFact[] }[];
}

/** At which addresses the endpoints that offer a name are reached. */
function reachedThrough(network: Network, offering: readonly VpcEndpoint[]): Reached {
  return network.memoOf(offering, 'addresses of the endpoints that offer a name', () => {
    const byEndpoint = new Map<VpcEndpoint, AddressSet>();
    const unknown: { endpoint: VpcEndpoint; missing: readonly MissingFact[] }[] = [];
    for (const endpoint of offering) {
      const addresses = endpointAddresses(network, endpoint, null);
      if (addresses.known) byEndpoint.set(endpoint, addresses.value);
      else unknown.push({ endpoint, missing: addresses.missing });
    }
    return { byEndpoint, addresses: AddressSet.unionAll(byEndpoint.values()), unknown };
  });
}

/** Whether nothing but the VPC's own endpoints and public DNS answers its hosts for names of AWS. */
function hasNoZones(network: Network, vpc: Vpc): boolean {
  const others = [network.inVpc('profileAssociations', vpc), network.inVpc('resolverRuleAssociations', vpc)];
  const isAlone = others.every(({ items, missing }) => items.length + missing.length === 0);
  if (isAlone && lacksAwsZones(network, vpc)) return true;
  const { zones, zoneDoubts, profileDoubts, ruleDoubts, uncollected } = authoritiesOf(network, vpc);
  const doubts = zoneDoubts.length + profileDoubts.length + ruleDoubts.length + uncollected.length;
  if (doubts > 0) return false;
  return [...zones].every(
    ([domain, each]) =>
      !mayHoldAwsNames(domain, vpc.scope.partition) || each.every(({ kind }) => kind === 'managed-zone'),
  );
}

function hasOwnEndpointFor(network: Network, vpc: Vpc, name: string): boolean {
  const { zones } = authoritiesOf(network, vpc);
  return domainsFrom(name)
    .slice(0, 2)
    .some((domain) =>
      zones.get(domain)?.some(({ kind, missing }) => kind === 'managed-zone' && missing.length === 0),
    );
}
