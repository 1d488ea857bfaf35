import type { PathAnswer } from '../analysis/connectivity/path-answer.ts';
import { reasons } from '../analysis/connectivity/reason.ts';
import type { PathReport } from '../report/path-report.ts';
import type { Citation, Location } from '../report/report.ts';
import { citation, reference } from '../rules/engine.ts';

export interface AskedPath {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: number;
}

/** The answer as plain data, its places not yet looked up. */
export function pathReport(asked: AskedPath, answer: PathAnswer): PathReport<Citation> {
  const { verdict, assumptions, branches, missing } = answer;
  return {
    ...asked,
    verdict,
    private: answer.private,
    assumptions,
    missing,
    branches: branches.map((branch) => ({
      destinations: [...branch.destinations.toCidrs()].sort(),
      verdict: branch.verdict,
      via: branch.via,
      viaId: branch.viaId,
      hops: branch.hops.map(({ plane, component, decision, reason, message, at }) => {
        const code = reasons[reason];
        return {
          plane,
          component: reference(component),
          decision,
          reason,
          message,
          ...(code === null || decision !== 'block' ? {} : { code }),
          location: citation(at),
        };
      }),
      missing: branch.missing,
    })),
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
