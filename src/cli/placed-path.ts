import type { PathBranch } from '../analysis/connectivity/path-answer.ts';
import { lookUpLocations } from '../report/look-up-locations.ts';
import type { PathReport } from '../report/path-report.ts';
import type { AnsweredPath } from './path-question.ts';
import { citationsIn, located, pathReport } from './path-report.ts';
import type { NetworkInputs } from './read-network.ts';

type Read = Pick<NetworkInputs, 'network' | 'snapshot'>;

/** The answer with the places of its hops looked up. */
export function placedPath({ network, snapshot }: Read, { asked, answer }: AnsweredPath): PathReport {
  const report = pathReport(network, asked, answer);
  return located(report, lookUpLocations(snapshot.documents, citationsIn(report)));
}

/** Each proposal is proven on a network of its own, so there are none for the many parts of a wide question. */
const mostOpened = 4;

/** The same with the smallest changes that open what is blocked, as far as they are known. */
export async function openedPath(
  { network, snapshot }: Read,
  { asked, ask, question, answer }: AnsweredPath,
): Promise<PathReport> {
  const { smallestChange } = await import('../analysis/connectivity/opening/smallest-change.ts');
  const openingOf = (branch: PathBranch) =>
    answer.branches.length > mostOpened ? null : smallestChange(snapshot, network, question, branch, ask);
  const report = pathReport(network, asked, answer, openingOf);
  return located(report, lookUpLocations(snapshot.documents, citationsIn(report)));
}
