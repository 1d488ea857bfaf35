import { parseCidr } from '../../model/cidr.ts';
import type { Place } from './symptom.ts';

/** Where a text says that packets were meant to go, and what it says of the name. */
export interface SpokenPlaces {
  readonly target: Place | null;
  readonly dialled: readonly string[];
  readonly dnsServer: string | null;
}

const ipv4 = String.raw`(?:\d{1,3}\.){3}\d{1,3}`;
const label = String.raw`[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?`;
const name = String.raw`${label}(?:\.${label})*\.[a-z](?:[a-z0-9-]*[a-z0-9])?`;
const port = String.raw`(?::(\d{1,5}))?`;

/** How programs tell where they wanted to go, the surest first. The host comes first, then the port, where there is one. */
const waysOfTelling: readonly RegExp[] = [
  new RegExp(String.raw`\blookup (${name})`, 'i'),
  new RegExp(
    String.raw`\b(?:resolve host(?:name)?:?|UnknownHostException:|ENOTFOUND|EAI_AGAIN|resolve) '?(${name})`,
    'i',
  ),
  new RegExp(String.raw`\bcertificate\b.*\bnot (${name})`, 'i'),
  new RegExp(String.raw`\bhttps?:\/\/(?:[^\s/@"']*@)?(${name}|${ipv4}|\[[0-9a-f:]+\])${port}`, 'i'),
  new RegExp(String.raw`\bhost='?(${name}|${ipv4})'?, port=(\d+)`, 'i'),
  new RegExp(
    String.raw`\b(?:connect(?:ion)? to|connect|reach) '?(${name}|${ipv4})'?(?: \([^)]*\))?(?: port:? (\d+)|${port})`,
    'i',
  ),
  new RegExp(String.raw`\bdial (?:tcp|udp)[46]?:? (${ipv4}|\[[0-9a-f:]+\]|${name})${port}`, 'i'),
  new RegExp(String.raw`\b(?:ETIMEDOUT|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH) (${ipv4})${port}`, 'i'),
  // The name of an image, and any host that is AWS's.
  new RegExp(
    String.raw`\b(${label}(?:\.${label})*\.(?:amazonaws\.com(?:\.cn)?|api\.aws|on\.aws|aws))${port}`,
    'i',
  ),
  new RegExp(String.raw`^\s*(${name}|${ipv4})${port}\s*$`, 'i'),
];

/** The host, addresses and DNS server that a text names. */
export function spokenPlaces(text: string): SpokenPlaces {
  const [, asked = null] = new RegExp(String.raw`\bon (${ipv4}):53\b`).exec(text) ?? [];
  const found = waysOfTelling.flatMap((pattern) => placeIn(pattern, text))[0] ?? null;
  const dialled = [
    ...text.matchAll(new RegExp(String.raw`(?:\bdial (?:tcp|udp)4?:? |\/)(${ipv4})(?=[:\]\s]|$)`, 'gi')),
  ].flatMap(([, address = '']) => (isAddress(address) ? [address] : []));
  const others = [...new Set(dialled)].filter((address) => address !== found?.host && address !== asked);
  return { target: found && withPort(found, text), dialled: others, dnsServer: asked };
}

/** A URL of plain HTTP has a port of its own. */
function withPort(place: Place, text: string): Place {
  const isPlain = place.port === null && text.toLowerCase().includes(`http://${place.host}`);
  return isPlain ? { ...place, port: 80 } : place;
}

function placeIn(pattern: RegExp, text: string): readonly Place[] {
  const [, host, ...ports]: readonly (string | undefined)[] = pattern.exec(text) ?? [];
  if (host === undefined) return [];
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (/^[\d.]+$/.test(bare) && !isAddress(bare)) return [];
  const number = ports.find((each) => each !== undefined);
  return [{ host: bare, port: number === undefined ? null : Number(number) }];
}

function isAddress(text: string): boolean {
  return parseCidr(text) !== null;
}
