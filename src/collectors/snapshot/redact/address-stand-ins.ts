import { createHmac } from 'node:crypto';
import { AddressSet } from '../../../model/address-set.ts';
import { type Cidr, formatCidr, parseCidr } from '../../../model/cidr.ts';
import { type Address, formatAddress, parseAddress } from '../../../model/ip-address.ts';

/**
 * Stand-ins for addresses that keep every prefix relation: two addresses share exactly as many leading bits
 * as their stand-ins do, so that containment, overlap and longest prefix match stay what they are.
 *
 * Going down the tree of prefixes, the two halves below a prefix change places or not as a keyed hash of the
 * prefix says (Xu, Fan, Ammar and Moon, "Prefix-Preserving IP Address Anonymization", 2002), and only where
 * neither half holds an address that must stay. So an address to stay stays, and no other takes its place.
 */
export class AddressStandIns {
  readonly #key: Uint8Array;
  readonly #staying: AddressSet;
  /** Whether the halves below a prefix change places. */
  readonly #swaps = new Map<string, boolean>();

  /** `staying` are the addresses that keep their value; the key decides about all others. */
  constructor(key: Uint8Array, staying: AddressSet) {
    this.#key = key;
    this.#staying = staying;
  }

  /** The stand-in of an address, or of a block in the form in which it is written; null for any other text. */
  of(text: string): string | null {
    const address = parseAddress(text);
    if (address !== null) return this.#sameFamily(text, formatAddress(this.#move(address, widthOf(address))));
    const cidr = text.includes('/') ? parseCidr(text) : null;
    if (cidr === null) return null;
    const moved = this.#move(cidr.first, cidr.prefixLength);
    return this.#sameFamily(text, `${formatAddress(moved)}/${cidr.prefixLength}`);
  }

  /** What did not move keeps its spelling. */
  #sameFamily(text: string, moved: string): string {
    const [before, after] = [parseCidr(text), parseCidr(moved)];
    return before && after && formatCidr(before) === formatCidr(after) ? text : moved;
  }

  #move(address: Address, prefixLength: number): Address {
    const width = widthOf(address);
    const bits = BigInt(address);
    let moved = bits;
    for (let depth = 0; depth < prefixLength; depth++) {
      const hostBits = BigInt(width - depth);
      const prefix = (bits >> hostBits) << hostBits;
      if (this.#swapsBelow(prefix, depth, width)) moved ^= 1n << (hostBits - 1n);
    }
    return width === 32 ? Number(moved) : moved;
  }

  #swapsBelow(prefix: bigint, depth: number, width: 32 | 128): boolean {
    const name = `${width}/${depth}/${prefix}`;
    const known = this.#swaps.get(name);
    if (known !== undefined) return known;
    const swaps =
      !this.#staying.overlaps(AddressSet.fromCidrs([blockOf(prefix, depth, width)])) &&
      ((createHmac('sha256', this.#key).update(name).digest()[0] ?? 0) & 1) === 1;
    this.#swaps.set(name, swaps);
    return swaps;
  }
}

function widthOf(address: Address): 32 | 128 {
  return typeof address === 'number' ? 32 : 128;
}

function blockOf(first: bigint, prefixLength: number, width: 32 | 128): Cidr {
  const last = first + (1n << BigInt(width - prefixLength)) - 1n;
  return width === 32
    ? { family: 4, first: Number(first), last: Number(last), prefixLength }
    : { family: 6, first, last, prefixLength };
}
