import type { PathHop, PathReport, PathReportBranch } from '../report/path-report.ts';
import type { PathDocument } from '../report/path-schema.ts';
import { locationEntry, missingEntry, resourceEntry } from './json-entries.ts';
import { jsonLine, jsonText } from './json-text.ts';

type BranchEntry = PathDocument['branches'][number];
type HopEntry = BranchEntry['hops'][number];
type BlockerEntry = BranchEntry['blockers'][number];

/** The answer as JSON: `vpce-lint/path`, version 1. The order of the keys is part of the contract. */
export function pathJson(report: PathReport): string {
  return `${jsonText(pathDocument(report))}\n`;
}

/** The answer as one line of JSON, for answers to a file of questions. */
export function pathJsonLine(report: PathReport): string {
  return `${jsonLine(pathDocument(report))}\n`;
}

/** The answer as the document that its schema describes. */
export function pathDocument(report: PathReport): PathDocument {
  const { from, to, protocol, port, request, verdict, assumptions, branches } = report;
  return {
    format: 'vpce-lint/path',
    version: 1,
    from,
    to,
    protocol,
    port,
    ...(request === null ? {} : { request: { ...request } }),
    verdict,
    private: report.private,
    assumptions: [...assumptions],
    branches: branches.map(branchEntry),
  };
}

function branchEntry({ destinations, verdict, via, viaId, hops, missing }: PathReportBranch): BranchEntry {
  return {
    destinations: [...destinations].sort(),
    verdict,
    via,
    viaId,
    hops: hops.map(hopEntry),
    blockers: hops.filter(({ decision }) => decision === 'block').map(blockerEntry),
    missing: missing.map(missingEntry),
  };
}

function hopEntry({ plane, component, decision, reason, message, location, classes }: PathHop): HopEntry {
  return {
    plane,
    component: resourceEntry(component),
    decision,
    reason,
    message,
    location: locationEntry(location),
    ...(classes === undefined
      ? {}
      : { classes: classes.map((each) => ({ ...each, dependsOn: [...each.dependsOn] })) }),
  };
}

function blockerEntry({ plane, reason, message, code, component }: PathHop): BlockerEntry {
  return {
    plane,
    reason,
    message,
    ...(code === undefined ? {} : { code }),
    component: resourceEntry(component),
  };
}
