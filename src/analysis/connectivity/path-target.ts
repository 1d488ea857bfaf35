import { AddressSet } from '../../model/address-set.ts';
import { parseCidr } from '../../model/cidr.ts';
import { type Fact, flatMap, type MissingFact } from '../../model/fact.ts';
import type { Network } from '../../model/network.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { begin, decide, type Flight, type Source } from './flight.ts';
import { endpointAddresses } from './name/endpoint-addresses.ts';
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
  if (host !== undefined) return { kind: 'name', name: host };
  // The short name of a service has few labels, and none that is a top-level domain: `ecr.api`, `s3`.
  const isName = text.split('.').length > 3 || /\.(?:com|cn|aws|net|org|internal|cloud)\.?$/i.test(text);
  return isName ? { kind: 'name', name: text } : { kind: 'service', service: text };
}

/** Packets that begin their way to some of the addresses that a target stands for. */
export interface Departure {
  readonly flight: Flight;
  /** Empty when packets may go to each of the addresses; else only what is true of all of them is true. */
  readonly vague: readonly MissingFact[];
}

export interface Departures {
  readonly departures: readonly Departure[];
  readonly assumptions: readonly string[];
}

/** Where packets to a target go from a source, after its name was resolved. */
export function depart(network: Network, source: Source, target: Target): Departures {
  switch (target.kind) {
    case 'addresses':
      return plainly(begin(target.addresses));
    case 'endpoint':
      return plainly(toEndpoint(network, source, target.id));
    case 'name':
      return resolved(network, source, target.name);
    case 'service': {
      const { region, scope } = source.vpc;
      const name = serviceHostName(network, target.service, region ?? '', scope.partition);
      if (name.known) return resolved(network, source, name.value);
      return plainly(lost(`the name of ${target.service} is not known`, source.vpc.at(), name.missing));
    }
  }
}

function plainly(flight: Flight): Departures {
  return { departures: [{ flight, vague: [] }], assumptions: [] };
}

function resolved(network: Network, source: Source, name: string): Departures {
  const { destinations, decisions, assumptions } = resolveName(network, source.vpc, name);
  const start = (addresses: AddressSet): Flight =>
    decisions.reduce((flight, next) => decide(flight, next), begin(addresses));
  const departures = destinations.map(({ addresses, vague }) => ({ flight: start(addresses), vague }));
  return {
    departures: departures.length > 0 ? departures : [{ flight: start(AddressSet.empty), vague: [] }],
    assumptions,
  };
}

/** An endpoint as such: its interfaces' addresses, or the addresses that a gateway endpoint routes. */
function toEndpoint(network: Network, source: Source, id: string): Flight {
  const endpoint = network.answerFor('vpcEndpoints', id, source.vpc);
  const addresses = flatMap(endpoint, (found) => addressesOf(network, found));
  if (addresses.known) return begin(addresses.value);
  const at = endpoint.known ? endpoint.value.at() : source.vpc.at();
  return lost(`the addresses of ${id} are not known`, at, addresses.missing);
}

function addressesOf(network: Network, endpoint: VpcEndpoint): Fact<AddressSet> {
  return flatMap(endpoint.endpointType, (type) => {
    if (type !== 'gateway') return endpointAddresses(network, endpoint, null);
    return flatMap(endpoint.service, ({ service }) => serviceAddresses(network, service, endpoint));
  });
}

function lost(message: string, at: Place, missing: readonly MissingFact[]): Flight {
  return decide(begin(AddressSet.empty), {
    plane: 'name',
    decision: 'unknown',
    reason: 'name-unknown',
    message,
    at,
    missing,
  });
}
