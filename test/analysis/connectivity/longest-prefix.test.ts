import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  oneBlock,
  oneBlockWithout,
  prefixLevels,
  splitByLongestPrefix,
} from '../../../src/analysis/connectivity/longest-prefix.ts';
import { AddressSet } from '../../../src/model/address-set.ts';
import { type Cidr, parseCidr } from '../../../src/model/cidr.ts';
import type { Address } from '../../../src/model/ip-address.ts';

/** Sixty-four addresses of each family, in which dozens of blocks of one length find room: so many are searched. */
const ipv4 = Array.from({ length: 64 }, (_, host) => 0x0a_00_00_00 + host);
const ipv6 = Array.from({ length: 64 }, (_, host) => 0x20_01_0d_b8n * 2n ** 96n + BigInt(host));
const universe: readonly Address[] = [...ipv4, ...ipv6];

const block: fc.Arbitrary<Cidr> = fc
  .tuple(fc.boolean(), fc.nat(63), fc.integer({ min: 0, max: 2 }))
  .map(([isIpv4, host, hostBits]) =>
    parseCidr(
      isIpv4 ? `10.0.0.${host}/${32 - hostBits}` : `2001:db8::${host.toString(16)}/${128 - hostBits}`,
    ),
  )
  .filter((cidr) => cidr !== null);

const addresses = fc
  .subarray([...universe], { minLength: 1 })
  .map((some) => AddressSet.unionAll(some.map((address) => AddressSet.ofAddress(address))));

/** The routes to the longest block around an address, by their numbers. */
function rivalsFor(blocks: readonly Cidr[], address: Address): readonly number[] {
  const around = blocks.map((cidr, route) => ({ cidr, route })).filter(({ cidr }) => holds(cidr, address));
  const longest = Math.max(...around.map(({ cidr }) => cidr.prefixLength));
  return around.filter(({ cidr }) => cidr.prefixLength === longest).map(({ route }) => route);
}

function holds(cidr: Cidr, address: Address): boolean {
  return (
    (cidr.family === 4) === (typeof address === 'number') && cidr.first <= address && address <= cidr.last
  );
}

describe('the longest prefix among many blocks', () => {
  it('is that which looking at one address after the other gives', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 60, maxLength: 90 }), addresses, (blocks, destinations) => {
        const candidates = blocks.map((cidr, route) => ({ ...oneBlock(cidr), route }));
        const { parts, unmatched } = splitByLongestPrefix(prefixLevels(candidates), destinations);
        for (const address of universe) {
          const expected = destinations.contains(address) ? rivalsFor(blocks, address) : [];
          const found = parts.filter((part) => part.destinations.contains(address));
          expect(found.flatMap(({ rivals }) => rivals)).toEqual(expected);
          expect(unmatched.contains(address)).toBe(destinations.contains(address) && expected.length === 0);
        }
      }),
    );
  });
});

describe('a route that applies to a part of its block', () => {
  it('stays a rival of the other route to the block', () => {
    const block = parseCidr('10.0.0.0/24');
    if (!block) throw new Error('not a block');
    const candidates = [
      { ...oneBlockWithout(block, AddressSet.fromCidrs(['10.0.0.0/16'])), route: 'propagated' },
      { ...oneBlock(block), route: 'other' },
    ];
    const { parts } = splitByLongestPrefix(prefixLevels(candidates), AddressSet.fromCidrs(['10.0.0.7/32']));
    expect(parts.map(({ rivals }) => rivals)).toEqual([['propagated', 'other']]);
  });
});
