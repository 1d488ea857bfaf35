const zero = 48;
const nine = 57;
const dot = 46;

/** The IPv4 address that the text names, read strictly: four decimal octets, no leading zeros, no white space; else null. */
export function parseIpv4(text: string): number | null {
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

/** Dotted decimal. */
export function formatIpv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}
