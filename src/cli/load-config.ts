import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import process from 'node:process';
import { systemProblem } from '../collectors/find-files.ts';
import type { ReadConfig } from '../config/read-config.ts';
import type { Rule } from '../rules/rule.ts';
import { type Output, parseOutputs } from './output.ts';
import { UsageError } from './usage-error.ts';

/** Which configuration a run goes by. */
export type ConfigChoice =
  | { readonly from: 'nearest' }
  | { readonly from: 'nowhere' }
  | { readonly from: 'file'; readonly path: string };

export interface LoadedConfig extends ReadConfig {
  /** Relative to the working directory where that is shorter. */
  readonly path: string;
  /** The reports that it asks for; null where it leaves them open. */
  readonly outputs: readonly Output[] | null;
}

/** The configuration of a run; null where there is none. @throws UsageError with a line for each mistake in it. */
export async function loadConfig(choice: ConfigChoice, rules: readonly Rule[]): Promise<LoadedConfig | null> {
  const path = await pathOf(choice);
  if (path === null) return null;
  const { readConfig } = await import('../config/read-config.ts');
  const read = readConfig(readText(path), path, rules);
  if ('problems' in read) {
    const lines = read.problems.map(
      ({ position, message }) => `${path}:${position.line}:${position.column}: ${message}`,
    );
    throw new UsageError(lines.join('\n'));
  }
  return { ...read, path, outputs: outputsOf(read, path) };
}

async function pathOf(choice: ConfigChoice): Promise<string | null> {
  if (choice.from === 'nowhere') return null;
  if (choice.from === 'file') return choice.path;
  const { findConfig } = await import('../config/find-config.ts');
  const [first, second] = findConfig(process.cwd()).map(shown);
  if (second !== undefined) {
    throw new UsageError(
      `There are two configurations, ${first} and ${second}: keep one, or name it with --config.`,
    );
  }
  return first ?? null;
}

function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') && short.length > path.length ? path : short;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UsageError(`Cannot read the configuration ${path}: ${systemProblem(error)}`);
  }
}

/** Files that a configuration names lie beside it, wherever the program runs. */
function outputsOf({ config, text }: ReadConfig, path: string): readonly Output[] | null {
  if (config.outputs === undefined) return null;
  try {
    return parseOutputs(config.outputs).map(({ format, file }) => ({
      format,
      file: file === null ? null : resolve(dirname(path), file),
    }));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { line, column } = text.positionOf(['outputs']);
    throw new UsageError(`${path}:${line}:${column}: ${error.message}`);
  }
}
