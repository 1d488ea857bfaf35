import { AddressSet } from '../../model/address-set.ts';
import {
  and,
  distinctMissing,
  type Fact,
  flatMap,
  isFalse,
  isTrue,
  known,
  type Listing,
  type MissingFact,
  map,
  no,
  not,
  someOf,
  unknown,
  yes,
} from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { publicIpv4 } from '../../model/special-ranges.ts';
import { isAvailableEndpointOfType, vpcOfEndpoint } from './available-endpoint.ts';
import { computeBySubnet } from './compute.ts';
import { usesAmazonDns } from './dns-servers.ts';
import { endpointIngress } from './endpoint-admission.ts';
import { gatewayEndpointsOf } from './gateway-endpoints.ts';
import { hubUses } from './hub-uses.ts';
import { authoritiesOf } from './name/authorities.ts';
import { endpointAddresses } from './name/endpoint-addresses.ts';
import { privateDnsNames } from './name/endpoint-names.ts';
import { gatewayServiceOfName } from './name/gateway-service-name.ts';
import { whoAnswers, zonesCount } from './name/who-answers.ts';
import { once } from './once.ts';
import type { PathBranch } from './path-answer.ts';
import { https } from './security-group-admission.ts';
import { sourcesInSubnet } from './sources-of.ts';
import { tracePath } from './trace-path.ts';

/** An endpoint in another VPC that compute could use, but for its names, which lead to public addresses. */
export interface UnledEndpoint {
  readonly vpc: Vpc;
  readonly endpoint: VpcEndpoint;
  /** The VPCs that hosted zones lead to the endpoint. */
  readonly users: readonly Vpc[];
  /** Whether hosted zones lead the VPC to other endpoints beside this one. */
  readonly usesHub: boolean;
}

/**
 * Where the names of an endpoint do not reach compute of another VPC that depends on it (C1, C3): compute that zones
 * lead to other endpoints of that VPC, or that its groups name, and that has a way there and none to the internet.
 */
export function endpointsNotLedTo(network: Network): Listing<UnledEndpoint> {
  return network.memo('endpoints that no name leads to from other VPCs', () => {
    const { uses, missing: unseen } = hubUses(network);
    const users = new Map<VpcEndpoint, Vpc[]>();
    for (const { spoke, endpoints } of uses) {
      for (const endpoint of endpoints.keys()) users.set(endpoint, [...(users.get(endpoint) ?? []), spoke]);
    }
    const usedBy = new Map(uses.map(({ spoke, endpoints }) => [spoke, endpoints]));
    const items: UnledEndpoint[] = [];
    const missing: MissingFact[] = [];
    for (const vpc of network.all('vpcs')) {
      if (isFalse(mayDepend(network, vpc))) continue;
      const own = usedBy.get(vpc);
      const hubs = new Set([...(own?.keys() ?? [])].map(({ vpcId }) => vpcId));
      for (const { name, endpoints } of offeredBeside(network, vpc)) {
        const isPublic = flatMap(name, (each) => (each === null ? no : resolvesToPublic(network, vpc, each)));
        if (isFalse(isPublic)) continue;
        for (const endpoint of endpoints) {
          if (endpoint.vpcId === vpc.id || own?.has(endpoint)) continue;
          const usesHub = hubs.has(endpoint.vpcId) && users.has(endpoint);
          const isOffered = offersAwsNames(endpoint);
          // Whom zones lead to an endpoint is seen of those alone that are known to offer names.
          const isUnled = isOffered.known
            ? and(usesHub ? yes : dependsOn(network, vpc, endpoint), isPublic)
            : and(isOffered, isPublic);
          if (isTrue(isUnled)) items.push({ vpc, endpoint, users: users.get(endpoint) ?? [], usesHub });
          else if (!isUnled.known) missing.push(...isUnled.missing);
        }
      }
    }
    return {
      items,
      missing: distinctMissing([...missing, ...(missing.length + items.length > 0 ? unseen : [])]),
    };
  });
}

/** Endpoints with the same names: what answers for these in a VPC is asked once. */
interface AlikeByName {
  /** The first of their private names, and of a wildcard one below it; null where they have none. */
  readonly name: Fact<string | null>;
  readonly endpoints: VpcEndpoint[];
}

/** Whether it is an available interface endpoint of an AWS service. */
function offersAwsNames(endpoint: VpcEndpoint): Fact<boolean> {
  return and(
    isAvailableEndpointOfType(endpoint, 'interface'),
    map(endpoint.service, ({ kind }) => kind === 'aws'),
  );
}

/** The endpoints that may be of AWS services in the region, those of the VPC itself among them. */
function offeredBeside(network: Network, { region }: Vpc): Iterable<AlikeByName> {
  const offered = network.memo('endpoints of AWS services by region', () => {
    const byRegion = new Map<string | null, Map<string, AlikeByName>>();
    for (const endpoint of network.all('vpcEndpoints')) {
      if (isFalse(offersAwsNames(endpoint))) continue;
      const name = map(
        privateDnsNames(network, endpoint),
        ([first]) => first?.replace(/^\*\./, 'any.') ?? null,
      );
      const key = name.known ? (name.value ?? '') : endpoint.id;
      const byName = once(byRegion, endpoint.region, () => new Map<string, AlikeByName>());
      once(byName, key, () => ({ name, endpoints: [] })).endpoints.push(endpoint);
    }
    return byRegion;
  });
  return offered.get(region)?.values() ?? [];
}

/** Not one in which nothing runs, or whose hosts ask servers of the user's own, or that nothing joins to others. */
function mayDepend(network: Network, vpc: Vpc): Fact<boolean> {
  const isJoined = someOf(network.inVpc('routeTables', vpc), ({ routes }) =>
    map(routes, (each) => each.some(({ target }) => joining.has(target.kind))),
  );
  if (isFalse(isJoined)) return isJoined;
  return and(
    isJoined,
    usesAmazonDns(network, vpc),
    // Where zones do not count, it is that which keeps names from leading anywhere.
    zonesCount(network, vpc),
    runsSomething(network, vpc),
  );
}

const joining: ReadonlySet<string> = new Set(['transit-gateway', 'vpc-peering', 'core-network']);

function runsSomething(network: Network, vpc: Vpc): Fact<boolean> {
  const { bySubnet, missing } = computeBySubnet(network, vpc);
  if (bySubnet.size > 0) return known(true);
  return missing.length > 0 ? unknown(...missing) : known(false);
}

/** Whether no compute of the VPC has a way to the internet, and some has one to the endpoint. */
function dependsOn(network: Network, vpc: Vpc, endpoint: VpcEndpoint): Fact<boolean> {
  const isMeant = isMeantFor(network, vpc, endpoint);
  if (isFalse(isMeant)) return isMeant;
  const isCutOff = network.memoOf(vpc, 'has no way to the internet', () =>
    allBranches(
      network,
      vpc,
      publicIpv4,
      ({ verdict, via }) => verdict === 'blocked' || via === 'gateway-endpoint',
    ),
  );
  if (isFalse(isCutOff)) return isCutOff;
  return and(
    isMeant,
    isCutOff,
    flatMap(endpointAddresses(network, endpoint, null), (addresses) =>
      not(
        allBranches(
          network,
          vpc,
          addresses.ipv4Only(),
          // What another endpoint with these addresses gets is not for this one.
          ({ verdict, viaId }) => verdict !== 'reachable' || viaId !== endpoint.id,
        ),
      ),
    ),
  );
}

/** Whether the endpoint's groups name addresses of the VPC apart from those of their own: somebody meant it. */
function isMeantFor(network: Network, vpc: Vpc, endpoint: VpcEndpoint): Fact<boolean> {
  return flatMap(vpc.addresses, (senders) =>
    flatMap(vpcOfEndpoint(network, endpoint), (home) =>
      flatMap(home.addresses, (own) =>
        flatMap(endpointIngress(network, endpoint), ({ permissions, missing }) => {
          const named = permissions.flatMap(({ permission: { cidrs } }) =>
            cidrs.map((cidr) => AddressSet.fromCidrs([cidr])),
          );
          if (named.some((block) => block.overlaps(senders) && !block.overlaps(own))) return known(true);
          return missing.length > 0 ? unknown(...missing) : known(false);
        }),
      ),
    ),
  );
}

/** Whether something is true of all ways of all compute to some addresses. */
function allBranches(
  network: Network,
  vpc: Vpc,
  destinations: AddressSet,
  isSo: (branch: PathBranch) => boolean,
): Fact<boolean> {
  const { bySubnet, missing: unseen } = computeBySubnet(network, vpc);
  const missing: MissingFact[] = [...unseen];
  for (const subnetId of bySubnet.keys()) {
    const subnet = network.answerFor('subnets', subnetId, vpc);
    const sources = subnet.known
      ? sourcesInSubnet(network, subnet.value)
      : { items: [], missing: subnet.missing };
    missing.push(...sources.missing);
    for (const source of sources.items) {
      for (const branch of tracePath(network, source, destinations, https)) {
        if (branch.verdict === 'unknown') missing.push(...branch.missing);
        else if (!isSo(branch)) return known(false);
      }
    }
  }
  return missing.length > 0 ? unknown(...missing) : known(true);
}

/** Whether nothing but public DNS answers for a name in the VPC. */
function resolvesToPublic(network: Network, vpc: Vpc, name: string): Fact<boolean> {
  const gatewayService = gatewayServiceOfName(name, vpc);
  if (gatewayService && gatewayEndpointsOf(network, gatewayService, vpc.id, vpc).items.length > 0) return no;
  const responder = whoAnswers(network, vpc, name);
  if (responder.kind === 'uncertain') return unknown(...responder.missing);
  if (responder.kind !== 'public') return no;
  const { uncollected } = authoritiesOf(network, vpc);
  return uncollected.length > 0 ? unknown(...uncollected.flatMap(({ missing }) => missing)) : yes;
}
