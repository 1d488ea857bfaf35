import { compareFindings } from './finding-order.ts';
import { severities } from './report.ts';
import type { ReportDocument } from './report-schema.ts';

type Finding = ReportDocument['findings'][number];
type Undecided = ReportDocument['undecided'][number];
type ResourceEntry = Finding['resource'];

/**
 * JSON reports as one. A finding or an open question that several have stands there once: of a finding that one
 * has suppressed, or holds less severe, the worse counts. What only all their facts together show is in none of them.
 */
export function mergeReports(
  reports: readonly ReportDocument[],
  tool: ReportDocument['tool'],
): ReportDocument {
  const findings = mergeFindings(reports.flatMap((report) => report.findings));
  const undecided = mergeUndecided(reports.flatMap((report) => report.undecided));
  const open = findings.filter(({ suppressed }) => suppressed === undefined);
  const count = (severity: Finding['severity']) => open.filter((one) => one.severity === severity).length;
  const outOfScope = reports.flatMap(({ summary }) => summary.outOfScope ?? []);
  const stale = distinct(reports.flatMap(({ staleSuppressions = [] }) => staleSuppressions));
  const expectations = distinct(reports.flatMap((report) => report.expectations ?? []));
  return {
    format: 'vpce-lint/report',
    version: 1,
    tool,
    inputs: distinct(reports.flatMap(({ inputs }) => inputs)).sort((a, b) => compare(a.path, b.path)),
    summary: {
      error: count('error'),
      warning: count('warning'),
      info: count('info'),
      suppressed: findings.length - open.length,
      undecided: undecided.length,
      ...(outOfScope.length === 0 ? {} : { outOfScope: outOfScope.reduce((sum, one) => sum + one, 0) }),
    },
    findings: [...findings],
    undecided: [...undecided],
    ...(stale.length === 0 ? {} : { staleSuppressions: stale }),
    ...(expectations.length === 0 ? {} : { expectations }),
  };
}

function mergeFindings(findings: readonly Finding[]): readonly Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.fingerprint}`;
    const known = merged.get(key);
    merged.set(key, known === undefined || weight(finding) < weight(known) ? finding : known);
  }
  return [...merged.values()].sort(compareFindings);
}

/** Less for what is worse. */
function weight({ severity, suppressed }: Finding): number {
  return severities.indexOf(severity) + (suppressed === undefined ? 0 : severities.length);
}

function mergeUndecided(groups: readonly Undecided[]): readonly Undecided[] {
  const merged = new Map<string, Undecided>();
  for (const { rule, missing, affected: own } of groups) {
    const key = [rule, ...missing.map((fact) => JSON.stringify(Object.values(fact)))].join('\n');
    const affected = union([...(merged.get(key)?.affected ?? []), ...own]);
    merged.set(key, { rule, missing, affected, count: affected.length });
  }
  return [...merged].sort(([a], [b]) => compare(a, b)).map(([, group]) => group);
}

function union(resources: readonly ResourceEntry[]): ResourceEntry[] {
  const byKey = new Map(resources.map((resource) => [`${resource.type} ${resource.id}`, resource]));
  return [...byKey].sort(([a], [b]) => compare(a, b)).map(([, resource]) => resource);
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** By code unit, so that no locale shows in a report. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
