import type { Finding, Report, Severity } from '../report/report.ts';
import { jsonText } from './json-text.ts';
import { isInFile, repositoryPath } from './repository-path.ts';
import { affectedText } from './resource-text.ts';
import { visibleText } from './visible-text.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' };

/** The report as GitLab's Code Quality artifact. GitLab drops a second entry with the same fingerprint. */
export function gitlabReport({ findings }: Report): string {
  const open = findings.filter(({ suppressed }) => suppressed === undefined);
  const seen = new Map<string, number>();
  const entries = open.map((finding) => {
    const count = (seen.get(finding.fingerprint) ?? 0) + 1;
    seen.set(finding.fingerprint, count);
    return entryOf(finding, count === 1 ? finding.fingerprint : `${finding.fingerprint}-${count}`);
  });
  return `${jsonText(entries)}\n`;
}

function entryOf({ rule, severity, message, affected, location, resource }: Finding, fingerprint: string) {
  const more = affected.length === 0 ? '' : ` Affects ${affectedText(affected)}.`;
  return {
    description: visibleText(message) + more,
    check_name: rule,
    fingerprint,
    severity: severities[severity],
    location: {
      path: repositoryPath(location, resource).map(visibleText).join('/'),
      lines: { begin: isInFile(location) ? location.line : 1 },
    },
  };
}
