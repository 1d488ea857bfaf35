import type { Agreement, AnalysisComparison, AnalysisComparisons } from '../../report/analysis-comparison.ts';
import { visibleText } from '../visible-text.ts';

const words: Readonly<Record<Agreement, string>> = {
  agrees: 'agrees',
  disagrees: 'DISAGREES',
  undecided: 'undecided',
  'not-comparable': 'left out',
};
const width = Math.max(...Object.values(words).map((word) => word.length));

/** A line for each answer of Reachability Analyzer, with its own and ours, and the counts. */
export function analysisComparisonText({ summary, comparisons }: AnalysisComparisons): string {
  const counts = Object.entries(summary)
    .filter(([, count]) => count > 0)
    .map(([agreement, count]) => `${count} ${words[agreement as Agreement].toLowerCase()}`);
  return `${[...comparisons.map(line), '', counts.join(' · ') || 'no analysis to compare'].join('\n')}\n`;
}

function line({
  analysis,
  question,
  agreement,
  found,
  codes,
  verdict,
  ownCodes,
  note,
}: AnalysisComparison): string {
  const asked = question
    ? `${question.from} -> ${question.to} ${question.protocol}${question.port === null ? '' : `/${question.port}`}`
    : 'unknown question';
  const theirs = found === null ? 'no answer' : found ? 'path found' : `no path${listed(codes)}`;
  const ours = verdict === null ? '' : `; here ${verdict}${listed(ownCodes)}`;
  return visibleText(
    `${words[agreement].padEnd(width)}  ${analysis}  ${asked}: ${theirs}${ours}${note === null ? '' : `; ${note}`}`,
  );
}

function listed(codes: readonly string[]): string {
  return codes.length === 0 ? '' : ` (${codes.join(', ')})`;
}
