import { AddressSet } from '../../../model/address-set.ts';
import { isWithinDomain } from '../../../model/dns-name.ts';
import { parseAddress } from '../../../model/ip-address.ts';
import type { Network, Whereabouts } from '../../../model/network.ts';
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

/** Resolves the target of a CNAME as any other name. */
type Follow = (target: string) => NameAnswer;

interface ZoneInQuestion {
  readonly network: Network;
  readonly domain: string;
  readonly title: string;
  readonly whereabouts: Whereabouts;
  readonly records: RecordSetsOfZone;
  readonly follow: Follow;
}

/** Aliases within a zone lead to records that are no alias; more than these steps are a circle. */
const mostAliases = 4;

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
  return answerFor({ network, domain, title, whereabouts, records: records.value, follow }, name, anyType);
}

const anyType: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME']);

function answerFor(zone: ZoneInQuestion, name: string, types: ReadonlySet<string>, aliases = 0): NameAnswer {
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
  const fitting = lookup.kind === 'found' ? lookup.records.filter(({ type }) => types.has(type)) : [];
  if (fitting.length > 0) {
    return anyOf(fitting.map((record) => answerFromRecord(zone, record, name, aliases)));
  }
  const missing = network.missing('resourceRecordSets', zone.whereabouts);
  return missing.length > 0
    ? notKnown({ message: `whether ${title} has a record of ${name} is not known`, at: all, missing })
    : resolvesToNothing({ message: `${title} answers for ${name} and has no record of it`, at: all });
}

function placeOf({ records }: ZoneInQuestion, { index }: RecordSet) {
  return records.at(`/ResourceRecordSets/${index}`);
}

function answerFromRecord(
  zone: ZoneInQuestion,
  record: RecordSet,
  name: string,
  aliases: number,
): NameAnswer {
  const at = placeOf(zone, record);
  const family = record.type === 'AAAA' ? AddressSet.allIpv6 : AddressSet.allIpv4;
  if (record.alias) {
    const answer = answerFromAlias(zone, record, record.alias.target, name, aliases);
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
function answerFromAlias(
  zone: ZoneInQuestion,
  record: RecordSet,
  target: string,
  name: string,
  aliases: number,
): NameAnswer {
  const { network, records, domain } = zone;
  const at = placeOf(zone, record);
  const endpoint = endpointNamed(network, target, records.scope.partition);
  if (!endpoint.known) {
    const message = `${zone.title} makes ${name} an alias of ${target}, an endpoint that is not in the input`;
    return notKnown({ message, at, missing: endpoint.missing });
  }
  if (endpoint.value) return answerFromEndpoint(network, endpoint.value, name, at);
  if (record.alias?.hostedZoneId === records.id && isWithinDomain(target, domain)) {
    return aliases < mostAliases
      ? answerFor(zone, target, new Set([record.type]), aliases + 1)
      : resolvesToNothing({ message: `${name} is an alias that leads nowhere`, at });
  }
  const message = `${zone.title} makes ${name} an alias of ${target}, whose addresses are not in the input`;
  return notKnown({ message, at, missing: [records.missing(`what ${target} resolves to is not known`)] });
}
