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

/** What is remembered of some destinations, by what it hangs on. */
interface Remembered {
  readonly inAnyOrder: Map<number, RowAnswer>;
  readonly alike: Map<number, RowAnswer>;
  readonly byTable: Map<number, RowAnswer>;
  readonly alone: Map<GrowingRow, RowAnswer>;
}

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
    likeness &&
    (known.inAnyOrder.get(likeness.inAnyOrder) ??
      known.alike.get(likeness.alike) ??
      known.byTable.get(likeness.byTable));
  return shared ?? known.alone.get(row);
}

/** Remembers an answer for all rows that share it. */
export function remember(
  answers: RowAnswers,
  destinations: AddressSet,
  row: GrowingRow,
  answer: RowAnswer,
  sharing: Sharing,
): void {
  const { inAnyOrder, alike, byTable, alone } = once(answers, destinations, () => ({
    inAnyOrder: new Map(),
    alike: new Map(),
    byTable: new Map(),
    alone: new Map(),
  }));
  const { likeness } = row;
  if (!likeness || sharing === 'alone') alone.set(row, answer);
  else if (sharing === 'by-table') byTable.set(likeness.byTable, answer);
  else if (answer.isOfAll) inAnyOrder.set(likeness.inAnyOrder, answer);
  else alike.set(likeness.alike, answer);
}
