import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { systemProblem } from '../collectors/find-files.ts';
import { describeIssue } from '../model/describe-issue.ts';
import type { Network } from '../model/network.ts';
import { lookUpLocations } from '../report/look-up-locations.ts';
import { type PathReport, protocols } from '../report/path-report.ts';
import type { Citation } from '../report/report.ts';
import { jsonLine } from '../reporters/json-text.ts';
import { pathJsonLine } from '../reporters/path-json.ts';
import type { Console } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { answerQuestion } from './path-question.ts';
import { citationsIn, located, pathReport } from './path-report.ts';
import type { NetworkInputs } from './read-network.ts';
import { UsageError } from './usage-error.ts';

const query = z.strictObject({
  from: z.string(),
  to: z.string(),
  protocol: z.enum(protocols).default('tcp'),
  port: z.int().min(0).max(65535).optional(),
  action: z.string().optional(),
  resource: z.string().optional(),
  principal: z.string().optional(),
});

/** One answer a line, in order; a line that asks nothing gives its error in its place, and exit code 3. */
export function answerQueries(
  file: string,
  { network, snapshot, incomplete }: NetworkInputs,
  console: Console,
): ExitCode {
  const reports = readLines(file).map((line) => answerLine(network, line));
  const cited = reports.flatMap((report) => ('error' in report ? [] : citationsIn(report)));
  const locationOf = lookUpLocations(snapshot.documents, cited);
  for (const report of reports) {
    console.out('error' in report ? `${jsonLine(report)}\n` : pathJsonLine(located(report, locationOf)));
  }
  return incomplete || reports.some((report) => 'error' in report) ? exitCode.input : exitCode.success;
}

function answerLine(network: Network, line: string): PathReport<Citation> | { readonly error: string } {
  const value = parse(line);
  if (value === undefined) return { error: 'the line is not JSON' };
  const parsed = query.safeParse(value);
  if (!parsed.success) return { error: describeIssue(parsed.error, value).message };
  const { port, ...asked } = parsed.data;
  const answered = answerQuestion(network, { ...asked, port });
  if (typeof answered === 'string') return { error: answered };
  return pathReport(network, answered.asked, answered.answer);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The lines of a file that are not blank. */
function readLines(file: string): readonly string[] {
  try {
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    return text.split(/\r?\n/).filter((line) => line.trim() !== '');
  } catch (error) {
    throw new UsageError(`Cannot read ${file}: ${systemProblem(error)}`);
  }
}
