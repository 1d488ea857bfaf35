import { constants } from 'node:buffer';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import type { DocumentText } from '../model/snapshot.ts';
import { decompressed, isGzip, textOf } from './input-text.ts';
import { parseJsonText } from './json-text.ts';
import { type ByteSource, bytesAsSource, fileAsSource } from './large-json/byte-source.ts';
import { readTextParts } from './large-json/large-text.ts';
import type { LargeTextReader } from './large-json/large-text-reader.ts';
import { LargeJsonFault, type LargeValue } from './large-json/read-values.ts';

/** The JSON values of a text; or the first fault of a text that is no JSON, with that text if it fits into memory. */
export type ReadText =
  | { readonly values: readonly TextValue[] }
  | {
      readonly fault: { readonly line: number; readonly column: number; readonly message: string };
      readonly text: string | null;
    };

export interface TextValue {
  readonly value: unknown;
  readonly text: DocumentText;
}

/** Larger texts are not kept as a whole: memory that is new costs more time than reading them once more. */
const largeFrom = 2 ** 20;

/**
 * The JSON values in a file, plain or gzipped, UTF-8 or UTF-16.
 * @throws Error that says in plain words why there are none, or the system's.
 */
export function readTextOfFile(path: string, reader: LargeTextReader): ReadText {
  const isLarge = statSync(path).size > largeFrom && !isGzip(firstBytes(path));
  if (!isLarge) return readTextOfBytes(readFileSync(path), reader);
  return readLarge(fileAsSource(path), () => readFileSync(path), reader);
}

/**
 * The JSON values in bytes, plain or gzipped, UTF-8 or UTF-16.
 * @throws Error that says in plain words why there are none.
 */
export function readTextOfBytes(bytes: Uint8Array, reader: LargeTextReader): ReadText {
  const plain = decompressed(bytes);
  return plain.length > largeFrom ? readLarge(bytesAsSource(plain), () => plain, reader) : readWhole(plain);
}

function firstBytes(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(2);
    return bytes.subarray(0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

function readLarge(source: ByteSource, readBytes: () => Uint8Array, reader: LargeTextReader): ReadText {
  const readText = () => textOf(readBytes());
  try {
    const values = valuesIn(source, reader);
    return {
      values: values.map(({ value, start, root }) => ({
        value,
        text: { start, readText, readParts: (pointers) => readTextParts(source, root, pointers) },
      })),
    };
  } catch (error) {
    if (!(error instanceof LargeJsonFault)) throw error;
    // What is no JSON, or no UTF-8, may still be something else.
    if (source.size <= constants.MAX_STRING_LENGTH) return readWhole(readBytes());
    const { line, column, message } = error;
    return { fault: { line, column, message }, text: null };
  }
}

/** Apart from what is kept of a text, which would keep the reader too. */
function valuesIn(source: ByteSource, reader: LargeTextReader): readonly LargeValue[] {
  return source.open((read) => reader.readValues(read));
}

function readWhole(bytes: Uint8Array): ReadText {
  const text = textOf(bytes);
  const parsed = parseJsonText(text);
  if ('error' in parsed) return { fault: parsed.error, text };
  // Kept, because positions are looked up later: reading the file again costs more time.
  const readText = () => text;
  return { values: parsed.values.map(({ value, start }) => ({ value, text: { start, readText } })) };
}
