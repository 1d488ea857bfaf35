import { collapseIPv6Number, IPv6 } from 'ip-num';

/** An address as its value: IPv4 addresses are numbers, IPv6 addresses are bigints. */
export type Address = number | bigint;

/** One more than the last IPv4 address. */
export const ipv4End = 2 ** 32;
/** One more than the last IPv6 address. */
export const ipv6End = 1n << 128n;

const zero = 48;
const nine = 57;
const dot = 46;

/** Eight groups of four digits, the last two written as a dotted quad. */
const longestIpv6Text = 45;

/**
 * The address that the text names, or null if it names none. IPv4 is read strictly: four decimal octets,
 * no leading zeros, no white space. IPv6 is read in every form of RFC 4291 section 2.2 (also with an
 * embedded IPv4 address), without a zone.
 */
export function parseAddress(text: string): Address | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** Written out because a snapshot holds many thousands of them; a test holds it against ip-num. */
function parseIpv4(text: string): number | null {
  let address = 0;
  let octet = -1; // no digit seen yet
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === dot) {
      if (octet < 0) return null;
      address = address * 256 + octet;
      octet = -1;
      dots++;
      continue;
    }
    if (code < zero || code > nine || octet === 0) return null;
    octet = octet < 0 ? code - zero : octet * 10 + code - zero;
    if (octet > 255) return null;
  }
  return dots === 3 && octet >= 0 ? address * 256 + octet : null;
}

function parseIpv6(text: string): bigint | null {
  if (text.length > longestIpv6Text || text.includes('%')) return null;
  try {
    return new IPv6(text).value;
  } catch {
    return null;
  }
}

/**
 * The canonical text of an address: dotted decimal, or the compressed lower-case form of RFC 5952, where
 * IPv4-mapped addresses end in a dotted quad (section 5).
 */
export function formatAddress(address: Address): string {
  if (typeof address === 'number') return formatIpv4(address);
  if (address >> 32n === 0xffffn) return `::ffff:${formatIpv4(Number(address & 0xffff_ffffn))}`;
  return collapseIPv6Number(new IPv6(address).toString());
}

function formatIpv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}
