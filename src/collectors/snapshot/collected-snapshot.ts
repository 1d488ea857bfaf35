import type { Snapshot, SourceDocument } from '../../model/snapshot.ts';
import type { SnapshotFile } from '../../model/snapshot-file.ts';
import type { ReadInputs } from '../conclude-inputs.ts';
import { mergeScopes } from '../merge-scopes.ts';
import { readSnapshotFile } from './read-snapshot-file.ts';

/**
 * What was just collected, as if it had been read from the file that it is saved in: through the same
 * reader, so that a live run and a run over its snapshot say the same. Without a file nothing has a place in
 * the input.
 */
export function collectedSnapshot(file: SnapshotFile, saved: SourceDocument | null): ReadInputs {
  const read = readSnapshotFile(file, 0);
  if ('problem' in read) throw new Error(`the collected snapshot breaks its schema at ${read.pointer}`);
  const snapshot: Snapshot = {
    documents: saved ? [saved] : [],
    scopes: mergeScopes(read.lists),
    collectedAt: file.collectedAt ?? null,
  };
  const inputs = saved
    ? [{ path: saved.path, kind: saved.kind }]
    : file.scopes.map(({ account, region }) => ({
        path: `${account ?? 'unknown-account'}/${region ?? 'unknown-region'}`,
        kind: 'live' as const,
      }));
  return { snapshot, arePoliciesAlone: false, inputs, unusable: [], skipped: [] };
}
