import type { FindingChanges } from './diff-report.ts';
import { type Finding, type Report, severities } from './report.ts';

/**
 * What is new and what is gone, by fingerprint; what is suppressed counts as not there. A finding that became worse is
 * new. One whose rule is undecided about the new input, or did not run, is not called gone.
 */
export function compareFindings(before: Report, after: Report): FindingChanges {
  const [old, now] = [openFindings(before), openFindings(after)];
  const open = new Set(after.undecided.map(({ rule }) => rule));
  const ran = new Set(after.rules.map(({ id }) => id));
  const lost = [...old].filter(([key]) => !now.has(key)).map(([, finding]) => finding);
  const isOpen = ({ rule }: Finding) => open.has(rule) || !ran.has(rule);
  const fresh = [...now].filter(([key, finding]) => {
    const was = old.get(key);
    return was === undefined || severities.indexOf(finding.severity) < severities.indexOf(was.severity);
  });
  return {
    new: fresh.map(([, finding]) => finding),
    gone: lost.filter((finding) => !isOpen(finding)),
    undecided: lost.filter(isOpen),
    unchanged: now.size - fresh.length,
  };
}

function openFindings({ findings }: Report): ReadonlyMap<string, Finding> {
  return new Map(
    findings
      .filter(({ suppressed }) => suppressed === undefined)
      .map((finding) => [`${finding.rule} ${finding.fingerprint}`, finding]),
  );
}
