import { partitionDomains } from '../../../data/partitions.ts';
import { labelsBeforeRegion } from '../../../data/service-host-names.ts';
import { AddressSet } from '../../../model/address-set.ts';
import { all, type Fact, flatMap, known, unknown } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { Vpc } from '../../../model/resources/vpc.ts';
import { isRegionName } from '../../../model/scope.ts';
import { gatewayServices } from '../../../model/service-name.ts';
import { publicIpv4 } from '../../../model/special-ranges.ts';
import { gatewayEndpointsOf } from '../gateway-endpoints.ts';
import {
  namelessLists,
  prefixListAddresses,
  prefixListFamily,
  serviceAddresses,
  servicePrefixListIds,
} from '../prefix-list-addresses.ts';
import { isDualStackName } from './endpoint-addresses.ts';
import type { Destinations } from './name-answer.ts';

/** Every IPv6 address that IANA has given out for the internet. */
export const publicIpv6: AddressSet = AddressSet.fromCidrs(['2000::/3']);

/**
 * The service with gateway endpoints whose addresses a name has in the VPC's region: the names that AWS says its
 * prefix list stands for (G1, P7, DNS19b). Null for names of other regions (P8) and services, and for S3's legacy
 * and control names and DynamoDB's streams, of which no page says it (DNS19, DNS22b).
 */
export function gatewayServiceOfName(name: string, vpc: Vpc): string | null {
  const suffix = `.${vpc.region ?? ''}.${partitionDomains(vpc.scope.partition).dnsSuffix}`;
  if (!name.endsWith(suffix)) return null;
  const own = name.slice(0, -suffix.length);
  if (own === 'dynamodb') return 'dynamodb';
  if (/(?:^|\.)s3(?:\.dualstack)?$/.test(own)) return 's3';
  return /(?:^|\.)s3express-[a-z0-9-]+(?:\.dualstack)?$/.test(own) ? 's3express' : null;
}

/** The public addresses that a name of such a service has for the VPC's hosts. */
export function gatewayServiceDestinations(
  network: Network,
  vpc: Vpc,
  service: string,
  name: string,
): readonly Destinations[] {
  const kinds = recordKinds(network, vpc, service, name);
  const known4 = serviceAddresses(network, service, vpc);
  const ipv4 = exactlyOrAmong(
    known4,
    known4.known ? publicIpv4 : publicIpv4.union(namelessAddresses(network, vpc)),
  );
  const ipv6 = exactlyOrAmong(serviceIpv6Addresses(network, service, vpc), publicIpv6);
  return [...(kinds.ipv4 ? [ipv4] : []), ...(kinds.ipv6 ? [ipv6] : [])];
}

/** The IPv4 addresses of prefix lists of which the entries were collected and the name was not: whose they are is open. */
function namelessAddresses(network: Network, vpc: Vpc): AddressSet {
  return network.memoAt(vpc, 'addresses of prefix lists', 'without a name', () => {
    const lists = [...network.all('prefixLists'), ...network.all('managedPrefixLists')];
    const listed = new Set(lists.map(({ id }) => id));
    const unlisted = network.all('managedPrefixListEntries').filter(({ id }) => !listed.has(id));
    const nameless = [...unlisted, ...namelessLists(network)].map(({ id }) =>
      prefixListAddresses(network, id, vpc),
    );
    return AddressSet.unionAll(
      nameless.flatMap((addresses) => (addresses.known ? addresses.value : [])),
    ).ipv4Only();
  });
}

function exactlyOrAmong(addresses: Fact<AddressSet>, range: AddressSet): Destinations {
  return addresses.known
    ? { addresses: addresses.value, vague: [] }
    : { addresses: range, vague: addresses.missing };
}

/** A gateway endpoint may say which records the service's names have in its VPC; else the name does (5.7, DNS19b). */
function recordKinds(network: Network, vpc: Vpc, service: string, name: string) {
  const types = gatewayEndpointsOf(network, service, vpc.id, vpc).items.flatMap(({ dnsRecordIpType }) =>
    dnsRecordIpType.known && dnsRecordIpType.value !== null ? dnsRecordIpType.value : [],
  );
  const chosen = types.filter((type) => ['ipv4', 'ipv6', 'dualstack'].includes(type));
  if (chosen.length === 0) return { ipv4: true, ipv6: isDualStackName(name, vpc.scope.partition) };
  return { ipv4: chosen.some((type) => type !== 'ipv6'), ipv6: chosen.some((type) => type !== 'ipv4') };
}

function serviceIpv6Addresses(network: Network, service: string, vpc: Vpc): Fact<AddressSet> {
  return flatMap(servicePrefixListIds(network, service, vpc), (ids) => {
    const ipv6 = ids.filter((id) => prefixListFamily(network, id, vpc) === 6);
    const missing = vpc.missing(`no IPv6 addresses of ${service}`, 'prefixLists');
    return ipv6.length === 0
      ? unknown(missing)
      : flatMap(all(ipv6.map((id) => prefixListAddresses(network, id, vpc))), (sets) =>
          known(AddressSet.unionAll(sets)),
        );
  });
}

/** What shows that a name may be one of a service's, however it is used. */
const marks: Readonly<Record<string, readonly string[]>> = { dynamodb: ['dynamodb', 'ddb'] };

/**
 * The public IPv4 addresses that a name of a service may have: not those of other services with gateway endpoints,
 * which prefix lists route apart from all other public addresses (P1). One set for all names of which it holds.
 */
export function publicAddressesOfService(network: Network, vpc: Vpc, name: string): AddressSet {
  const others = gatewayServices.filter(
    (service) => !(marks[service] ?? [service]).some((mark) => name.includes(mark)),
  );
  return network.memoAt(vpc, 'public addresses of others', others.join(), () => {
    const addresses = others.map((service) => serviceAddresses(network, service, vpc));
    return publicIpv4.subtract(
      AddressSet.unionAll(addresses.flatMap((each) => (each.known ? each.value : []))),
    );
  });
}

/**
 * Host names in the form of a service's that are buckets of S3: the package repositories of Amazon Linux,
 * https://docs.aws.amazon.com/linux/al2/ug/al2-instance-repos.html.
 */
const bucketsNamedLikeServices: ReadonlySet<string> = new Set(['amazonlinux', 'packages', 'repo']);

/**
 * Whether a name is one by which a service of AWS is called in some region: `sqs.eu-west-1.amazonaws.com`,
 * `111122223333.dkr.ecr.eu-west-1.amazonaws.com`.
 */
export function isRegionalServiceName(name: string, partition: string): boolean {
  const { dnsSuffix, dualStackSuffix } = partitionDomains(partition);
  const labels = name.split('.');
  const at = labels.findIndex(isRegionName);
  if (at < 1 || ![dnsSuffix, dualStackSuffix].includes(labels.slice(at + 1).join('.'))) return false;
  const before = labels.slice(0, at);
  if (before.length === 1) return !bucketsNamedLikeServices.has(before[0] ?? '');
  return before.some((_label, index) => labelsBeforeRegion.has(before.slice(index).join('.')));
}
