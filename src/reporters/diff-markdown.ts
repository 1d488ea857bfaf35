import { type DiffReport, losesPrivateWay, type ReachabilityChange } from '../report/diff-report.ts';
import type { Finding } from '../report/report.ts';
import { changeText, diffSummary } from './diff-words.ts';
import { markdownCode, markdownText } from './markdown/markdown-text.ts';
import { resourceText } from './resource-text.ts';

/** Of each list; a comment on GitHub takes 65,536 characters. */
const mostShown = 50;
const longestText = 500;

/** The difference as Markdown, for a comment on a pull request. */
export function diffMarkdown(report: DiffReport): string {
  const { findings, reachability, reasons } = report;
  const sections = [
    '## vpce-lint: what changed',
    diffSummary(report)
      .map((line) => `**${markdownText(line)}**`)
      .join('  \n'),
    section(
      'Reachability',
      reachability.map((change) => changeItem(change, reasons)),
    ),
    section(
      'New findings',
      findings.new.map((finding) => findingItem(finding, finding.message)),
    ),
    section(
      'Gone',
      findings.gone.map((finding) => findingItem(finding, null)),
    ),
    section(
      'Nobody can tell',
      findings.undecided.map((finding) => findingItem(finding, null)),
    ),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function section(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  const rest = items.length - mostShown;
  const more = rest > 0 ? [`- and ${rest} more`] : [];
  return [`### ${title}`, '', ...items.slice(0, mostShown), ...more].join('\n');
}

function changeItem(change: ReachabilityChange, reasons: DiffReport['reasons']): string {
  const sign = losesPrivateWay(change) ? '🛑' : change.to === 'undecided' ? '❔' : 'ℹ️';
  return `- ${sign} **${change.change}** ${markdownText(clipped(changeText(change, reasons)))}`;
}

function findingItem({ severity, rule, resource }: Finding, message: string | null): string {
  const text = message === null ? '' : `: ${markdownText(clipped(message))}`;
  return `- ${severity} **${markdownText(rule)}** on ${markdownCode(resourceText(resource))}${text}`;
}

function clipped(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
