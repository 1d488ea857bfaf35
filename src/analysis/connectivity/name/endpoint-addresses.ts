import { partitionDomains } from '../../../data/partitions.ts';
import { AddressSet } from '../../../model/address-set.ts';
import { isWithinDomain } from '../../../model/dns-name.ts';
import { all, type Fact, flatMap, known, map, unknown } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { NetworkInterface } from '../../../model/resources/network-interface.ts';
import type { VpcEndpoint } from '../../../model/resources/vpc-endpoint.ts';

/** The addresses of all network interfaces of an endpoint, or of those in one zone (DNS6, DNS12). */
export function endpointAddresses(
  network: Network,
  endpoint: VpcEndpoint,
  zone: string | null,
): Fact<AddressSet> {
  const interfaces = flatMap(endpoint.networkInterfaceIds, (ids) =>
    all(ids.map((id) => interfaceOf(network, endpoint, id))),
  );
  const addresses = flatMap(interfaces, (found) =>
    all(found.map((each) => (zone === null ? each.addresses : addressesIfIn(network, each, zone)))),
  );
  return map(addresses, (sets) => AddressSet.unionAll(sets));
}

function interfaceOf(network: Network, endpoint: VpcEndpoint, id: string): Fact<NetworkInterface> {
  return flatMap(network.find('networkInterfaces', id, endpoint), (found) =>
    found === null
      ? unknown(endpoint.missing(`${id} of ${endpoint.id} is not among the interfaces`, 'networkInterfaces'))
      : known(found),
  );
}

function addressesIfIn(network: Network, found: NetworkInterface, zone: string): Fact<AddressSet> {
  return flatMap(zoneOf(network, found), (actual) =>
    actual === zone ? found.addresses : known(AddressSet.empty),
  );
}

function zoneOf(network: Network, found: NetworkInterface): Fact<string> {
  const zone = found.raw.AvailabilityZone;
  if (zone) return known(zone);
  return flatMap(found.subnetId, (id) =>
    flatMap(network.answerFor('subnets', id, found), (subnet) => subnet.availabilityZone),
  );
}

/**
 * The addresses that an endpoint's records of a name can hold (5.7): of IPv4, IPv6 or both. Service-defined
 * records have IPv6 addresses only for names that are meant for both (DNS19b). Where the endpoint does not
 * tell, its records are taken to hold what its interfaces have.
 */
export function answerableAddresses(endpoint: VpcEndpoint, name: string): Fact<AddressSet> {
  return flatMap(endpoint.ipAddressType, (ipAddressType) =>
    map(endpoint.dnsRecordIpType, (recordType) => {
      const type = recordType ?? ipAddressType;
      if (type === 'ipv4') return AddressSet.allIpv4;
      if (type === 'ipv6') return AddressSet.allIpv6;
      const isForIpv4 = !name.includes(endpoint.id) && !isDualStackName(name, endpoint.scope.partition);
      return type === 'service-defined' && isForIpv4 ? AddressSet.allIpv4 : AddressSet.all;
    }),
  );
}

/** Whether a name of a service is meant to have IPv6 addresses as well: `s3.dualstack.…`, `….api.aws` (DNS19b). */
export function isDualStackName(name: string, partition: string): boolean {
  const { dualStackSuffix } = partitionDomains(partition);
  if (name.split('.').includes('dualstack')) return true;
  return isWithinDomain(name, dualStackSuffix);
}
