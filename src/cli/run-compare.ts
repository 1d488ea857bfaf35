import { readFileSync } from 'node:fs';
import {
  type NetworkInsightsAnalysis,
  type NetworkInsightsPath,
  networkInsights,
} from '../collectors/aws-cli/network-insights.ts';
import { systemProblem } from '../collectors/find-files.ts';
import { textOf } from '../collectors/input-text.ts';
import { parseJsonText } from '../collectors/json-text.ts';
import { describeIssue } from '../model/describe-issue.ts';
import { jsonText } from '../reporters/json-text.ts';
import { analysisComparisonText } from '../reporters/text/analysis-comparison-text.ts';
import { compareAnalyses } from './compare-analyses.ts';
import type { Console } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { readNetwork } from './read-network.ts';

export interface CompareOptions {
  readonly inputs: readonly string[];
  /** Files with what Reachability Analyzer was asked and answered. */
  readonly analyses: readonly string[];
  readonly format: 'text' | 'json';
  readonly verbose: boolean;
}

/** Holds answers of Reachability Analyzer against ours; returns the exit code. */
export async function runCompare(
  { inputs, analyses: files, format, verbose }: CompareOptions,
  console: Console,
): Promise<ExitCode> {
  const paths: NetworkInsightsPath[] = [];
  const analyses: NetworkInsightsAnalysis[] = [];
  for (const file of files) {
    const problem = readInsights(file, paths, analyses);
    if (problem === null) continue;
    console.note(problem);
    return exitCode.input;
  }
  const read = await readNetwork({ inputs, verbose }, console);
  if (!read) return exitCode.input;
  const compared = compareAnalyses(read.network, paths, analyses);
  console.out(format === 'json' ? `${jsonText(compared)}\n` : analysisComparisonText(compared));
  if (read.incomplete) return exitCode.input;
  return compared.summary.disagrees > 0 ? exitCode.findings : exitCode.success;
}

/** Adds what a file tells; gives in one line why it cannot be read. */
function readInsights(
  file: string,
  paths: NetworkInsightsPath[],
  analyses: NetworkInsightsAnalysis[],
): string | null {
  try {
    const parsed = parseJsonText(textOf(readFileSync(file)));
    if ('error' in parsed) {
      const { line, column, message } = parsed.error;
      return `${file}:${line}:${column}: ${message}`;
    }
    for (const { value } of parsed.values) {
      const read = networkInsights.safeParse(value);
      if (!read.success) {
        const { pointer, message } = describeIssue(read.error, value);
        return `${file}: not what describe-network-insights-analyses prints, at ${pointer || 'its top'}: ${message}`;
      }
      paths.push(...read.data.NetworkInsightsPaths);
      analyses.push(...read.data.NetworkInsightsAnalyses);
    }
    return null;
  } catch (error) {
    return `${file}: ${systemProblem(error)}`;
  }
}
