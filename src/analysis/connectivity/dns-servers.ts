import { parseCidr } from '../../model/cidr.ts';
import { type Fact, flatMap, known, type MissingFact, map, unknown } from '../../model/fact.ts';
import { type Address, parseAddress } from '../../model/ip-address.ts';
import type { Network } from '../../model/network.ts';
import type { DhcpOptions } from '../../model/resources/dhcp-options.ts';
import type { Vpc } from '../../model/resources/vpc.ts';

/** The VPC's resolver at its link-local addresses (DNS3). */
const linkLocalResolvers: ReadonlySet<Address | null> = new Set([
  parseAddress('169.254.169.253'),
  parseAddress('fd00:ec2::253'),
]);

/** The DHCP options of a VPC; unknown where it has none, for what its hosts then ask is not documented (DNS4). */
export function dhcpOptionsOf(network: Network, vpc: Vpc): Fact<DhcpOptions> {
  return flatMap(vpc.dhcpOptionsId, (id) =>
    flatMap(network.find('dhcpOptions', id, vpc), (options) =>
      options === null
        ? unknown(vpc.missing(`no DHCP options ${id} of ${vpc.id}`, 'dhcpOptions'))
        : known(options),
    ),
  );
}

/** Whether the hosts of a VPC are told to ask Amazon's DNS server, and no other (DNS3, DNS4). */
export function usesAmazonDns(network: Network, vpc: Vpc): Fact<boolean> {
  return network.memoOf(vpc, 'uses Amazon DNS', () =>
    flatMap(dhcpOptionsOf(network, vpc), (options) =>
      flatMap(options.domainNameServers, (servers) => {
        if (servers.length === 0) return unknown(options.missing(`no domain-name-servers in ${options.id}`));
        const others = servers.filter((server) => !isAmazonAnywhere(server));
        if (others.length === 0) return known(true);
        return map(
          amazonResolverOf(vpc),
          (address) => address !== null && others.every((server) => parseAddress(server) === address),
        );
      }),
    ),
  );
}

/** What DNS servers of the user's own answer is nowhere in the input. */
export function answersOfCustomDns(vpc: Vpc): MissingFact {
  return vpc.missing(`what the DNS servers that ${vpc.id} hands out answer is not known`, 'dhcpOptions');
}

function isAmazonAnywhere(server: string): boolean {
  const address = parseAddress(server);
  return address === null ? server.toLowerCase() === 'amazonprovideddns' : linkLocalResolvers.has(address);
}

/** The address of the VPC's Amazon DNS server: the third of its first IPv4 range (DNS3). */
export function amazonResolverOf(vpc: Vpc): Fact<Address | null> {
  return map(vpc.addresses, () => {
    const first = parseCidr(vpc.raw.CidrBlock ?? '');
    return first?.family === 4 ? first.first + 2 : null;
  });
}
