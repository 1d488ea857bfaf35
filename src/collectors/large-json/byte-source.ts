import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes that can be read in parts, more than once. */
export interface ByteSource {
  readonly size: number;
  /** Calls back with what reads bytes from a position on into a buffer, and returns how many those were: 0 at the end. */
  readonly open: <T>(use: (read: ReadBytes) => T) => T;
}

export type ReadBytes = (into: Uint8Array, offset: number, position: number) => number;

/** Bytes that are at hand: what came through a pipe, or out of an archive. */
export function bytesAsSource(bytes: Uint8Array): ByteSource {
  const read: ReadBytes = (into, offset, position) => {
    const part = bytes.subarray(position, position + into.length - offset);
    into.set(part, offset);
    return part.length;
  };
  return { size: bytes.length, open: (use) => use(read) };
}

/** A file. Once it is another than it was at first, it cannot be opened: what was read of it holds no more. */
export function fileAsSource(path: string): ByteSource {
  const stateOf = (file: number): { readonly size: number; readonly time: number } => {
    const { size, mtimeMs: time } = fstatSync(file);
    return { size, time };
  };
  const first = withFile(path, stateOf);
  return {
    size: first.size,
    open: (use) =>
      withFile(path, (file) => {
        const { size, time } = stateOf(file);
        if (size !== first.size || time !== first.time) throw new Error('the file has changed');
        return use((into, offset, position) => readSync(file, into, offset, into.length - offset, position));
      }),
  };
}

function withFile<T>(path: string, use: (file: number) => T): T {
  const file = openSync(path, 'r');
  try {
    return use(file);
  } finally {
    closeSync(file);
  }
}
