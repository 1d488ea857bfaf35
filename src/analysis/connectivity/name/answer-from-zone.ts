import { AddressSet } from '../../../model/address-set.ts';
import { isWithinDomain } from '../../../model/dns-name.ts';
import { parseAddress } from '../../../model/ip-address.ts';
import type { Network } from '../../../model/network.ts';
import type { RecordSet, RecordSetsOfZone } from '../../../model/resources/record-set.ts';
import type { Vpc } from '../../../model/resources/vpc.ts';
import { answerFromEndpoint } from './answer-from-endpoint.ts';
import type { CustomerZone } from './authority.ts';
import { endpointNamed } from './endpoint-names.ts';
import {
  after,
  anyOf,
  type NameAnswer,
  notKnown,
  onlyAmong,
  resolvesTo,
  resolvesToNothing,
} from './name-answer.ts';
import { recordsFor } from './zone-records.ts';

/** Aliases of one zone that are followed for one name. */
const mostAliases = 100;

/** Resolves the target of a CNAME as any other name. */
type Follow = (target: string) => NameAnswer;

interface ZoneInQuestion {
  readonly network: Network;
  readonly domain: string;
  readonly title: string;
  readonly records: RecordSetsOfZone;
  readonly follow: Follow;
  /** Alias targets within the zone that were looked up, by type: an alias may lead in a circle. */
  readonly seen: Set<string>;
}

/**
 * The answer of a hosted zone: what its records lead to, else nothing, for a name that the zone does not have
 * is not looked up anywhere else (5.3).
 */
export function answerFromZone(
  network: Network,
  vpc: Vpc,
  zone: CustomerZone,
  name: string,
  follow: Follow,
): NameAnswer {
  const { hostedZoneId, domain, account, at } = zone;
  const title = `hosted zone ${hostedZoneId} (${domain || '.'})`;
  const whereabouts = { account, region: vpc.region, scope: vpc.scope };
  const records = network.answerFor('resourceRecordSets', hostedZoneId, whereabouts);
  if (!records.known) {
    const message = `${title} answers for ${name}, but its records are not known`;
    return notKnown({ message, at, missing: records.missing });
  }
  return answerFor({ network, domain, title, records: records.value, follow, seen: new Set<string>() }, name);
}

function answerFor(zone: ZoneInQuestion, name: string): NameAnswer {
  const { network, domain, title, records } = zone;
  const found = recordsFor(network, records, domain, name);
  const all = records.at('/ResourceRecordSets');
  if (!found.known) {
    return notKnown({
      message: `what ${title} has for ${name} is not known`,
      at: all,
      missing: found.missing,
    });
  }
  const lookup = found.value;
  if (lookup.kind === 'unclear') {
    const [first] = lookup.records;
    const message = `what ${title} answers for ${name} is not certain: ${lookup.because}`;
    return notKnown({ message, at: first ? placeOf(zone, first) : all, missing: [records.missing(message)] });
  }
  if (lookup.kind === 'found') {
    const answer = anyOf(lookup.records.map((record) => answerFromRecord(zone, record, name)));
    const types = lookup.records.map(({ type }) => type);
    if (new Set(types).size === types.length) return answer;
    const assumption = `each of the record sets of ${name} in ${title} may be what is answered`;
    return { ...answer, assumptions: [...answer.assumptions, assumption] };
  }
  // Zones belong to no region, so the scope that gave their records tells whether these are all.
  const missing = network.missing('resourceRecordSets', records);
  return missing.length > 0
    ? notKnown({ message: `whether ${title} has a record of ${name} is not known`, at: all, missing })
    : resolvesToNothing({ message: `${title} answers for ${name} and has no record of it`, at: all });
}

function placeOf({ records }: ZoneInQuestion, { index }: RecordSet) {
  return records.at(`/ResourceRecordSets/${index}`);
}

function answerFromRecord(zone: ZoneInQuestion, record: RecordSet, name: string): NameAnswer {
  const at = placeOf(zone, record);
  const family = record.type === 'AAAA' ? AddressSet.allIpv6 : AddressSet.allIpv4;
  if (record.alias) {
    const answer = answerFromAlias(zone, record, record.alias.target, name);
    return record.type === 'CNAME' ? answer : onlyAmong(family, answer, at);
  }
  if (record.type === 'CNAME') {
    const [target] = record.values;
    if (target === undefined) return resolvesToNothing({ message: `${name} is an alias of no name`, at });
    const message = `${zone.title} makes ${name} an alias of ${target}`;
    return after(
      { plane: 'name', decision: 'pass', reason: 'name-resolved', message, at },
      zone.follow(target),
    );
  }
  const addresses = AddressSet.unionAll(
    record.values.flatMap((value) => {
      const address = parseAddress(value);
      return address === null ? [] : AddressSet.ofAddress(address);
    }),
  ).intersect(family);
  return addresses.isEmpty()
    ? resolvesToNothing({ message: `${zone.title} has no address for ${name}`, at })
    : resolvesTo(addresses, { message: `${zone.title} has addresses for ${name}`, at });
}

/** An alias leads to an endpoint's own name or to a record of the same zone; other targets are not in the input. */
function answerFromAlias(zone: ZoneInQuestion, record: RecordSet, target: string, name: string): NameAnswer {
  const { network, records, domain } = zone;
  const at = placeOf(zone, record);
  const endpoint = endpointNamed(network, target, records.scope.partition);
  if (!endpoint.known) {
    const message = `${zone.title} makes ${name} an alias of ${target}, an endpoint that is not in the input`;
    return notKnown({ message, at, missing: endpoint.missing });
  }
  if (endpoint.value) return answerFromEndpoint(network, endpoint.value, name, at);
  if (record.alias?.hostedZoneId === records.id && isWithinDomain(target, domain)) {
    const step = `${record.type} ${target}`;
    if (zone.seen.has(step) || zone.seen.size >= mostAliases) {
      return resolvesToNothing({ message: `${name} is an alias that leads nowhere`, at });
    }
    zone.seen.add(step);
    return answerFor(zone, target);
  }
  const message = `${zone.title} makes ${name} an alias of ${target}, whose addresses are not in the input`;
  return notKnown({ message, at, missing: [records.missing(`what ${target} resolves to is not known`)] });
}
