import type { Target } from '../parse-target.ts';
import type { Traffic } from '../security-group-admission.ts';
import type { SourceInVpc as Source } from '../source.ts';
import type { MatrixCell } from './matrix-cell.ts';

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
