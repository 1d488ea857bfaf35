import { AddressSet } from '../../model/address-set.ts';
import { type Fact, flatMap, type MissingFact } from '../../model/fact.ts';
import { synthesized } from '../../model/nat64.ts';
import type { Network } from '../../model/network.ts';
import type { Place } from '../../model/resources/resource.ts';
import type { VpcEndpoint } from '../../model/resources/vpc-endpoint.ts';
import { begin, decide, type Flight } from './flight.ts';
import { judgeState } from './judge-endpoint-state.ts';
import { endpointAddresses } from './name/endpoint-addresses.ts';
import { resolveFromOutside } from './name/resolve-from-outside.ts';
import { resolveName } from './name/resolve-name.ts';
import { serviceHostName } from './name/service-host-name.ts';
import type { Target } from './parse-target.ts';
import { serviceAddresses } from './prefix-list-addresses.ts';
import type { Source } from './source.ts';

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
  return asTriedFrom(source, target, departuresTo(network, source, target));
}

/**
 * Of addresses of both families, hosts try those of a family that they have an address of themselves (R6). In a
 * subnet with DNS64, a name that has no IPv6 address gets those that stand for its IPv4 ones.
 */
export function asTriedFrom(source: Source, target: Target, resolved: Departures): Departures {
  const { name, addresses } = source;
  // Addresses that the question names are tried all the same.
  if (target.kind === 'addresses') return resolved;
  const departures = withSynthesized(source, target, resolved);
  if (addresses.hasIpv4() && addresses.hasIpv6()) return departures;
  const lacksIpv6 = !addresses.hasIpv6();
  const isAllTried = departures.departures.every(({ flight: { destinations } }) =>
    lacksIpv6 ? !destinations.hasIpv6() : !destinations.hasIpv4(),
  );
  if (isAllTried) return departures;
  const all = AddressSet.unionAll(departures.departures.map(({ flight }) => flight.destinations));
  const tried = lacksIpv6 ? all.ipv4Only() : all.ipv6Only();
  if (tried.isEmpty() || tried.equals(all)) return departures;
  const [lacking, other] = lacksIpv6 ? ['IPv6', 'IPv4'] : ['IPv4', 'IPv6'];
  return {
    departures: departures.departures
      .map(({ flight, vague }) => ({
        flight: { ...flight, destinations: flight.destinations.intersect(tried) },
        vague,
      }))
      .filter(({ flight }) => !flight.destinations.isEmpty()),
    assumptions: [
      ...departures.assumptions,
      `${name} has no ${lacking} address, so it tries the ${other} addresses only`,
    ],
  };
}

function withSynthesized(source: Source, target: Target, resolved: Departures): Departures {
  const hasDns64 = source.subnet?.hasDns64;
  if (target.kind === 'endpoint' || !source.addresses.hasIpv6() || !hasDns64?.known || !hasDns64.value)
    return resolved;
  const { departures, assumptions } = resolved;
  const hasOwn = departures.some(({ flight }) => flight.destinations.hasIpv6());
  if (hasOwn || departures.every(({ flight }) => flight.destinations.isEmpty())) return resolved;
  return {
    departures: [
      ...departures,
      ...departures.map(({ flight, vague }) => ({
        flight: { ...flight, destinations: synthesized(flight.destinations) },
        vague,
      })),
    ],
    assumptions,
  };
}

/** Where packets to a target go from where a source is, whatever addresses it has. */
export function departuresTo(network: Network, source: Source, target: Target): Departures {
  switch (target.kind) {
    case 'addresses':
      return plainly(begin(target.addresses));
    case 'endpoint':
      return plainly(toEndpoint(network, source, target.id));
    case 'name':
      return resolved(network, source, target.name);
    case 'service': {
      const { region, scope } = source.resource;
      const name = serviceHostName(network, target.service, target.region ?? region ?? '', scope.partition);
      if (name.known) return resolved(network, source, name.value);
      return plainly(lost(`the name of ${target.service} is not known`, source.resource.at(), name.missing));
    }
  }
}

function plainly(flight: Flight): Departures {
  return { departures: [{ flight, vague: [] }], assumptions: [] };
}

function resolved(network: Network, source: Source, name: string): Departures {
  const { destinations, decisions, assumptions } =
    source.vpc === null ? resolveFromOutside(network, source, name) : resolveName(network, source.vpc, name);
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
  const endpoint = network.answerFor('vpcEndpoints', id, source.resource);
  const addresses = flatMap(endpoint, (found) => addressesOf(network, found));
  if (endpoint.known && addresses.known && addresses.value.isEmpty()) return withoutAddress(endpoint.value);
  if (addresses.known) return begin(addresses.value);
  const at = endpoint.known ? endpoint.value.at() : source.resource.at();
  return lost(`the addresses of ${id} are not known`, at, addresses.missing);
}

/** An endpoint that waits for acceptance has no interface yet; one that is available has some. */
function withoutAddress(endpoint: VpcEndpoint): Flight {
  const judged = judgeState(begin(AddressSet.empty), endpoint);
  if (judged.hops.some(({ decision }) => decision !== 'pass')) return judged;
  const message = `${endpoint.id} shows no network interface to send to`;
  return lost(message, endpoint.at('/NetworkInterfaceIds'), [endpoint.missing(message)]);
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
