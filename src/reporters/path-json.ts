import type { PathHop, PathReport, PathReportBranch } from '../report/path-report.ts';
import type { Location } from '../report/report.ts';

/** The answer as JSON: `vpce-lint/path`, version 1, keys in the order of the contract. */
export function pathJson(report: PathReport): string {
  return `${JSON.stringify(pathDocument(report), null, 2)}\n`;
}

/** The answer as one line of JSON, for answers to a file of questions. */
export function pathJsonLine(report: PathReport): string {
  return `${JSON.stringify(pathDocument(report))}\n`;
}

function pathDocument({ branches, ...answer }: PathReport) {
  const { from, to, protocol, port, verdict, assumptions } = answer;
  return {
    format: 'vpce-lint/path',
    version: 1,
    from,
    to,
    protocol,
    port,
    verdict,
    private: answer.private,
    assumptions,
    branches: branches.map(branchDocument),
  };
}

function branchDocument({ destinations, verdict, via, viaId, hops, missing }: PathReportBranch) {
  return {
    destinations,
    verdict,
    via,
    viaId,
    hops: hops.map(hopDocument),
    blockers: hops.filter(({ decision }) => decision === 'block').map(blockerDocument),
    missing,
  };
}

function hopDocument({ plane, component, decision, reason, message, location }: PathHop) {
  return { plane, component, decision, reason, message, location: place(location) };
}

function blockerDocument({ plane, reason, message, code, component }: PathHop) {
  return { plane, reason, message, ...(code === undefined ? {} : { code }), component };
}

function place(location: Location | null) {
  if (location === null) return null;
  const { file, line, column, pointer } = location;
  return { file, line, column, pointer };
}
