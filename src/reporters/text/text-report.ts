import type { Report } from '../../report/report.ts';
import { closingLines } from './closing-lines.ts';
import { findingBlock } from './finding-block.ts';
import type { Layout } from './layout.ts';
import { withoutLogCommands } from './log-commands.ts';
import { painters } from './paint.ts';
import { staleBlock } from './stale-block.ts';
import { undecidedBlocks } from './undecided-block.ts';

export interface TextOptions {
  readonly color: 'always' | 'never';
  /** Columns of the terminal. */
  readonly width: number;
}

/**
 * The report for people: findings worst first, what is undecided by missing fact, and counts that add up.
 * Suppressed findings are counted only.
 */
export function textReport(report: Report, { color, width }: TextOptions): string {
  const layout: Layout = { paint: painters[color], columns: width };
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const blocks: (readonly string[])[] = [];
  for (const finding of report.findings) {
    if (finding.suppressed !== undefined) continue;
    blocks.push(findingBlock(finding, rules.get(finding.rule), layout));
    rules.delete(finding.rule);
  }
  blocks.push(
    ...undecidedBlocks(report, layout),
    ...staleBlock(report.staleSuppressions, layout),
    closingLines(report, layout),
  );
  return withoutLogCommands(`${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}
