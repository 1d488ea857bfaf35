import type { AddressSet } from '../../../model/address-set.ts';
import type { Listing } from '../../../model/fact.ts';
import type { Network } from '../../../model/network.ts';
import type { Subnet } from '../../../model/resources/subnet.ts';
import { scopeKey } from '../../../model/scope.ts';
import { assumptionsOf, combineAnswers, travel } from '../answer-path.ts';
import type { Target } from '../parse-target.ts';
import type { PathBranch } from '../path-answer.ts';
import { asTriedFrom, type Departure, type Departures, departuresTo } from '../path-target.ts';
import type { Traffic } from '../security-group-admission.ts';
import type { SourceInVpc as Source } from '../source.ts';
import { sourcesInSubnet } from '../sources-of.ts';
import { type CombinedFates, type Judge, rememberingJudge } from './judge-fates.ts';
import { cellOf, type MatrixCell } from './matrix-cell.ts';
import { once } from './once.ts';
import { type Outcome, type OutcomeOf, outcomesIn } from './outcomes.ts';

/** One target of all senders: a column of the matrix. */
export interface MatrixColumn {
  /** The target as it is asked for. */
  readonly service: string;
  readonly target: Target;
  readonly traffic: Traffic;
  /** The only VPC from whose subnets it is asked for; null for all of them. */
  readonly vpcId: string | null;
}

/** What becomes of one kind of sender, where the kinds of a subnet fare differently. */
export interface SenderCell {
  readonly source: Source;
  readonly cell: MatrixCell;
}

export interface MatrixEntry {
  readonly column: MatrixColumn;
  /** What a path from the subnet to the target comes to. */
  readonly cell: MatrixCell;
  /** How many kinds of sender there are. */
  readonly kinds: number;
  /** One for each kind of sender where they fare differently, else none. */
  readonly senders: readonly SenderCell[];
}

export interface MatrixRow {
  readonly subnet: Subnet;
  /** Null where nobody can tell. */
  readonly hasCompute: boolean | null;
  /** One for each column that is asked for from this VPC, in their order. */
  readonly entries: readonly MatrixEntry[];
  /** What all of it takes for granted: sorted, each once. */
  readonly assumptions: readonly string[];
}

/** The answers to every path from these subnets to these targets, with what they share found once. */
export function matrixRows(
  network: Network,
  columns: readonly MatrixColumn[],
  subnets: readonly Subnet[],
): readonly MatrixRow[] {
  const byVpc = new Map<string | null, Subnet[]>();
  for (const subnet of subnets) once(byVpc, subnet.vpcId, () => []).push(subnet);
  const rows = new Map<Subnet, MatrixRow>();
  for (const [id, own] of byVpc) {
    const asked = columns.filter(({ vpcId }) => vpcId === null || vpcId === id);
    for (const row of rowsOfVpc(network, asked, own)) rows.set(row.subnet, row);
  }
  return subnets.flatMap((subnet) => rows.get(subnet) ?? []);
}

/** A row while its cells are found. */
interface GrowingRow {
  readonly subnet: Subnet;
  readonly sources: Listing<Source>;
  /** Where the senders are: where names and endpoints are looked for. */
  readonly places: readonly string[];
  readonly entries: MatrixEntry[];
  readonly assumptions: Set<string>;
}

function rowsOfVpc(
  network: Network,
  columns: readonly MatrixColumn[],
  subnets: readonly Subnet[],
): readonly MatrixRow[] {
  const rows = subnets.map((subnet): GrowingRow => {
    const sources = sourcesInSubnet(network, subnet);
    const places = sources.items.map(placeKey);
    return {
      subnet,
      sources,
      places,
      entries: [],
      assumptions: new Set(sources.items.flatMap(assumptionsOf)),
    };
  });
  const senders = rows.flatMap(({ sources }) => sources.items);
  const vpc = senders[0]?.vpc ?? null;
  const byTraffic = new Map<string, Asked>();
  for (const column of columns) {
    const { protocol, port } = column.traffic;
    const asked =
      vpc &&
      once(byTraffic, `${protocol} ${port}`, () => ({
        outcomeOf: outcomesIn(network, vpc, senders, column.traffic),
        answered: new Map<string, CombinedFates>(),
        entries: new Map<AddressSet, Map<GrowingRow, PlainEntry>>(),
        judge: rememberingJudge(network, column.traffic),
      }));
    const answering = asked && columnAnswering(network, column, asked);
    for (const row of rows) row.entries.push(answering ? answering(row) : unknownEntry(row, column));
  }
  return rows.map(({ subnet, sources, entries, assumptions }) => ({
    subnet,
    hasCompute: hasCompute(sources),
    entries,
    assumptions: [...assumptions].sort(),
  }));
}

function hasCompute({ items, missing }: Listing<Source>): boolean | null {
  if (items.some(({ groupIds }) => groupIds !== null)) return true;
  return missing.length > 0 ? null : false;
}

/** Nothing is known of the senders. */
function unknownEntry({ sources }: GrowingRow, column: MatrixColumn): MatrixEntry {
  return { column, cell: cellOf(combineAnswers([], sources.missing)), kinds: 0, senders: [] };
}

/** What columns of the same traffic share. */
interface Asked {
  readonly outcomeOf: OutcomeOf;
  readonly judge: Judge;
  /** The answers by the outcomes, where no name adds anything to them. */
  readonly answered: Map<string, CombinedFates>;
  /** The entries of rows by the destinations, where no name adds anything to them. */
  readonly entries: Map<AddressSet, Map<GrowingRow, PlainEntry>>;
}

interface PlainEntry {
  readonly entry: MatrixEntry;
  /** Whether it says the same of all destinations, whichever of them are meant. */
  readonly isOne: boolean;
}

/** Answers for one column, subnet by subnet: where the outcomes are the same, so is the cell. */
function columnAnswering(
  network: Network,
  column: MatrixColumn,
  { outcomeOf, answered: sharedAnswers, entries, judge }: Asked,
): (row: GrowingRow) => MatrixEntry {
  const departuresFrom = new Map<string, Departures>();
  const ownAnswers = new Map<string, CombinedFates>();

  const departuresOf = (source: Source, place: string) =>
    once(departuresFrom, place, () => departuresTo(network, source, column.target));

  const fateOf = (source: Source, place: string, assumptions: Set<string>): Fate => {
    const departures = asTriedFrom(source, column.target, departuresOf(source, place));
    for (const text of departures.assumptions) assumptions.add(text);
    const outcomes = departures.departures.map(({ flight: { destinations } }) =>
      destinations.isEmpty() ? null : outcomeOf(source, destinations),
    );
    for (const outcome of outcomes) {
      for (const text of outcome?.assumptions ?? []) assumptions.add(text);
    }
    const key = outcomes.map((outcome) => outcome?.number ?? 'nowhere').join();
    const isPlain = departures.departures.every(
      (departure, index) => isSilent(departure) && (departure.vague.length === 0 || isOne(outcomes[index])),
    );
    return { key, departures, outcomes, isPlain };
  };

  /** Where all senders of the row go, and whether what a name adds to that is nothing. */
  const plainDestinations = ({ sources, places, assumptions }: GrowingRow): Departure | null => {
    const [source] = sources.items;
    const [place] = places;
    if (!source || place === undefined || places.some((other) => other !== place)) return null;
    // There a name may have addresses that are made up for it.
    if (sources.items.some(({ subnet }) => subnet.raw.EnableDns64 === true)) return null;
    const whole = departuresOf(source, place);
    const [departure, ...others] = whole.departures;
    if (!departure || others.length > 0 || !isSilent(departure)) return null;
    const { destinations } = departure.flight;
    // Of both families, senders may go to one only.
    if (destinations.hasIpv4() && destinations.hasIpv6()) return null;
    for (const text of whole.assumptions) assumptions.add(text);
    return departure;
  };

  return (row) => {
    const { items, missing } = row.sources;
    if (items.length === 0) return unknownEntry(row, column);
    const departure = plainDestinations(row);
    const plainEntries =
      departure && once(entries, departure.flight.destinations, () => new Map<GrowingRow, PlainEntry>());
    const known = plainEntries?.get(row);
    if (known && (known.isOne || departure?.vague.length === 0)) return { ...known.entry, column };
    const fates = items.map((source, index) => fateOf(source, row.places[index] ?? '', row.assumptions));
    const combine = () => combinedFates(fates, missing);
    const isPlain = fates.every((fate) => fate.isPlain);
    const combined =
      missing.length > 0
        ? combine()
        : once(isPlain ? sharedAnswers : ownAnswers, fates.map(({ key }) => key).join(' '), combine);
    const { cell, own, assumptions } = judge(combined, items);
    for (const text of assumptions) row.assumptions.add(text);
    const senders = items.flatMap((source, index): readonly SenderCell[] => {
      const ownCell = own[index];
      return ownCell ? [{ source, cell: ownCell }] : [];
    });
    const entry = { column, cell, kinds: items.length, senders };
    if (isPlain)
      plainEntries?.set(row, { entry, isOne: fates.every(({ outcomes }) => outcomes.every(isOne)) });
    return entry;
  };
}

/** Where packets of one kind of sender go, and what becomes of them. */
interface Fate {
  /** The same for the same. */
  readonly key: string;
  readonly departures: Departures;
  /** One for each departure; null where it leads nowhere. */
  readonly outcomes: readonly (Outcome | null)[];
  /** Whether the outcomes tell all. */
  readonly isPlain: boolean;
}

/** Names and endpoints are looked for where the sender is. */
function placeKey({ resource: { account, region, scope } }: Source): string {
  return `${account} ${region} ${scopeKey(scope)}`;
}

/** Whether nothing blocks or is missing before the way begins. */
function isSilent({ flight: { hops, missing, destinations } }: Departure): boolean {
  return !destinations.isEmpty() && missing.length === 0 && hops.every(({ decision }) => decision === 'pass');
}

/** Whether it says the same of all destinations, whichever of them are meant. */
function isOne(outcome: Outcome | null | undefined): boolean {
  return outcome?.branches.length === 1;
}

function combinedFates(fates: readonly Fate[], missing: Listing<Source>['missing']): CombinedFates {
  const branches = new Map<string, readonly PathBranch[]>();
  for (const { key, departures, outcomes } of fates) {
    once(branches, key, () => {
      const byDestinations = new Map(
        departures.departures.map(({ flight }, index) => [
          flight.destinations,
          outcomes[index]?.branches ?? [],
        ]),
      );
      return travel(departures.departures, (destinations) => byDestinations.get(destinations) ?? []);
    });
  }
  return {
    whole: combineAnswers([...branches.values()], missing),
    each: fates.map(({ key }) => branches.get(key) ?? []),
  };
}
