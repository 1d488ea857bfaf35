import { AddressSet } from '../../model/address-set.ts';
import {
  all,
  type Fact,
  flatMap,
  isFalse,
  isTrue,
  known,
  type Listing,
  type MissingFact,
  no,
  unknown,
  yes,
} from '../../model/fact.ts';
import type { Network, Whereabouts } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { listeningPorts } from './endpoint-service-port.ts';
import { serviceAddresses } from './prefix-list-addresses.ts';
import { admission, admissionOnSomePort, https } from './security-group-admission.ts';

/** How much of a service's public addresses security groups permit to reach over HTTPS (S16). */
export type PrefixListEgress =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly blocked: AddressSet; readonly total: AddressSet }
  /** `elsewhere`: they permit HTTPS to other addresses. */
  | { readonly kind: 'none'; readonly elsewhere: boolean };

/**
 * What the groups of a source permit of the addresses that a gateway endpoint routes, which are the service's
 * IPv4 addresses (G1, DNS19b). Groups that permit every IPv4 address, or none, need no prefix list to tell.
 */
export function egressToGatewayEndpoint(
  network: Network,
  groupIds: readonly string[],
  whereabouts: Whereabouts,
  endpoint: VpcEndpoint,
): Fact<PrefixListEgress> {
  const { addresses, permissions, missing } = admission(network, groupIds, whereabouts, 'egress', https);
  if (AddressSet.allIpv4.isSubsetOf(addresses)) return known({ kind: 'all' });
  const none: PrefixListEgress = { kind: 'none', elsewhere: permissions.length > 0 };
  if (missing.length === 0 && addresses.ipv4Only().isEmpty()) return known(none);
  return flatMap(endpoint.service, ({ service }) =>
    flatMap(serviceAddresses(network, service, endpoint), (total): Fact<PrefixListEgress> => {
      const blocked = total.subtract(addresses);
      if (blocked.isEmpty()) return known({ kind: 'all' });
      if (missing.length > 0) return unknown(...missing);
      return known(blocked.equals(total) ? none : { kind: 'some', blocked, total });
    }),
  );
}

/**
 * Whether the groups of a source permit to reach an interface of the endpoint on some port of its service:
 * by address, or by reference to a group of the endpoint (S3, S8), which is exact within one VPC. Where an
 * interface's address is not known, permitting all or nothing of its subnet tells as well.
 */
export function egressReachesEndpoint(
  network: Network,
  groupIds: readonly string[],
  whereabouts: Whereabouts,
  endpoint: VpcEndpoint,
): Fact<boolean> {
  return flatMap(listeningPorts(endpoint), (ports) => {
    const permitted = admissionOnSomePort(network, groupIds, whereabouts, 'egress', ports);
    const { addresses } = permitted;
    const own = endpoint.groupIds;
    if (own.known && own.value.some((id) => permitted.groupIds.has(id))) return yes;
    if (AddressSet.allIpv4.isSubsetOf(addresses) && isFalse(endpoint.isIpv6Only)) return yes;
    const unread: readonly MissingFact[] = [
      ...permitted.missing,
      ...(own.known || permitted.groupIds.size === 0 ? [] : own.missing),
    ];
    if (addresses.isEmpty()) return unread.length > 0 ? unknown(...unread) : no;
    const interfaces = interfaceAddresses(network, endpoint);
    if (interfaces.items.some((address) => address.overlaps(addresses))) return yes;
    const seen: Fact<boolean> =
      interfaces.missing.length === 0
        ? no
        : egressReachesSubnets(network, endpoint, addresses, interfaces.missing);
    return seen.known && !seen.value && unread.length > 0 ? unknown(...unread) : seen;
  });
}

/** The addresses of each interface of the endpoint. */
function interfaceAddresses(network: Network, endpoint: VpcEndpoint): Listing<AddressSet> {
  return network.memoOf(endpoint, 'interface addresses', () => {
    const ids = endpoint.networkInterfaceIds;
    if (!ids.known) return { items: [], missing: ids.missing };
    if (ids.value.length === 0) {
      return { items: [], missing: [endpoint.missing(`no network interface of ${endpoint.id}`)] };
    }
    const items: AddressSet[] = [];
    const missing: MissingFact[] = [];
    for (const id of ids.value) {
      const addresses = flatMap(
        network.answerFor('networkInterfaces', id, endpoint),
        (found) => found.addresses,
      );
      if (addresses.known && !addresses.value.isEmpty()) items.push(addresses.value);
      else if (addresses.known) missing.push(endpoint.missing(`no address of ${id}`, 'networkInterfaces'));
      else missing.push(...addresses.missing);
    }
    return { items, missing };
  });
}

/** The same by the endpoint's subnets, each of which holds one of its interfaces (I5). */
function egressReachesSubnets(
  network: Network,
  endpoint: VpcEndpoint,
  permitted: AddressSet,
  interfacesMissing: readonly MissingFact[],
): Fact<boolean> {
  const subnets = flatMap(endpoint.subnetIds, (ids) =>
    all(ids.map((id) => flatMap(network.answerFor('subnets', id, endpoint), (subnet) => subnet.addresses))),
  );
  if (!subnets.known || subnets.value.length === 0) return unknown(...interfacesMissing);
  const inUse = subnets.value.map((addresses) =>
    isTrue(endpoint.isIpv6Only) ? addresses.ipv6Only() : addresses.ipv4Only(),
  );
  if (inUse.some((addresses) => !addresses.isEmpty() && addresses.isSubsetOf(permitted))) return yes;
  return subnets.value.some((addresses) => addresses.overlaps(permitted))
    ? unknown(...interfacesMissing)
    : no;
}
