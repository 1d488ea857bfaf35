import { gunzipSync } from 'node:zlib';
import { decodeText, describeBytes } from './json-text.ts';

/** The most that a compressed input may grow to: more than fits into one string is refused anyway. */
const decompressedLimit = 2 ** 30;

/**
 * The text of an input's bytes: plain or gzipped, UTF-8 or UTF-16.
 * @throws Error that says in plain words why there is none.
 */
export function textOf(bytes: Uint8Array): string {
  const plain = isGzip(bytes) ? gunzip(bytes) : bytes;
  const kind = describeBytes(plain);
  if (kind === 'empty') throw new Error('the file is empty');
  const text = kind === 'text' ? decodeText(plain) : null;
  if (text === null) throw new Error('the file is binary, not JSON text');
  return text;
}

function isGzip(bytes: Uint8Array): boolean {
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
