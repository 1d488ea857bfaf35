import type { PathBranch } from '../../../../src/analysis/connectivity/path-answer.ts';
import { AddressSet } from '../../../../src/model/address-set.ts';
import { formatAddress } from '../../../../src/model/ip-address.ts';
import type { Network } from '../../../../src/model/network.ts';
import { askEngine, branchOf, intervalsOf, type Sender } from './ask-engine.ts';
import type { DecidingRule } from './deciding-rule.ts';
import { judgePackets, type PacketVerdict, type PartialReplies } from './judge-packets.ts';
import type { RandomNetwork } from './random-network.ts';
import { addressesOf, type RawInterface } from './raw-estate.ts';
import { sampleAddresses } from './sample-addresses.ts';

export interface Question {
  readonly sender: Sender;
  readonly protocol: number;
  readonly port: number;
  /** Fractions that choose addresses where there are too many. */
  readonly choices: readonly number[];
}

/** Told about each packet that was compared, and what decided it. */
export type Tally = (rules: ReadonlySet<DecidingRule>, verdict: PacketVerdict['verdict']) => void;

/** Compares engine and simulator on many addresses; returns what they disagree about, or null. */
export function disagreement(
  random: RandomNetwork,
  network: Network,
  question: Question,
  tally: Tally,
): string | null {
  const asked = askEngine(network, question.sender, question);
  if (!asked) return 'the engine does not know the sender';
  const { branches, merged, senders } = asked;
  const sources = sourcesOf(random, question.sender, senders);
  const named = AddressSet.unionAll(sources.flatMap(addressesOf).map(AddressSet.ofAddress));
  if (!named.equals(senders)) return `the senders are ${named.toCidrs()}, not ${senders.toCidrs()}`;
  for (const address of sampleAddresses(random, sources[0]?.VpcId ?? '', asked, question.choices)) {
    const expected = judgePackets(random.estate, { ...question, sources, destination: address });
    tally(expected.rules, expected.verdict);
    const to = `to ${formatAddress(address)}`;
    const [branch, mergedBranch] = [branchOf(branches, address), branchOf(merged, address)];
    if (!branch || !mergedBranch) return `${to}: not in one branch`;
    const [naive, answer, shown] = [told(expected), toldBy(branch), toldBy(mergedBranch)];
    if (naive !== answer) return `${to}: packet by packet ${naive}, the engine ${answer}`;
    if (shown !== answer) return `${to}: found ${answer}, shown ${shown}`;
    const detail = otherDetail(expected, branch);
    if (detail !== null) return `${to}: ${detail}`;
  }
  return null;
}

function sourcesOf(
  { estate }: RandomNetwork,
  { kind, id }: Sender,
  senders: AddressSet,
): readonly RawInterface[] {
  if (kind === 'remote') return [remoteHost(id, senders)];
  return estate.networkInterfaces.filter((each) =>
    kind === 'interface'
      ? each.NetworkInterfaceId === id
      : each.SubnetId === id && addressesOf(each).some((address) => senders.contains(address)),
  );
}

/** A host that stands nowhere in the estate and has all of the addresses. */
function remoteHost(id: string, senders: AddressSet): RawInterface {
  const addresses = intervalsOf(senders).flatMap(([first, last]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) =>
      formatAddress(Number(first) + index),
    ),
  );
  return {
    NetworkInterfaceId: id,
    VpcId: '',
    SubnetId: '',
    OwnerId: '',
    InterfaceType: 'interface',
    Description: '',
    Groups: [],
    PrivateIpAddress: addresses[0] ?? '',
    PrivateIpAddresses: addresses.map((PrivateIpAddress) => ({ PrivateIpAddress })),
    Ipv6Addresses: [],
  };
}

function told({ verdict, via, viaId, blockers }: PacketVerdict): string {
  const stoppers = new Set(blockers.map(({ reason, component }) => `${reason} ${component}`));
  return JSON.stringify([verdict, via, viaId, [...stoppers].sort()]);
}

function toldBy({ verdict, via, viaId, hops }: PathBranch): string {
  const blockers = hops.filter(({ decision }) => decision === 'block');
  const stoppers = new Set(blockers.map(({ reason, component }) => `${reason} ${component.id}`));
  return JSON.stringify([verdict, via, viaId, [...stoppers].sort()]);
}

/** Whether the engine cites other entries than those that decide, or refuses replies to other ports. */
function otherDetail(
  { blockers, route, partialReplies }: PacketVerdict,
  { hops }: PathBranch,
): string | null {
  for (const { reason, component, entry } of blockers) {
    if (entry === null) continue;
    const cited = hops.filter((hop) => hop.reason === reason && hop.component.id === component);
    if (cited.some(({ at, decision }) => decision === 'block' && at.path === entry)) continue;
    return `${reason} of ${component} by ${entry}, not by ${cited.map(({ at }) => at.path)}`;
  }
  const selected = hops.find(({ reason }) => reason === 'route-selected' || reason === 'route-blackhole');
  const taken = selected ? `${selected.component.id} ${selected.at.path}` : null;
  if (taken !== route) return `by route ${route}, not ${taken}`;
  // What the engine tells of the way behind an appliance is not certain, and the walk ends there.
  const met = hops.findIndex(({ reason }) => reason === 'appliance-beyond');
  const certain = met < 0 ? hops : hops.slice(0, met);
  const claims = certain.filter(({ reason }) => reason === 'network-acl-reply-partial');
  if (claims.length !== partialReplies.length) {
    return `replies pass in part at ${partialReplies.length} places, not ${claims.length}`;
  }
  for (const [index, { message, component }] of claims.entries()) {
    const replies = partialReplies[index];
    if (replies && !isSame(replies, component.id, message)) return `not so: ${message} (${component.id})`;
  }
  return null;
}

/** Whether a message names the ports to which replies are refused, and no others. */
function isSame(
  { component, refused, passing }: PartialReplies,
  componentId: string,
  message: string,
): boolean {
  const ranges = (/ports ([\d, -]+)$/.exec(message)?.[1] ?? '').split(', ').map((range) => {
    const [first = '', last = first] = range.split('-');
    return { first: Number(first), last: Number(last) };
  });
  const isNamed = (port: number): boolean => ranges.some(({ first, last }) => first <= port && port <= last);
  return component === componentId && refused.every(isNamed) && !passing.some(isNamed);
}
