import type { Network } from '../../../model/network.ts';
import { combineAnswers } from '../answer-path.ts';
import { once } from '../once.ts';
import { asTriedFrom, type Departure, type Departures, departuresTo } from '../path-target.ts';
import type { Traffic } from '../security-group-admission.ts';
import type { SourceInVpc as Source } from '../source.ts';
import { combinedFates, type Fate, fateOf, isOne, isPlain, isSilent } from './fates.ts';
import { type CombinedFates, type Judge, rememberingJudge } from './judge-fates.ts';
import type { SendersInVpc } from './likeness.ts';
import { cellOf } from './matrix-cell.ts';
import type { MatrixColumn, MatrixEntry, SenderCell } from './matrix-entry.ts';
import { leastShared, type OutcomeOf, outcomesIn } from './outcomes.ts';
import { type GrowingRow, type RowAnswer, type RowAnswers, recall, remember } from './row-answers.ts';

/** What columns of the same traffic share in a VPC. */
export interface Asked {
  readonly outcomeOf: OutcomeOf;
  readonly judge: Judge;
  /** The answers by the outcomes, where no name adds anything to them. */
  readonly answered: Map<string, CombinedFates>;
  /** The answers for rows by the destinations, where no name adds anything to them. */
  readonly answers: RowAnswers;
}

/** What all columns of this traffic share. */
export function askedIn(network: Network, senders: SendersInVpc, traffic: Traffic): Asked {
  return {
    outcomeOf: outcomesIn(network, senders, traffic),
    judge: rememberingJudge(network, traffic),
    answered: new Map(),
    answers: new Map(),
  };
}

/** Where packets to a target go from one place. */
interface DeparturesFromPlace {
  readonly departures: Departures;
  /** The departure, if a name leads all senders of one family to the same destinations and does no more. */
  readonly plain: Departure | null;
}

/** What is found for one column alone. */
interface OwnAnswers {
  readonly answered: Map<string, CombinedFates>;
  readonly answers: RowAnswers;
}

/** Answers for one column, subnet by subnet: where the outcomes are the same, so is the cell. */
export function columnAnswering(
  network: Network,
  column: MatrixColumn,
  shared: Asked,
): (row: GrowingRow) => MatrixEntry {
  const { outcomeOf, judge } = shared;
  const departuresFrom = new Map<string, DeparturesFromPlace>();
  const entries = new Map<RowAnswer, MatrixEntry>();
  let own: OwnAnswers | null = null;
  const ownAnswers = (): OwnAnswers => (own ??= { answered: new Map(), answers: new Map() });

  const departuresOf = (source: Source, place: string): DeparturesFromPlace =>
    once(departuresFrom, place, () => {
      const departures = departuresTo(network, source, column.target);
      return { departures, plain: plainDeparture(departures) };
    });

  const fateFrom = (source: Source, place: string, assumptions: Set<string>): Fate => {
    const departures = asTriedFrom(source, column.target, departuresOf(source, place).departures);
    for (const text of departures.assumptions) assumptions.add(text);
    const outcomes = departures.departures.map(({ flight: { destinations } }) =>
      destinations.isEmpty() ? null : outcomeOf(source, destinations),
    );
    return fateOf(departures, outcomes);
  };

  /** Where all senders of the row go, if that is one and the same. */
  const departureOf = ({ sources, place, assumptions }: GrowingRow): Departure | null => {
    const [source] = sources.items;
    if (!source || place === null) return null;
    const { departures, plain } = departuresOf(source, place);
    if (plain) for (const text of departures.assumptions) assumptions.add(text);
    return plain;
  };

  const known = (row: GrowingRow, { flight: { destinations }, vague }: Departure) => {
    const found = recall(shared.answers, destinations, row);
    if (found && (found.isOne || vague.length === 0)) return found;
    return own ? recall(own.answers, destinations, row) : undefined;
  };

  const answer = (row: GrowingRow, departure: Departure | null): RowAnswer => {
    const { items, missing } = row.sources;
    const assumed = new Set<string>();
    const fates = items.map((source, index) => fateFrom(source, row.places[index] ?? '', row.assumptions));
    for (const { outcomes } of fates) {
      for (const outcome of outcomes) for (const text of outcome?.assumptions ?? []) assumed.add(text);
    }
    const combine = () => combinedFates(fates, missing);
    const arePlain = fates.every(isPlain);
    const { answered, answers } = arePlain ? shared : ownAnswers();
    const combined =
      missing.length > 0 ? combine() : once(answered, fates.map(({ key }) => key).join(' '), combine);
    const judged = judge(combined, items);
    for (const text of judged.assumptions) assumed.add(text);
    const outcomes = fates.flatMap((fate) => fate.outcomes);
    const found = {
      ...judged,
      assumptions: [...assumed],
      isOne: outcomes.every(isOne),
      isOfAll: fates.every(({ key }) => key === fates[0]?.key),
    };
    if (departure) {
      const sharing = judged.areOfSenders ? 'alone' : leastShared(outcomes);
      remember(answers, departure.flight.destinations, row, found, sharing);
    }
    return found;
  };

  return (row) => {
    if (row.sources.items.length === 0) return unknownEntry(row, column);
    const departure = departureOf(row);
    const found = (departure && known(row, departure)) ?? answer(row, departure);
    for (const text of found.assumptions) row.assumptions.add(text);
    // Where all kinds of sender fare alike, an entry names none of them.
    if (found.own.length === 0) return once(entries, found, () => entryOf(row, column, found, []));
    return entryOf(
      row,
      column,
      found,
      once(row.senders, found, () => senderCells(row, found)),
    );
  };
}

function plainDeparture({ departures }: Departures): Departure | null {
  const [departure, ...others] = departures;
  if (!departure || others.length > 0 || !isSilent(departure)) return null;
  const { destinations } = departure.flight;
  // Of both families, senders may go to one only.
  return destinations.hasIpv4() && destinations.hasIpv6() ? null : departure;
}

function entryOf(
  { sources: { items } }: GrowingRow,
  column: MatrixColumn,
  { cell }: RowAnswer,
  senders: readonly SenderCell[],
): MatrixEntry {
  return { column, cell, kinds: items.length, senders };
}

function senderCells({ sources: { items } }: GrowingRow, { own }: RowAnswer): readonly SenderCell[] {
  return items.flatMap((source, index) => {
    const cell = own[index];
    return cell ? [{ source, cell }] : [];
  });
}

/** Nothing is known of the senders. */
export function unknownEntry({ sources }: GrowingRow, column: MatrixColumn): MatrixEntry {
  return { column, cell: cellOf(combineAnswers([], sources.missing)), kinds: 0, senders: [] };
}
