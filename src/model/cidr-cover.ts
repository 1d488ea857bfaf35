import { type Boundaries, intervalsOf } from './boundaries.ts';
import type { Cidr } from './cidr.ts';

/** The fewest IPv4 CIDR blocks that hold exactly the addresses of the set, ascending. */
export function coverIpv4(set: Boundaries<number>): readonly Cidr[] {
  const cidrs: Cidr[] = [];
  for (const { start, end } of intervalsOf(set)) {
    for (let first = start; first < end; ) {
      let size = 1;
      let prefixLength = 32;
      while (prefixLength > 0 && first % (size * 2) === 0 && first + size * 2 <= end) {
        size *= 2;
        prefixLength--;
      }
      cidrs.push({ family: 4, first, last: first + size - 1, prefixLength });
      first += size;
    }
  }
  return cidrs;
}

/** The fewest IPv6 CIDR blocks that hold exactly the addresses of the set, ascending. */
export function coverIpv6(set: Boundaries<bigint>): readonly Cidr[] {
  const cidrs: Cidr[] = [];
  for (const { start, end } of intervalsOf(set)) {
    for (let first = start; first < end; ) {
      let size = 1n;
      let prefixLength = 128;
      while (prefixLength > 0 && first % (size * 2n) === 0n && first + size * 2n <= end) {
        size *= 2n;
        prefixLength--;
      }
      cidrs.push({ family: 6, first, last: first + size - 1n, prefixLength });
      first += size;
    }
  }
  return cidrs;
}
