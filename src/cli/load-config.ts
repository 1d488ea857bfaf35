import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { systemProblem } from '../collectors/find-files.ts';
import type { TextProblem } from '../config/config-text.ts';
import type { ReadExpectations } from '../config/expectations.ts';
import type { ReadConfig } from '../config/read-config.ts';
import type { DeclaredOrganization } from '../model/network.ts';
import { rules as registered } from '../rules/registry.ts';
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
  /** Our rules and those of the modules that it names. */
  readonly rules: readonly Rule[];
  /** The reports that it asks for; null where it leaves them open. */
  readonly outputs: readonly Output[] | null;
}

/** Which files a run is told by. */
export interface ConfigFiles {
  readonly config: ConfigChoice;
  /** A file of further expectations; null for none beside those of the configuration. */
  readonly expectationsFile: string | null;
}

/** The configuration of a run; null where there is none. @throws UsageError with a line for each mistake in it. */
export async function loadConfig(
  { config: choice, expectationsFile }: ConfigFiles,
  ours: readonly Rule[],
): Promise<LoadedConfig | null> {
  const found = await pathOf(choice);
  if (found === null && expectationsFile === null) return null;
  const path = found ?? '';
  const { readConfig } = await import('../config/read-config.ts');
  const content = found === null ? '' : readText(found);
  const rules = await withCustomRules(content, path, ours);
  const read = orMistakes(readConfig(content, path, rules), path);
  const named = read.config.expectationsFile;
  const further = expectationsFile ?? (named === undefined ? null : join(dirname(path), named));
  const more = await declaredIn(further, read);
  return {
    ...read,
    expectations: [...read.expectations, ...more.expectations],
    workloads: [...read.workloads, ...more.workloads],
    path,
    rules,
    outputs: outputsOf(read, path),
  };
}

/** Our rules, and those of the modules that the configuration names. @throws UsageError where one is of no use. */
export async function loadRules(choice: ConfigChoice, ours: readonly Rule[]): Promise<readonly Rule[]> {
  const path = await pathOf(choice);
  return path === null ? ours : withCustomRules(readText(path), path, ours);
}

/** What the configuration says of the organization; undefined where it says nothing. @throws UsageError as above. */
export async function loadOrganization(config: ConfigChoice): Promise<DeclaredOrganization | undefined> {
  if ((await pathOf(config)) === null) return undefined;
  return (await loadConfig({ config, expectationsFile: null }, registered))?.config.organization;
}

async function withCustomRules(
  content: string,
  path: string,
  ours: readonly Rule[],
): Promise<readonly Rule[]> {
  // Most configurations name none, and need not load what reads them.
  if (!content.includes('customRules')) return ours;
  const { customRulesOf } = await import('./load-custom-rules.ts');
  return [...ours, ...(await customRulesOf(content, path, ours))];
}

async function declaredIn(path: string | null, known: ReadConfig): Promise<ReadExpectations> {
  if (path === null) return { expectations: [], workloads: [] };
  const { readExpectations } = await import('../config/expectations.ts');
  const read = orMistakes(readExpectations(readText(path), path), path);
  const twice = read.expectations.find(({ name }) => known.expectations.some((other) => other.name === name));
  if (twice) throw new UsageError(`${path}: the configuration has an expectation called "${twice.name}" too`);
  const same = read.workloads.find(({ name }) => known.workloads.some((other) => other.name === name));
  if (same) throw new UsageError(`${path}: the configuration has a workload called "${same.name}" too`);
  return read;
}

function orMistakes<T extends object>(
  read: T | { readonly problems: readonly TextProblem[] },
  path: string,
): T {
  if (!('problems' in read)) return read;
  const lines = read.problems.map(
    ({ position, message }) => `${path}:${position.line}:${position.column}: ${message}`,
  );
  throw new UsageError(lines.join('\n'));
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
    throw new UsageError(`Cannot read ${path}: ${systemProblem(error)}`);
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
