import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import type { Fact, MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { begin, decide, type Flight, type Source } from './flight.ts';
import { resolveName } from './name/resolve-name.ts';
import { serviceHostName } from './name/service-host-name.ts';
import { serviceAddresses } from './prefix-list-addresses.ts';

/** Where a question leads: addresses as they are, an endpoint, or a name to resolve first. */
export type Target =
  | { readonly kind: 'addresses'; readonly addresses: AddressSet }
  | { readonly kind: 'endpoint'; readonly id: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'service'; readonly service: string };

/** Reads a target: an address or CIDR, an endpoint id, a URL or DNS name, else a service's short name. */
export function parseTarget(text: string): Target {
  const cidr = parseCidr(text);
  if (cidr) return { kind: 'addresses', addresses: AddressSet.fromCidrs([cidr]) };
  if (/^vpce-[0-9a-z]+$/.test(text)) return { kind: 'endpoint', id: text };
  const host = /^[a-z]+:\/\/([^/:?#]+)/i.exec(text)?.[1];
  if (host !== undefined) return { kind: 'name', name: host.toLowerCase() };
  // Short names of services have few labels and no region: `ecr.api`, `monitoring`.
  const isName = /\.(com|cn|aws|net|org|internal|cloud|gov|io)\.?$/i.test(text);
  return isName ? { kind: 'name', name: text.toLowerCase().replace(/\.$/, '') } : { kind: 'service', service: text };
}

/** The flights with which packets to a target begin, and what was assumed to know it. */
export interface Departure {
  readonly flights: readonly Flight[];
  readonly assumptions: readonly string[];
}

/** Where packets to a target go from a source, after its name was resolved. */
export function depart(network: Network, source: Source, target: Target): Departure {
  switch (target.kind) {
    case 'addresses':
      return { flights: [begin(target.addresses)], assumptions: [] };
    case 'endpoint':
      return { flights: [toEndpoint(network, source, target.id)], assumptions: [] };
    case 'name':
      return resolved(network, source, target.name);
    case 'service': {
      const { region, scope } = source.vpc;
      const name = serviceHostName(network, target.service, region ?? '', scope.partition);
      return name.known ? resolved(network, source, name.value) : lost(source, target.service, name.missing);
    }
  }
}
