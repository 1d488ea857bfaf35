import { gzipSync } from 'node:zlib';
import type { SnapshotFile } from '../../model/snapshot-file.ts';

/** A snapshot as text, one property a line. */
export function snapshotText(file: SnapshotFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** What a file of that name is to hold: gzipped where the name ends in `.gz`. */
export function bytesFor(path: string, text: string): string | Uint8Array {
  return /\.gz$/i.test(path) ? gzipSync(text) : text;
}

/** One snapshot for each account and region, with a name for its file. */
export function splitSnapshot(
  file: SnapshotFile,
): readonly { readonly name: string; readonly file: SnapshotFile }[] {
  return file.scopes.map((scope) => ({
    name: `${scope.account ?? 'unknown-account'}.${scope.region ?? 'unknown-region'}.json`,
    file: { ...file, scopes: [scope] },
  }));
}
