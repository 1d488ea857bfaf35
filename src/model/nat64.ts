import { AddressSet } from './address-set.ts';
import { parseCidr } from './cidr.ts';

const prefix = 0x64_ff9bn << 96n;

/** 64:ff9b::/96 (RFC 6052): the IPv6 addresses that stand for IPv4 addresses, which they hold in their last bits. */
export const nat64Addresses: AddressSet = AddressSet.fromCidrs(['64:ff9b::/96']);

/** The IPv6 addresses that stand for the IPv4 addresses of a set; those of IPv6 are left out. */
export function synthesized(addresses: AddressSet): AddressSet {
  return mapped(addresses.ipv4Only(), (address) => prefix + BigInt(address));
}

/** The IPv4 addresses for which IPv6 addresses of a set stand; all other addresses are left out. */
export function embeddedIpv4(addresses: AddressSet): AddressSet {
  return mapped(addresses.intersect(nat64Addresses), (address) => Number(BigInt(address) - prefix));
}

function mapped(addresses: AddressSet, to: (address: number | bigint) => number | bigint): AddressSet {
  return AddressSet.unionAll(
    addresses.toCidrs().map((text) => {
      const block = parseCidr(text);
      if (block === null) return AddressSet.empty;
      const [first, last] = [to(block.first), to(block.last)];
      return typeof first === 'number' && typeof last === 'number'
        ? AddressSet.of({ family: 4, first, last })
        : AddressSet.of({ family: 6, first: BigInt(first), last: BigInt(last) });
    }),
  );
}
