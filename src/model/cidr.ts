import { formatAddress, parseAddress } from './ip-address.ts';

/** The IPv4 addresses from `first` to `last`, both included. */
interface Ipv4Range {
  readonly family: 4;
  readonly first: number;
  readonly last: number;
}

/** The IPv6 addresses from `first` to `last`, both included. */
interface Ipv6Range {
  readonly family: 6;
  readonly first: bigint;
  readonly last: bigint;
}

export type AddressRange = Ipv4Range | Ipv6Range;

/** A CIDR block with its host bits cleared (N10); `prefixLength` counts bits. */
export type Cidr = (Ipv4Range | Ipv6Range) & { readonly prefixLength: number };

/** An IPv6 address of eight groups with an embedded IPv4 address, and `/128`. */
const longestCidrText = 49;

/**
 * The block that a text like `10.0.0.0/8` or `2001:db8::/32` names, or null if it names none; an address
 * without prefix length is a block of one address. Host bits are cleared, as AWS does when it stores a
 * CIDR (N10).
 */
export function parseCidr(text: string): Cidr | null {
  if (text.length > longestCidrText) return null;
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === null) return null;
  const bits = typeof address === 'number' ? 32 : 128;
  const prefixLength = slash < 0 ? bits : readPrefixLength(text, slash + 1, bits);
  if (prefixLength === null) return null;
  if (typeof address === 'number') {
    const size = 2 ** (32 - prefixLength);
    const first = address - (address % size);
    return { family: 4, first, last: first + size - 1, prefixLength };
  }
  const hostBits = (1n << BigInt(128 - prefixLength)) - 1n;
  const last = address | hostBits;
  return { family: 6, first: last - hostBits, last, prefixLength };
}

/** The decimal number without leading zeros that stands from `start` to the end, if it is at most `limit`. */
function readPrefixLength(text: string, start: number, limit: number): number | null {
  if (start === text.length || (text[start] === '0' && text.length > start + 1)) return null;
  let value = 0;
  for (let i = start; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
    if (value > limit) return null;
  }
  return value;
}

/** The canonical text of a block, always with its prefix length: `10.0.0.7/32`. */
export function formatCidr(cidr: Cidr): string {
  return `${formatAddress(cidr.first)}/${cidr.prefixLength}`;
}
