import type { PathBranch } from '../../../../src/analysis/connectivity/path-answer.ts';
import { parseCidr } from '../../../../src/model/cidr.ts';
import { type Asked, intervalsOf } from './ask-engine.ts';
import type { RandomNetwork } from './random-network.ts';
import { addressesOf, holds, isInVpc, type PacketAddress, type RawEstate } from './raw-estate.ts';

/**
 * Addresses worth a packet: of each branch, of an interval of it, two of the first, the last and one between;
 * and some at the edges of blocks that the estate names. Most are such as the network is about.
 */
export function sampleAddresses(
  random: RandomNetwork,
  senderVpcId: string,
  { branches }: Asked,
  choices: readonly number[],
): readonly PacketAddress[] {
  const chooser = new Chooser(choices);
  const addresses = new Set<PacketAddress>();
  const dull = branches.filter(leadsNowhere);
  for (const branch of branches) {
    if (dull.includes(branch)) continue;
    for (const [first, last] of chooser.some(intervalsOf(branch.destinations), 1)) {
      const within = [first, last, chooser.between(first, last)];
      for (const address of chooser.some(within, 2)) addresses.add(address);
    }
  }
  // Most addresses are of nobody: a few of them tell enough.
  for (const { destinations } of chooser.some(dull, 2)) {
    for (const edges of chooser.some(intervalsOf(destinations), 1)) {
      for (const address of edges) addresses.add(address);
    }
  }
  for (const edge of chooser.some(edgesOf(random.estate), 3)) addresses.add(edge);
  const decidable = [...addresses].filter((address) => !isOfTheResolver(address));
  const near = decidable.filter((address) => isAbout(random, senderVpcId, address));
  const far = decidable.filter((address) => !isAbout(random, senderVpcId, address));
  return [...near, ...chooser.some(far, 3)];
}

function isAbout({ about, estate }: RandomNetwork, senderVpcId: string, address: PacketAddress): boolean {
  if (about === 'everything') return true;
  if (about === 'IPv6 for IPv4') return holds('64:ff9b::/96', address);
  const inside = estate.vpcs.find((vpc) => isInVpc(vpc, address));
  if (about === 'the internet') return inside === undefined;
  return inside !== undefined && inside.VpcId !== senderVpcId;
}

function leadsNowhere({ hops }: PathBranch): boolean {
  const last = hops.at(-1)?.reason;
  return last === 'interface-none' || last === 'route-none';
}

/** Addresses that no route table decides (R13). */
function isOfTheResolver(address: PacketAddress): boolean {
  return holds('169.254.168.0/22', address) || holds('fd00:ec2::/32', address);
}

/** Picks by given fractions, so that a test case replays. */
class Chooser {
  readonly #fractions: readonly number[];
  #next = 0;

  constructor(fractions: readonly number[]) {
    this.#fractions = fractions;
  }

  #fraction(): number {
    // An irrational step keeps the choices apart when the fractions have run out.
    const round = Math.floor(this.#next / this.#fractions.length);
    const drawn = this.#fractions[this.#next++ % this.#fractions.length] ?? 0;
    return (drawn + round * 0.6180339887) % 1;
  }

  /** Some of the items, all where they are few. */
  some<T>(items: readonly T[], count: number): readonly T[] {
    if (items.length <= count) return items;
    const rest = [...items];
    return Array.from({ length: count }, () =>
      rest.splice(Math.floor(this.#fraction() * rest.length), 1),
    ).flat();
  }

  between(first: PacketAddress, last: PacketAddress): PacketAddress {
    if (typeof first === 'number') return first + Math.floor(this.#fraction() * (Number(last) - first + 1));
    const steps = BigInt(Math.floor(this.#fraction() * 2 ** 32));
    return first + ((BigInt(last) - first) * steps) / 2n ** 32n;
  }
}

/** The addresses at and beside the edges of all blocks that the estate names, and all of its interfaces. */
function edgesOf(estate: RawEstate): readonly PacketAddress[] {
  const edges = new Set<PacketAddress>();
  const addBlock = (block: string | undefined): void => {
    const range = block === undefined ? null : parseCidr(block);
    if (range?.family === 4) {
      for (const edge of [range.first - 1, range.first, range.last, range.last + 1]) {
        if (edge >= 0 && edge < 2 ** 32) edges.add(edge);
      }
    } else if (range) for (const edge of [range.first, range.last]) edges.add(edge);
  };
  for (const { Routes } of estate.routeTables) {
    for (const route of Routes) addBlock(route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock);
  }
  for (const { Entries } of estate.networkAcls) {
    for (const entry of Entries) addBlock(entry.CidrBlock ?? entry.Ipv6CidrBlock);
  }
  for (const { IpPermissionsEgress } of estate.securityGroups) {
    for (const { IpRanges } of IpPermissionsEgress) for (const { CidrIp } of IpRanges) addBlock(CidrIp);
  }
  for (const { Cidrs } of estate.prefixLists) for (const block of Cidrs) addBlock(block);
  for (const { Entries } of estate.managedPrefixListEntries) for (const { Cidr } of Entries) addBlock(Cidr);
  for (const { CidrBlock } of estate.subnets) addBlock(CidrBlock);
  for (const each of estate.networkInterfaces) for (const address of addressesOf(each)) edges.add(address);
  return [...edges];
}
