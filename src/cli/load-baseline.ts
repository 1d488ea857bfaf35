import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemProblem } from '../collectors/find-files.ts';
import type { BaselineEntry } from '../config/suppressions/baseline.ts';
import type { LoadedConfig } from './load-config.ts';
import { UsageError } from './usage-error.ts';

/** Which baseline a run goes by: that of the configuration, none, or another. */
export type BaselineChoice =
  | { readonly from: 'configuration' }
  | { readonly from: 'nowhere' }
  | { readonly from: 'file'; readonly path: string };

export interface LoadedBaseline {
  readonly path: string;
  readonly entries: readonly BaselineEntry[];
}

/** The path of the baseline that is meant; null where there is none. */
export function baselinePath(choice: BaselineChoice, loaded: LoadedConfig | null): string | null {
  if (choice.from === 'nowhere') return null;
  if (choice.from === 'file') return choice.path;
  const named = loaded?.config.baseline;
  return named === undefined ? null : join(dirname(loaded?.path ?? ''), named);
}

/** The baseline of a run; null where there is none. @throws UsageError for one that cannot be read. */
export async function loadBaseline(
  choice: BaselineChoice,
  loaded: LoadedConfig | null,
): Promise<LoadedBaseline | null> {
  const path = baselinePath(choice, loaded);
  return path === null ? null : readBaselineFile(path);
}

/** @throws UsageError for a file that cannot be read or is no baseline. */
export async function readBaselineFile(path: string): Promise<LoadedBaseline> {
  const { readBaseline } = await import('../config/suppressions/baseline.ts');
  const entries = readBaseline(readText(path));
  if (typeof entries === 'string') throw new UsageError(`${path} is no baseline: ${entries}`);
  return { path, entries };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const hint = `"vpce-lint baseline create INPUT… --baseline ${path}" makes one.`;
    throw new UsageError(`Cannot read the baseline ${path}: ${systemProblem(error)}. ${hint}`);
  }
}
