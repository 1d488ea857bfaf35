import { formatIpv4, parseIpv4 } from './ipv4-text.ts';
import { formatIpv6, parseIpv6 } from './ipv6-text.ts';

/** An address as its value: IPv4 addresses are numbers, IPv6 addresses are bigints. */
export type Address = number | bigint;

/** One more than the last IPv4 address. */
export const ipv4End = 2 ** 32;
/** One more than the last IPv6 address. */
export const ipv6End = 1n << 128n;

/**
 * The address that the text names, or null if it names none. IPv4 is read strictly: four decimal octets,
 * no leading zeros, no white space. IPv6 is read in every form of RFC 4291 section 2.2 (also with an
 * embedded IPv4 address), without a zone. Tests hold both against ip-num and Node.
 */
export function parseAddress(text: string): Address | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/**
 * The canonical text of an address: dotted decimal, or the compressed lower-case form of RFC 5952, where
 * IPv4-mapped addresses end in a dotted quad (section 5).
 */
export function formatAddress(address: Address): string {
  if (typeof address === 'number') return formatIpv4(address);
  if (address >> 32n === 0xffffn) return `::ffff:${formatIpv4(Number(address & 0xffff_ffffn))}`;
  return formatIpv6(address);
}
