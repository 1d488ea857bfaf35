import { AddressSet } from '../../model/address-set.ts';
import {
  and,
  type Fact,
  filterListing,
  flatMap,
  isFalse,
  isTrue,
  known,
  type Listing,
  type MissingFact,
  map,
  not,
  or,
  unknown,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import { PortSet } from '../../model/port-set.ts';
import type { NetworkAcl, NetworkAclEntry } from '../../model/resources/network-acl.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { mayServeOutside } from '../cost/possible-clients.ts';
import { isAvailableEndpointOfType, namesLeadToEndpoint } from './available-endpoint.ts';
import { computeInVpc } from './compute.ts';
import { listeningPorts } from './endpoint-service-port.ts';
import { replyPorts } from './ephemeral-ports.ts';
import { isMeantForItsVpc } from './meant-for-its-vpc.ts';
import { type AclPassage, firstDenial, narrowedPorts, passageThroughAcl } from './network-acl-passage.ts';
import type { Direction } from './security-group-admission.ts';

/** The compute of one subnet, as the ACLs of the VPC see it. */
export interface ComputeSite {
  readonly subnetId: string;
  readonly sources: readonly NetworkInterface[];
  /** Of IPv4. */
  readonly addresses: AddressSet;
  /** The ports that replies go to (N6). */
  readonly replyPorts: PortSet;
}

/** The interface of an endpoint in one subnet. */
export interface EndpointSite {
  readonly endpoint: VpcEndpoint;
  readonly subnetId: string;
  /** Of IPv4. */
  readonly addresses: AddressSet;
  /** The ports of the service; all of them where they are not known. */
  readonly ports: PortSet;
  /** Who of the VPC is meant to use it: all, or some of whom nobody can see who they are. */
  readonly meantFor: 'all' | 'some';
}

/** Who may talk to which interface endpoints within a VPC. */
export interface Sites {
  readonly compute: Listing<ComputeSite>;
  readonly endpoints: Listing<EndpointSite>;
}

/**
 * What a request and its reply pass on their way between two subnets (N1, N3): the ACL of the client's subnet
 * and that of the endpoint's, each in both directions.
 */
export const legs = {
  'request-out': { side: 'compute', direction: 'egress', packets: 'request' },
  'request-in': { side: 'endpoint', direction: 'ingress', packets: 'request' },
  'reply-out': { side: 'endpoint', direction: 'egress', packets: 'reply' },
  'reply-in': { side: 'compute', direction: 'ingress', packets: 'reply' },
} as const satisfies Record<
  string,
  { side: 'compute' | 'endpoint'; direction: Direction; packets: 'request' | 'reply' }
>;

export type Leg = keyof typeof legs;

/** The compute of a VPC and the interface endpoints that are there for it, by subnet. */
export function sitesIn(network: Network, vpc: Vpc): Sites {
  return network.memoOf(vpc, 'compute and interface endpoints by subnet', () => ({
    compute: computeSites(computeInVpc(network, vpc)),
    endpoints: endpointSites(network, vpc),
  }));
}

function computeSites(compute: Listing<NetworkInterface>): Listing<ComputeSite> {
  const missing: MissingFact[] = [...compute.missing];
  const bySubnet = new Map<string, { sources: NetworkInterface[]; addresses: AddressSet[] }>();
  for (const source of compute.items) {
    const { subnetId, addresses } = source;
    if (!subnetId.known || !addresses.known) {
      missing.push(
        ...(subnetId.known ? [] : subnetId.missing),
        ...(addresses.known ? [] : addresses.missing),
      );
      continue;
    }
    const site = bySubnet.get(subnetId.value) ?? { sources: [], addresses: [] };
    site.sources.push(source);
    site.addresses.push(addresses.value.ipv4Only());
    bySubnet.set(subnetId.value, site);
  }
  const items = [...bySubnet].map(([subnetId, { sources, addresses }]) => ({
    subnetId,
    sources,
    addresses: AddressSet.unionAll(addresses),
    replyPorts: replyPorts(sources),
  }));
  return { items: items.filter(({ addresses }) => !addresses.isEmpty()), missing };
}

function endpointSites(network: Network, vpc: Vpc): Listing<EndpointSite> {
  const all = network.inVpc('vpcEndpoints', vpc);
  const meant = filterListing(all, isMeantForItsVpc);
  const some = filterListing(all, (endpoint) => isMeantForSome(network, vpc, endpoint));
  const missing: MissingFact[] = [...meant.missing, ...some.missing];
  const items: EndpointSite[] = [];
  for (const endpoint of [...meant.items, ...some.items]) {
    const ids = endpoint.networkInterfaceIds;
    for (const id of ids.known ? ids.value : []) {
      const meantFor = some.items.includes(endpoint) ? 'some' : 'all';
      const site = endpointSite(network, endpoint, id, meantFor);
      if (!site.known) missing.push(...site.missing);
      else if (!site.value.addresses.isEmpty()) items.push(site.value);
    }
    if (!ids.known) missing.push(...ids.missing);
    else if (ids.value.length === 0 && !standsInNoSubnet(endpoint)) {
      missing.push(endpoint.missing(`no network interface of ${endpoint.id}`));
    }
  }
  return { items, missing };
}

/**
 * Whether the endpoint of a customer's service is for something in its VPC: private DNS leads there, or nobody from
 * outside could use it.
 */
function isMeantForSome(network: Network, vpc: Vpc, endpoint: VpcEndpoint): Fact<boolean> {
  const isOfCustomer = map(endpoint.service, ({ kind }) => kind === 'customer');
  if (isFalse(isOfCustomer)) return isOfCustomer;
  const applies = and(isAvailableEndpointOfType(endpoint, 'interface'), isOfCustomer);
  if (isFalse(applies)) return applies;
  const isNamed = namesLeadToEndpoint(endpoint);
  return and(applies, isTrue(isNamed) ? isNamed : or(isNamed, not(mayServeOutside(network, vpc))));
}

function standsInNoSubnet({ subnetIds }: VpcEndpoint): boolean {
  return subnetIds.known && subnetIds.value.length === 0;
}

function endpointSite(
  network: Network,
  endpoint: VpcEndpoint,
  interfaceId: string,
  meantFor: EndpointSite['meantFor'],
): Fact<EndpointSite> {
  return flatMap(network.answerFor('networkInterfaces', interfaceId, endpoint), (found) =>
    flatMap(found.subnetId, (subnetId) =>
      flatMap(found.addresses, (addresses) =>
        flatMap(listeningPorts(endpoint), (ports) =>
          known({
            endpoint,
            subnetId,
            addresses: addresses.ipv4Only(),
            ports: ports ?? PortSet.all,
            meantFor,
          }),
        ),
      ),
    ),
  );
}

/** How an ACL treats what passes between compute and an endpoint's interface in one leg. */
export interface Crossing {
  readonly compute: ComputeSite;
  readonly endpoint: EndpointSite;
  /** For how many of the addresses on the far side from the ACL no port passes. */
  readonly closed: 'all' | 'some' | 'none';
  /** The ports that do not pass for addresses for which others do. */
  readonly narrowedPorts: PortSet;
  /** The first entry that denies; null where only the absence of one does. */
  readonly entry: NetworkAclEntry | null;
}

/**
 * The crossings of an ACL in one leg that it does not let through whole: between its subnets and others,
 * for it is not asked within one (N1).
 */
export function hinderedCrossings(
  acl: NetworkAcl,
  leg: Leg,
  { compute, endpoints }: Sites,
): Fact<readonly Crossing[]> {
  const { side, direction, packets } = legs[leg];
  return flatMap(acl.subnetIds, (ids) => {
    const own = new Set(ids);
    const far = side === 'compute' ? endpoints.items : compute.items;
    const farAddresses = AddressSet.unionAll(far.map(({ addresses }) => addresses));
    const passages = new Map<string, Fact<AclPassage>>();
    const passageFor = (ports: PortSet): Fact<AclPassage> => {
      const key = ports.toString();
      const passage = passages.get(key) ?? passageThroughAcl(acl, direction, farAddresses, ports);
      passages.set(key, passage);
      return passage;
    };
    const crossings: Crossing[] = [];
    const missing: MissingFact[] = [];
    for (const client of compute.items) {
      for (const endpoint of endpoints.items) {
        const near = side === 'compute' ? client : endpoint;
        if (client.subnetId === endpoint.subnetId || !own.has(near.subnetId)) continue;
        const passage = passageFor(packets === 'request' ? endpoint.ports : client.replyPorts);
        if (!passage.known) {
          missing.push(...passage.missing);
          continue;
        }
        const { addresses } = side === 'compute' ? endpoint : client;
        const closed = shareOf(addresses, passage.value.closed);
        const narrowed = narrowedPorts(passage.value, addresses);
        if (closed === 'none' && narrowed.isEmpty()) continue;
        const entry = firstDenial(passage.value, addresses);
        crossings.push({ compute: client, endpoint, closed, narrowedPorts: narrowed, entry });
      }
    }
    return missing.length > 0 && crossings.length === 0 ? unknown(...missing) : known(crossings);
  });
}

function shareOf(addresses: AddressSet, closed: AddressSet): Crossing['closed'] {
  if (!addresses.overlaps(closed)) return 'none';
  return addresses.isSubsetOf(closed) ? 'all' : 'some';
}

/** Whether no compute of the VPC gets to any interface of an endpoint, by what closes a leg. */
export function isShutToAll(
  endpoint: VpcEndpoint,
  { compute, endpoints }: Sites,
  closed: readonly Crossing[],
): boolean {
  const own = endpoints.items.filter((site) => site.endpoint === endpoint).length;
  const shut = closed.filter((each) => each.endpoint.endpoint === endpoint && each.closed === 'all').length;
  return shut === own * compute.items.length;
}
