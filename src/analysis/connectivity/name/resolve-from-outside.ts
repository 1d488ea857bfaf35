import { canonicalDnsName } from '../../../model/dns-name.ts';
import type { Network } from '../../../model/network.ts';
import type { RemoteSource } from '../source.ts';
import { answerFromEndpoint } from './answer-from-endpoint.ts';
import { endpointNamed } from './endpoint-names.ts';
import { type NameAnswer, notKnown } from './name-answer.ts';

/**
 * What a name resolves to for the hosts of a network behind an attachment. Endpoints' own names are public, so
 * every DNS server knows them (DNS6, H3). For all other names the servers of that network answer, which may ask an
 * inbound Resolver endpoint or not (DNS29): what they answer is nowhere in the input.
 */
export function resolveFromOutside(network: Network, source: RemoteSource, asked: string): NameAnswer {
  const name = canonicalDnsName(asked);
  const { resource } = source;
  const endpoint = endpointNamed(network, name, resource.scope.partition);
  if (!endpoint.known) {
    const message = `${name} is the name of an endpoint that is not in the input`;
    return notKnown({ message, at: resource.at(), missing: endpoint.missing });
  }
  if (endpoint.value) {
    return answerFromEndpoint(network, endpoint.value, name, endpoint.value.endpoint.at('/DnsEntries'));
  }
  const message = `the DNS servers of ${source.name} answer for ${name}, and what they answer is not in the input; the id and the own names of an endpoint need no such server`;
  const missing = resource.missing(`what the DNS servers of ${source.name} answer for ${name}`);
  return notKnown({ message, at: resource.at(), missing: [missing] });
}
