import { sourcesAsked } from '../../../../src/analysis/connectivity/answer-path.ts';
import { mergeBranches } from '../../../../src/analysis/connectivity/merge-branches.ts';
import type { PathBranch } from '../../../../src/analysis/connectivity/path-answer.ts';
import type { Traffic } from '../../../../src/analysis/connectivity/security-group-admission.ts';
import type { Source } from '../../../../src/analysis/connectivity/source.ts';
import { sourceOfInterface, sourcesInSubnet } from '../../../../src/analysis/connectivity/sources-of.ts';
import { tracePath } from '../../../../src/analysis/connectivity/trace-path.ts';
import { AddressSet } from '../../../../src/model/address-set.ts';
import { parseCidr } from '../../../../src/model/cidr.ts';
import type { Network } from '../../../../src/model/network.ts';
import type { PacketAddress } from './raw-estate.ts';

/** Who sends: one interface, the first kind of sender in a subnet, or a network behind an attachment. */
export interface Sender {
  readonly kind: 'interface' | 'subnet' | 'remote';
  readonly id: string;
}

export interface Asked {
  /** As they are found, each with hops of its own. */
  readonly branches: readonly PathBranch[];
  /** As they are shown, with equal answers as one. */
  readonly merged: readonly PathBranch[];
  /** The addresses that the engine takes for those of the sender. */
  readonly senders: AddressSet;
}

/** The engine's answer about every address there is; null where the sender is not known. */
export function askEngine(network: Network, sender: Sender, traffic: Traffic): Asked | null {
  const source = sourceOf(network, sender);
  if (!source) return null;
  const branches = tracePath(network, source, AddressSet.all, traffic);
  return { branches, merged: mergeBranches(branches), senders: source.addresses };
}

function sourceOf(network: Network, { kind, id }: Sender): Source | null {
  if (kind === 'remote') return sourcesAsked(network, id)?.items[0] ?? null;
  if (kind === 'interface') {
    const sender = network.all('networkInterfaces').find((each) => each.id === id);
    const source = sender && sourceOfInterface(network, sender);
    return source?.known ? source.value : null;
  }
  const subnet = network.all('subnets').find((each) => each.id === id);
  const kinds = subnet ? sourcesInSubnet(network, subnet) : { items: [], missing: [] };
  return kinds.missing.length === 0 ? (kinds.items[0] ?? null) : null;
}

/** The first and the last address of each interval of a set. */
export function intervalsOf(addresses: AddressSet): readonly (readonly [PacketAddress, PacketAddress])[] {
  const intervals: [PacketAddress, PacketAddress][] = [];
  for (const text of addresses.toCidrs()) {
    const block = parseCidr(text);
    if (block === null) continue;
    const before = intervals.at(-1);
    if (before && BigInt(before[1]) + 1n === BigInt(block.first) && typeof before[1] === typeof block.first) {
      before[1] = block.last;
    } else intervals.push([block.first, block.last]);
  }
  return intervals;
}

/** The branch that an address is in; null where there is none, or more than one. */
export function branchOf(branches: readonly PathBranch[], address: PacketAddress): PathBranch | null {
  const [branch, ...others] = branches.filter(({ destinations }) => destinations.contains(address));
  return branch && others.length === 0 ? branch : null;
}
