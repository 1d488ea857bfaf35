import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressSet } from '../../src/model/address-set.ts';
import { type AddressRange, parseCidr } from '../../src/model/cidr.ts';
import { ipv4End, ipv6End } from '../../src/model/ip-address.ts';
import { describeSetLaws } from './set-laws.ts';

/** 256 addresses at each end of both families: small enough to test every address. */
const windowSize = 256;
const lowIpv4 = 0;
const highIpv4 = ipv4End - windowSize;
const lowIpv6 = 0n;
const highIpv6 = ipv6End - BigInt(windowSize);
const windows: readonly (number | bigint)[] = [lowIpv4, highIpv4, lowIpv6, highIpv6];

function windowRange(base: number | bigint, from: number, to: number): AddressRange {
  const [low, high] = from <= to ? [from, to] : [to, from];
  return typeof base === 'number'
    ? { family: 4, first: base + low, last: base + high }
    : { family: 6, first: base + BigInt(low), last: base + BigInt(high) };
}

function* windowAddresses(): Generator<number | bigint> {
  for (const base of windows) {
    for (let i = 0; i < windowSize; i++) yield typeof base === 'number' ? base + i : base + BigInt(i);
  }
}

const offset = fc.integer({ min: 0, max: windowSize - 1 });
const windowRanges = fc.oneof(
  fc.array(
    fc
      .tuple(fc.constantFrom(...windows), offset, offset)
      .map(([base, from, to]) => windowRange(base, from, to)),
    { maxLength: 8 },
  ),
  // Sets of so many intervals that operations search them.
  fc.array(
    fc.tuple(fc.constantFrom(...windows), offset).map(([base, at]) => windowRange(base, at, at)),
    { minLength: 30, maxLength: 120 },
  ),
);

/** The same set twice: once as the subject, once as a plain list of its members. */
const modelled = windowRanges.map((ranges) => ({
  set: AddressSet.unionAll(ranges.map(AddressSet.of)),
  has: (address: number | bigint): boolean =>
    ranges.some(({ first, last }) => typeof first === typeof address && first <= address && address <= last),
}));

/** Few distinct end points, so that intervals of different sets often meet, nest and touch. */
const ipv4Points = [0, 1, 2, 255, 256, 0x0a000000, 0x0affffff, 0x0b000000, 2 ** 31 - 1, 2 ** 31, ipv4End - 1];
const ipv6Points = [
  0n,
  1n,
  2n,
  0xffffffffn,
  1n << 32n,
  1n << 64n,
  (1n << 127n) - 1n,
  1n << 127n,
  ipv6End - 1n,
];
const anyRange: fc.Arbitrary<AddressRange> = fc.oneof(
  fc
    .tuple(
      fc.oneof(fc.constantFrom(...ipv4Points), fc.integer({ min: 0, max: ipv4End - 1 })),
      fc.oneof(fc.constantFrom(...ipv4Points), fc.integer({ min: 0, max: ipv4End - 1 })),
    )
    .map(([a, b]): AddressRange => ({ family: 4, first: Math.min(a, b), last: Math.max(a, b) })),
  fc
    .tuple(
      fc.oneof(fc.constantFrom(...ipv6Points), fc.bigInt({ min: 0n, max: ipv6End - 1n })),
      fc.oneof(fc.constantFrom(...ipv6Points), fc.bigInt({ min: 0n, max: ipv6End - 1n })),
    )
    .map(([a, b]): AddressRange => {
      const [first, last] = a < b ? [a, b] : [b, a];
      return { family: 6, first, last };
    }),
);
const anySet = fc
  .array(anyRange, { maxLength: 6 })
  .map((ranges) => AddressSet.unionAll(ranges.map(AddressSet.of)));

const cidrs = (...texts: string[]): AddressSet => AddressSet.fromCidrs(texts);

describeSetLaws('address sets', anySet, AddressSet.empty, AddressSet.all, AddressSet.unionAll);

describe('address sets against every address of a small universe', () => {
  it('union, intersection and difference have exactly the right members', () => {
    fc.assert(
      fc.property(modelled, modelled, (a, b) => {
        const results = [a.set.union(b.set), a.set.intersect(b.set), a.set.subtract(b.set)] as const;
        const wrong = [...windowAddresses()].filter((address) => {
          const [inA, inB] = [a.has(address), b.has(address)];
          const expected = [inA || inB, inA && inB, inA && !inB];
          return results.some((set, k) => set.contains(address) !== expected[k]);
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('size, first address, families, subset and overlap follow from the members', () => {
    fc.assert(
      fc.property(modelled, modelled, (a, b) => {
        const members = [...windowAddresses()].filter(a.has);
        expect(a.set.size()).toBe(BigInt(members.length));
        expect(a.set.isEmpty()).toBe(members.length === 0);
        expect(a.set.firstAddress()).toBe(members[0] ?? null);
        expect(a.set.ipv4Only().size()).toBe(BigInt(members.filter((m) => typeof m === 'number').length));
        expect(a.set.ipv6Only().size()).toBe(BigInt(members.filter((m) => typeof m === 'bigint').length));
        expect(a.set.isSubsetOf(b.set)).toBe(members.every(b.has));
        expect(a.set.overlaps(b.set)).toBe(members.some(b.has));
      }),
      { numRuns: 60 },
    );
  });
});

describe('CIDR cover', () => {
  it('gives the set back', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        expect(AddressSet.fromCidrs(set.toCidrs())).toEqual(set);
      }),
    );
  });

  it('rises, with no two blocks that overlap or make up a larger one', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        const blocks = set.toCidrs().flatMap((text) => parseCidr(text) ?? []);
        for (const [k, next] of blocks.slice(1).entries()) {
          const block = blocks[k];
          if (block?.family !== next.family) continue;
          expect(block.last < next.first).toBe(true);
          const parentSize = 2n ** BigInt((next.family === 4 ? 33 : 129) - next.prefixLength);
          const siblings = BigInt(block.first) / parentSize === BigInt(next.first) / parentSize;
          expect(block.prefixLength === next.prefixLength && siblings).toBe(false);
        }
      }),
    );
  });

  it('splits a range that is no block, and lists IPv4 before IPv6', () => {
    const range = AddressSet.of({ family: 4, first: 0x0a000001, last: 0x0a000006 });
    expect(range.toCidrs()).toEqual(['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/31', '10.0.0.6/32']);
    expect(cidrs('2001:db8::/32', '192.168.0.0/16', '10.0.0.0/8').toCidrs()).toEqual([
      '10.0.0.0/8',
      '192.168.0.0/16',
      '2001:db8::/32',
    ]);
  });

  it('joins neighbours into one block', () => {
    expect(cidrs('10.0.1.0/24', '10.0.0.0/24', '10.0.2.0/23').toCidrs()).toEqual(['10.0.0.0/22']);
    expect(cidrs('2001:db8:8000::/33', '2001:db8::/33').toCidrs()).toEqual(['2001:db8::/32']);
    expect(cidrs('0.0.0.0/1', '128.0.0.0/1', '::/1', '8000::/1')).toEqual(AddressSet.all);
  });
});

describe('ranges', () => {
  it('give the set back, rising, and none touches the next', () => {
    fc.assert(
      fc.property(modelled, ({ set }) => {
        const ranges = set.ranges();
        expect(AddressSet.unionAll(ranges.map(AddressSet.of))).toEqual(set);
        for (const family of [4, 6]) {
          const own = ranges.filter((range) => range.family === family);
          own.slice(1).forEach(({ first }, index) => {
            expect(BigInt(first)).toBeGreaterThan(BigInt(own[index]?.last ?? 0) + 1n);
          });
        }
      }),
    );
  });
});

describe('address set edges', () => {
  it('reaches both ends of both families', () => {
    expect(AddressSet.all.toCidrs()).toEqual(['0.0.0.0/0', '::/0']);
    expect(cidrs('0.0.0.0/0')).toEqual(AddressSet.allIpv4);
    expect(cidrs('::/0')).toEqual(AddressSet.allIpv6);
    expect(AddressSet.all.size()).toBe((1n << 32n) + (1n << 128n));
    const last = cidrs('255.255.255.255/32');
    expect(last.contains(ipv4End - 1)).toBe(true);
    expect(AddressSet.allIpv4.subtract(last).contains(ipv4End - 1)).toBe(false);
    expect(AddressSet.allIpv4.subtract(last).union(last)).toEqual(AddressSet.allIpv4);
    expect(AddressSet.allIpv4.contains(ipv4End)).toBe(false);
  });

  it('keeps the families apart', () => {
    expect(AddressSet.allIpv4.contains(0n)).toBe(false);
    expect(AddressSet.allIpv6.contains(0)).toBe(false);
    expect(AddressSet.allIpv4.overlaps(AddressSet.allIpv6)).toBe(false);
    expect(cidrs('10.0.0.0/8').overlaps(cidrs('::ffff:10.0.0.0/104'))).toBe(false);
  });

  it('a range that ends before it starts is empty', () => {
    expect(AddressSet.of({ family: 4, first: 2, last: 1 })).toEqual(AddressSet.empty);
    expect(AddressSet.of({ family: 6, first: 2n, last: 1n })).toEqual(AddressSet.empty);
  });

  it('one address is the block of full length', () => {
    expect(AddressSet.ofAddress(0x0a000001)).toEqual(cidrs('10.0.0.1/32'));
    expect(AddressSet.ofAddress(1n)).toEqual(cidrs('::1/128'));
  });

  it('tells whether there are addresses of a family, and which', () => {
    const [ipv4, ipv6, both] = [
      cidrs('10.0.0.0/8'),
      cidrs('2001:db8::/32'),
      cidrs('10.0.0.0/8', '2001:db8::/32'),
    ];
    expect([ipv4, ipv6, both, AddressSet.empty].map((set) => [set.hasIpv4(), set.hasIpv6()])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [false, false],
    ]);
    expect([both.ipv4Only(), both.ipv6Only()]).toEqual([ipv4, ipv6]);
    expect([ipv6.ipv4Only(), ipv4.ipv6Only()]).toEqual([AddressSet.empty, AddressSet.empty]);
  });

  it('takes blocks that were read before', () => {
    const block = parseCidr('10.0.0.0/8');
    expect(block && AddressSet.fromCidrs([block, '11.0.0.0/8'])).toEqual(cidrs('10.0.0.0/7'));
  });

  it('says which text is no CIDR', () => {
    expect(() => cidrs('10.0.0.0/8', '10.0.0.0/33')).toThrow(new RangeError('not a CIDR: "10.0.0.0/33"'));
  });

  it('joins many thousands of blocks without going quadratic', () => {
    const list = Array.from({ length: 20_000 }, (_, i) => `${i % 200}.${i >> 8}.${i & 255}.0/25`);
    const start = performance.now();
    const set = AddressSet.fromCidrs(list);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(set.size()).toBe(BigInt(new Set(list).size) * 128n);
  });
});
