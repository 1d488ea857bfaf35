import {
  type Boundaries,
  combine,
  combinesToSome,
  difference,
  includes,
  intersection,
  intervalsOf,
  noBoundaries,
  sameBoundaries,
  union,
  unionOfAll,
} from './boundaries.ts';

/** The ports from `first` to `last`, both included. */
interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** One more than the last port. */
const portEnd = 65536;

/**
 * An immutable set of TCP or UDP ports (0 to 65535). Equal sets have equal contents, so structural
 * comparison is set equality.
 */
export class PortSet {
  static readonly empty = new PortSet(noBoundaries);
  static readonly all = new PortSet([0, portEnd]);

  private readonly ports: Boundaries<number>;
  #text: string | undefined;

  private constructor(ports: Boundaries<number>) {
    this.ports = ports;
  }

  /** The set of this port alone; empty if there is no such port. */
  static of(port: number): PortSet {
    return PortSet.ofRange(port, port);
  }

  /** The ports from `first` to `last`, both included, as far as they exist; none when `first` lies after `last`. */
  static ofRange(first: number, last: number): PortSet {
    const start = Math.max(Math.ceil(first), 0);
    const end = Math.min(Math.floor(last) + 1, portEnd);
    return start < end ? new PortSet([start, end]) : PortSet.empty;
  }

  /** The ports in any of the sets. */
  static unionAll(sets: Iterable<PortSet>): PortSet {
    const lists = Array.from(sets, (set) => set.ports);
    return new PortSet(unionOfAll(lists, (first, second) => combine(first, second, union)));
  }

  /** The ports in this set, the other, or both. */
  union(other: PortSet): PortSet {
    return new PortSet(combine(this.ports, other.ports, union));
  }

  /** The ports in both sets. */
  intersect(other: PortSet): PortSet {
    return new PortSet(combine(this.ports, other.ports, intersection));
  }

  /** The ports of this set that are not in the other. */
  subtract(other: PortSet): PortSet {
    return new PortSet(combine(this.ports, other.ports, difference));
  }

  isEmpty(): boolean {
    return this.ports.length === 0;
  }

  contains(port: number): boolean {
    return includes(this.ports, port);
  }

  /** Whether every port of this set is in the other; the empty set is a subset of every set. */
  isSubsetOf(other: PortSet): boolean {
    return !combinesToSome(this.ports, other.ports, difference);
  }

  /** Whether the sets have a port in common. */
  overlaps(other: PortSet): boolean {
    return combinesToSome(this.ports, other.ports, intersection);
  }

  equals(other: PortSet): boolean {
    return sameBoundaries(this.ports, other.ports);
  }

  /** The lowest port; null if the set is empty. */
  firstPort(): number | null {
    return this.ports[0] ?? null;
  }

  /** The number of ports. */
  size(): number {
    return this.ranges().reduce((sum, { first, last }) => sum + last - first + 1, 0);
  }

  /** The fewest ranges that hold exactly this set, ascending. */
  ranges(): readonly PortRange[] {
    return intervalsOf(this.ports).map(({ start, end }) => ({ first: start, last: end - 1 }));
  }

  /** For people: `443, 1024-65535`; the empty set gives an empty text. */
  toString(): string {
    this.#text ??= this.ranges()
      .map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`))
      .join(', ');
    return this.#text;
  }
}
