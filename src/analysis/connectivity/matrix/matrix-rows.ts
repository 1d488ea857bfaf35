import type { Listing } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { Resource } from '../../../model/resources/resource.ts';
import type { Subnet } from '../../../model/resources/subnet.ts';
import { scopeKey } from '../../../model/scope.ts';
import { assumptionsOf } from '../answer-path.ts';
import { once } from '../once.ts';
import type { SourceInVpc as Source } from '../source.ts';
import { sourcesInSubnet } from '../sources-of.ts';
import { type Asked, askedIn, columnAnswering, unknownEntry } from './column-answers.ts';
import { sendersInVpc } from './likeness.ts';
import type { MatrixColumn, MatrixEntry } from './matrix-entry.ts';
import type { GrowingRow } from './row-answers.ts';

export interface MatrixRow {
  readonly subnet: Subnet;
  /** Null where nobody can tell. */
  readonly hasCompute: boolean | null;
  /** One for each column that is asked for from this VPC, in their order; rows that say the same share the list. */
  readonly entries: readonly MatrixEntry[];
  /** What all of it takes for granted: sorted, each once. */
  readonly assumptions: readonly string[];
}

/** The rows of a VPC; of subnets that do not say in which they are where the id is null. */
export interface RowsOfVpc {
  readonly vpcId: string | null;
  readonly rows: readonly MatrixRow[];
}

/**
 * The answers to every path from these subnets to these targets, with what they share found once. VPC by VPC, as they
 * are asked for: what is found of one is at hand while it is made use of, and need not be kept.
 */
export function* rowsByVpc(
  network: Network,
  columns: readonly MatrixColumn[],
  subnets: readonly Subnet[],
): Generator<RowsOfVpc, void> {
  const byVpc = new Map<string | null, Subnet[]>();
  for (const subnet of subnets) once(byVpc, subnet.vpcId, () => []).push(subnet);
  for (const [vpcId, own] of byVpc) {
    const asked = columns.filter((column) => column.vpcId === null || column.vpcId === vpcId);
    yield { vpcId, rows: rowsOfVpc(network, asked, own) };
  }
}

function rowsOfVpc(
  network: Network,
  columns: readonly MatrixColumn[],
  subnets: readonly Subnet[],
): readonly MatrixRow[] {
  const listings = subnets.map((subnet) => sourcesInSubnet(network, subnet));
  const senders = sendersInVpc(
    network,
    listings.flatMap(({ items }) => items),
  );
  const rows = subnets.map((subnet, index): GrowingRow => {
    const sources = listings[index] ?? { items: [], missing: [] };
    const places = placesOf(sources.items);
    return {
      subnet,
      sources,
      places,
      place: onlyPlace(sources.items, places),
      likeness:
        sources.missing.length > 0 ? null : (senders?.likenesses.ofAll(subnet, sources.items) ?? null),
      entries: [],
      senders: new Map(),
      assumptions: new Set(sources.items.flatMap(assumptionsOf)),
    };
  });
  const byTraffic = new Map<string, Asked>();
  for (const column of columns) {
    const { protocol, port } = column.traffic;
    const asked =
      senders && once(byTraffic, `${protocol} ${port}`, () => askedIn(network, senders, column.traffic));
    const answering = asked && columnAnswering(network, column, asked);
    for (const row of rows) row.entries.push(answering ? answering(row) : unknownEntry(row, column));
  }
  const lists: (readonly MatrixEntry[])[] = [];
  return rows.map(({ subnet, sources, entries, assumptions }) => ({
    subnet,
    hasCompute: hasCompute(sources),
    entries: sameList(lists, entries),
    assumptions: [...assumptions].sort(),
  }));
}

/** One list for all rows that have the very same entries. */
function sameList(
  lists: (readonly MatrixEntry[])[],
  entries: readonly MatrixEntry[],
): readonly MatrixEntry[] {
  const same = lists.find((list) => list.every((entry, index) => entry === entries[index]));
  if (same) return same;
  lists.push(entries);
  return entries;
}

function hasCompute({ items, missing }: Listing<Source>): boolean | null {
  if (items.some(({ groupIds }) => groupIds !== null)) return true;
  return missing.length > 0 ? null : false;
}

/** Names and endpoints are looked for where the sender is: the same text for the same place. */
function placesOf(sources: readonly Source[]): readonly string[] {
  let last: Resource | null = null;
  let place = '';
  return sources.map(({ resource }) => {
    const { account, region, scope } = resource;
    if (last === null || last.scope !== scope || last.account !== account || last.region !== region) {
      place = `${account} ${region} ${scopeKey(scope)}`;
    }
    last = resource;
    return place;
  });
}

function onlyPlace(sources: readonly Source[], places: readonly string[]): string | null {
  const [place = null] = places;
  if (places.some((other) => other !== place)) return null;
  // DNS64 makes up addresses.
  return sources.some(({ subnet }) => subnet.raw.EnableDns64 === true) ? null : place;
}
