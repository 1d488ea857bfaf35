import type { Selection } from '../collectors/aws/selection.ts';
import { systemProblem } from '../collectors/find-files.ts';
import { collectedSnapshot } from '../collectors/snapshot/collected-snapshot.ts';
import { bytesFor, snapshotText } from '../collectors/snapshot/snapshot-text.ts';
import type { SourceDocument } from '../model/snapshot.ts';
import type { SnapshotFile } from '../model/snapshot-file.ts';
import { collect } from './collect.ts';
import type { Console } from './console.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { writeWhole } from './output.ts';
import { networkOf } from './read-network.ts';
import { type CheckOptions, checkInputs } from './run-check.ts';

export interface ScanOptions extends CheckOptions {
  readonly from: Selection;
  /** The file to keep what was collected in; null to keep nothing. */
  readonly save: string | null;
}

/** Collects from AWS and checks what was collected; returns the exit code. */
export async function runScan(options: ScanOptions, console: Console): Promise<ExitCode> {
  const unsaved: string[] = [];
  const code = await checkInputs(
    async () => {
      const collected = await collect(options.from, options.verbose, console);
      if (!collected) return null;
      const { file, failed } = collected;
      let saved: SourceDocument | null = null;
      try {
        if (options.save !== null) saved = save(options.save, file);
      } catch (error) {
        unsaved.push(`cannot write ${options.save}: ${systemProblem(error)}`);
      }
      const read = networkOf(collectedSnapshot(file, saved), { verbose: false, paths: [] }, console);
      return read && { ...read, incomplete: read.incomplete || failed.length > 0 };
    },
    options,
    console,
  );
  for (const line of unsaved) console.note(line);
  return unsaved.length === 0 || code === exitCode.fault ? code : exitCode.usage;
}

function save(path: string, file: SnapshotFile): SourceDocument {
  const text = snapshotText(file);
  writeWhole(path, bytesFor(path, text));
  return { path, kind: 'snapshot', start: 0, readText: () => text };
}
