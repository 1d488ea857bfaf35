import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Selection } from '../collectors/aws/selection.ts';
import { systemProblem } from '../collectors/find-files.ts';
import { collectedSnapshot } from '../collectors/snapshot/collected-snapshot.ts';
import { bytesFor, snapshotText, splitSnapshot } from '../collectors/snapshot/snapshot-text.ts';
import type { SnapshotFile } from '../model/snapshot-file.ts';
import { visibleJson } from '../reporters/json-text.ts';
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
  /** Whether names, accounts and public addresses stand in it, or stand-ins for them. */
  readonly names: 'kept' | 'redacted';
  readonly verbose: boolean;
}

/** Collects from AWS into a file, a folder or standard output; returns the exit code. */
export async function runSnapshot(options: SnapshotOptions, console: Console): Promise<ExitCode> {
  const collected = await collect(options.from, options.verbose, console);
  if (!collected) return exitCode.input;
  const { file, failed } = collected;
  try {
    const wanted = options.names === 'kept' ? file : await redacted(file);
    write(wanted, options, console);
  } catch (error) {
    console.note(`cannot write ${options.output ?? 'the snapshot'}: ${systemProblem(error)}`);
    return exitCode.usage;
  }
  const refused = refusedCalls(collectedSnapshot(file, null).snapshot);
  for (const line of refused) console.note(line);
  return refused.length + failed.length > 0 ? exitCode.input : exitCode.success;
}

/** @throws Error where the redacted snapshot would not tell what the original tells. */
async function redacted(file: SnapshotFile): Promise<SnapshotFile> {
  const { redactFile, redactSnapshot } = await import('../collectors/snapshot/redact/redact-snapshot.ts');
  const { rulesChangedByRedaction } = await import('./check-redaction.ts');
  const { snapshot } = collectedSnapshot(file, null);
  const redaction = redactSnapshot(snapshot, randomBytes(32));
  const changed = rulesChangedByRedaction(snapshot, redaction);
  if (changed.length === 0) return redactFile(file, redaction);
  throw new Error(
    `redacted, it would not give the verdicts of ${changed.join(', ')} that the original gives`,
  );
}

function write(file: SnapshotFile, { output, layout }: SnapshotOptions, console: Console): void {
  if (output === null) console.out(visibleJson(snapshotText(file)));
  else if (layout === 'split') {
    for (const part of splitSnapshot(file)) writeWhole(join(output, part.name), snapshotText(part.file));
  } else writeWhole(output, bytesFor(output, snapshotText(file)));
}
