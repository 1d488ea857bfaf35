import type { AddressSet } from '../../../model/address-set.ts';
import type { Listing } from '../../../model/fact.ts';
import type { Subnet } from '../../../model/resources/subnet.ts';
import { once } from '../once.ts';
import type { SourceInVpc as Source } from '../source.ts';
import type { JudgedFates } from './judge-fates.ts';
import type { Likeness } from './likeness.ts';
import type { MatrixEntry, SenderCell } from './matrix-entry.ts';
import type { Sharing } from './outcomes.ts';

/** A row while its cells are found. */
export interface GrowingRow {
  readonly subnet: Subnet;
  readonly sources: Listing<Source>;
  /** Where the senders are: where names and endpoints are looked for. */
  readonly places: readonly string[];
  /** That of all of them; null where they are in several, or where a name may have addresses that are made up for it. */
  readonly place: string | null;
  /** What the row shares with others; null where it may share nothing. */
  readonly likeness: Likeness | null;
  readonly entries: MatrixEntry[];
  /** What becomes of each kind of sender, by the answers that tell them apart. */
  readonly senders: Map<RowAnswer, readonly SenderCell[]>;
  readonly assumptions: Set<string>;
}

/** What becomes of packets from a row to some destinations. */
export interface RowAnswer extends JudgedFates {
  /** Whether it says the same of all destinations, whichever of them are meant. */
  readonly isOne: boolean;
  /** Whether all kinds of sender fare alike, so that nothing hangs on their order. */
  readonly isOfAll: boolean;
}

/** Answers about some destinations by what they hang on: a number of likeness, or one row. */
type Remembered = Map<number | GrowingRow, RowAnswer>;

/** Answers by destinations, each once for all rows of a VPC that share it. */
export type RowAnswers = Map<AddressSet, Remembered>;

/** What is known of packets from a row to these destinations. */
export function recall(
  answers: RowAnswers,
  destinations: AddressSet,
  row: GrowingRow,
): RowAnswer | undefined {
  const known = answers.get(destinations);
  const { likeness } = row;
  if (!known) return undefined;
  const shared =
    likeness && (known.get(likeness.inAnyOrder) ?? known.get(likeness.alike) ?? known.get(likeness.byTable));
  return shared ?? known.get(row);
}

/** Remembers an answer for all rows that share it. */
export function remember(
  answers: RowAnswers,
  destinations: AddressSet,
  row: GrowingRow,
  answer: RowAnswer,
  sharing: Sharing,
): void {
  const known = once(answers, destinations, () => new Map());
  const { likeness } = row;
  if (!likeness || sharing === 'alone') known.set(row, answer);
  else if (sharing === 'by-table') known.set(likeness.byTable, answer);
  else known.set(answer.isOfAll ? likeness.inAnyOrder : likeness.alike, answer);
}
