import { join } from 'node:path';
import type { Selection } from '../collectors/aws/selection.ts';
import { systemProblem } from '../collectors/find-files.ts';
import { collectedSnapshot } from '../collectors/snapshot/collected-snapshot.ts';
import { bytesFor, snapshotText, splitSnapshot } from '../collectors/snapshot/snapshot-text.ts';
import type { SnapshotFile } from '../model/snapshot-file.ts';
import { collect } from './collect.ts';
import type { Console } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { writeWhole } from './output.ts';
import { refusedCalls } from './read-network.ts';

export interface SnapshotOptions {
  readonly from: Selection;
  /** A file, or a folder with `split`; null for standard output. */
  readonly output: string | null;
  readonly layout: 'one file' | 'split';
  readonly verbose: boolean;
}

/** Collects from AWS into a file, a folder or standard output; returns the exit code. */
export async function runSnapshot(options: SnapshotOptions, console: Console): Promise<ExitCode> {
  const collected = await collect(options.from, options.verbose, console);
  if (!collected) return exitCode.input;
  const { file, failed } = collected;
  try {
    write(file, options, console);
  } catch (error) {
    console.note(`cannot write ${options.output ?? 'the snapshot'}: ${systemProblem(error)}`);
    return exitCode.usage;
  }
  const refused = refusedCalls(collectedSnapshot(file, null).snapshot);
  for (const line of refused) console.note(line);
  return refused.length + failed.length > 0 ? exitCode.input : exitCode.success;
}

function write(file: SnapshotFile, { output, layout }: SnapshotOptions, console: Console): void {
  if (output === null) console.out(snapshotText(file));
  else if (layout === 'split') {
    for (const part of splitSnapshot(file)) writeWhole(join(output, part.name), snapshotText(part.file));
  } else writeWhole(output, bytesFor(output, snapshotText(file)));
}
