import type { AddressSet } from '../../../model/address-set.ts';
import type { Edit } from '../../../model/edit-snapshot.ts';
import type { Network } from '../../../model/network.ts';
import type { Resource } from '../../../model/resources/resource.ts';
import type { Subnet } from '../../../model/resources/subnet.ts';
import type { Hop } from '../path-answer.ts';
import type { Traffic } from '../security-group-admission.ts';
import type { Source } from '../source.ts';

/** A change to one resource that takes one blocker away, and no more than it takes. */
export interface Change {
  readonly resource: Resource;
  /** What to do, in a few words that name the resource. */
  readonly summary: string;
  /** The calls of the AWS CLI that do it. */
  readonly commands: readonly string[];
  /** What else it opens; null where that is nothing. */
  readonly besides: string | null;
  /** The interfaces for which it holds too, and the subnets for all of which it does. */
  readonly others: readonly Resource[];
  readonly edits: readonly Edit[];
}

/** The packets that a change is to let pass. */
export interface Wanted {
  readonly network: Network;
  readonly senders: AddressSet;
  readonly sources: readonly Source[];
  readonly destinations: AddressSet;
  readonly traffic: Traffic;
}

/** A change against a blocker; null where it knows none. */
export type Opener = (wanted: Wanted, blocker: Hop) => Change | null;

/** More blocks than that are no small change. */
export const mostBlocks = 8;

/** Ids that can stand in a command as they are. */
export function isPlainId(id: string): boolean {
  return /^[A-Za-z0-9-]+$/.test(id);
}

/** The name of a protocol with ports; null for others. */
export function protocolName({ protocol }: Traffic): 'tcp' | 'udp' | null {
  return protocol === 6 ? 'tcp' : protocol === 17 ? 'udp' : null;
}

export function othersText(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `1 other ${one}` : `${count} other ${many}`;
}

/** Subnets that hold more than some addresses: what is true of all of a subnet is true of others than those there. */
export function withOthers(subnets: readonly Subnet[], meant: AddressSet): readonly Subnet[] {
  return subnets.filter(({ addresses }) => !addresses.known || !addresses.value.isSubsetOf(meant));
}

const mostNamed = 2;

/** Some subnets in words: by their ids, or how many of a holder they are. */
export function subnetsText(subnets: readonly Subnet[], ofWhat: string): string {
  const ids = subnets.map(({ id }) => id).sort();
  const which = ids.length > mostNamed ? `the ${ids.length} subnets ${ofWhat}` : ids.join(' and ');
  const size = subnets.reduce(
    (sum, { addresses }) => sum + (addresses.known ? addresses.value.ipv4Only().size() : 0n),
    0n,
  );
  return `${which}${size === 0n ? '' : ` (${size} IPv4 addresses)`}`;
}
