import { domainOfWildcard, isWithinDomain } from '../../../model/dns-name.ts';
import { flatMap, map } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { Place } from '../../../model/resources/resource.ts';
import type { ManagedZone } from './authority.ts';
import { answerableAddresses, endpointAddresses } from './endpoint-addresses.ts';
import type { NamedEndpoint } from './endpoint-names.ts';
import { type NameAnswer, notKnown, resolvesTo, resolvesToNothing } from './name-answer.ts';

/** What an endpoint answers with: its interfaces' addresses, as far as its records hold them (DNS6, 5.7). */
export function answerFromEndpoint(
  network: Network,
  { endpoint, zone }: NamedEndpoint,
  name: string,
  at: Place,
): NameAnswer {
  const addresses = flatMap(endpointAddresses(network, endpoint, zone), (all) =>
    map(answerableAddresses(endpoint, name), (answerable) => all.intersect(answerable)),
  );
  const interfaces = zone === null ? `the interfaces of ${endpoint.id}` : `${endpoint.id} in ${zone}`;
  if (!addresses.known) {
    const message = `${name} resolves to ${interfaces}, whose addresses are not known`;
    return notKnown({ message, at, missing: addresses.missing });
  }
  if (addresses.value.isEmpty()) {
    const message = `${name} would resolve to ${interfaces}, but it has no address there`;
    return resolvesToNothing({ message, at });
  }
  const message = `${name} resolves to ${interfaces}`;
  return { ...resolvesTo(addresses.value, { message, at }), named: [endpoint] };
}

/** The answer of an endpoint's own zone, which knows its private names and no other (DNS7, 5.3). */
export function answerFromManagedZone(
  network: Network,
  { endpoint, names, domain, at }: ManagedZone,
  name: string,
): NameAnswer {
  if (names.some((each) => isNameOrBelow(name, each))) {
    return answerFromEndpoint(network, { endpoint, zone: null }, name, at);
  }
  const message = `private DNS of ${endpoint.id} answers for ${domain} and has no record of ${name}`;
  return resolvesToNothing({ message, at });
}

function isNameOrBelow(name: string, record: string): boolean {
  const domain = domainOfWildcard(record);
  return domain === null ? name === record : name !== domain && isWithinDomain(name, domain);
}
