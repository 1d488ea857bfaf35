import { readFileSync } from 'node:fs';
import type { Log } from 'sarif';
import * as z from 'zod';
import { findFiles, systemProblem } from '../collectors/find-files.ts';
import { textOf } from '../collectors/input-text.ts';
import { parseJsonText } from '../collectors/json-text.ts';
import { loadInputs } from '../collectors/load-inputs.ts';
import { readDescriptor } from '../collectors/read-stream.ts';
import { snapshotOfInputs } from '../collectors/snapshot/snapshot-of-inputs.ts';
import { bytesFor, snapshotText } from '../collectors/snapshot/snapshot-text.ts';
import { describeIssue } from '../model/describe-issue.ts';
import { mergeReports } from '../report/merge-reports.ts';
import { type ReportDocument, reportDocument } from '../report/report-schema.ts';
import { jsonText, visibleJson } from '../reporters/json-text.ts';
import { mergeLogs } from '../reporters/sarif/merge-logs.ts';
import { version } from '../version.ts';
import type { Console } from './console.ts';
import { describeProblems } from './describe-problems.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { writeWhole } from './output.ts';
import { UsageError } from './usage-error.ts';

export interface MergeOptions {
  readonly inputs: readonly string[];
  /** Null for standard output. */
  readonly output: string | null;
}

const tool = { name: 'vpce-lint', version };
const standardInputDescriptor = 0;

/** A report or a log of ours, as parsed. */
interface Written {
  readonly path: string;
  readonly kind: 'report' | 'sarif';
  readonly value: object;
}

/** An input that is not what it seems to be. */
class InputFault extends Error {}

/** Brings snapshots, JSON reports or SARIF logs together into one of their kind; returns the exit code. */
export async function runMerge({ inputs, output }: MergeOptions, console: Console): Promise<ExitCode> {
  const text = await mergedText(inputs, console).catch((error: unknown) => {
    if (!(error instanceof InputFault)) throw error;
    console.note(error.message);
    return null;
  });
  if (text === null) return exitCode.input;
  if (output === null) {
    console.out(visibleJson(text));
    return exitCode.success;
  }
  try {
    writeWhole(output, bytesFor(output, text));
    return exitCode.success;
  } catch (error) {
    console.note(`cannot write ${output}: ${systemProblem(error)}`);
    return exitCode.usage;
  }
}

/** Null where an input cannot be read, which has been said. */
async function mergedText(inputs: readonly string[], console: Console): Promise<string | null> {
  const { files } = findFiles(inputs.filter((path) => path !== '-'));
  const written = files.flatMap(({ path, isPipe }) => (isPipe ? [] : (readWritten(path) ?? [])));
  const kinds = new Set<string>(written.map(({ kind }) => kind));
  if (written.length < files.length || inputs.includes('-')) kinds.add('facts');
  if (kinds.size > 1) {
    throw new UsageError(
      'Snapshots, JSON reports and SARIF logs cannot be merged with each other: give inputs of one kind.',
    );
  }
  if (written.length === 0) return mergedFacts(inputs, console);
  return kinds.has('report')
    ? `${jsonText(mergeReports(written.map(readReport), tool))}\n`
    : jsonText(mergeLogs(written.map(readLog)));
}

/** How reports and logs of ours begin: their first keys are a part of the contract. */
const reportBegins = /^\s*\{\s*"format":\s*"vpce-lint\/report"/;
const sarifBegins = /^\s*\{\s*"\$schema":\s*"[^"]*sarif[^"]*"/;
const beginning = 400;

/** Null for a file that is neither a report nor a log, or that cannot be read. */
function readWritten(path: string): Written | null {
  let text: string;
  try {
    text = textOf(readFileSync(path));
  } catch {
    return null;
  }
  const begin = text.slice(0, beginning);
  const kind = reportBegins.test(begin) ? 'report' : sarifBegins.test(begin) ? 'sarif' : null;
  if (kind === null) return null;
  const parsed = parseJsonText(text);
  if ('error' in parsed) {
    const { line, column, message } = parsed.error;
    throw new InputFault(`${path}:${line}:${column}: ${message}`);
  }
  const [value] = parsed.values;
  return { path, kind, value: value?.value as object };
}

function readReport({ path, value }: Written): ReportDocument {
  const read = reportDocument.safeParse(value);
  if (read.success) return read.data;
  const { pointer, message } = describeIssue(read.error, value);
  throw new InputFault(`${path}: not a report of vpce-lint at ${pointer || 'its top'}: ${message}`);
}

const driver = z.looseObject({ name: z.string() });
const sarifLog = z.looseObject({
  version: z.literal('2.1.0'),
  runs: z.array(z.looseObject({ tool: z.looseObject({ driver }) })),
});

function readLog({ path, value }: Written): Log {
  const read = sarifLog.safeParse(value);
  if (read.success) return value as Log;
  const { pointer, message } = describeIssue(read.error, value);
  throw new InputFault(`${path}: not a log of SARIF 2.1.0 at ${pointer || 'its top'}: ${message}`);
}

/** A snapshot of all that the inputs tell; null where something cannot be read. */
async function mergedFacts(inputs: readonly string[], console: Console): Promise<string | null> {
  const read = await loadInputs(inputs, () => readDescriptor(standardInputDescriptor), {});
  const foreign = read.inputs.find(({ kind }) => kind !== 'snapshot' && kind !== 'aws-cli');
  if (foreign) {
    throw new UsageError(
      `${foreign.path} is ${foreign.kind}: a snapshot holds what AWS says, so only snapshots and output of the AWS CLI can be merged.`,
    );
  }
  for (const line of describeProblems(read.unusable, read.unusable.length)) console.note(line);
  if (read.unusable.length > 0) return null;
  if (read.snapshot.scopes.length === 0) {
    console.note('the inputs hold nothing to merge: no snapshot, no output of the AWS CLI, no report');
    return null;
  }
  return snapshotText(snapshotOfInputs(read.snapshot, tool));
}
