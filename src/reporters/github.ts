import type { Finding, Report, Severity } from '../report/report.ts';
import { isInFile, repositoryPath } from './repository-path.ts';
import { affectedText, resourceText, summaryText } from './resource-text.ts';
import { visibleText } from './visible-text.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * The report as workflow commands of GitHub Actions, one line each, worst first: GitHub shows them as annotations
 * (the first ten of each kind in a step) at the lines of the inputs that lie in the repository.
 */
export function githubReport(report: Report): string {
  const open = report.findings.filter(({ suppressed }) => suppressed === undefined);
  const stale = report.staleSuppressions.map(({ status, place, about, detail }) =>
    command('warning', { title: `${status} suppression` }, `${place} (${about}): ${detail}`),
  );
  const summary = command('notice', { title: 'vpce-lint' }, summaryText(report.summary));
  return `${[...open.map(annotation), ...stale, summary].join('\n')}\n`;
}

function annotation(finding: Finding): string {
  const { severity, rule, resource, location, message, affected } = finding;
  const place = isInFile(location)
    ? { file: repositoryPath(location, resource).join('/'), line: location.line, col: location.column }
    : {};
  const text = [message, ...(affected.length === 0 ? [] : [`Affects ${affectedText(affected)}.`])].join(' ');
  return command(commands[severity], { ...place, title: `${rule}: ${resourceText(resource)}` }, text);
}

function command(name: string, properties: Readonly<Record<string, string | number>>, text: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${propertyText(String(value))}`);
  return `::${name} ${list.join(',')}::${dataText(text)}`;
}

/** A line end would end the command, and what follows could be one of its own. */
function dataText(text: string): string {
  return visibleText(text).replaceAll('%', '%25');
}

function propertyText(text: string): string {
  return dataText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
