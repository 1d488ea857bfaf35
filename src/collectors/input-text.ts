import { gunzipSync } from 'node:zlib';
import { decodeText, describeBytes } from './json-text.ts';

/** The most that a compressed input may grow to: more than fits into one string is refused anyway. */
const decompressedLimit = 2 ** 30;

/**
 * The text of an input's bytes: plain or gzipped, UTF-8 or UTF-16.
 * @throws Error that says in plain words why there is none.
 */
export function textOf(bytes: Uint8Array): string {
  const plain = decompressed(bytes);
  const kind = describeBytes(plain);
  if (kind === 'empty') throw new Error('the file is empty');
  const text = kind === 'text' ? decodeText(plain) : null;
  if (text === null) throw new Error('the file is binary, not JSON text');
  return text;
}

/**
 * The bytes, or what they hold if they are gzipped.
 * @throws Error that says in plain words why they cannot be had.
 */
export function decompressed(bytes: Uint8Array): Uint8Array {
  return isGzip(bytes) ? gunzip(bytes) : bytes;
}

/** Whether bytes begin as those of a gzip file do. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function gunzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: decompressedLimit });
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    const problem = tooLarge ? 'the file is larger than 1 GB when decompressed' : 'the gzip data is damaged';
    throw new Error(problem, { cause: error });
  }
}
