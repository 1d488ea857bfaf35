/**
 * A second implementation of how a name is resolved in a VPC, written from the rules without regard to speed or
 * to the first one: names are lists of labels with the root first, and everything is searched every time.
 */

export interface Estate {
  readonly zones: readonly { readonly domain: string; readonly records: readonly NaiveRecord[] }[];
  /** Endpoints with private DNS, each with one name (or wildcard) and one address. */
  readonly endpoints: readonly { readonly name: string; readonly address: string }[];
  readonly rules: readonly { readonly domain: string; readonly type: 'FORWARD' | 'SYSTEM' }[];
}

export interface NaiveRecord {
  readonly name: string;
  readonly type: 'A' | 'CNAME' | 'TXT';
  readonly value: string;
}

export type NaiveAnswer = 'forwarded' | 'public' | 'nothing' | 'unclear' | readonly string[];

type Labels = readonly string[];

const labels = (name: string): Labels => (name === '' ? [] : name.split('.').reverse());

const startsWith = (name: Labels, domain: Labels) => domain.every((label, index) => name[index] === label);

export function resolveNaively(estate: Estate, name: string, seen: readonly string[] = []): NaiveAnswer {
  if (seen.includes(name)) return 'nothing';
  const asked = labels(name);
  const managed = estate.endpoints.map((endpoint) => ({
    domain: endpoint.name.replace(/^\*\./, ''),
    records: [{ name: endpoint.name, type: 'A' as const, value: endpoint.address }],
  }));
  const depthOf = ({ domain }: { readonly domain: string }) => labels(domain).length;
  const matching = <T extends { readonly domain: string }>(all: readonly T[]) =>
    all.filter(({ domain }) => startsWith(asked, labels(domain))).sort((a, b) => depthOf(b) - depthOf(a));
  const [rule] = matching(estate.rules);
  const [zone] = matching([...estate.zones, ...managed]);
  if (rule?.type === 'FORWARD' && (!zone || depthOf(rule) >= depthOf(zone))) return 'forwarded';
  if (!zone) return 'public';
  const found = searchZone(zone.records, labels(zone.domain).length, asked);
  if (typeof found === 'string') return found;
  const [alias] = found.filter(({ type }) => type === 'CNAME');
  if (alias) return resolveNaively(estate, alias.value, [...seen, name]);
  return found.map(({ value }) => value).sort();
}

function searchZone(
  records: readonly NaiveRecord[],
  depth: number,
  asked: Labels,
): readonly NaiveRecord[] | 'nothing' | 'unclear' {
  const leading = records.filter(({ type }) => type !== 'TXT');
  const exact = leading.filter(({ name }) => labels(name).join() === asked.join());
  if (exact.length > 0) return exact;
  for (let length = asked.length - 1; length >= depth; length--) {
    const wildcard = [...asked.slice(0, length), '*'].join();
    const found = leading.filter(({ name }) => labels(name).join() === wildcard);
    if (found.length === 0) continue;
    const next = asked.slice(0, length + 1);
    return records.some(({ name }) => startsWith(labels(name), next)) ? 'unclear' : found;
  }
  return 'nothing';
}
