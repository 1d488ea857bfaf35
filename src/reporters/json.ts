import type { Finding, Report, TraceStep, UndecidedGroup } from '../report/report.ts';
import type { ReportDocument } from '../report/report-schema.ts';
import { locationEntry, missingEntry, resourceEntry } from './json-entries.ts';
import { jsonText } from './json-text.ts';

type FindingEntry = ReportDocument['findings'][number];
type TraceEntry = NonNullable<FindingEntry['trace']>[number];
type UndecidedEntry = ReportDocument['undecided'][number];

/** The report as JSON, version 1 of `vpce-lint/report`. The order of the keys is part of the contract. */
export function jsonReport(report: Report): string {
  const { tool, inputs, summary } = report;
  const document: ReportDocument = {
    format: 'vpce-lint/report',
    version: 1,
    tool: { name: tool.name, version: tool.version },
    inputs: inputs.map(({ path, kind }) => ({ path, kind })),
    summary: {
      error: summary.error,
      warning: summary.warning,
      info: summary.info,
      suppressed: summary.suppressed,
      undecided: summary.undecided,
      ...(summary.outOfScope === undefined ? {} : { outOfScope: summary.outOfScope }),
    },
    findings: report.findings.map(findingEntry),
    undecided: report.undecided.map(undecidedEntry),
    ...(report.staleSuppressions.length === 0
      ? {}
      : {
          staleSuppressions: report.staleSuppressions.map(({ kind, status, place, about, detail }) => ({
            kind,
            status,
            place,
            about,
            detail,
          })),
        }),
    ...(report.expectations.length === 0
      ? {}
      : {
          expectations: report.expectations.map(({ name, outcome, checked }) => ({ name, outcome, checked })),
        }),
  };
  return `${jsonText(document)}\n`;
}

export function findingEntry(finding: Finding): FindingEntry {
  const { rule, severity, category, message, code, label, trace, suppressed } = finding;
  return {
    rule,
    severity,
    category,
    message,
    resource: resourceEntry(finding.resource),
    affected: finding.affected.map(resourceEntry),
    location: locationEntry(finding.location),
    evidence: finding.evidence.map((place) => ({
      message: place.message,
      location: locationEntry(place.location),
    })),
    ...(code === undefined ? {} : { code }),
    ...(label === undefined ? {} : { label }),
    ...(trace === undefined ? {} : { trace: trace.map(traceEntry) }),
    fingerprint: finding.fingerprint,
    ...(suppressed === undefined
      ? {}
      : {
          suppressed: {
            kind: suppressed.kind,
            reason: suppressed.reason,
            ...(suppressed.owner === undefined ? {} : { owner: suppressed.owner }),
            ...(suppressed.expires === undefined ? {} : { expires: suppressed.expires }),
          },
        }),
  };
}

function traceEntry({ plane, component, decision, reason, message, location }: TraceStep): TraceEntry {
  return {
    plane,
    component: resourceEntry(component),
    decision,
    reason,
    message,
    location: locationEntry(location),
  };
}

function undecidedEntry({ rule, missing, affected, count }: UndecidedGroup): UndecidedEntry {
  return {
    rule,
    missing: missing.map(missingEntry),
    affected: affected.map(resourceEntry),
    count,
  };
}
