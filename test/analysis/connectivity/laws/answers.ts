import { answerPath } from '../../../../src/analysis/connectivity/answer-path.ts';
import {
  cellKey,
  cellOf,
  type MatrixCell,
} from '../../../../src/analysis/connectivity/matrix/matrix-cell.ts';
import type { PathVerdict } from '../../../../src/analysis/connectivity/path-answer.ts';
import { column, matrixRows } from '../matrix/as-paths-have-it.ts';
import { networkOfScopes } from '../network-of-facts.ts';
import type { RandomEstate, Scopes } from './random-estates.ts';

export interface Told {
  /** All that is said, in one text. */
  readonly text: string;
  readonly verdict: PathVerdict;
}

/** What matrix and paths say of an estate, by who asks and what for: of subnets, and of all that sends. */
export function answersAbout(
  { targets, traffic }: Pick<RandomEstate, 'targets' | 'traffic'>,
  scopes: Scopes,
): ReadonlyMap<string, Told> {
  const network = networkOfScopes(...scopes);
  const answers = new Map<string, Told>();
  const tell = (asked: string, cell: MatrixCell): void => {
    answers.set(asked, { text: cellKey(cell), verdict: cell.verdict });
  };
  // What is left out may be the endpoint that a target names.
  const known = targets.filter(
    (target) => !target.startsWith('vpce-') || network.all('vpcEndpoints').some(({ id }) => id === target),
  );
  const columns = known.map((target) => column(target, traffic));
  for (const { subnet, entries } of matrixRows(network, columns, network.all('subnets'))) {
    for (const entry of entries) tell(`matrix ${subnet.id} ${entry.column.service}`, entry.cell);
  }
  for (const sender of network.all('networkInterfaces')) {
    if (sender.isOfEndpoint) continue;
    for (const { service, target } of columns) {
      const answer = answerPath(network, { from: sender.id, to: target, traffic });
      if (answer) tell(`path ${sender.id} ${service}`, cellOf(answer.branches));
    }
  }
  return answers;
}

/** The first answer that changed in a way that is not allowed, in text; null where none did. */
export function forbiddenChange(
  before: ReadonlyMap<string, Told>,
  after: ReadonlyMap<string, Told>,
  isAllowed: (before: Told, after: Told) => boolean,
): string | null {
  for (const [asked, was] of before) {
    const is = after.get(asked);
    if (is && !isAllowed(was, is)) return `${asked}: ${was.text} became ${is.text}`;
  }
  return null;
}
