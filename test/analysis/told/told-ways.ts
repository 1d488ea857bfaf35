/** What is said of ways, as lines: which component decided what, at which entry, and why. */
import { answerPath } from '../../../src/analysis/connectivity/answer-path.ts';
import { parseTarget } from '../../../src/analysis/connectivity/parse-target.ts';
import type { PathBranch } from '../../../src/analysis/connectivity/path-answer.ts';
import type { MissingFact } from '../../../src/model/fact.ts';
import type { Network } from '../../../src/model/network.ts';

export interface Question {
  readonly from: string;
  readonly to: string;
  readonly protocol?: number;
  readonly port?: number;
}

export function toldWays(
  network: Network,
  { from, to, protocol = 6, port = 443 }: Question,
): readonly string[] {
  const target = parseTarget(to);
  if (!target) throw new Error(`not a target: ${to}`);
  const answer = answerPath(network, { from, to: target.target, traffic: { protocol, port } });
  return [
    `${from} to ${to}, protocol ${protocol} port ${port}: ${answer?.verdict}, private ${answer?.private}`,
    ...(answer?.assumptions ?? []).map((assumption) => `  taken for granted: ${assumption}`),
    ...(answer?.branches ?? []).flatMap(linesOf),
    '',
  ];
}

function linesOf({ destinations, verdict, via, viaId, hops, missing }: PathBranch): readonly string[] {
  const blocks = destinations.toCidrs();
  const shown = blocks.length > 8 ? [...blocks.slice(0, 8), `and ${blocks.length - 8} more`] : blocks;
  return [
    `  ${shown.join(' ') || 'nothing'}: ${verdict} by ${via} ${viaId}`,
    ...hops.flatMap(({ plane, component, decision, reason, message, at, classes = [] }) => [
      `    ${plane} ${decision} ${component.id} ${reason} (${at.resource.id} ${at.path}): ${message}`,
      ...classes.map((each) => `      ${each.callers}: ${each.decision} by ${each.dependsOn.join(', ')}`),
    ]),
    ...missing.map(missingText),
  ];
}

function missingText({ family, account, region, reason }: MissingFact): string {
  return `    missing ${family} of ${account} in ${region}: ${reason}`;
}
