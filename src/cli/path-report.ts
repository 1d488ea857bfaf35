import { destinationsName } from '../analysis/connectivity/destinations-name.ts';
import type { Opening } from '../analysis/connectivity/opening/smallest-change.ts';
import type { PathAnswer, PathBranch } from '../analysis/connectivity/path-answer.ts';
import { reasons } from '../analysis/connectivity/reason.ts';
import type { Network } from '../model/network.ts';
import type { PathHop, PathReport, PathReportBranch, Protocol } from '../report/path-report.ts';
import type { Citation, Location } from '../report/report.ts';
import { citation, reference } from '../rules/engine.ts';
import { factSource } from './fact-source.ts';

export interface AskedPath {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  readonly port: number | null;
  /** Null where only packets were asked about. */
  readonly request: PathReport['request'];
}

/** The answer as plain data, its places not yet looked up. `openingOf` tells how to open a branch. */
export function pathReport(
  network: Network,
  asked: AskedPath,
  answer: PathAnswer,
  openingOf: (branch: PathBranch) => Opening | null = () => null,
): PathReport<Citation> {
  const { verdict, assumptions, branches } = answer;
  const families = new Set(branches.flatMap(({ missing }) => missing.map(({ family }) => family)));
  return {
    ...asked,
    verdict,
    private: answer.private,
    assumptions,
    branches: branches.map((branch) => branchOf(network, branch, openingOf(branch))),
    factSources: [...families].sort().flatMap((family) => factSource(family) ?? []),
  };
}

function branchOf(network: Network, branch: PathBranch, opening: Opening | null): PathReportBranch<Citation> {
  const { destinations, verdict, via, viaId, hops, missing } = branch;
  return {
    destinations: destinations.toCidrs(),
    size: destinations.size(),
    destinationsName: destinationsName(network, destinations),
    verdict,
    via,
    viaId,
    hops: hops.map(hopOf),
    missing,
    opening: opening && {
      changes: opening.changes.map(({ resource, summary, commands, besides }) => ({
        component: reference(resource),
        summary,
        commands,
        besides,
      })),
      private: opening.private,
    },
  };
}

function hopOf({
  plane,
  component,
  decision,
  reason,
  message,
  at,
  classes,
}: PathBranch['hops'][number]): PathHop<Citation> {
  const code = reasons[reason];
  return {
    plane,
    component: reference(component),
    decision,
    reason,
    message,
    ...(code === null || decision !== 'block' ? {} : { code }),
    location: citation(at),
    ...(classes === undefined ? {} : { classes }),
  };
}

/** The report with its places looked up. */
export function located(
  report: PathReport<Citation>,
  locationOf: (place: Citation) => Location | null,
): PathReport {
  return {
    ...report,
    branches: report.branches.map((branch) => ({
      ...branch,
      hops: branch.hops.map((hop) => ({ ...hop, location: locationOf(hop.location) })),
    })),
  };
}

export function citationsIn({ branches }: PathReport<Citation>): readonly Citation[] {
  return branches.flatMap(({ hops }) => hops.map(({ location }) => location));
}
