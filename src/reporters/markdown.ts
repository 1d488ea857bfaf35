import type { Finding, Report, Severity } from '../report/report.ts';
import { markdownCode, markdownText } from './markdown/markdown-text.ts';
import { isInFile } from './repository-path.ts';
import { affectedText, counted, resourceText, scopeText, summaryText } from './resource-text.ts';

const signs: Readonly<Record<Severity, string>> = { error: '🛑', warning: '⚠️', info: 'ℹ️' };

/** A comment on GitHub takes 65,536 characters; a step summary more. The worst findings come first. */
const mostCharacters = 60_000;

/** The report as Markdown, for the summary of a pipeline's step or a comment on a pull request. */
export function markdownReport(report: Report): string {
  const { summary, findings, undecided } = report;
  const open = findings.filter(({ suppressed }) => suppressed === undefined);
  const missing = [
    ...new Set(undecided.flatMap((group) => group.missing.map((fact) => factText(fact)))),
  ].sort();
  const tail = [
    ...(missing.length === 0 ? [] : [undecidedSection(summary.undecided, missing)]),
    `_${markdownText(`${report.tool.name} ${report.tool.version}`)}_`,
  ].join('\n\n');
  const sections = [`## vpce-lint\n\n**${markdownText(summaryText(summary))}**`];
  let length = (sections[0]?.length ?? 0) + tail.length + 200;
  for (const [index, finding] of open.entries()) {
    const section = findingSection(finding);
    length += section.length + 2;
    if (length > mostCharacters) {
      sections.push(`… and ${counted(open.length - index, 'more finding')} that did not fit in here.`);
      break;
    }
    sections.push(section);
  }
  return `${[...sections, tail].join('\n\n')}\n`;
}

function findingSection({ severity, rule, resource, message, location, affected }: Finding): string {
  const scope = scopeText(resource);
  const where = [
    ...(scope === '' ? [] : [markdownText(scope)]),
    ...(isInFile(location) ? [markdownCode(`${location.file}:${location.line}`)] : []),
  ];
  const details = [
    markdownText(message),
    ...(affected.length === 0 ? [] : [`Affects ${markdownText(affectedText(affected))}.`]),
    ...(where.length === 0 ? [] : [where.join(' · ')]),
    `Run <code>vpce-lint explain ${markdownText(rule)}</code> for why it matters and how to fix it.`,
  ];
  const title = `${signs[severity]} ${severity} <b>${markdownText(rule)}</b> on ${markdownCode(resourceText(resource))}`;
  return `<details><summary>${title}</summary>\n\n${details.join('\n\n')}\n\n</details>`;
}

const mostFacts = 50;

function undecidedSection(count: number, missing: readonly string[]): string {
  const shown = missing.slice(0, mostFacts);
  const rest = missing.length - shown.length;
  return [
    `<details><summary>❔ ${count} undecided for want of facts</summary>`,
    '',
    ...shown.map((fact) => `- ${fact}`),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    '',
    '</details>',
  ].join('\n');
}

function factText(fact: Report['undecided'][number]['missing'][number]): string {
  const where = scopeText(fact);
  return markdownText(`${fact.family}${where === '' ? '' : ` of ${where}`}: ${fact.reason}`);
}
