import { AddressSet } from '../../model/address-set.ts';
import { type Fact, known, type Listing, type MissingFact, unknown } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { PortSet } from '../../model/port-set.ts';
import type { NetworkInterface } from '../../model/resources/network-interface.ts';
import type { Resource } from '../../model/resources/resource.ts';
import type { Subnet } from '../../model/resources/subnet.ts';
import type { Vpc } from '../../model/resources/vpc.ts';
import { ephemeralPortsOf, lambdaEphemeralPorts, linuxEphemeralPorts } from './ephemeral-ports.ts';
import { once } from './once.ts';
import type { Source, SourceInVpc } from './source.ts';
import { vpcOf } from './vpc-of.ts';

const lambdaAssumption = portsAssumption(lambdaEphemeralPorts, 'a Lambda');
const linuxAssumption = portsAssumption(linuxEphemeralPorts, 'a Linux or unknown');

/** What senders of a kind take for granted, in the words of the answer. */
export function ephemeralAssumption({ ephemeralPorts }: Source): string {
  if (ephemeralPorts === linuxEphemeralPorts) return linuxAssumption;
  return ephemeralPorts.equals(lambdaEphemeralPorts)
    ? lambdaAssumption
    : portsAssumption(ephemeralPorts, 'a Linux or unknown');
}

function portsAssumption(ports: PortSet, kind: string): string {
  return `replies go to ports ${ports.toString()}, as of ${kind} source`;
}

/** The sender that an interface is. */
export function sourceOfInterface(network: Network, sender: NetworkInterface): Fact<SourceInVpc> {
  const { subnetId, groupIds, addresses } = sender;
  if (!subnetId.known) return subnetId;
  const subnet = network.answerFor('subnets', subnetId.value, sender);
  if (!subnet.known) return subnet;
  const vpc = vpcOf(network, sender);
  if (!vpc.known) return vpc;
  if (!groupIds.known) return groupIds;
  if (!addresses.known) return addresses;
  return known({
    resource: sender,
    name: sender.id,
    vpc: vpc.value,
    subnet: subnet.value,
    home: subnet.value,
    addresses: addresses.value,
    groupIds: groupIds.value,
    ephemeralPorts: ephemeralPortsOf(sender),
    publicAddresses: sender.publicAddresses,
  });
}

/**
 * The kinds of sender in a subnet: one for each set of security groups, kind of interface and having a public
 * address. Without any compute there, the subnet itself, of which no security group is judged.
 */
export function sourcesInSubnet(network: Network, subnet: Subnet): Listing<SourceInVpc> {
  const vpc = vpcOf(network, subnet);
  const addresses = subnet.addresses;
  if (!vpc.known || !addresses.known) {
    return { items: [], missing: [...missingOf(vpc), ...missingOf(addresses)] };
  }
  const { bySubnet, unplaced, missing: unseen } = sendersIn(network, vpc.value);
  const { items, missing } = sourcesOfInterfaces(network, [...(bySubnet.get(subnet.id) ?? []), ...unplaced]);
  const lacking = [...unseen, ...missing];
  if (items.length > 0) return { items, missing: lacking };
  return { items: [anySenderIn(subnet, vpc.value, addresses.value)], missing: lacking };
}

/** Interfaces that are one kind of sender, while they are gathered. */
interface GrowingKind {
  readonly first: NetworkInterface;
  readonly source: SourceInVpc;
  readonly addresses: AddressSet[];
  readonly publicAddresses: AddressSet[];
}

/**
 * The kinds of sender among some interfaces: one for each subnet, set of security groups, kind of interface and
 * having a public address.
 */
export function sourcesOfInterfaces(
  network: Network,
  senders: readonly NetworkInterface[],
): Listing<SourceInVpc> {
  const kinds: GrowingKind[] = [];
  // Few of those that carry the same group are of different kinds.
  const byGroup = new Map<string, GrowingKind[]>();
  const missing: MissingFact[] = [];
  for (const sender of senders) {
    const { groupIds, publicAddresses } = sender;
    const [group = ''] = groupIds.known ? groupIds.value : [];
    const similar = once(byGroup, group, () => []);
    const kind = similar.find(
      ({ first, source }) => isBeside(sender, first) && isLike(sender, publicAddresses, source),
    );
    const found = kind ? known(kind.source) : soughtSource(network, sender);
    if (!found.known) {
      missing.push(...found.missing);
      continue;
    }
    const { value: source } = found;
    const same =
      kind ??
      similar.find(
        (each) => each.source.subnet.id === source.subnet.id && isLike(sender, publicAddresses, each.source),
      );
    const grown = same ?? { first: sender, source, addresses: [], publicAddresses: [] };
    if (sender.addresses.known) grown.addresses.push(sender.addresses.value);
    grown.publicAddresses.push(publicAddresses);
    if (same) continue;
    kinds.push(grown);
    similar.push(grown);
  }
  return { items: kinds.map(together), missing };
}

function soughtSource(network: Network, sender: NetworkInterface): Fact<SourceInVpc> {
  return sender.role.known ? sourceOfInterface(network, sender) : sender.role;
}

/** Whether what is found of where the one stands is found of the other. */
function isBeside({ subnetId, vpcId, scope }: NetworkInterface, other: NetworkInterface): boolean {
  const isInSubnet = subnetId.known && other.subnetId.known && subnetId.value === other.subnetId.value;
  return isInSubnet && vpcId === other.vpcId && scope === other.scope;
}

/** Whether an interface is of a kind of sender, wherever it stands; not where that is not known. */
function isLike(sender: NetworkInterface, publicAddresses: AddressSet, kind: SourceInVpc): boolean {
  const { role, groupIds, addresses } = sender;
  if (!role.known || !groupIds.known || !addresses.known || kind.groupIds === null) return false;
  const carried = kind.groupIds;
  return (
    groupIds.value.length === carried.length &&
    groupIds.value.every((id, index) => id === carried[index]) &&
    ephemeralPortsOf(sender).equals(kind.ephemeralPorts) &&
    publicAddresses.isEmpty() === kind.publicAddresses.isEmpty() &&
    addresses.value.hasIpv6() === kind.addresses.hasIpv6()
  );
}

interface SendersBySubnet {
  readonly bySubnet: ReadonlyMap<string, readonly NetworkInterface[]>;
  /** Those of which it is not known in which subnet they stand. */
  readonly unplaced: readonly NetworkInterface[];
  readonly missing: readonly MissingFact[];
}

/** The interfaces of a VPC that are compute, or may be. */
function sendersIn(network: Network, vpc: Vpc): SendersBySubnet {
  return network.memoOf(vpc, 'senders by subnet', () => {
    const { items, missing } = network.inVpc('networkInterfaces', vpc);
    const bySubnet = new Map<string, NetworkInterface[]>();
    const unplaced: NetworkInterface[] = [];
    for (const sender of items) {
      const { subnetId, role } = sender;
      if (role.known && role.value === 'not-compute') continue;
      const neighbours = subnetId.known ? bySubnet.get(subnetId.value) : unplaced;
      if (neighbours) neighbours.push(sender);
      else if (subnetId.known) bySubnet.set(subnetId.value, [sender]);
    }
    return { bySubnet, unplaced, missing };
  });
}

/** A sender with any of some addresses that starts in the subnet tomorrow. */
export function anySenderIn(subnet: Subnet, vpc: Vpc, addresses: AddressSet): SourceInVpc {
  return {
    resource: subnet,
    name: subnet.id,
    vpc,
    subnet,
    home: subnet,
    addresses,
    groupIds: null,
    ephemeralPorts: linuxEphemeralPorts,
    publicAddresses: AddressSet.empty,
  };
}

function together({ source, addresses, publicAddresses }: GrowingKind): SourceInVpc {
  if (addresses.length < 2) return source;
  return {
    ...source,
    addresses: AddressSet.unionAll(addresses),
    publicAddresses: AddressSet.unionAll(publicAddresses),
  };
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
