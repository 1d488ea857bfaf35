import { type DiffReport, losesPrivateWay, type ReachabilityChange } from '../../report/diff-report.ts';
import type { Finding } from '../../report/report.ts';
import { changeText, diffSummary } from '../diff-words.ts';
import { resourceText } from '../resource-text.ts';
import { visibleText } from '../visible-text.ts';
import { type Layout, labelled } from './layout.ts';
import { withoutLogCommands } from './log-commands.ts';
import { painters, type Style } from './paint.ts';
import type { TextOptions } from './text-report.ts';

/** The difference for people: what is lost first, then what is new and gone, then the counts. */
export function diffText(report: DiffReport, { color, width }: TextOptions): string {
  const layout: Layout = { paint: painters[color], columns: width };
  const { findings, reachability, reasons } = report;
  const blocks = [
    reachability.flatMap((change) => changeLines(change, reasons, layout)),
    [
      ...findings.new.flatMap((finding) => findingLines('new', finding, layout)),
      ...findings.gone.flatMap((finding) => findingLines('gone', finding, layout)),
      ...findings.undecided.flatMap((finding) => findingLines('unknown', finding, layout)),
    ],
    diffSummary(report),
  ].filter((lines) => lines.length > 0);
  return withoutLogCommands(`${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

function changeLines(
  change: ReachabilityChange,
  reasons: DiffReport['reasons'],
  layout: Layout,
): readonly string[] {
  const style: Style = losesPrivateWay(change) ? 'error' : change.to === 'undecided' ? 'undecided' : 'info';
  return labelled(change.change, visibleText(changeText(change, reasons)), layout, style);
}

function findingLines(
  label: 'new' | 'gone' | 'unknown',
  { severity, rule, resource, message }: Finding,
  layout: Layout,
): readonly string[] {
  const styles: Readonly<Record<typeof label, Style>> = {
    new: severity,
    gone: 'faint',
    unknown: 'undecided',
  };
  const about = `${severity}[${rule}] ${resourceText(resource)}`;
  const text = label === 'new' ? `${about}: ${visibleText(message)}` : about;
  return labelled(label, text, layout, styles[label]);
}
