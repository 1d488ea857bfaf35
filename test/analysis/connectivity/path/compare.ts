import type { PathBranch } from '../../../../src/analysis/connectivity/path-answer.ts';
import { AddressSet } from '../../../../src/model/address-set.ts';
import { parseCidr } from '../../../../src/model/cidr.ts';
import type { Network } from '../../../../src/model/network.ts';
import { formatAddress } from '../../../../src/model/ip-address.ts';
import { askEngine, branchOf, intervalsOf, type Sender, verdictOf } from './ask-engine.ts';
import type { DecidingRule } from './deciding-rule.ts';
import { judgePackets } from './judge-packets.ts';
import type { RandomNetwork } from './random-network.ts';
import {
  addressesOf,
  holds,
  isInVpc,
  type PacketAddress,
  type RawEstate,
  type RawInterface,
} from './raw-estate.ts';

export interface Question {
  readonly sender: Sender;
  readonly protocol: number;
  readonly port: number;
  /** Fractions that choose addresses where there are too many. */
  readonly choices: readonly number[];
}

/** Told about each packet that was compared, and what decided it. */
export type Tally = (rules: ReadonlySet<DecidingRule>, verdict: string) => void;

/** Compares engine and simulator on many addresses; returns what they disagree about, or null. */
export function disagreement(
  random: RandomNetwork,
  network: Network,
  question: Question,
  tally: Tally,
): string | null {
  const { sender, choices } = question;
  const asked = askEngine(network, sender, question);
  if (!asked) return 'the engine does not know the sender';
  const { branches, merged, senders } = asked;
  const { estate } = random;
  const sources = estate.networkInterfaces.filter((each) =>
    sender.kind === 'interface'
      ? each.NetworkInterfaceId === sender.id
      : each.SubnetId === sender.id && addressesOf(each).some((address) => senders.contains(address)),
  );
  const named = AddressSet.unionAll(sources.flatMap(addressesOf).map(AddressSet.ofAddress));
  if (!named.equals(senders)) return `the senders are ${named.toCidrs()}, not ${senders.toCidrs()}`;
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
  for (const edge of chooser.some(edgesOf(estate), 3)) addresses.add(edge);
  const [near, far] = split([...addresses], (address) => isAbout(random, sources, address));
  const chosen = [...near, ...chooser.some(far, 3)];
  for (const address of chosen) {
    if (isOfTheResolver(address)) continue;
    const expected = judgePackets(estate, { ...question, sources, destination: address });
    tally(expected.rules, expected.verdict);
    const { rules: _, ...naive } = expected;
    const answer = verdictOf(branchOf(branches, address));
    const shown = verdictOf(branchOf(merged, address));
    if (text(shown) !== text(answer)) {
      return `to ${formatAddress(address)}: found ${text(answer)}, shown ${text(shown)}`;
    }
    if (text(naive) !== text(answer)) {
      return `to ${formatAddress(address)}: packet by packet ${text(naive)}, the engine ${text(answer)}`;
    }
  }
  return null;
}

function isAbout(
  { about, estate }: RandomNetwork,
  [source]: readonly RawInterface[],
  address: PacketAddress,
): boolean {
  if (about === 'everything') return true;
  const inside = estate.vpcs.find((vpc) => isInVpc(vpc, address));
  return about === 'the internet'
    ? inside === undefined
    : inside !== undefined && inside.VpcId !== source?.VpcId;
}

function split<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function leadsNowhere({ hops }: PathBranch): boolean {
  const last = hops.at(-1)?.reason;
  return last === 'interface-none' || last === 'route-none';
}

function text({ blockers, verdict, via, viaId }: Omit<ReturnType<typeof judgePackets>, 'rules'>): string {
  return JSON.stringify([verdict, via, viaId, [...new Set(blockers)].sort()]);
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

export type { RawInterface };
