import { canonicalDnsName } from '../../../model/dns-name.ts';
import { isFalse } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { Vpc } from '../../../model/resources/vpc.ts';
import { gatewayEndpointsOf } from '../gateway-endpoints.ts';
import { answerFromManagedZone } from './answer-from-endpoint.ts';
import { answerFromZone } from './answer-from-zone.ts';
import { authoritiesOf, type Uncollected } from './authorities.ts';
import { endpointsOffering } from './endpoint-names.ts';
import { gatewayServiceOfName } from './gateway-service-name.ts';
import { isBlocked, type NameAnswer, notKnown, resolvesToNothing } from './name-answer.ts';
import { answerFromPublicDns } from './public-name.ts';
import { type Responder, whoAnswers, zonesCount } from './who-answers.ts';

/** Aliases that a resolver follows before it gives up. */
const mostAliases = 8;

/** The names that led to one by CNAME records: how many in a row, and which have been asked for on any way. */
interface Trail {
  readonly length: number;
  readonly asked: Set<string>;
}

/** What the VPC's own resolver answers (5.3), as long as it does answer. */
export function askResolver(
  network: Network,
  vpc: Vpc,
  name: string,
  trail: Trail = { length: 0, asked: new Set() },
): NameAnswer {
  if (trail.asked.has(name) || trail.length > mostAliases) {
    return resolvesToNothing({ message: `the aliases that lead to ${name} have no end`, at: vpc.at() });
  }
  trail.asked.add(name);
  const responder = whoAnswers(network, vpc, name);
  const answer = answerOf(network, vpc, name, responder, trail);
  return answer.missing.length > 0 ? answer : mindUncollected(network, vpc, name, responder, answer);
}

function answerOf(
  network: Network,
  vpc: Vpc,
  name: string,
  responder: Responder,
  { asked, length }: Trail,
): NameAnswer {
  switch (responder.kind) {
    case 'public':
      return answerFromPublicDns(network, vpc, name);
    case 'forwarded': {
      const { rule, at, domain } = responder.rule;
      const message = `resolver rule ${rule.id} forwards queries for ${domain || '.'}, so another DNS server answers for ${name}`;
      return notKnown({ message, at, missing: [rule.missing(`what the targets of ${rule.id} answer`)] });
    }
    case 'uncertain': {
      const message = `who answers for ${name} in ${vpc.id} is not certain`;
      return notKnown({ message, at: responder.at, missing: responder.missing });
    }
    case 'zone': {
      const { zone } = responder;
      if (zone.kind === 'managed-zone') return answerFromManagedZone(network, zone, name);
      return answerFromZone(network, vpc, zone, name, (target) =>
        askResolver(network, vpc, canonicalDnsName(target), { asked, length: length + 1 }),
      );
    }
  }
}

/**
 * Hosted zones, resolver rules and Profiles that were not collected are taken to be absent, and the answer says
 * so; but not where one of them is all that could lead the name to an endpoint (C1, C2).
 */
function mindUncollected(
  network: Network,
  vpc: Vpc,
  name: string,
  responder: Responder,
  answer: NameAnswer,
): NameAnswer {
  const isOwnZone = responder.kind === 'zone' && responder.zone.domain === name;
  const hasZones = !isFalse(zonesCount(network, vpc));
  // No zone or Profile comes before a zone of the very name, and a VPC may be one that no zone answers.
  const unseen = authoritiesOf(network, vpc).uncollected.filter(
    ({ kind }) => kind === 'resolver rule' || (!isOwnZone && (hasZones || kind !== 'hosted zone')),
  );
  if (unseen.length === 0) return answer;
  const [endpoint] = leadsToEndpoint(network, vpc, name, responder, answer)
    ? []
    : endpointsOffering(network, name).all;
  if (endpoint) {
    const message = `whether a ${kindsOf(unseen)} leads ${name} to ${endpoint.id} is not known`;
    return notKnown({ message, at: vpc.at(), missing: unseen.flatMap(({ missing }) => missing) });
  }
  const assumption = `no ${kindsOf(unseen)} that was not collected answers for ${name} in ${vpc.id}`;
  return { ...answer, assumptions: [...answer.assumptions, assumption] };
}

function leadsToEndpoint(
  network: Network,
  vpc: Vpc,
  name: string,
  responder: Responder,
  answer: NameAnswer,
): boolean {
  if (responder.kind !== 'public') return !isBlocked(answer);
  const service = gatewayServiceOfName(name, vpc);
  return service !== null && gatewayEndpointsOf(network, service, vpc.id, vpc).items.length > 0;
}

function kindsOf(unseen: readonly Uncollected[]): string {
  const kinds = unseen.map(({ kind }) => kind);
  return kinds.length < 2 ? kinds.join() : `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1) ?? ''}`;
}
