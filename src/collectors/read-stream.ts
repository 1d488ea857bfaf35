import { closeSync, constants, openSync, readSync } from 'node:fs';

const chunkSize = 65_536;
const pause = 10;
/** How long to wait, in milliseconds, until somebody opens the other end of a named pipe. */
const patience = 1_000;

/**
 * All bytes of an open pipe, terminal or file, up to its end.
 * @throws Error of the system when it cannot be read.
 */
export function readDescriptor(descriptor: number): Uint8Array {
  return collect(descriptor, 0);
}

/**
 * All bytes of a named pipe, which can be read once only. One that nobody writes to ends empty, so that the
 * program does not wait for ever.
 * @throws Error of the system when it cannot be read.
 */
export function readPipe(path: string): Uint8Array {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return collect(descriptor, patience);
  } finally {
    closeSync(descriptor);
  }
}

function collect(descriptor: number, patienceLeft: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  const chunk = new Uint8Array(chunkSize);
  for (let waited = 0; ; ) {
    const length = readChunk(descriptor, chunk);
    if (length !== null && length > 0) chunks.push(chunk.slice(0, length));
    else if (length === 0 && (chunks.length > 0 || waited >= patienceLeft)) return Buffer.concat(chunks);
    else {
      sleep(pause);
      // Who has opened the pipe and not yet written may take any time: then there is nothing yet, not an end.
      waited = length === null ? 0 : waited + pause;
    }
  }
}

/** The number of bytes read, 0 at the end, null when there is nothing yet. */
function readChunk(descriptor: number, chunk: Uint8Array): number | null {
  try {
    return readSync(descriptor, chunk);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EAGAIN') return null;
    if (code === 'EOF') return 0;
    throw error;
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
