import type { DiffReport, ReachabilityChange } from '../report/diff-report.ts';
import type { DiffDocument } from '../report/diff-schema.ts';
import type { MatrixWay } from '../report/matrix-report.ts';
import { findingEntry } from './json.ts';
import { missingEntry, resourceEntry } from './json-entries.ts';
import { jsonText } from './json-text.ts';

/** The difference as JSON: `vpce-lint/diff`, version 1. The order of the keys is part of the contract. */
export function diffJson(report: DiffReport): string {
  const { tool, findings, reachability, subnets, compared } = report;
  const document: DiffDocument = {
    format: 'vpce-lint/diff',
    version: 1,
    tool: { name: tool.name, version: tool.version },
    old: report.old.map(({ path, kind }) => ({ path, kind })),
    new: report.new.map(({ path, kind }) => ({ path, kind })),
    summary: {
      newFindings: findings.new.length,
      goneFindings: findings.gone.length,
      undecidedFindings: findings.undecided.length,
      unchangedFindings: findings.unchanged,
      compared,
      changed: reachability.reduce((sum, change) => sum + change.subnets.length, 0),
    },
    findings: {
      new: findings.new.map(findingEntry),
      gone: findings.gone.map(findingEntry),
      undecided: findings.undecided.map(findingEntry),
    },
    reachability: reachability.map(changeEntry),
    subnets: {
      added: subnets.added.map(resourceEntry),
      removed: subnets.removed.map(resourceEntry),
    },
  };
  return jsonText(document);
}

function changeEntry(change: ReachabilityChange): DiffDocument['reachability'][number] {
  return {
    change: change.change,
    service: change.service,
    from: change.from,
    to: change.to,
    waysBefore: change.waysBefore.map(wayEntry),
    ways: change.ways.map(wayEntry),
    blockers: change.blockers.map(({ plane, reason, component }) => ({
      plane,
      reason,
      component: resourceEntry(component),
    })),
    missing: change.missing.map(missingEntry),
    subnets: change.subnets.map(resourceEntry),
  };
}

function wayEntry({ via, viaId }: MatrixWay) {
  return { via, viaId };
}
