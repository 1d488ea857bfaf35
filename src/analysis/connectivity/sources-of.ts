import { AddressSet } from '../../model/address-set.ts';
import { type Fact, flatMap, known, type Listing, type MissingFact, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { ephemeralPortsOf, lambdaEphemeralPorts, linuxEphemeralPorts } from './ephemeral-ports.ts';
import type { Source, SourceInVpc } from './source.ts';

/** What senders of a kind take for granted, in the words of the answer. */
export function ephemeralAssumption({ ephemeralPorts }: Source): string {
  const system = ephemeralPorts.equals(lambdaEphemeralPorts) ? 'Lambda' : 'Linux or unknown';
  return `replies go to ports ${ephemeralPorts.toString()}, as of a ${system} source`;
}

/** The sender that an interface is. */
export function sourceOfInterface(network: Network, sender: NetworkInterface): Fact<SourceInVpc> {
  return flatMap(sender.subnetId, (subnetId) =>
    flatMap(network.answerFor('subnets', subnetId, sender), (subnet) =>
      flatMap(network.answerFor('vpcs', sender.vpcId ?? '', sender), (vpc) =>
        flatMap(sender.groupIds, (groupIds) =>
          flatMap(sender.addresses, (addresses) =>
            known({
              resource: sender,
              name: sender.id,
              vpc,
              subnet,
              addresses,
              groupIds: [...new Set(groupIds)].sort(),
              ephemeralPorts: ephemeralPortsOf(sender),
              publicAddresses: sender.publicAddresses,
            }),
          ),
        ),
      ),
    ),
  );
}

/**
 * The kinds of sender in a subnet: one for each set of security groups, kind of interface and having a public
 * address. Without any compute there, the subnet itself, of which no security group is judged.
 */
export function sourcesInSubnet(network: Network, subnet: Subnet): Listing<SourceInVpc> {
  const vpc = network.answerFor('vpcs', subnet.vpcId ?? '', subnet);
  const addresses = subnet.addresses;
  if (!vpc.known || !addresses.known) {
    return { items: [], missing: [...missingOf(vpc), ...missingOf(addresses)] };
  }
  const interfaces = network.inVpc('networkInterfaces', vpc.value);
  const classes = new Map<string, SourceInVpc>();
  const missing: MissingFact[] = [...interfaces.missing];
  for (const sender of interfaces.items) {
    const { subnetId, role } = sender;
    if (subnetId.known && subnetId.value !== subnet.id) continue;
    if (role.known && role.value === 'not-compute') continue;
    const source = flatMap(role, () => sourceOfInterface(network, sender));
    if (!source.known) {
      missing.push(...source.missing);
      continue;
    }
    const key = classKey(source.value);
    const same = classes.get(key);
    classes.set(key, same ? together(same, source.value) : source.value);
  }
  if (classes.size > 0) return { items: [...classes.values()], missing };
  return { items: [emptySubnet(subnet, vpc.value, addresses.value)], missing };
}

/** A sender that starts in the subnet tomorrow. */
function emptySubnet(subnet: Subnet, vpc: Vpc, addresses: AddressSet): SourceInVpc {
  return {
    resource: subnet,
    name: subnet.id,
    vpc,
    subnet,
    addresses,
    groupIds: null,
    ephemeralPorts: linuxEphemeralPorts,
    publicAddresses: AddressSet.empty,
  };
}

function together(some: SourceInVpc, others: SourceInVpc): SourceInVpc {
  return {
    ...some,
    addresses: some.addresses.union(others.addresses),
    publicAddresses: some.publicAddresses.union(others.publicAddresses),
  };
}

function classKey({ groupIds, ephemeralPorts, publicAddresses, addresses }: SourceInVpc): string {
  const hasIpv6 = !addresses.ipv6Only().isEmpty();
  return JSON.stringify([groupIds, ephemeralPorts.toString(), publicAddresses.isEmpty(), hasIpv6]);
}

function missingOf(fact: Fact<unknown>): readonly MissingFact[] {
  return fact.known ? [] : fact.missing;
}

/** What a question means by its source: an interface, an instance (its interfaces), or a subnet. */
export function sourcesNamed(network: Network, id: string): Listing<SourceInVpc> | null {
  const byId = <F extends 'networkInterfaces' | 'subnets' | 'instances'>(family: F) =>
    network.all(family).find((resource: Resource) => resource.id === id);
  const sender = byId('networkInterfaces');
  if (sender) return listingOf(sourceOfInterface(network, sender));
  const subnet = byId('subnets');
  if (subnet) return sourcesInSubnet(network, subnet);
  const attached = network.index('networkInterfaces', 'instance', (each) => each.instanceId).get(id);
  if (attached) return mergeListings(attached.map((each) => listingOf(sourceOfInterface(network, each))));
  const instance = byId('instances');
  if (!instance) return null;
  const missing = network.missing('networkInterfaces', instance);
  return { items: [], missing: missing.length > 0 ? missing : [instance.missing(`no interface of ${id}`)] };
}

function listingOf<T>(fact: Fact<T>): Listing<T> {
  return fact.known
    ? { items: [fact.value], missing: [] }
    : { items: [], missing: unknown(...fact.missing).missing };
}

function mergeListings<T>(listings: readonly Listing<T>[]): Listing<T> {
  return {
    items: listings.flatMap(({ items }) => items),
    missing: listings.flatMap(({ missing }) => missing),
  };
}
