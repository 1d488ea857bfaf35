import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import { canonicalDnsName } from '../../model/dns-name.ts';
import { parseServiceName } from '../../model/service-name.ts';

/** Where a question leads: addresses as they are, an endpoint, or a name to resolve first. */
export type Target =
  | { readonly kind: 'addresses'; readonly addresses: AddressSet }
  | { readonly kind: 'endpoint'; readonly id: string }
  | { readonly kind: 'name'; readonly name: string }
  /** A service by its short name; the region is that of the source where none is given. */
  | { readonly kind: 'service'; readonly service: string; readonly region: string | null };

export interface ParsedTarget {
  readonly target: Target;
  /** The port that the text names, as URLs do. */
  readonly port: number | null;
}

/**
 * Reads a target: an address or CIDR block, an endpoint's id, a URL, a DNS name, or a service by its short name
 * or the full one. Null for a text that is none of them.
 */
export function parseTarget(text: string): ParsedTarget | null {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return parseUrl(text);
  const addresses = parseAddresses(text);
  if (addresses) return { target: addresses, port: null };
  if (/^vpce-[0-9a-z]+$/.test(text)) return { target: { kind: 'endpoint', id: text }, port: null };
  const name = canonicalDnsName(text);
  if (!isDnsName(name)) return null;
  return { target: serviceTarget(name) ?? { kind: 'name', name }, port: null };
}

const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

function parseUrl(text: string): ParsedTarget | null {
  if (!URL.canParse(text)) return null;
  const { hostname, port, protocol } = new URL(text);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const name = canonicalDnsName(host);
  const target = parseAddresses(host) ?? (isDnsName(name) ? { kind: 'name' as const, name } : null);
  return target && { target, port: port === '' ? (defaultPorts[protocol] ?? null) : Number(port) };
}

function parseAddresses(text: string): Target | null {
  const cidr = parseCidr(text);
  return cidr && { kind: 'addresses', addresses: AddressSet.fromCidrs([cidr]) };
}

/** Names of one or two labels are those of services, unless they end in a domain that names of hosts end in. */
const domainsOfHosts =
  /\.(?:com|net|org|cn|aws|cloud|internal|local|localdomain|corp|lan|home|intranet|private|test|example|io|dev|app|co)$/;

function serviceTarget(name: string): Target | null {
  if (/^(?:cn\.)?com\.amazonaws\./.test(name)) {
    const { service, region } = parseServiceName(name);
    return { kind: 'service', service, region };
  }
  // `iot.fleethub.api` has three labels, as no other service.
  const isShort = name.split('.').length < 3 || name === 'iot.fleethub.api';
  return isShort && !domainsOfHosts.test(name) ? { kind: 'service', service: name, region: null } : null;
}

/** Whether a text could be a name of DNS, and is no address that was mistyped. */
function isDnsName(name: string): boolean {
  const labels = name.split('.');
  return (
    name.length <= 253 &&
    labels.every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}
