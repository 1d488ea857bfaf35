import { bigintsCombineToSome, combineBigints } from './bigint-boundaries.ts';
import {
  type Boundaries,
  combine,
  combinesToSome,
  difference,
  includes,
  intersection,
  intervalsOf,
  noBoundaries,
  type Operation,
  sameBoundaries,
  union,
  unionOfAll,
} from './boundaries.ts';
import { type AddressRange, type Cidr, formatCidr, parseCidr } from './cidr.ts';
import { coverIpv4, coverIpv6 } from './cidr-cover.ts';
import { type Address, ipv4End, ipv6End } from './ip-address.ts';

/**
 * An immutable set of IPv4 and IPv6 addresses. Equal sets have equal contents, so structural comparison
 * is set equality. Operations are linear in the number of intervals. The families never mix: an
 * IPv4-mapped IPv6 address is an IPv6 address.
 */
export class AddressSet {
  static readonly empty = new AddressSet(noBoundaries, noBoundaries);
  /** 0.0.0.0/0 */
  static readonly allIpv4 = new AddressSet([0, ipv4End], noBoundaries);
  /** ::/0 */
  static readonly allIpv6 = new AddressSet(noBoundaries, [0n, ipv6End]);
  static readonly all = new AddressSet([0, ipv4End], [0n, ipv6End]);

  private readonly ipv4: Boundaries<number>;
  private readonly ipv6: Boundaries<bigint>;

  private constructor(ipv4: Boundaries<number>, ipv6: Boundaries<bigint>) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  /** The addresses of a CIDR block or range; none when `first` lies after `last`. */
  static of(range: AddressRange): AddressSet {
    if (range.first > range.last) return AddressSet.empty;
    return range.family === 4
      ? new AddressSet([range.first, range.last + 1], noBoundaries)
      : new AddressSet(noBoundaries, [range.first, range.last + 1n]);
  }

  /** One address: a number is IPv4, a bigint is IPv6. */
  static ofAddress(address: Address): AddressSet {
    return typeof address === 'number'
      ? new AddressSet([address, address + 1], noBoundaries)
      : new AddressSet(noBoundaries, [address, address + 1n]);
  }

  /**
   * The addresses in any of the blocks.
   * @throws RangeError if a text is no CIDR; text that nobody has validated goes through `parseCidr` first.
   */
  static fromCidrs(cidrs: Iterable<string | Cidr>): AddressSet {
    const sets: AddressSet[] = [];
    for (const item of cidrs) {
      const cidr = typeof item === 'string' ? parseCidr(item) : item;
      if (cidr === null) throw new RangeError(`not a CIDR: ${JSON.stringify(item)}`);
      sets.push(AddressSet.of(cidr));
    }
    const [only] = sets;
    return only && sets.length === 1 ? only : AddressSet.unionAll(sets);
  }

  /** The addresses in any of the sets. */
  static unionAll(sets: Iterable<AddressSet>): AddressSet {
    const ipv4: Boundaries<number>[] = [];
    const ipv6: Boundaries<bigint>[] = [];
    let only: AddressSet | null = AddressSet.empty;
    for (const set of sets) {
      if (set.isEmpty()) continue;
      only = only?.isEmpty() ? set : null;
      if (set.ipv4.length > 0) ipv4.push(set.ipv4);
      if (set.ipv6.length > 0) ipv6.push(set.ipv6);
    }
    if (only) return only;
    return new AddressSet(
      unionOfAll(ipv4, (first, second) => combine(first, second, union)),
      unionOfAll(ipv6, (first, second) => combineBigints(first, second, union)),
    );
  }

  /** The addresses in this set, the other, or both. */
  union(other: AddressSet): AddressSet {
    return this.combine(other, union);
  }

  /** The addresses in both sets. */
  intersect(other: AddressSet): AddressSet {
    return this.combine(other, intersection);
  }

  /** The addresses of this set that are not in the other. */
  subtract(other: AddressSet): AddressSet {
    return this.combine(other, difference);
  }

  private combine(other: AddressSet, operation: Operation): AddressSet {
    return new AddressSet(
      combine(this.ipv4, other.ipv4, operation),
      combineBigints(this.ipv6, other.ipv6, operation),
    );
  }

  private combinesToSome(other: AddressSet, operation: Operation): boolean {
    return (
      combinesToSome(this.ipv4, other.ipv4, operation) ||
      bigintsCombineToSome(this.ipv6, other.ipv6, operation)
    );
  }

  isEmpty(): boolean {
    return this.ipv4.length === 0 && this.ipv6.length === 0;
  }

  /** Whether the address (a number is IPv4, a bigint is IPv6) is in the set. */
  contains(address: Address): boolean {
    return typeof address === 'number' ? includes(this.ipv4, address) : includes(this.ipv6, address);
  }

  /** Whether every address of this set is in the other; the empty set is a subset of every set. */
  isSubsetOf(other: AddressSet): boolean {
    return !this.combinesToSome(other, difference);
  }

  /** Whether the sets have an address in common. */
  overlaps(other: AddressSet): boolean {
    return this.combinesToSome(other, intersection);
  }

  equals(other: AddressSet): boolean {
    return sameBoundaries(this.ipv4, other.ipv4) && sameBoundaries(this.ipv6, other.ipv6);
  }

  /** Whether some of the addresses are of IPv4. */
  hasIpv4(): boolean {
    return this.ipv4.length > 0;
  }

  /** Whether some of the addresses are of IPv6. */
  hasIpv6(): boolean {
    return this.ipv6.length > 0;
  }

  /** The IPv4 addresses of the set. */
  ipv4Only(): AddressSet {
    return this.hasIpv6() ? new AddressSet(this.ipv4, noBoundaries) : this;
  }

  /** The IPv6 addresses of the set. */
  ipv6Only(): AddressSet {
    return this.hasIpv4() ? new AddressSet(noBoundaries, this.ipv6) : this;
  }

  /** The lowest address, IPv4 before IPv6; null if the set is empty. */
  firstAddress(): Address | null {
    return this.ipv4[0] ?? this.ipv6[0] ?? null;
  }

  /** The fewest ranges that hold exactly this set, in order of address, IPv4 before IPv6. */
  ranges(): readonly AddressRange[] {
    return [
      ...intervalsOf(this.ipv4).map(
        ({ start, end }) => ({ family: 4, first: start, last: end - 1 }) as const,
      ),
      ...intervalsOf(this.ipv6).map(
        ({ start, end }) => ({ family: 6, first: start, last: end - 1n }) as const,
      ),
    ];
  }

  /** The number of addresses. */
  size(): bigint {
    const ipv4 = intervalsOf(this.ipv4).reduce((sum, { start, end }) => sum + end - start, 0);
    return intervalsOf(this.ipv6).reduce((sum, { start, end }) => sum + end - start, BigInt(ipv4));
  }

  /** The fewest CIDR blocks that hold exactly this set, in order of address, IPv4 before IPv6. */
  toCidrs(): string[] {
    return [...coverIpv4(this.ipv4), ...coverIpv6(this.ipv6)].map(formatCidr);
  }
}
