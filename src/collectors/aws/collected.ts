import type { CollectionStatus, RawItem } from '../../model/snapshot.ts';
import type { CallProblem } from './aws-error.ts';
import type { Call } from './call.ts';

/** What one call of the table gave, in all its pages and about all its subjects. */
export interface Collected {
  readonly call: Call;
  readonly status: CollectionStatus;
  readonly items: readonly RawItem[];
  /** The first problem, if any: then the items are not all there are. */
  readonly problem: CallProblem | null;
  /** What the items are limited to; null when to nothing. */
  readonly filter: string | null;
}
