import { partitionDomains } from '../../../data/partitions.ts';
import { domainsFrom, isWithinDomain, wildcardOf } from '../../../model/dns-name.ts';
import { type Fact, flatMap, known, type MissingFact, map, unknown } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { VpcEndpoint, VpcEndpointType } from '../../../model/resources/vpc-endpoint.ts';
import { isRegionName, regionOfZone } from '../../../model/scope.ts';
import { privateNames } from '../private-names.ts';

/** The types of endpoints that have names: those with network interfaces that clients connect to. */
const typesWithNames: ReadonlySet<VpcEndpointType> = new Set(['interface', 'resource', 'service-network']);

/** Whether an endpoint has names, and is not gone. */
export function hasNames(endpoint: VpcEndpoint): Fact<boolean> {
  return flatMap(endpoint.endpointType, (type) =>
    typesWithNames.has(type) ? map(endpoint.state, (state) => state !== 'deleted') : known(false),
  );
}

/**
 * The names for which an endpoint's private DNS answers, or would if it were on: those that it shows, for old
 * endpoints lack newer names (DNS9), else those of its service (DNS8). S3's cover all names below them (DNS19).
 */
export function privateDnsNames(network: Network, endpoint: VpcEndpoint): Fact<readonly string[]> {
  return network.memoOf(endpoint, 'private DNS names', () =>
    flatMap(endpoint.dnsNames, (shown) => {
      const names = shown.filter((name) => !isEndpointSpecific(name));
      const found = names.length > 0 ? known(names) : privateNames(network, endpoint);
      return map(found, (each) => (isS3(endpoint) ? [...each, ...each.map(wildcardOf)] : each));
    }),
  );
}

function isS3({ service }: VpcEndpoint): boolean {
  return service.known && ['s3', 's3-fips'].includes(service.value.service);
}

function isEndpointSpecific(name: string): boolean {
  return name.startsWith('vpce-') || name.includes('.vpce-');
}

/** An endpoint whose own name was asked for, and the zone if the name is that of one zone (DNS6). */
export interface NamedEndpoint {
  readonly endpoint: VpcEndpoint;
  readonly zone: string | null;
}

/**
 * The endpoint that a name is specific to, whoever asks for it (DNS6). Null when the name is of another kind;
 * unknown when the endpoint is not in the input, as it may be another account's.
 */
export function endpointNamed(network: Network, name: string, partition: string): Fact<NamedEndpoint | null> {
  return network.memo(`endpoint named ${name} in ${partition}`, () => findNamed(network, name, partition));
}

function findNamed(network: Network, name: string, partition: string): Fact<NamedEndpoint | null> {
  const isOfEndpoints = name.endsWith(`.vpce.${partitionDomains(partition).dnsSuffix}`);
  // A name below an endpoint's own has the endpoint's label too.
  if (!isEndpointSpecific(name)) return isOfEndpoints ? unknown(notSeen(name, name)) : known(null);
  const byName = network.index('vpcEndpoints', 'own names', ({ dnsNames }) =>
    dnsNames.known ? dnsNames.value.filter(isEndpointSpecific) : null,
  );
  const label = labelOfEndpoint(name);
  for (const pattern of [name, ...domainsFrom(name).slice(1, -1).map(wildcardOf)]) {
    const [endpoint] = byName.get(pattern) ?? [];
    if (endpoint) return known({ endpoint, zone: zoneIn(label ?? '') });
  }
  if (label === undefined || !isOfEndpoints) {
    return isOfEndpoints ? unknown(notSeen(name, name)) : known(null);
  }
  const id = idIn(label);
  const [endpoint] = network.index('vpcEndpoints', 'id', (each) => each.id).get(id) ?? [];
  return endpoint ? known({ endpoint, zone: zoneIn(label) }) : unknown(notSeen(id, name));
}

/** The id of the endpoint that a name is specific to; null where it names none. */
export function endpointIdIn(name: string): string | null {
  const label = labelOfEndpoint(name);
  return label === undefined ? null : idIn(label);
}

function labelOfEndpoint(name: string): string | undefined {
  return name.split('.').find((each) => each.startsWith('vpce-') && !each.startsWith('vpce-svc-'));
}

function idIn(label: string): string {
  return label.split('-').slice(0, 2).join('-');
}

/** `vpce-0123-abcd-eu-west-1a` is of one zone, `vpce-0123-abcd` of all. */
function zoneIn(label: string): string | null {
  const zone = label.split('-').slice(3).join('-');
  return regionOfZone(zone) === null ? null : zone;
}

function notSeen(endpoint: string, name: string): MissingFact {
  const region = name.split('.').find(isRegionName) ?? null;
  return { family: 'vpcEndpoints', account: null, region, reason: `${endpoint} is not in the input` };
}

/** Endpoints that could have a name, in whatever VPC. */
export interface Offering {
  readonly all: readonly VpcEndpoint[];
  readonly byVpc: ReadonlyMap<string | null, readonly VpcEndpoint[]>;
}

/**
 * The endpoints of the input that have a name among their private names, or may have it: to them a hosted zone,
 * a Profile or a resolver could make the name lead, from any VPC (C1, C2).
 */
export function endpointsOffering(network: Network, name: string): Offering {
  return network.memo(`endpoints offering ${name}`, () => {
    const { byName, unnamed } = network.memo('private names of all endpoints', () => collectNames(network));
    const patterns = [name, ...domainsFrom(name).slice(1).map(wildcardOf)];
    const all = new Set(patterns.flatMap((pattern) => byName.get(pattern) ?? []));
    for (const endpoint of unnamed) if (mayHaveName(endpoint, name)) all.add(endpoint);
    const byVpc = new Map<string | null, VpcEndpoint[]>();
    for (const endpoint of all) {
      const sameVpc = byVpc.get(endpoint.vpcId);
      if (sameVpc) sameVpc.push(endpoint);
      else byVpc.set(endpoint.vpcId, [endpoint]);
    }
    return { all: [...all], byVpc };
  });
}

interface NamesOfEndpoints {
  /** Endpoints by each of their private names, wildcards as they stand. */
  readonly byName: ReadonlyMap<string, readonly VpcEndpoint[]>;
  /** Endpoints whose private names are not known. */
  readonly unnamed: readonly VpcEndpoint[];
}

function collectNames(network: Network): NamesOfEndpoints {
  const byName = new Map<string, VpcEndpoint[]>();
  const unnamed: VpcEndpoint[] = [];
  for (const endpoint of network.all('vpcEndpoints')) {
    const has = hasNames(endpoint);
    if (has.known && !has.value) continue;
    if (endpoint.state.known && endpoint.state.value === 'deleting') continue;
    const names = privateDnsNames(network, endpoint);
    if (!names.known) unnamed.push(endpoint);
    else {
      for (const name of names.value) {
        const sameName = byName.get(name);
        if (sameName) sameName.push(endpoint);
        else byName.set(name, [endpoint]);
      }
    }
  }
  return { byName, unnamed };
}

/**
 * Whether a name could be one of an endpoint's private names where these are not known. Generous on purpose:
 * AWS makes them from the words of the service (DNS8), so that the two have one in common; the name of a
 * customer's service or resource can be any that is not of a service of AWS.
 */
export function mayHaveName({ endpointType, service, scope }: VpcEndpoint, name: string): boolean {
  if (isEndpointSpecific(name)) return false;
  const isOfService = !endpointType.known || endpointType.value === 'interface';
  if (isOfService && !service.known) return true;
  const isAws = isAwsName(name, scope.partition);
  if (!isOfService || !service.known || service.value.kind === 'customer') return !isAws;
  const own = service.value.service.split('.');
  const hasWordOfService = (label: string) =>
    own.some((word) => word.includes(label) || label.includes(word));
  return isAws && ownLabels(name, scope.partition).some(hasWordOfService);
}

/** The labels of a name without its region and the domain of the partition. */
function ownLabels(name: string, partition: string): readonly string[] {
  const suffix = awsDomains(partition).find((domain) => isWithinDomain(name, domain));
  const rest = suffix === undefined ? name : name.slice(0, -suffix.length);
  return rest.split('.').filter((label) => label !== '' && !isRegionName(label));
}

/** Whether a name stands in a domain of AWS's services. */
export function isAwsName(name: string, partition: string): boolean {
  return awsDomains(partition).some((domain) => isWithinDomain(name, domain));
}

/** Whether names of AWS's services may be in a domain, or below it. */
export function mayHoldAwsNames(domain: string, partition: string): boolean {
  return isAwsName(domain, partition) || awsDomains(partition).some((own) => isWithinDomain(own, domain));
}

function awsDomains(partition: string): readonly string[] {
  const { dnsSuffix, dualStackSuffix } = partitionDomains(partition);
  return [dnsSuffix, dualStackSuffix, 'aws'];
}
