import { domainsFrom, isWithinDomain, parentDomain, wildcardOf } from '../../../model/dns-name.ts';
import { type Fact, map } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { RecordSet, RecordSetsOfZone } from '../../../model/resources/record-set.ts';
import { scopeKey } from '../../../model/scope.ts';

/** What a hosted zone holds for a name. */
export type RecordLookup =
  | { readonly kind: 'found'; readonly records: readonly RecordSet[] }
  | { readonly kind: 'none' }
  /** No statement of AWS says which of two answers it gives. */
  | { readonly kind: 'unclear'; readonly because: string; readonly records: readonly RecordSet[] };

interface RecordIndex {
  readonly byName: ReadonlyMap<string, readonly RecordSet[]>;
  /** All names that exist: those with records of any type, and the domains between them and the zone's. */
  readonly existing: ReadonlySet<string>;
}

/**
 * The records of a zone that give a name an address: those of the name itself, else those of the nearest
 * wildcard above it. Whether a wildcard answers for a name at or above which others exist is not documented,
 * and servers differ in it.
 */
export function recordsFor(
  network: Network,
  zone: RecordSetsOfZone,
  domain: string,
  name: string,
): Fact<RecordLookup> {
  const index = network.memo(`record sets of ${zone.id} in ${domain} from ${scopeKey(zone.scope)}`, () =>
    map(zone.recordSets, (sets) => indexOf(sets, domain)),
  );
  return map(index, (known) => lookUp(known, domain, name));
}

function lookUp({ byName, existing }: RecordIndex, domain: string, name: string): RecordLookup {
  const above = domainsFrom(name).slice(0, domainsFrom(name).indexOf(domain));
  for (const cut of above) {
    const delegation = (byName.get(cut) ?? []).filter(({ type }) => type === 'NS');
    if (delegation.length > 0) {
      return { kind: 'unclear', because: `it delegates ${cut} to other servers`, records: delegation };
    }
  }
  const own = givingAddress(byName.get(name));
  if (own.length > 0) return { kind: 'found', records: own };
  const inTheWay: string[] = [];
  for (const node of above) {
    if (existing.has(node)) inTheWay.push(node);
    const wildcard = givingAddress(byName.get(wildcardOf(parentDomain(node))));
    if (wildcard.length === 0) continue;
    if (inTheWay.length === 0) return { kind: 'found', records: wildcard };
    const because = `it has records at or below ${inTheWay[0]}, which may keep its wildcard from answering`;
    return { kind: 'unclear', because, records: wildcard };
  }
  return { kind: 'none' };
}

function givingAddress(records: readonly RecordSet[] | undefined): readonly RecordSet[] {
  return (records ?? [])
    .filter(({ type }) => type === 'A' || type === 'AAAA' || type === 'CNAME')
    .sort((a, b) => (contentOf(a) < contentOf(b) ? -1 : 1));
}

/** In the order of this, records answer alike in whatever order they are listed. */
function contentOf({ type, values, alias }: RecordSet): string {
  return JSON.stringify([type, alias?.target, values]);
}

function indexOf(sets: readonly RecordSet[], domain: string): RecordIndex {
  const byName = new Map<string, RecordSet[]>();
  const existing = new Set<string>();
  for (const set of sets) {
    if (!isWithinDomain(set.name, domain)) continue;
    const sameName = byName.get(set.name);
    if (sameName) sameName.push(set);
    else byName.set(set.name, [set]);
    for (let node = set.name; node !== domain && !existing.has(node); node = parentDomain(node)) {
      existing.add(node);
    }
  }
  return { byName, existing };
}
