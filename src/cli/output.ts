import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { systemProblem } from '../collectors/find-files.ts';
import { didYouMean } from '../model/closest.ts';
import type { EstateView } from '../report/estate-view.ts';
import type { Report } from '../report/report.ts';
import { type ColorChoice, type Console, outputWidth, resolveColor } from './console.ts';
import type { FailOn } from './exit-code.ts';
import { UsageError } from './usage-error.ts';

export const formatNames = [
  'text',
  'json',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'markdown',
  'html',
] as const;
export type FormatName = (typeof formatNames)[number];

/** One report to write: a format, and the file it goes to; null for standard output. */
export interface Output<Format = FormatName> {
  readonly format: Format;
  readonly file: string | null;
}

/** Reads `--format NAME[=FILE]` values. @throws UsageError for an unknown name, or two on standard output. */
export function parseOutputs(values: readonly string[]): readonly Output[] {
  return parseOutputsAmong(formatNames, values);
}

/** The same for a command with formats of its own. */
export function parseOutputsAmong<Format extends string>(
  known: readonly Format[],
  values: readonly string[],
): readonly Output<Format>[] {
  const outputs = values.map((value): Output<Format> => {
    const [name = '', ...rest] = value.split('=');
    const file = rest.join('=');
    const format = known.find((each) => each === name);
    if (!format) {
      throw new UsageError(
        `Unknown format "${name}".${didYouMean(name, known)} Formats: ${known.join(', ')}.`,
      );
    }
    if (rest.length > 0 && file === '') throw new UsageError(`--format ${value} names no file after "=".`);
    return { format, file: file === '' ? null : file };
  });
  if (outputs.filter(({ file }) => file === null).length > 1) {
    throw new UsageError(
      'Only one format can go to standard output; give the others a file: --format sarif=out.sarif',
    );
  }
  const files = outputs.flatMap(({ file }) => (file === null ? [] : resolve(file)));
  const twice = files.find((file, index) => files.indexOf(file) < index);
  if (twice !== undefined) throw new UsageError(`Two reports cannot go to one file: ${twice}`);
  return outputs;
}

export interface WriteOptions {
  readonly outputs: readonly Output[];
  readonly color: ColorChoice;
  /** What fails the run, for formats that tell failures from remarks. */
  readonly failOn: FailOn;
  /** What a page shows beside the report; asked for only where a page is written. */
  readonly estate: () => Promise<EstateView>;
  readonly sarif: SarifSettings;
}

/** How SARIF is to be written. */
export interface SarifSettings {
  readonly profile: 'github' | 'full';
  readonly category: string | null;
}

/** Writes the report in every form that was asked for; gives a line for each file that cannot be written. */
export function writeReport(
  report: Report,
  { outputs, color, failOn, estate, sarif }: WriteOptions,
  console: Console,
): Promise<readonly string[]> {
  return writeOutputs(
    (format, colored) => renderReport(report, format, { color: colored, failOn, estate, sarif }),
    outputs,
    color,
    console,
  );
}

/** Writes what `render` makes of each format to its place; gives a line for each file that cannot be written. */
export async function writeOutputs<Format>(
  render: (format: Format, color: 'always' | 'never') => Promise<string>,
  outputs: readonly Output<Format>[],
  color: ColorChoice,
  console: Console,
): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const { format, file } of outputs) {
    const text = await render(format, file === null ? resolveColor(color) : 'never');
    if (file === null) console.out(text);
    else {
      try {
        writeWhole(file, text);
      } catch (error) {
        failures.push(`cannot write ${file}: ${systemProblem(error)}`);
      }
    }
  }
  return failures;
}

interface RenderOptions extends Pick<WriteOptions, 'failOn' | 'estate' | 'sarif'> {
  readonly color: 'always' | 'never';
}

/** GitHub takes no larger file, compressed. */
const mostBytes = 10 * 1024 * 1024;

function fitsCompressed(text: string): boolean {
  // Compressed it is never much longer, so that most texts need no try.
  return text.length < mostBytes / 4 || gzipSync(text).length < mostBytes;
}

/** The report in one format. */
export async function renderReport(
  report: Report,
  format: FormatName,
  { color, failOn, estate, sarif }: RenderOptions,
): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../reporters/text/text-report.ts')).textReport(report, {
        color,
        width: outputWidth(),
      });
    case 'json':
      return (await import('../reporters/json.ts')).jsonReport(report);
    case 'sarif':
      return (await import('../reporters/sarif.ts')).sarifReport(report, {
        ...sarif,
        fits: fitsCompressed,
      });
    case 'github':
      return (await import('../reporters/github.ts')).githubReport(report);
    case 'gitlab':
      return (await import('../reporters/gitlab.ts')).gitlabReport(report);
    case 'junit':
      return (await import('../reporters/junit.ts')).junitReport(report, { failOn });
    case 'markdown':
      return (await import('../reporters/markdown.ts')).markdownReport(report);
    case 'html':
      return (await import('../reporters/html/html-report.ts')).htmlReport(report, await estate());
  }
}

/** Writes beside the file and renames, so that nobody ever reads half a report. */
export function writeWhole(file: string, text: string | Uint8Array): void {
  const existing = statSync(file, { throwIfNoEntry: false });
  if (existing && !existing.isFile()) {
    // A device or a pipe (/dev/null) is written to, never replaced.
    writeFileSync(file, text);
    return;
  }
  const target = existing ? realpathSync(file) : file;
  const temporary = `${target}.${process.pid}.tmp`;
  makeFolder(dirname(target));
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The recursive `mkdirSync` of Node never returns where a file system (`/proc`) refuses folders as not found. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}
